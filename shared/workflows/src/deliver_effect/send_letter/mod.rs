//! A letter to a debtor: read again, put together, claimed, sent at most once, and marked.
//!
//! Nothing leaves unless its invoices were read as unpaid in the same attempt (invariant 3). It is written down that the letter
//! is being sent before it is sent; whoever finds that written sends nothing, for it may have left (invariant 4).

mod attachments;
mod dispatch;
mod read_again;

use domain::dunning::compose::{Composed, Occasion, compose};
use domain::dunning::hours::sending_time;
use domain::dunning::{LetterFile, LetterState, NextLetter, NextStep, Rules, next_step};
use domain::ids::{CaseId, LetterId};
use domain::moment::civil_date;
use domain::{CollectionCase, EmailAddress, Moment, Tenant};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use self::attachments::Papers;
use self::dispatch::Dispatch;
use super::{After, EffectPorts, Failure, in_time};
use crate::connect::ConnectError;
use crate::ports::Secrets;

/// Until a letter that cannot be sent now is tried again, as long as its day lasts.
const HELD_FOR: SignedDuration = SignedDuration::from_mins(20);
/// The mail service tells within minutes that a mail left. What it has told nothing about by then, an operator must settle.
const PROOF_TAKES: SignedDuration = SignedDuration::from_mins(30);

/// What the run planned.
pub(super) struct Planned<'a> {
    pub letter: &'a LetterId,
    pub on: Date,
    pub cases: &'a [CaseId],
}

/// Where one letter of one tenant is worked on.
pub(super) struct Desk<'a> {
    pub ports: EffectPorts<'a>,
    pub tenant: &'a Tenant,
    pub secrets: &'a Secrets,
    pub now: Moment,
}

/// Sends the letter, unless it has been sent, its day is over, or nothing in it is due any more.
pub(super) async fn send(desk: Desk<'_>, planned: Planned<'_>) -> Result<After, Failure> {
    let before = desk.ports.store.letter(planned.letter).await?;
    let version = match before.as_ref().map(|file| (file.state, file.version)) {
        None => 1,
        // Nothing left the last time.
        Some((LetterState::NotTaken { .. }, version)) => version + 1,
        Some((LetterState::Sending { since }, _)) => return desk.await_proof(since),
        Some((LetterState::Sent { .. } | LetterState::Bounced { .. }, _)) => return Ok(vec![]),
    };
    if desk.tenant.is_disconnected() || !desk.is_time(planned.on)? {
        return Ok(vec![]);
    }
    // The limit ends here: once the letter is claimed, nothing but the end of the process may come between it and its mail.
    match in_time(desk.ports, desk.put_together(&planned, version)).await? {
        Some(dispatch) => dispatch.carry_out().await,
        None => Ok(vec![]),
    }
}

impl Desk<'_> {
    /// Reads the invoices again and puts the letter together; `None` where nothing in it is due any more.
    async fn put_together(
        &self,
        planned: &Planned<'_>,
        version: u64,
    ) -> Result<Option<Dispatch<'_>>, Failure> {
        let source = self.signed_in().await?;
        let cases = match source.can_read() {
            true => read_again::read_again(self, source.as_ref(), planned.cases).await?,
            false => read_again::confirmed(self, planned.cases).await?,
        };
        let due = self.still_due(&cases);
        let Some(to) = self.address(&due).await? else { return Ok(None) };
        let Some(composed) = self.compose(planned, &due, to)? else { return Ok(None) };
        let papers = Papers::of(self, source.as_ref(), &composed, &cases).await?;
        Ok(Some(Dispatch { desk: self, composed, cases, papers, version }))
    }

    /// Whether the letter may leave now; its day may be over.
    fn is_time(&self, on: Date) -> Result<bool, Failure> {
        let country = self.tenant.country();
        let at = sending_time(self.now, country);
        if on != self.now.today || civil_date(at, country) != on {
            return Ok(false);
        }
        match at > self.now.instant {
            true => Err(Failure::NotYet { at, why: "letters leave in working hours".into() }),
            false => Ok(true),
        }
    }

    /// It may have left: only the mail service's own word, or an operator, settles it.
    fn await_proof(&self, since: Timestamp) -> Result<After, Failure> {
        let at = since.checked_add(PROOF_TAKES).unwrap_or(Timestamp::MAX);
        let why = "the letter may have left, and the mail service has told nothing of it";
        if self.now.instant < at {
            return Err(Failure::NotYet { at, why: why.into() });
        }
        Err(Failure::Lasting(why.into()))
    }

    /// Tried again within the day; what is not sent today is planned anew tomorrow.
    fn held(&self, why: impl std::fmt::Display) -> Failure {
        let at = self.now.instant.checked_add(HELD_FOR).unwrap_or(Timestamp::MAX);
        Failure::NotYet { at, why: format!("held: {why}") }
    }

    async fn signed_in(&self) -> Result<Box<dyn accounting::AccountingSystem>, Failure> {
        let connected = self.ports.connection().signed_in(self.tenant, self.secrets, self.now.instant).await;
        connected.map_err(|error| match error {
            ConnectError::Operator(_) => Failure::Lasting(error.to_string()),
            _ => self.held(error),
        })
    }

    /// The cases that are due the same letter today, in the order they were planned.
    fn still_due<'c>(&self, cases: &'c [CollectionCase]) -> Vec<(&'c CollectionCase, NextLetter)> {
        let mut due: Vec<(&CollectionCase, NextLetter)> = Vec::new();
        for case in cases {
            let rules = Rules::of(self.tenant, case);
            let NextStep::Letter(letter) = next_step(case, &rules, self.now.today) else { continue };
            let alike = due.first().is_none_or(|(first, next)| {
                next.kind == letter.kind
                    && next.pay_by == letter.pay_by
                    && first.principal.currency == case.principal.currency
                    && first.debtor.kind == case.debtor.kind
                    && first.chases_charges() == case.chases_charges()
                    && first.dunning.chases_small_rest == case.dunning.chases_small_rest
            });
            if letter.on == self.now.today && alike {
                due.push((case, letter));
            }
        }
        due
    }

    /// Where the letter goes. A case without an address, or with one that takes no mail, rests until another is known.
    async fn address(&self, due: &[(&CollectionCase, NextLetter)]) -> Result<Option<EmailAddress>, Failure> {
        let Some((first, _)) = due.first() else { return Ok(None) };
        match &first.debtor.email {
            Some(address) if !self.tenant.is_suppressed(address) => Ok(Some(address.clone())),
            _ => {
                for (case, _) in due {
                    read_again::rest_without_address(self, case).await?;
                }
                Ok(None)
            }
        }
    }

    fn compose(
        &self,
        planned: &Planned<'_>,
        due: &[(&CollectionCase, NextLetter)],
        to: EmailAddress,
    ) -> Result<Option<Composed>, Failure> {
        let Some((first, _)) = due.first() else { return Ok(None) };
        let rules = Rules::of(self.tenant, first);
        let id = planned.letter.clone();
        let occasion = Occasion { tenant: self.tenant, id, today: self.now.today, to };
        compose(&occasion, due, &rules).or_else(|forbidden| {
            tracing::info!(letter = %planned.letter, code = forbidden.code(), "held by the law");
            Ok(None)
        })
    }

    /// What is kept of the letter from the moment it is claimed.
    fn file(&self, composed: &Composed, sha256: String, version: u64) -> LetterFile {
        LetterFile {
            id: composed.letter.id.clone(),
            tenant: self.tenant.id.clone(),
            cases: composed.parts.iter().map(|(case, _)| case.clone()).collect(),
            on: self.now.today,
            letter: composed.letter.clone(),
            sha256,
            state: LetterState::Sending { since: self.now.instant },
            message_id: None,
            events: vec![],
            version,
        }
    }
}
