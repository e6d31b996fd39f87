//! Debitura at its worst: answers that are lost after the deed, and never a second case, file or message.

use sandboxes::faults::FaultKind;
use workflows::agency_contract::AgencyBed;
use workflows::agency_contract::sample::{payment, submission};
use workflows::ports::{AgencyError, HandedOver, Outcome};

use crate::bed::{DebituraBed, id};

fn file_names(bed: &DebituraBed) -> Vec<String> {
    bed.with(|creditor| creditor.cases[0].files.iter().map(|file| file.name.clone()).collect())
}

const PAPERS: [&str; 3] = ["faktura-10412.pdf", "rykker-1.pdf", "inkassovarsel.pdf"];

#[tokio::test]
async fn a_500_after_the_case_was_made_is_answered_anew_under_the_same_key() {
    let bed = DebituraBed::new().await;
    bed.fault(2, FaultKind::ErrorAfter, "POST /cases");
    bed.case().await;
    assert_eq!(bed.claims().await.len(), 1);
    assert_eq!(bed.double.requests().count("POST", "/cases"), 3, "two tries failed after the deed");
}

#[tokio::test]
async fn when_every_try_is_lost_the_next_command_finds_the_case() {
    for kind in [FaultKind::ErrorAfter, FaultKind::LostAnswer, FaultKind::CutJson, FaultKind::CutBody] {
        let bed = DebituraBed::new().await;
        bed.fault(3, kind, "POST /cases");
        let error = bed.submit().await.unwrap_err();
        assert!(matches!(error, AgencyError::OutcomeUnknown { .. }), "{kind:?}: {error}");
        bed.case().await;
        assert_eq!(bed.claims().await.len(), 1, "{kind:?}");
        assert_eq!(file_names(&bed), PAPERS, "{kind:?}");
    }
}

#[tokio::test]
async fn a_lost_answer_to_an_upload_leaves_each_paper_there_once() {
    for nth in 0..3 {
        let bed = DebituraBed::new().await;
        bed.case().await;
        bed.with(|creditor| creditor.cases[0].files.truncate(nth));
        bed.fault(1, FaultKind::LostAnswer, "/files");
        let listed = bed.submit().await;
        assert!(listed.is_ok(), "the list may be asked for again: {listed:?}");
        bed.with(|creditor| creditor.cases[0].files.truncate(nth));
        bed.fault(1, FaultKind::ErrorAfter, "POST /cases/");
        let error = bed.submit().await.unwrap_err();
        assert!(matches!(error, AgencyError::OutcomeUnknown { .. }), "{error}");
        bed.case().await;
        assert_eq!(file_names(&bed), PAPERS);
    }
}

#[tokio::test]
async fn a_key_that_was_used_for_another_body_leads_to_the_case_it_made() {
    let bed = DebituraBed::new().await;
    let made = bed.case().await;
    // The reference is not found for a moment: the key alone stands between us and a second case.
    bed.with(|creditor| creditor.cases[0].creditor_reference.push('x'));
    let again = bed.submit().await.unwrap();
    assert_eq!(again, Outcome::Accepted { agency_ref: Some(made) });
    assert_eq!(bed.claims().await.len(), 1);
}

#[tokio::test]
async fn a_message_that_was_lost_is_not_said_twice() {
    let bed = DebituraBed::new().await;
    let (agency_ref, submission) = (bed.case().await, submission(1));
    let claim = HandedOver { file: submission.file(), agency_ref: None };
    bed.fault(1, FaultKind::ErrorAfter, "/chats");
    let told = bed.agency().report_direct_payment(&id("p"), claim, &payment()).await;
    assert!(told.is_ok(), "the list may be asked for again: {told:?}");
    bed.fault(1, FaultKind::LostAnswer, "POST /cases/");
    let told = bed.agency().report_credit(&id("c"), claim, &payment()).await;
    assert!(matches!(told, Err(AgencyError::OutcomeUnknown { .. })), "{told:?}");
    let told = bed.agency().report_credit(&id("c"), claim, &payment()).await.unwrap();
    assert_eq!(told, Outcome::Accepted { agency_ref: Some(agency_ref) });
    assert_eq!(bed.told().await, 2);
}
