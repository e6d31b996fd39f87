//! Two at once: the store of these tests lets one finish between another's reading and its writing.

use async_trait::async_trait;
use domain::claim::Command;
use domain::ids::TenantId;
use std::sync::Mutex;
use workflows::ports::{DocumentKey, Documents, DocumentsError};
use workflows::receive_claim::{ClaimPorts, Received, receive_claim};

use crate::desk::*;

/// Documents that let another event go first, once, in the moment between reading and writing.
struct Interrupted<'a> {
    desk: &'a Desk,
    first: Mutex<Option<Command>>,
}

#[async_trait]
impl Documents for Interrupted<'_> {
    async fn keep(&self, _: &DocumentKey, _: &str, _: Vec<u8>) -> Result<(), DocumentsError> {
        let first = self.first.lock().unwrap().take();
        if let Some(command) = first {
            let taken = self.desk.push_as("quicker", command).await.unwrap();
            assert!(matches!(taken, Received::Taken { duplicate: false, .. }));
        }
        Ok(())
    }

    async fn read(&self, _: &DocumentKey) -> Result<Option<Vec<u8>>, DocumentsError> {
        Ok(None)
    }
}

async fn interrupted(desk: &Desk, slower: Command, quicker: Command) -> Received {
    let documents = Interrupted { desk, first: Mutex::new(Some(quicker)) };
    let ports = ClaimPorts { documents: &documents, ..desk.ports() };
    receive_claim(ports, &desk.tenant, desk.incoming("slower", slower), now()).await.unwrap()
}

#[tokio::test]
async fn two_clicks_in_the_same_second_are_one_case() {
    let desk = Desk::new().await;
    let answer = interrupted(&desk, register(draft()), register(draft())).await;
    assert_eq!(Ok(answer), known(&desk));
    assert_eq!((desk.cases().await.len(), desk.mails().await.len()), (1, 1));
}

#[tokio::test]
async fn a_payment_that_comes_with_its_invoice_is_never_lost() {
    for turned in [false, true] {
        let desk = Desk::new().await;
        let (claim, payment) = (register(draft()), report(paid(500_000), "p-1"));
        let (slower, quicker) = if turned { (payment, claim) } else { (claim, payment) };
        assert_eq!(Ok(interrupted(&desk, slower, quicker).await), taken(&desk));
        let case = desk.case().await;
        assert_eq!((case.outstanding, case.paid), (dkk(1_050_000), dkk(500_000)), "turned: {turned}");
    }
}

#[tokio::test]
async fn two_payments_at_once_both_count() {
    let desk = Desk::new().await;
    desk.push(register(draft())).await.unwrap();
    interrupted(&desk, report(paid(100_000), "p-1"), report(paid(200_000), "p-2")).await;
    assert_eq!(desk.case().await.paid, dkk(300_000));
}

#[tokio::test]
async fn what_is_told_moves_on_with_the_open_batch() {
    use domain::Tenant;
    use workflows::ports::{Store, Write};
    let desk = Desk::new().await;
    desk.push(register(draft())).await.unwrap();
    // A run has closed the batch since the tenant was read.
    let moved = Tenant { open_batch: desk.tenant.open_batch.next(), version: 2, ..desk.tenant.clone() };
    let put = Write::PutTenant { tenant: Box::new(moved.clone()), secrets: vec![] };
    desk.store.commit(vec![put].into()).await.unwrap();
    assert_eq!(desk.push(report(paid(100), "p-1")).await, taken(&desk));
    let tenant: &TenantId = &desk.tenant.id;
    assert_eq!(desk.store.news(tenant, desk.tenant.open_batch).await.unwrap().len(), 0);
    assert_eq!(desk.store.news(tenant, moved.open_batch).await.unwrap().len(), 1);
}

#[tokio::test]
async fn of_many_at_once_each_payment_counts() {
    let desk = Desk::new().await;
    desk.push(register(draft())).await.unwrap();
    let ids: Vec<String> = (0..6).map(|n| format!("p-{n}")).collect();
    let pushes = ids.iter().map(|id| desk.push(report(paid(1_000), id)));
    for answer in futures::future::join_all(pushes).await {
        assert_eq!(answer, taken(&desk));
    }
    assert_eq!(desk.case().await.paid, dkk(6_000));
}
