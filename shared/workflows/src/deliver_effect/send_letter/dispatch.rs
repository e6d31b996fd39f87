//! The letter leaves: claimed, handed to the mail service once, and marked with what became of it.

use domain::CollectionCase;
use domain::case::{CaseEvent, advance};
use domain::dunning::LetterFile;
use domain::dunning::compose::Composed;
use jiff::SignedDuration;
use messages::debtor_letter::DebtorLetter;

use super::attachments::Papers;
use super::{After, Desk, Failure, PROOF_TAKES};
use crate::links::letter_claims_for;
use crate::ports::{CommitError, MailError, MailTag, MessageId, OutgoingMail, Transaction, Write};
use crate::rewrite_letter::RewriteLetterError;
use crate::settle_letter::settle_letter;
use crate::step_writes::add_step;

pub(super) struct Dispatch<'a> {
    pub desk: &'a Desk<'a>,
    pub composed: Composed,
    /// The cases as they stood when it was composed.
    pub cases: Vec<CollectionCase>,
    pub papers: Papers,
    /// The version that the letter's file gets.
    pub version: u64,
}

impl Dispatch<'_> {
    pub async fn carry_out(self) -> Result<After, Failure> {
        let desk = self.desk;
        let file = desk.file(&self.composed, self.papers.sha256.clone(), self.version);
        let mail = self.mail().await?;
        self.claim(&file).await?;
        match desk.ports.mailer.send(&mail).await {
            Ok(id) => self.settle(&file, true, Some(&id)).await,
            Err(MailError::Unavailable(why)) => {
                self.settle(&file, false, None).await?;
                Err(desk.held(why))
            }
            Err(MailError::Refused(why)) => {
                self.settle(&file, false, None).await?;
                Err(Failure::Lasting(why))
            }
            Err(MailError::Unknown(why)) => {
                let at = desk.now.instant.checked_add(PROOF_TAKES).unwrap_or(desk.now.instant);
                Err(Failure::NotYet { at, why: format!("it is not known whether the letter left: {why}") })
            }
        }
    }

    async fn mail(&self) -> Result<OutgoingMail, Failure> {
        let letter = &self.composed.letter;
        let page = self
            .desk
            .ports
            .links
            .letter_address(&letter_claims_for(&letter.id, self.desk.now.instant))
            .await?;
        let mail = DebtorLetter::of(letter).mail(&page);
        Ok(OutgoingMail {
            to: vec![letter.debtor.email.clone()],
            from_name: Some(letter.creditor.name.clone()),
            reply_to: Some(letter.creditor.reply_to.clone()),
            subject: mail.subject,
            html: Some(mail.html),
            text: mail.text,
            attachments: self.papers.attachments.clone(),
            tags: vec![MailTag { name: "letter", value: letter.id.to_string() }],
        })
    }

    /// From here on it may have left. Written for the letter and all its cases, or nothing is sent.
    ///
    /// Each case must still stand at the version that its figures were taken from: whatever was written since, a payment or
    /// another letter, is looked at by the next attempt.
    async fn claim(&self, file: &LetterFile) -> Result<(), Failure> {
        let desk = self.desk;
        let mut transaction = Transaction::from(vec![Write::PutLetter(Box::new(file.clone()))]);
        for (id, part) in &self.composed.parts {
            let claimed = CaseEvent::LetterClaimed(Box::new(part.clone()));
            let case = self.cases.iter().find(|case| case.id == *id);
            let Some(Ok(Some(step))) = case.map(|case| advance(case, &claimed, desk.now)) else {
                return Err(Failure::Passing("one of the letter's cases cannot be claimed".into()));
            };
            add_step(&mut transaction, step);
        }
        match desk.ports.store.commit(transaction).await {
            Ok(()) => Ok(()),
            Err(CommitError::Conflict(_)) => {
                Err(Failure::Passing("the letter or one of its cases changed meanwhile".into()))
            }
            Err(other) => Err(Failure::Passing(other.to_string())),
        }
    }

    /// Marks what became of it. The mail service's own event may have been quicker: then it stands already.
    async fn settle(
        &self,
        file: &LetterFile,
        left: bool,
        message: Option<&MessageId>,
    ) -> Result<After, Failure> {
        let desk = self.desk;
        match settle_letter(desk.ports.store, &file.id, left, message, desk.now.instant).await {
            Ok(_) => Ok(vec![]),
            Err(RewriteLetterError::Commit(error)) => Err(not_marked(desk, error)),
            Err(RewriteLetterError::Store(error)) => Err(Failure::Passing(error.to_string())),
        }
    }
}

/// It has left, and that is not written: the next attempt finds it claimed, and the mail service's event marks it.
fn not_marked(desk: &Desk<'_>, error: CommitError) -> Failure {
    let at = desk.now.instant.checked_add(SignedDuration::from_mins(1)).unwrap_or(desk.now.instant);
    Failure::NotYet { at, why: error.to_string() }
}
