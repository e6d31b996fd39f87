//! How Debitura says no, and what it means for us.

use std::time::Duration;

use sandboxes::debitura::Rejection;
use sandboxes::faults::{Fault, FaultKind};
use serde_json::json;
use workflows::agency_contract::AgencyBed;
use workflows::agency_contract::sample::{file, payment, submission};
use workflows::ports::{AgencyError, HandedOver, Outcome, Submission};

use crate::bed::{DebituraBed, MailBed, id};

#[tokio::test]
async fn a_rule_of_business_is_told_with_where_to_mend_it_and_stays_under_its_key() {
    let bed = DebituraBed::new().await;
    bed.admin(
        "rejections",
        json!({ "on": "cases", "type": "MissingPowerOfAttorney", "message": "Sign it first.",
            "solution_url": "https://app.debitura.example/sign", "times": 1 }),
    )
    .await;
    let rejected = bed.submit().await.unwrap();
    insta::assert_debug_snapshot!(rejected);
    assert_eq!(bed.submit().await.unwrap(), rejected, "the same command gets the same answer");
    let anew = bed.agency().submit_claim(&id("2"), &submission(1)).await.unwrap();
    assert!(matches!(anew, Outcome::Accepted { .. }), "{anew:?}");
}

#[tokio::test]
async fn a_wrong_field_is_told_by_its_name() {
    let bed = DebituraBed::new().await;
    bed.clock.set("2026-08-01T08:00:00Z".parse().unwrap());
    match bed.submit().await.unwrap() {
        Outcome::Rejected { reasons } => {
            assert_eq!((reasons[0].code.as_str(), reasons.len()), ("date", 1), "{reasons:?}");
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_key_that_is_not_taken_is_the_tenants_to_mend() {
    let bed = DebituraBed::new().await;
    bed.with(|creditor| creditor.revoked = true);
    let error = bed.submit().await.unwrap_err();
    assert!(matches!(error, AgencyError::KeyRefused { .. }), "{error}");
    assert!(!error.may_pass());
}

#[tokio::test]
async fn a_paper_that_is_refused_is_no_word_that_the_claim_is_not_taken() {
    let bed = DebituraBed::new().await;
    bed.with(|creditor| creditor.rejections.push(Rejection::next("files", "FileTypeNotAllowed", "No.")));
    let made = bed.submit().await.unwrap();
    let there = bed.with(|creditor| creditor.cases[0].files.len());
    assert_eq!(there, submission(1).papers().len() - 1, "the others are there");
    assert!(matches!(&made, Outcome::Accepted { agency_ref: Some(_) }), "{made:?}");
    for kind in
        [FaultKind::BadRequest, FaultKind::Unauthorized, FaultKind::Forbidden, FaultKind::HtmlNotFound]
    {
        for path in ["POST /cases/", "/files"] {
            let bed = DebituraBed::new().await;
            bed.fault(1, kind, path);
            let made = bed.submit().await;
            assert!(
                matches!(&made, Ok(Outcome::Accepted { agency_ref: Some(_) })),
                "{kind:?} {path}: {made:?}"
            );
            assert_eq!(bed.claims().await.len(), 1, "{kind:?} {path}");
        }
    }
}

#[tokio::test]
async fn throttling_is_waited_for_where_it_says_how_long_and_where_it_does_not() {
    for (retry_after, times) in [(Some(0), 2), (None, 1)] {
        let bed = DebituraBed::new().await;
        let fault = Fault { retry_after, ..Fault::next(times, FaultKind::Throttled).on("POST /cases") };
        bed.double.order(&bed.creditor, fault).unwrap();
        bed.case().await;
        assert_eq!(bed.claims().await.len(), 1);
    }
}

#[tokio::test]
async fn a_long_wait_out_of_the_body_is_handed_to_the_caller() {
    let bed = DebituraBed::new().await;
    let fault = Fault { retry_after: Some(3_600), ..Fault::always(FaultKind::Throttled).on("POST /cases") };
    bed.double.order(&bed.creditor, fault).unwrap();
    match bed.submit().await.unwrap_err() {
        AgencyError::Unavailable { retry_after, .. } => {
            assert_eq!(retry_after, Some(Duration::from_secs(3_600)));
        }
        other => panic!("{other}"),
    }
    assert!(bed.claims().await.is_empty());
}

#[tokio::test]
async fn a_page_for_people_in_the_place_of_an_answer_makes_no_case_and_loses_none() {
    let bed = DebituraBed::new().await;
    bed.fault(3, FaultKind::HtmlNotFound, "by-creditor-reference");
    let error = bed.submit().await.unwrap_err();
    assert!(
        matches!(error, AgencyError::NotUnderstood { .. }),
        "a page is no word that there is no case: {error}"
    );
    assert!(bed.claims().await.is_empty());
}

#[tokio::test]
async fn a_withdrawal_can_be_refused() {
    let bed = DebituraBed::new().await;
    let (agency_ref, submission) = (bed.case().await, submission(1));
    let claim = HandedOver { file: submission.file(), agency_ref: Some(&agency_ref) };
    let refusal = Rejection::next("chats", "WithdrawalRefused", "Legal action has begun.");
    bed.with(|creditor| creditor.rejections.push(refusal));
    let outcome = bed.agency().withdraw_claim(&id("w"), claim).await.unwrap();
    assert!(
        matches!(&outcome, Outcome::Rejected { reasons } if reasons[0].code == "WithdrawalRefused"),
        "{outcome:?}"
    );
    bed.admin(&format!("cases/{agency_ref}"), json!({ "lifecycle": "Closed", "close_code": "Paid" })).await;
    let outcome = bed.agency().withdraw_claim(&id("w"), claim).await.unwrap();
    assert!(
        matches!(&outcome, Outcome::Rejected { reasons } if reasons[0].code == "case_closed"),
        "{outcome:?}"
    );
    let told = bed.agency().report_direct_payment(&id("p"), claim, &payment()).await.unwrap();
    assert!(matches!(&told, Outcome::Rejected { reasons } if reasons[0].code == "CaseClosed"), "{told:?}");
}

#[tokio::test]
async fn papers_that_are_too_large_are_refused_before_anything_is_sent() {
    let large = |bytes: usize| {
        let mut file = file(1);
        file.documents.truncate(1);
        let content = vec![b'x'; bytes];
        file.documents[0].sha256 = {
            use sha2::{Digest, Sha256};
            data_encoding::HEXLOWER.encode(&Sha256::digest(&content))
        };
        Submission::new(file.checked().unwrap(), vec![content]).unwrap()
    };
    let (debitura, mail) = (DebituraBed::new().await, MailBed::new());
    let beds: [(&dyn AgencyBed, usize, &str); 2] =
        [(&debitura, 25, "paper_too_large"), (&mail, 7, "papers_too_large")];
    for (bed, megabytes, code) in beds {
        let refused = bed.agency().submit_claim(&id("1"), &large(megabytes * 1024 * 1024 + 1)).await.unwrap();
        assert!(matches!(&refused, Outcome::Rejected { reasons } if reasons[0].code == code), "{refused:?}");
        assert!(bed.claims().await.is_empty());
    }
}
