//! Subscribing to events is part of connecting a tenant, and ending them part of disconnecting it.

use domain::tenant::{AskFirst, ConnectionState, Fetching};
use domain::{CaseStatus, Decision};
use jiff::Timestamp;
use workflows::auto_activate::SilentStart;
use workflows::deliver_effect::Delivery;
use workflows::disconnect_tenant::disconnect_tenant;
use workflows::ports::{FetchJob, Store};
use workflows::record_payment::{NewPayment, record_payment};
use workflows::register_tenant::{
    CURRENT_SECRET, Changes, NewWebhook, RegisterError, add_tenant, change_tenant,
};
use workflows::run_tenant::{RunEnd, run_tenant};

use crate::books::{Shape, dkk};
use crate::cash_desk::Desk;
use crate::connection::{credentials, unreachable};
use crate::office::{KEY, Office, day, minutes_after, morning, new_tenant};

fn secret() -> accounting::Credentials {
    accounting::Credentials::new([(CURRENT_SECRET.to_owned(), "whsec_1".to_owned())])
}

/// A tenant of a system that has events to send, subscribed and with one case.
async fn with_events() -> Office {
    let mut office = Office::open(Shape::Whole).await;
    let webhook = NewWebhook { id: domain::ids::ConnectionId::from_random([7; 16]), secrets: secret() };
    let new =
        workflows::register_tenant::NewTenant { webhook: Some(webhook), ..new_tenant(2, "10150817", KEY) };
    office.tenant = add_tenant(office.run_ports(), new, morning(-1)).await.unwrap().tenant.id;
    office.deliver(morning(-1)).await;
    office.morning(0).await;
    office.books.issue(1, day(0));
    office.morning(1).await;
    office
}

fn subscribed(office: &Office) -> Vec<(String, String)> {
    office.books.ledger().subscribed.clone().into_iter().collect()
}

async fn change(office: &Office, changes: Changes, now: Timestamp) -> Result<(), RegisterError> {
    change_tenant(office.run_ports(), &office.tenant, &changes, now).await.map(drop)
}

fn fetching(fetching: Fetching) -> Changes {
    Changes { fetching: Some(fetching), ..Changes::default() }
}

fn key() -> Changes {
    Changes { credentials: Some(credentials(KEY)), ..Changes::default() }
}

#[tokio::test]
async fn a_new_tenant_is_subscribed_at_its_own_address_with_its_own_secret() {
    let office = with_events().await;
    let connection = office.profile().await.connection_id.unwrap();
    let target = format!("https://rykker.example/webhooks/billy/{connection}");
    assert_eq!(subscribed(&office), [(target, "whsec_1".to_owned())]);
}

#[tokio::test]
async fn a_system_that_is_down_is_asked_again() {
    let office = with_events().await;
    office.books.ledger().subscribed.clear();
    office.books.down(Some(unreachable()));
    change(&office, key(), morning(2)).await.unwrap();
    let ends = office.deliver(morning(2)).await;
    assert!(matches!(ends[..], [Delivery::Again { .. }]), "{ends:?}");
    office.books.down(None);
    office.deliver(minutes_after(morning(2), 1)).await;
    assert_eq!(subscribed(&office).len(), 1);
}

#[tokio::test]
async fn new_credentials_and_the_end_of_a_pause_subscribe_anew() {
    let office = with_events().await;
    change(&office, fetching(Fetching::Paused), morning(2)).await.unwrap();
    for (n, changes) in (3..).zip([key(), fetching(Fetching::Automatic)]) {
        office.books.ledger().subscribed.clear();
        change(&office, changes, morning(n)).await.unwrap();
        office.deliver(morning(n)).await;
        assert_eq!(subscribed(&office).len(), 1);
    }
    change(&office, fetching(Fetching::Automatic), morning(6)).await.unwrap();
    assert_eq!(office.store.undone_effects().await.unwrap(), [], "it was not paused");
}

#[tokio::test]
async fn a_disconnected_tenant_has_no_events_no_credentials_and_no_runs_and_nothing_is_judged_as_paid() {
    let office = with_events().await;
    office.books.ledger().desk = Some(Desk::default());
    disconnect_tenant(&office.store, &office.tenant, morning(2)).await.unwrap();
    let again = disconnect_tenant(&office.store, &office.tenant, morning(3)).await.unwrap();
    assert_eq!(again.connection, ConnectionState::Disconnected { since: morning(2) }, "once is enough");
    office.deliver(morning(2)).await;
    assert_eq!(subscribed(&office), []);
    let (_, secrets) = office.store.memory.tenant(&office.tenant).await.unwrap().unwrap();
    assert_eq!(secrets.credentials.text, "{}", "nothing is left of the key");
    assert!(secrets.webhook.is_some());
    office.books.pay_all(1);
    office.books.asked();
    assert_eq!(office.try_run(3).await, Ok(RunEnd::Disconnected));
    let hinted = FetchJob::refresh(office.tenant.clone(), office.job(3).run, vec![]);
    assert_eq!(run_tenant(office.run_ports(), &hinted, morning(3), 10).await, Ok(RunEnd::Disconnected));
    assert_eq!(office.books.asked(), Default::default());
    assert_eq!(office.status(1).await, CaseStatus::AwaitingApproval);
    let new = NewPayment { case: office.case_id(1), amount: dkk(100), date: day(2), reference: "1".into() };
    let recorded = record_payment(office.run_ports(), &new, morning(3)).await.unwrap();
    assert_eq!(recorded.payment.booking.reason().as_deref(), Some("the tenant is disconnected"));
}

#[tokio::test]
async fn silence_starts_nothing_of_a_disconnected_tenant_and_a_key_connects_it_again() {
    let office = with_events().await;
    office.books.issue(2, day(1));
    office.morning(2).await;
    disconnect_tenant(&office.store, &office.tenant, morning(3)).await.unwrap();
    office.deliver(morning(3)).await;
    let ends = office.fire(morning(6)).await;
    assert!(!ends.is_empty() && ends.iter().all(|end| *end == SilentStart::Held), "{ends:?}");
    assert_eq!(office.status(2).await, CaseStatus::AwaitingApproval);
    change(&office, key(), morning(8)).await.unwrap();
    let tenant = office.profile().await;
    assert_eq!(
        (tenant.connection.clone(), tenant.ask_first),
        (ConnectionState::Working, Some(AskFirst::Resumed))
    );
    office.deliver(morning(8)).await;
    assert_eq!(subscribed(&office).len(), 1);
    office.books.pay_all(2);
    office.morning(8).await;
    assert!(!office.case(2).await.is_open());
    assert!(office.decide(1, 1, Decision::Approve).await.is_ok());
}

#[tokio::test]
async fn a_key_that_is_entered_before_the_end_was_told_is_kept() {
    let office = with_events().await;
    disconnect_tenant(&office.store, &office.tenant, morning(2)).await.unwrap();
    change(&office, key(), minutes_after(morning(2), 1)).await.unwrap();
    office.deliver(minutes_after(morning(2), 2)).await;
    assert_eq!(subscribed(&office).len(), 1);
    office.morning(3).await;
    assert_eq!(office.profile().await.connection, ConnectionState::Working);
}

#[tokio::test]
async fn a_key_that_is_refused_is_forgotten_all_the_same() {
    let office = with_events().await;
    office.keys.revoke(KEY);
    disconnect_tenant(&office.store, &office.tenant, morning(2)).await.unwrap();
    let ends = office.deliver(morning(2)).await;
    assert!(matches!(ends[..], [Delivery::Done { kind: "unsubscribe", .. }]), "{ends:?}");
    let (_, secrets) = office.store.memory.tenant(&office.tenant).await.unwrap().unwrap();
    assert_eq!(secrets.credentials.text, "{}");
}
