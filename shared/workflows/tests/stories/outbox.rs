//! Effects: claimed, retried by plan, dead, redriven; and what a mail that comes late means for its batch.

use domain::retry_plan::{CLAIM_SECONDS, RETRY_AFTER_SECONDS};
use domain::tenant::Suppression;
use domain::{EffectId, SilenceRule};
use jiff::{SignedDuration, Timestamp};
use workflows::auto_activate::SilentStart;
use workflows::deliver_effect::{Delivery, deliver_effect};
use workflows::ports::{MailError, Store, Write};
use workflows::record_mail_event::{MailEvent, Recorded, record_mail_event};

use crate::books::Shape;
use crate::office::{Office, day, minutes_after, morning};
use crate::shaky_store::Fault;

fn later(start: Timestamp, seconds: i64) -> Timestamp {
    start + SignedDuration::from_secs(seconds)
}

/// One new case, whose mail waits in the outbox.
async fn with_a_mail_to_send() -> (Office, EffectId) {
    let office = Office::settled(Shape::Whole).await;
    office.books.issue(1, day(0));
    office.run(1).await;
    let mut waiting = office.store.undone_effects().await.unwrap();
    assert_eq!(waiting.len(), 1);
    (office, waiting.remove(0).id)
}

async fn deliver(office: &Office, id: &EffectId, now: Timestamp) -> Delivery {
    deliver_effect(office.effect_ports(), id, now).await.unwrap()
}

#[tokio::test]
async fn an_effect_is_carried_out_once() {
    let (office, id) = with_a_mail_to_send().await;
    assert!(matches!(deliver(&office, &id, morning(1)).await, Delivery::Done { kind: "run_mail", .. }));
    assert_eq!(deliver(&office, &id, morning(2)).await, Delivery::Nothing);
    assert_eq!(office.mailbox.count(), 1);
    let unknown = "run_mail.taaaaaaaaaaaa.9".parse().unwrap();
    assert_eq!(deliver(&office, &unknown, morning(1)).await, Delivery::Nothing);
}

#[tokio::test]
async fn two_deliveries_at_once_send_one_mail() {
    for seed in 1..40 {
        let (office, id) = with_a_mail_to_send().await;
        office.store.restless.store(seed, std::sync::atomic::Ordering::SeqCst);
        let ends = tokio::join!(deliver(&office, &id, morning(1)), deliver(&office, &id, morning(1)));
        assert_eq!(office.mailbox.count(), 1, "seed {seed}: {ends:?}");
    }
}

#[tokio::test]
async fn a_mail_service_that_is_down_is_tried_by_the_plan_until_the_effect_is_dead() {
    let (office, id) = with_a_mail_to_send().await;
    *office.mailbox.down.lock().unwrap() = Some(MailError::Unavailable("throttled".into()));
    let mut now = morning(1);
    for pause in RETRY_AFTER_SECONDS {
        assert_eq!(deliver(&office, &id, now).await, Delivery::Again { at: later(now, pause) });
        let early = later(now, pause - 1);
        assert_eq!(deliver(&office, &id, early).await, Delivery::Again { at: later(now, pause) });
        now = later(now, pause);
    }
    assert!(matches!(deliver(&office, &id, now).await, Delivery::Dead { kind: "run_mail", .. }));
    assert_eq!(*office.mailbox.calls.lock().unwrap(), 8);
    assert_eq!(deliver(&office, &id, later(now, 1_000_000)).await, Delivery::Nothing);
    assert_eq!(office.store.undone_effects().await.unwrap().len(), 1, "an operator sees it");
}

#[tokio::test]
async fn a_redriven_mail_leaves_a_whole_window() {
    let (office, id) = with_a_mail_to_send().await;
    *office.mailbox.down.lock().unwrap() = Some(MailError::Refused("too large".into()));
    assert!(matches!(deliver(&office, &id, morning(1)).await, Delivery::Dead { .. }));
    for n in 2..8 {
        office.morning(n).await;
        assert_eq!(office.start_by_silence(1, morning(n)).await, SilentStart::NotYet, "nobody was asked");
    }
    *office.mailbox.down.lock().unwrap() = None;
    let dead = office.store.effect(&id).await.unwrap().unwrap();
    let redriven = Write::PutEffect(Box::new(dead.redriven().unwrap()));
    office.store.commit(vec![redriven].into()).await.unwrap();
    office.deliver(morning(8)).await;
    assert_eq!(office.batch(1).await.decide_by, Some(morning(11)));
    assert_eq!(office.start_by_silence(1, minutes_after(morning(11), -1)).await, SilentStart::NotYet);
    assert_eq!(office.start_by_silence(1, morning(11)).await, SilentStart::Started(1));
}

#[tokio::test]
async fn a_worker_that_dies_after_its_claim_holds_the_mail_up_and_does_not_lose_it() {
    let (office, id) = with_a_mail_to_send().await;
    office.store.fail(3, Fault::Before);
    let end = deliver(&office, &id, morning(1)).await;
    assert!(matches!(end, Delivery::Again { .. }), "the tenant could not be read: {end:?}");
    let (office, id) = with_a_mail_to_send().await;
    office.store.fail(2, Fault::After);
    assert!(deliver_effect(office.effect_ports(), &id, morning(1)).await.is_err());
    let held = later(morning(1), CLAIM_SECONDS);
    assert_eq!(deliver(&office, &id, morning(1)).await, Delivery::Again { at: held });
    assert!(matches!(deliver(&office, &id, held).await, Delivery::Done { .. }));
    assert_eq!(office.mailbox.count(), 1);
}

#[tokio::test]
async fn a_scheduler_that_is_down_does_not_send_the_mail_again() {
    let (office, _) = with_a_mail_to_send().await;
    *office.calendar.down.lock().unwrap() = true;
    office.deliver(morning(1)).await;
    assert_eq!((office.mailbox.count(), office.calendar.count()), (1, 0));
    *office.calendar.down.lock().unwrap() = false;
    office.deliver(minutes_after(morning(1), 1)).await;
    assert_eq!((office.mailbox.count(), office.calendar.count()), (1, 1));
}

async fn bounce(office: &Office, why: Suppression) -> Recorded {
    let profile = office.profile().await;
    let (tenant, batch) = (profile.id, Some(domain::BatchNumber(1)));
    let event = MailEvent { tenant, batch, why, addresses: profile.mail_addresses };
    record_mail_event(&office.store, &event, morning(1)).await.unwrap()
}

#[tokio::test]
async fn a_mail_that_bounced_asked_nobody_and_silence_starts_nothing_of_its_batch() {
    let (office, _) = with_a_mail_to_send().await;
    office.deliver(morning(1)).await;
    let recorded = bounce(&office, Suppression::Bounced).await;
    assert_eq!(recorded, Recorded::Suppressed { addresses: 1, reachable: false });
    assert_eq!(bounce(&office, Suppression::Bounced).await, Recorded::Nothing);
    assert_eq!(office.batch(1).await.silence, SilenceRule::MailBounced);
    assert_eq!(office.fire(morning(5)).await, [SilentStart::NothingToDo]);
    office.books.issue(2, day(5));
    office.run(6).await;
    let ends = office.deliver(morning(6)).await;
    assert!(matches!(ends[..], [Delivery::Dead { kind: "run_mail", .. }]), "no address is left: {ends:?}");
}

#[tokio::test]
async fn a_complaint_stops_mails_and_leaves_the_batch_that_was_read() {
    let (office, _) = with_a_mail_to_send().await;
    office.deliver(morning(1)).await;
    bounce(&office, Suppression::Complained).await;
    assert_eq!(office.batch(1).await.silence, SilenceRule::Starts);
    assert_eq!(office.fire(morning(5)).await, [SilentStart::Started(1)]);
}
