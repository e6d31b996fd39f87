//! What Debitura gets of a claim, and how its cases are read back.

use domain::handover::{AgencyCloseReason, AgencyStatus};
use domain::{Currency, Money};
use serde_json::json;
use workflows::agency_contract::AgencyBed;
use workflows::agency_contract::sample::submission;
use workflows::ports::{HandedOver, Outcome};

use crate::bed::{DebituraBed, id};

#[tokio::test]
async fn a_claim_arrives_with_its_principal_alone_and_all_its_papers() {
    let bed = DebituraBed::new().await;
    bed.case().await;
    bed.with(|creditor| {
        let case = &creditor.cases[0];
        assert_eq!((case.gross, case.currency.as_str(), case.is_test), (1_550_000, "DKK", true));
        let submission = submission(1);
        for (file, paper) in case.files.iter().zip(submission.papers()) {
            assert_eq!((&file.name, &file.sha256), (&paper.document.name, &paper.document.sha256));
        }
        let types: Vec<_> = case.files.iter().map(|file| file.document_type.as_str()).collect();
        assert_eq!(types, ["OriginalInvoice", "CreditorDocuments", "DemandLetter"]);
    });
}

#[tokio::test]
async fn a_case_is_read_at_every_point_of_its_life() {
    let bed = DebituraBed::new().await;
    let agency_ref = bed.case().await;
    let read = async || bed.agency().get_case(&agency_ref).await.unwrap();
    let path = format!("cases/{agency_ref}");
    assert_eq!(read().await.status, AgencyStatus::Submitted);
    bed.admin(&path, json!({ "lifecycle": "Active", "interest_fees": "212,33", "reminder_fees": "200" }))
        .await;
    bed.admin(&path, json!({ "paid": "4000", "dispute_status": "Yes, the claim is disputed" })).await;
    let case = read().await;
    let dkk = |minor| Some(Money::new(minor, Currency::DKK));
    assert_eq!((case.status, case.is_disputed), (AgencyStatus::Disputed, true));
    assert_eq!((case.balances.remaining_principal, case.balances.interest), (dkk(1_150_000), dkk(21_233)));
    assert_eq!((case.balances.reminder_fees, case.balances.collection_costs), (dkk(20_000), dkk(0)));
    bed.admin(&path, json!({ "lifecycle": "Waiting for Godot" })).await;
    assert_eq!(read().await.status, AgencyStatus::Other("Waiting for Godot".into()));
    bed.admin(&path, json!({ "lifecycle": "Closed", "close_code": "Partially paid" })).await;
    let case = read().await;
    assert_eq!(
        (case.status, case.close_reason),
        (AgencyStatus::Closed, Some(AgencyCloseReason::PartiallyPaid))
    );
    assert_eq!(case.closed_at, crate::bed::NOW.parse().ok());
}

#[tokio::test]
async fn a_withdrawal_is_pending_until_the_agency_has_closed_the_case() {
    let bed = DebituraBed::new().await;
    let (agency_ref, submission) = (bed.case().await, submission(1));
    let claim = HandedOver { file: submission.file(), agency_ref: Some(&agency_ref) };
    let asked = bed.agency().withdraw_claim(&id("w"), claim).await.unwrap();
    assert_eq!(asked, Outcome::Pending { poll_ref: agency_ref.clone() });
    let closed = json!({ "lifecycle": "Closed", "close_code": "Withdrawn by Client" });
    bed.admin(&format!("cases/{agency_ref}"), closed).await;
    let case = bed.agency().get_case(&agency_ref).await.unwrap();
    assert_eq!(case.close_reason, Some(AgencyCloseReason::WithdrawnByCreditor));
    let done = bed.agency().withdraw_claim(&id("w"), claim).await.unwrap();
    assert_eq!(done, Outcome::Accepted { agency_ref: Some(agency_ref.clone()) });
    assert_eq!(bed.told().await, 1);
}
