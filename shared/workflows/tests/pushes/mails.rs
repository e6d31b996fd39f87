//! The tenant is told of each invoice that it handed over, once.

use std::sync::Mutex;

use accounting::{AccountingSystem, Connection, Credentials};
use async_trait::async_trait;
use domain::claim::Change;
use domain::ids::{SystemName, TenantId};
use jiff::Timestamp;
use workflows::deliver_effect::{Delivery, EffectPorts, deliver_effect};
use workflows::ports::{
    Accounts, AccountsError, LetterLinkClaims, LinkClaims, LinkError, Links, MailError, Mailer, MessageId,
    OutgoingMail, ScheduleError, Schedules, Sealed, SilentStartCall, Store, Vault, VaultError,
};

use crate::desk::*;

#[derive(Default)]
struct Outside(Mutex<Vec<OutgoingMail>>);

#[async_trait]
impl Mailer for Outside {
    async fn send(&self, mail: &OutgoingMail) -> Result<MessageId, MailError> {
        let mut sent = self.0.lock().unwrap();
        sent.push(mail.clone());
        Ok(MessageId(format!("mail-{}", sent.len())))
    }
}

#[async_trait]
impl Schedules for Outside {
    async fn silent_start(&self, _: &SilentStartCall, _: Timestamp) -> Result<(), ScheduleError> {
        panic!("nothing of a push waits for silence")
    }
}

#[async_trait]
impl Links for Outside {
    async fn address(&self, _: &LinkClaims) -> Result<String, LinkError> {
        panic!("nobody is asked about a push")
    }

    async fn verify(&self, _: &str, _: Timestamp) -> Result<LinkClaims, LinkError> {
        Err(LinkError::Forged)
    }

    async fn letter_address(&self, _: &LetterLinkClaims) -> Result<String, LinkError<LetterLinkClaims>> {
        panic!("no letter goes out for a push")
    }

    async fn verify_letter(
        &self,
        _: &str,
        _: Timestamp,
    ) -> Result<LetterLinkClaims, LinkError<LetterLinkClaims>> {
        Err(LinkError::Forged)
    }
}

#[async_trait]
impl Vault for Outside {
    async fn seal(&self, _: &TenantId, _: &SystemName, _: &Credentials) -> Result<Sealed, VaultError> {
        panic!("nothing is sealed for a mail")
    }

    async fn open(&self, _: &TenantId, _: &SystemName, _: &Sealed) -> Result<Credentials, VaultError> {
        panic!("nothing is opened for a mail")
    }
}

#[async_trait]
impl Accounts for Outside {
    async fn connect(
        &self,
        _: &SystemName,
        _: &Connection<'_>,
    ) -> Result<Box<dyn AccountingSystem>, AccountsError> {
        panic!("no accounting system is asked for a mail")
    }
}

async fn delivered(desk: &Desk) -> Vec<OutgoingMail> {
    let outside = Outside::default();
    let ports = EffectPorts {
        store: &desk.store,
        mailer: &outside,
        schedules: &outside,
        links: &outside,
        vault: &outside,
        accounts: &outside,
        documents: &workflows::memory::MemoryDocuments::default(),
        agencies: &workflows::memory::MemoryAgency::default(),
        limit: &workflows::memory::MemoryTime::default(),
        public_url: "https://rykker.example",
    };
    for effect in desk.store.undone_effects().await.unwrap() {
        let delivery = deliver_effect(ports, &effect.id, now()).await.unwrap();
        assert!(matches!(delivery, Delivery::Done { kind: "claim_received_mail", .. }), "{delivery:?}");
    }
    outside.0.into_inner().unwrap()
}

#[tokio::test]
async fn the_mail_names_the_service_the_invoice_and_what_was_taken_over() {
    let desk = Desk::new().await;
    desk.push(register(draft())).await.unwrap();
    let mails = delivered(&desk).await;
    let [mail] = &mails[..] else { panic!("{} mails", mails.len()) };
    assert_eq!(mail.subject, "Faktura 10412 er modtaget til inkasso hos Advokaternes Inkasso Service");
    for told in [
        "Fjordgaarden Ejendomme ApS",
        "15.500,00\u{a0}kr.",
        "1 tidligere brev",
        "100,00\u{a0}kr.",
        &desk.case_id().number(),
    ] {
        assert!(mail.text.contains(told), "{told} in {}", mail.text);
    }
    assert_eq!(delivered(&desk).await, []);
}

#[tokio::test]
async fn the_mail_says_so_when_there_is_nothing_left_to_do() {
    let desk = Desk::of_service("collectia").await;
    desk.push(report(Change::Withdrawn, "")).await.unwrap();
    desk.push(register(bare())).await.unwrap();
    let mails = delivered(&desk).await;
    assert!(
        mails[0].text.contains("trukket tilbage") && mails[0].text.contains("Collectia"),
        "{}",
        mails[0].text
    );
}
