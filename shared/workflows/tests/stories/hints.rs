//! Events that hint at a change, sessions that are kept, and invoices read together.

use accounting::{Credentials, NewSession};
use domain::ids::RunId;
use domain::{BatchNumber, CaseStatus, CloseReason};
use workflows::ports::{FetchJob, Store};
use workflows::run_tenant::{RunEnd, run_tenant};

use crate::books::{Shape, invoice_id};
use crate::connection::{key_refused, unreachable};
use crate::office::{Office, day, minutes_after, morning};

impl Office {
    pub async fn hint(&self, n: i32, numbers: &[u32]) -> Result<RunEnd, workflows::run_tenant::RunError> {
        let only = numbers.iter().map(|number| invoice_id(*number)).collect();
        let at = minutes_after(morning(n), 90);
        let job = FetchJob::refresh(self.tenant.clone(), RunId::asked_for(day(n), at), only);
        run_tenant(self.run_ports(), &job, at, 10).await
    }
}

#[tokio::test]
async fn a_hint_has_its_invoice_read_at_once_and_the_next_mail_tells_of_it() {
    let office = Office::settled(Shape::Whole).await;
    (1..=3).for_each(|number| office.books.issue(number, day(0)));
    office.morning(1).await;
    office.books.pay_all(1);
    office.books.pay_all(2);
    office.books.ledger().log.reads.clear();
    assert_eq!(office.hint(1, &[1, 77]).await, Ok(RunEnd::Refreshed { changed: 1 }));
    assert_eq!(office.books.ledger().log.reads, [invoice_id(1)], "what is not followed is not read");
    assert_eq!(office.status(1).await.close_reason(), Some(CloseReason::PaidInFull));
    assert_eq!(office.status(2).await, CaseStatus::AwaitingApproval);
    let mails = office.mailbox.count();
    let report = office.morning(2).await;
    assert_eq!(report.closed, 2, "what the hint closed, and what the run did");
    assert_eq!(office.mailbox.count(), mails + 1);
    let news = office.store.memory.news(&office.tenant, BatchNumber(2)).await.unwrap();
    assert_eq!(news.len(), 2);
}

#[tokio::test]
async fn a_hint_without_a_name_has_everything_read_that_is_followed() {
    let office = Office::settled(Shape::Whole).await;
    (1..=5).for_each(|number| office.books.issue(number, day(0)));
    office.morning(1).await;
    (1..=5).for_each(|number| office.books.pay(number, 100));
    office.books.ledger().reads_at_once = 2;
    let calls = office.books.ledger().calls;
    assert_eq!(office.hint(1, &[]).await, Ok(RunEnd::Refreshed { changed: 5 }));
    assert_eq!(office.books.ledger().calls - calls, 3, "five invoices, two to a request");
    assert_eq!(office.hint(1, &[]).await, Ok(RunEnd::Refreshed { changed: 0 }), "twice does no harm");
}

#[tokio::test]
async fn a_hint_that_cannot_be_followed_breaks_no_connection() {
    let office = Office::settled(Shape::Whole).await;
    office.books.issue(1, day(0));
    office.morning(1).await;
    let mails = office.mailbox.count();
    office.books.ledger().down = Some(key_refused());
    assert_eq!(office.hint(1, &[1]).await, Ok(RunEnd::Refreshed { changed: 0 }));
    office.books.ledger().down = Some(unreachable());
    assert!(office.hint(1, &[1]).await.is_err(), "tried again later");
    assert_eq!(office.profile().await.connection, domain::tenant::ConnectionState::Working);
    assert_eq!(office.mailbox.count(), mails);
}

fn session(token: &str, keep_at_once: bool) -> Option<NewSession> {
    let secrets = Credentials::new([("token".to_owned(), token.to_owned())]);
    Some(NewSession { secrets, keep_at_once })
}

#[tokio::test]
async fn a_session_is_kept_for_the_next_run_with_the_runs_last_transaction() {
    let office = Office::settled(Shape::Whole).await;
    let quiet = office.store.memory.calls();
    office.morning(1).await;
    let usual = office.store.memory.calls() - quiet;
    office.books.ledger().session = session("first", false);
    let before = office.store.memory.calls();
    office.morning(2).await;
    assert_eq!(office.store.memory.calls() - before, usual, "keeping it costs no call of its own");
    office.morning(3).await;
    assert_eq!(office.books.ledger().sessions_given.last(), Some(&Some("first".to_owned())));
}

#[tokio::test]
async fn a_session_that_must_not_be_lost_is_kept_before_anything_is_read() {
    let office = Office::settled(Shape::Whole).await;
    office.books.ledger().session = session("rotated", true);
    office.books.ledger().down = Some(unreachable());
    assert!(office.try_run(1).await.is_err());
    office.books.ledger().down = None;
    office.run(1).await;
    assert_eq!(office.books.ledger().sessions_given.last(), Some(&Some("rotated".to_owned())));
}

#[tokio::test]
async fn a_session_that_was_renewed_on_the_way_is_kept_when_the_reading_fails() {
    let office = Office::settled(Shape::Whole).await;
    office.books.issue(1, day(0));
    office.morning(1).await;
    for only_a_hint in [false, true] {
        let next = office.books.ledger().calls + 1;
        let token = format!("renewed {only_a_hint}");
        office.books.ledger().session = session(&token, true);
        office.books.ledger().session_at = Some(next);
        office.books.ledger().down = Some(unreachable());
        match only_a_hint {
            true => assert!(office.hint(2, &[1]).await.is_err()),
            false => assert!(office.try_run(2).await.is_err()),
        }
        office.books.ledger().down = None;
        assert!(office.hint(2, &[1]).await.is_ok());
        assert_eq!(office.books.ledger().sessions_given.last(), Some(&Some(token)));
    }
}
