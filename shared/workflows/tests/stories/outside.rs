//! The rest of the outside: a mailbox, a calendar of one-time schedules, links, and a vault that hides nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use accounting::Credentials;
use async_trait::async_trait;
use domain::ids::{SystemName, TenantId};
use jiff::Timestamp;
use workflows::ports::{
    LetterLinkClaims, LinkClaims, LinkError, Links, MailError, Mailer, MessageId, OutgoingMail,
    ScheduleError, Schedules, Sealed, SilentStartCall, Vault, VaultError,
};

/// Keeps what was sent, and fails when it is told to.
#[derive(Debug, Default)]
pub struct Mailbox {
    pub mails: Mutex<Vec<OutgoingMail>>,
    /// The answer to every mail until it is taken away again.
    pub down: Mutex<Option<MailError>>,
    pub calls: Mutex<u32>,
    /// The calls (counted from 1) whose answer is lost: the mail leaves all the same.
    pub lost_answers: Mutex<BTreeSet<u32>>,
}

impl Mailbox {
    pub fn subjects(&self) -> Vec<String> {
        self.mails.lock().unwrap().iter().map(|mail| mail.subject.clone()).collect()
    }

    pub fn count(&self) -> usize {
        self.mails.lock().unwrap().len()
    }

    pub fn last(&self) -> OutgoingMail {
        self.mails.lock().unwrap().last().cloned().expect("a mail was sent")
    }
}

#[async_trait]
impl Mailer for Mailbox {
    async fn send(&self, mail: &OutgoingMail) -> Result<MessageId, MailError> {
        let mut calls = self.calls.lock().unwrap();
        *calls += 1;
        if let Some(error) = self.down.lock().unwrap().clone() {
            return Err(error);
        }
        self.mails.lock().unwrap().push(mail.clone());
        match self.lost_answers.lock().unwrap().contains(&calls) {
            true => Err(MailError::Unknown("the answer was lost".into())),
            false => Ok(MessageId(format!("mail-{calls}"))),
        }
    }
}

/// Schedules by their name: one of the same name is left as it is.
#[derive(Debug, Default)]
pub struct Calendar {
    pub entries: Mutex<BTreeMap<String, (SilentStartCall, Timestamp)>>,
    pub down: Mutex<bool>,
}

impl Calendar {
    pub fn due(&self, now: Timestamp) -> Vec<SilentStartCall> {
        let mut entries = self.entries.lock().unwrap();
        let due: Vec<_> = entries.values().filter(|(_, at)| *at <= now).cloned().collect();
        entries.retain(|_, (_, at)| *at > now);
        due.into_iter().map(|(call, _)| call).collect()
    }

    pub fn count(&self) -> usize {
        self.entries.lock().unwrap().len()
    }

    pub fn lose_everything(&self) {
        self.entries.lock().unwrap().clear();
    }
}

#[async_trait]
impl Schedules for Calendar {
    async fn silent_start(&self, call: &SilentStartCall, at: Timestamp) -> Result<(), ScheduleError> {
        if *self.down.lock().unwrap() {
            return Err(ScheduleError("throttled".into()));
        }
        self.entries.lock().unwrap().entry(call.schedule_name()).or_insert_with(|| (call.clone(), at));
        Ok(())
    }
}

/// Addresses that say in the clear what they speak for.
#[derive(Debug, Default)]
pub struct PlainLinks;

#[async_trait]
impl Links for PlainLinks {
    async fn address(&self, claims: &LinkClaims) -> Result<String, LinkError> {
        Ok(format!("https://rykker.example/a/{}.{}", claims.tenant, claims.batch))
    }

    async fn verify(&self, _token: &str, _now: Timestamp) -> Result<LinkClaims, LinkError> {
        Err(LinkError::Forged)
    }

    async fn letter_address(&self, claims: &LetterLinkClaims) -> Result<String, LinkError<LetterLinkClaims>> {
        Ok(format!("https://rykker.example/d/{}", claims.letter))
    }

    async fn verify_letter(
        &self,
        _token: &str,
        _now: Timestamp,
    ) -> Result<LetterLinkClaims, LinkError<LetterLinkClaims>> {
        Err(LinkError::Forged)
    }
}

#[derive(Debug, Default)]
pub struct OpenVault;

#[async_trait]
impl Vault for OpenVault {
    async fn seal(
        &self,
        tenant: &TenantId,
        system: &SystemName,
        credentials: &Credentials,
    ) -> Result<Sealed, VaultError> {
        let pairs: BTreeMap<&str, &str> = credentials.pairs().collect();
        Ok(Sealed { key: format!("{tenant} {system}"), text: serde_json::to_string(&pairs).unwrap() })
    }

    async fn open(
        &self,
        tenant: &TenantId,
        system: &SystemName,
        sealed: &Sealed,
    ) -> Result<Credentials, VaultError> {
        match sealed.key == format!("{tenant} {system}") {
            true => {
                Ok(Credentials::new(serde_json::from_str::<BTreeMap<String, String>>(&sealed.text).unwrap()))
            }
            false => Err(VaultError::CannotOpen("sealed for somebody else")),
        }
    }
}
