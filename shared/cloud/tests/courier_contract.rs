//! A courier's promises, with its claims in DynamoDB and a mail service that does what it is told.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "what fails here fails its test")]

mod stack;
#[path = "stack/table.rs"]
mod table;

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use aws_sdk_dynamodb::types::AttributeValue;
use cloud::mailer::Sender;
use cloud::{SesCourier, settle_parcel};
use workflows::courier_contract;
use workflows::courier_contract::{CourierBed, CourierTrouble, parcel};
use workflows::ports::{Courier, CourierError, MailError, Mailer, MessageId, OutgoingMail};

/// Keeps what it took, and fails once as told.
#[derive(Default)]
struct Post {
    taken: Mutex<Vec<OutgoingMail>>,
    trouble: Mutex<Option<CourierTrouble>>,
}

#[async_trait]
impl Mailer for Post {
    async fn send(&self, mail: &OutgoingMail) -> Result<MessageId, MailError> {
        let trouble = self.trouble.lock().unwrap().take();
        match trouble {
            Some(CourierTrouble::Down) => return Err(MailError::Unavailable("told to".into())),
            Some(CourierTrouble::Refused) => return Err(MailError::Refused("told to".into())),
            Some(CourierTrouble::LostAnswer) | None => self.taken.lock().unwrap().push(mail.clone()),
        }
        match trouble {
            None => Ok(MessageId("mail-1".into())),
            Some(_) => Err(MailError::Unknown("told to".into())),
        }
    }
}

struct Bed {
    post: Arc<Post>,
    courier: SesCourier,
    client: aws_sdk_dynamodb::Client,
    table: String,
}

impl Bed {
    async fn new() -> Self {
        let (client, table) = table::empty().await;
        let post = Arc::new(Post::default());
        let courier = SesCourier::new(client.clone(), &table, post.clone());
        Self { post, courier, client, table }
    }

    /// As a worker leaves it that dies between its claim and the mail.
    async fn claimed_by_a_dead_worker(&self) {
        let text = |text: &str| AttributeValue::S(text.to_owned());
        let put = self.client.put_item().table_name(&self.table);
        let put = put.item("pk", text(&format!("PARCEL#{}", parcel(1).id))).item("sk", text("PARCEL"));
        put.item("state", text("sending")).item("claim", text("another")).send().await.unwrap();
    }
}

#[async_trait]
impl CourierBed for Bed {
    fn courier(&self) -> &dyn Courier {
        &self.courier
    }

    async fn sent(&self) -> Vec<String> {
        self.post.taken.lock().unwrap().iter().map(|mail| mail.subject.clone()).collect()
    }

    async fn order(&self, trouble: CourierTrouble) {
        *self.post.trouble.lock().unwrap() = Some(trouble);
    }
}

courier_contract!(Bed::new().await);

#[tokio::test]
async fn what_was_claimed_and_not_marked_is_nobodys_to_send() {
    let bed = Bed::new().await;
    bed.claimed_by_a_dead_worker().await;
    let held = bed.courier.send(&parcel(1)).await;
    assert!(matches!(held, Err(CourierError::OutcomeUnknown(_))), "{held:?}");
    assert_eq!(bed.sent().await.len(), 0);
}

#[tokio::test]
async fn an_operator_says_whether_what_may_have_left_did() {
    for (left, more) in [(true, 0), (false, 1)] {
        let bed = Bed::new().await;
        let id = parcel(1).id;
        let settle = || settle_parcel(bed.client.clone(), &bed.table, &id, left);
        assert!(settle().await.unwrap_err().to_string().contains("no mail with papers was begun"));
        bed.claimed_by_a_dead_worker().await;
        settle().await.unwrap();
        bed.courier.send(&parcel(1)).await.unwrap();
        assert_eq!(bed.sent().await.len(), more);
        assert!(settle().await.unwrap_err().to_string().contains("is known to have left"));
    }
}

#[tokio::test]
async fn of_two_workers_one_sends() {
    let bed = Bed::new().await;
    let parcel = parcel(1);
    let (one, other) = tokio::join!(bed.courier.send(&parcel), bed.courier.send(&parcel));
    assert!(one.is_ok() || other.is_ok(), "{one:?} {other:?}");
    assert_eq!(bed.sent().await.len(), 1);
}

#[tokio::test]
async fn a_parcel_is_plain_text_with_its_papers_answered_to_the_creditor() {
    let bed = Bed::new().await;
    bed.courier.send(&parcel(1)).await.unwrap();
    let mail = bed.post.taken.lock().unwrap().pop().unwrap();
    assert_eq!((mail.html, mail.reply_to), (None, Some(parcel(1).reply_to)));
    assert_eq!((mail.to, mail.attachments), (vec![parcel(1).to], parcel(1).attachments));
    assert_eq!(mail.tags[0].value, "hand_over-taaaaaaaaaaaa-1");
}

#[tokio::test]
async fn ses_takes_a_parcel() {
    let (client, table) = table::empty().await;
    let sender: Sender = "Rykker <rykker@example.test>".parse().unwrap();
    let ses = stack::clients().ses();
    ses.verify_email_identity().email_address(sender.address.as_str()).send().await.unwrap();
    let now = || "2026-11-18T08:00:00Z".parse().unwrap();
    let mailer = cloud::SesMailer::new(ses, sender, None, now);
    assert_eq!(SesCourier::new(client, table, Arc::new(mailer)).send(&parcel(1)).await, Ok(()));
}
