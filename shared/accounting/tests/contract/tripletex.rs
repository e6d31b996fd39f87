//! What only Tripletex has: sessions, windows of dates, accountants' keys, and credits of every kind.

use accounting::{AccountingError, Credentials, Listed, Reading};
use domain::source_invoice::InvoiceState;
use sandboxes::books::{Generate, Kind, NewInvoice};
use sandboxes::faults::{Fault, FaultKind};
use sandboxes::tripletex::Tripletex;

use crate::bed::{Bed, day};

type Tri = Bed<Tripletex>;

const CREATE: &str = "/v2/token/session/:create";

fn many(count: usize) -> Generate {
    let (first_due, last_due) = (day("2026-09-01"), Some(day("2026-11-01")));
    Generate { count, first_due, last_due, gross: 10_000, debtors: 7 }
}

/// Gross, principal and credited, in øre.
async fn money(bed: &Tri, id: &domain::ids::InvoiceId) -> (i64, i64, Option<i64>) {
    let amounts = bed.found(id).await.amounts.unwrap();
    (
        amounts.gross.minor,
        amounts.principal_outstanding().minor,
        amounts.credited.map(|credited| credited.minor),
    )
}

async fn kept(bed: &Tri) -> Credentials {
    let system = bed.with_choices(&[], None);
    system.sign_in().await.unwrap();
    let session = system.new_session().unwrap();
    assert!(!session.keep_at_once && system.new_session().is_none(), "it is handed out once");
    session.secrets
}

#[tokio::test]
async fn a_session_that_was_kept_serves_the_next_run() {
    let bed = Tri::new().await;
    let session = kept(&bed).await;
    assert_eq!(bed.company.count("POST", CREATE), 1);
    bed.clock.set("2026-11-22T05:00:00Z".parse().unwrap());
    let next = bed.with_choices(&[], Some(&session));
    next.sign_in().await.unwrap();
    next.check().await.unwrap();
    assert_eq!((bed.company.count("POST", CREATE), next.new_session()), (1, None));
}

#[tokio::test]
async fn a_session_is_made_anew_an_hour_before_its_midnight_and_when_it_is_none() {
    let bed = Tri::new().await;
    let session = kept(&bed).await;
    bed.clock.set("2026-11-22T22:00:00Z".parse().unwrap());
    let garbage =
        [("token", "x"), ("expires-on", "2026-13-01")].map(|(name, value)| (name.into(), value.into()));
    for (nth, old) in [session, Credentials::new(garbage), Credentials::default()].iter().enumerate() {
        let system = bed.with_choices(&[], Some(old));
        system.check().await.unwrap();
        assert!(system.new_session().is_some());
        assert_eq!(bed.company.count("POST", CREATE), 2 + nth as u64);
    }
}

#[tokio::test]
async fn a_kept_session_that_died_over_there_is_replaced_once_in_mid_walk() {
    let bed = Tri::new().await;
    bed.company.generate(&many(1_500)).unwrap();
    bed.company.set_fault(Fault::next(1, FaultKind::Unauthorized).on("from=1000"));
    assert_eq!(bed.listed().await.unwrap().len(), 1_500);
    assert_eq!(bed.company.count("POST", CREATE), 2);
    assert!(bed.system.new_session().is_some());
}

#[tokio::test]
async fn where_sessions_cannot_be_posted_they_are_put() {
    let bed = Tri::new().await;
    bed.company.switch(|switches| switches.post_sessions = false);
    bed.system.check().await.unwrap();
    assert_eq!(bed.company.count("PUT", CREATE), 1);
}

#[tokio::test]
async fn more_than_is_listed_at_once_is_asked_for_in_smaller_windows() {
    let bed = Tri::new().await;
    let made = bed.company.generate(&many(500)).unwrap();
    bed.company.switch(|switches| switches.list_limit = 60);
    assert_eq!(bed.listed().await.unwrap().len(), made.len());
    bed.company.switch(|switches| switches.list_limit = 3);
    match bed.listed().await.unwrap_err() {
        AccountingError::NotUnderstood { field, problem, .. } => {
            assert_eq!((field.as_str(), problem.contains("single day")), ("invoices", true));
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_quiet_day_is_one_request_beside_the_session() {
    let bed = Tri::new().await;
    bed.company.generate(&many(200)).unwrap();
    let session = kept(&bed).await;
    let system = bed.with_choices(&[], Some(&session));
    crate::bed::walk(system.as_ref()).await.unwrap();
    assert_eq!((bed.company.count("GET", "/v2/invoice"), bed.company.count("POST", CREATE)), (1, 1));
}

#[tokio::test]
async fn pages_that_are_cut_short_over_there_lose_nothing() {
    let bed = Tri::new().await;
    bed.company.generate(&many(250)).unwrap();
    bed.company.switch(|switches| switches.page_limit = 100);
    assert_eq!(bed.listed().await.unwrap().len(), 250);
}

#[tokio::test]
async fn many_followed_invoices_are_read_in_one_request_whatever_became_of_them() {
    let bed = Tri::new().await;
    let ids: Vec<_> = (0..5).map(|nth| bed.add("2026-11-01", 10_000 + nth)).collect();
    bed.company.pay(ids[0].as_str(), None).unwrap();
    bed.company.credit(ids[1].as_str(), None).unwrap();
    bed.company.delete(ids[2].as_str()).unwrap();
    let readings = bed.system.read_together(&ids).await.unwrap();
    assert_eq!(readings[2], Reading::Missing(ids[2].clone()));
    for (reading, id) in readings.iter().zip(&ids) {
        assert_eq!(*reading, bed.system.read(id).await.unwrap());
    }
    assert_eq!(bed.company.count("GET", "/v2/invoice"), 1);
}

#[tokio::test]
async fn a_part_credit_holds_its_debtor_until_it_is_set_against_an_invoice() {
    let bed = Tri::new().await;
    let open = bed.add("2026-11-01", 50_000);
    let kind = Kind::CreditNote { of: None };
    let note = bed.add_as(NewInvoice { kind, ..NewInvoice::due_on(day("2026-11-01"), 12_500) });
    let rows = bed.listed().await.unwrap();
    let credit =
        rows.iter().find_map(|row| if let Listed::Credit(credit) = row { Some(credit) } else { None });
    let credit = credit.unwrap();
    let debtor = bed.found(&open).await.debtor.external_id.unwrap();
    assert_eq!((&credit.id, &credit.debtor), (&note, &debtor));
    assert_eq!(credit.amount.unwrap().to_string(), "125.00 NOK");
    bed.company.credit(open.as_str(), Some(12_500)).unwrap();
    assert_eq!(money(&bed, &open).await, (50_000, 37_500, Some(12_500)));
}

#[tokio::test]
async fn a_whole_credit_ends_what_is_owed_also_after_a_part_payment_and_with_a_reminder_on_it() {
    for among in [false, true] {
        let bed = Tri::new().await;
        bed.company.switch(|switches| switches.credit_among_postings = among);
        let plain = bed.add("2026-11-01", 50_000);
        let part_paid = bed.add("2026-11-01", 50_000);
        let reminded = bed.add("2026-11-01", 50_000);
        bed.company.pay(part_paid.as_str(), Some(20_000)).unwrap();
        bed.company.charge_fee(reminded.as_str(), 3_500).unwrap();
        for id in [&plain, &part_paid, &reminded] {
            bed.company.credit(id.as_str(), None).unwrap();
        }
        assert_eq!(money(&bed, &plain).await, (50_000, 0, Some(50_000)), "{among}");
        assert_eq!(money(&bed, &part_paid).await, (50_000, 0, Some(30_000)), "{among}");
        assert_eq!(money(&bed, &reminded).await, (50_000, 0, Some(50_000)), "{among}");
        assert_eq!(bed.listed().await, Ok(vec![]), "{among}");
    }
}

#[tokio::test]
async fn an_invoice_whose_voucher_was_reversed_is_voided_and_an_overpaid_one_owes_less_than_nothing() {
    let bed = Tri::new().await;
    let (voided, overpaid) = (bed.add("2026-11-01", 50_000), bed.add("2026-11-01", 50_000));
    bed.company.void(voided.as_str()).unwrap();
    bed.company.pay(overpaid.as_str(), Some(60_000)).unwrap();
    assert_eq!(bed.found(&voided).await.state, InvoiceState::Voided);
    assert_eq!(money(&bed, &overpaid).await, (50_000, -10_000, Some(0)));
    assert_eq!(bed.listed().await, Ok(vec![]));
}

#[tokio::test]
async fn a_key_that_sees_no_postings_cannot_tell_payments_from_credits() {
    let bed = Tri::new().await;
    bed.company.switch(|switches| switches.sees_postings = false);
    let id = bed.add("2026-11-01", 50_000);
    assert_eq!(money(&bed, &id).await, (50_000, 50_000, Some(0)));
    bed.company.pay(id.as_str(), Some(20_000)).unwrap();
    assert_eq!(money(&bed, &id).await, (50_000, 30_000, None));
}

#[tokio::test]
async fn an_accountants_key_opens_a_client_that_was_chosen_and_nothing_else() {
    let bed = Tri::new().await;
    bed.company.switch(|switches| switches.accountant = true);
    let error = bed.system.check().await.unwrap_err();
    assert!(
        matches!(&error, AccountingError::KeyRefused { detail, .. } if detail.contains("client-company")),
        "{error:?}"
    );
    assert!(matches!(bed.listed().await, Err(AccountingError::KeyRefused { .. })));
    let own = bed.company.organization();
    assert_eq!(
        bed.with_choices(&[("client-company", &own)], None).check().await.unwrap().name,
        "Nordlys Tømrer ApS"
    );
    bed.company.switch(|switches| switches.accountant = false);
    let stranger = bed.with_choices(&[("client-company", "108139999")], None);
    assert!(matches!(stranger.check().await, Err(AccountingError::KeyRefused { .. })));
}
