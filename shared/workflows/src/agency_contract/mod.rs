//! The suite that every agency must pass, whatever it is reached by.
#![allow(clippy::unwrap_used, reason = "a suite of tests: what fails here fails its test")]

pub mod sample;

use async_trait::async_trait;
use domain::ids::EffectId;
use jiff::Timestamp;

use crate::ports::{
    Agency, AgencyError, Callback, CallbackError, HandedOver, Outcome, RejectionReason, Submission,
};
use sample::{payment, submission};

/// An agency, and what its people see.
#[async_trait]
pub trait AgencyBed: Send + Sync {
    fn agency(&self) -> &dyn Agency;

    /// Our references of the claims that the agency got, as often as it got them.
    async fn claims(&self) -> Vec<String>;

    /// How many things it was told of claims.
    async fn told(&self) -> usize;

    /// Lets the next command go wrong, with all the tries that it makes by itself.
    async fn order(&self, trouble: Trouble);
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing is done, and no answer comes that could be read.
    Down,
    /// It says no, and why.
    Rejects,
    /// It is done, and the answer is lost.
    LostAnswer,
}

fn id(text: &str) -> EffectId {
    EffectId::of(&["handover", text])
}

async fn submit(bed: &dyn AgencyBed, submission: &Submission) -> Result<Outcome, AgencyError> {
    bed.agency().submit_claim(&id(submission.file().case.digest()), submission).await
}

fn reasons(outcome: Outcome) -> Vec<RejectionReason> {
    match outcome {
        Outcome::Rejected { reasons } => reasons,
        other => panic!("{other:?}"),
    }
}

pub async fn a_claim_that_is_sent_twice_is_one_case(bed: &dyn AgencyBed) {
    let first = submit(bed, &submission(1)).await.unwrap();
    assert_eq!(submit(bed, &submission(1)).await, Ok(first));
    assert_eq!(bed.claims().await, [submission(1).file().case.to_string()]);
}

pub async fn two_claims_are_two_cases(bed: &dyn AgencyBed) {
    let accepted = [submit(bed, &submission(1)).await, submit(bed, &submission(2)).await];
    assert!(accepted.iter().all(|outcome| matches!(outcome, Ok(Outcome::Accepted { .. }))), "{accepted:?}");
    assert_eq!(bed.claims().await.len(), 2);
}

pub async fn a_lost_answer_and_another_try_make_one_case(bed: &dyn AgencyBed) {
    bed.order(Trouble::LostAnswer).await;
    match submit(bed, &submission(1)).await {
        Ok(Outcome::Accepted { .. }) => {}
        Err(error) => assert!(error.may_pass(), "{error}"),
        Ok(other) => panic!("{other:?}"),
    }
    assert!(matches!(submit(bed, &submission(1)).await, Ok(Outcome::Accepted { .. })));
    assert_eq!(bed.claims().await.len(), 1);
}

pub async fn an_agency_that_is_down_gets_the_claim_later(bed: &dyn AgencyBed) {
    bed.order(Trouble::Down).await;
    let error = submit(bed, &submission(1)).await.unwrap_err();
    assert!(error.may_pass(), "{error}");
    assert!(bed.claims().await.is_empty());
    assert!(matches!(submit(bed, &submission(1)).await, Ok(Outcome::Accepted { .. })));
    assert_eq!(bed.claims().await.len(), 1);
}

pub async fn asking_what_became_of_a_claim_hands_nothing_over(bed: &dyn AgencyBed) {
    let submission = submission(1);
    let id = id(submission.file().case.digest());
    let resumed = async || bed.agency().resume_claim(&id, &submission).await;
    assert_eq!(resumed().await, Ok(None));
    bed.order(Trouble::Down).await;
    assert!(submit(bed, &submission).await.unwrap_err().may_pass());
    assert_eq!(resumed().await, Ok(None));
    assert!(bed.claims().await.is_empty());
    bed.order(Trouble::LostAnswer).await;
    drop(submit(bed, &submission).await);
    let found = resumed().await.unwrap().unwrap();
    assert!(matches!(found, Outcome::Accepted { .. }), "{found:?}");
    assert_eq!(submit(bed, &submission).await, Ok(found));
    assert_eq!(bed.claims().await.len(), 1);
}

pub async fn a_rejection_says_why_and_leaves_no_case(bed: &dyn AgencyBed) {
    bed.order(Trouble::Rejects).await;
    let reasons = reasons(submit(bed, &submission(1)).await.unwrap());
    assert!(!reasons.is_empty());
    assert!(
        reasons.iter().all(|reason| !reason.code.is_empty() && !reason.message.is_empty()),
        "{reasons:?}"
    );
    assert!(bed.claims().await.is_empty());
}

pub async fn a_payment_is_told_once_also_when_the_answer_is_lost(bed: &dyn AgencyBed) {
    let submission = submission(1);
    let Ok(Outcome::Accepted { agency_ref }) = submit(bed, &submission).await else { panic!("not accepted") };
    let claim = HandedOver { file: submission.file(), agency_ref: agency_ref.as_ref() };
    bed.order(Trouble::LostAnswer).await;
    let (agency, payment) = (bed.agency(), payment());
    if let Err(error) = agency.report_direct_payment(&id("p1"), claim, &payment).await {
        assert!(error.may_pass(), "{error}");
    }
    for _ in 0..2 {
        let told = agency.report_direct_payment(&id("p1"), claim, &payment).await;
        assert!(matches!(told, Ok(Outcome::Accepted { .. })), "{told:?}");
    }
    assert_eq!(bed.told().await, 1);
    assert!(matches!(agency.report_credit(&id("c1"), claim, &payment).await, Ok(Outcome::Accepted { .. })));
    assert_eq!(bed.told().await, 2);
}

pub async fn a_withdrawal_is_asked_for_once(bed: &dyn AgencyBed) {
    let submission = submission(1);
    let Ok(Outcome::Accepted { agency_ref }) = submit(bed, &submission).await else { panic!("not accepted") };
    let claim = HandedOver { file: submission.file(), agency_ref: agency_ref.as_ref() };
    for _ in 0..2 {
        let outcome = bed.agency().withdraw_claim(&id("w1"), claim).await;
        assert!(matches!(outcome, Ok(Outcome::Accepted { .. } | Outcome::Pending { .. })), "{outcome:?}");
    }
    assert_eq!(bed.told().await, 1);
}

pub async fn a_case_is_read_where_its_row_says_so(bed: &dyn AgencyBed) {
    let submission = submission(1);
    let Ok(Outcome::Accepted { agency_ref }) = submit(bed, &submission).await else { panic!("not accepted") };
    let tells = bed.agency().row().capabilities.tells_status;
    assert_eq!(agency_ref.is_some(), tells, "a case that can be read has an id");
    let unknown = "5b1e2c64-0000-4a6b-8c55-0a0b0c0d0e0f";
    let unknown = bed.agency().get_case(&domain::handover::AgencyRef::parse(unknown).unwrap()).await;
    match agency_ref {
        None => assert!(matches!(unknown, Err(AgencyError::NotOffered { .. })), "{unknown:?}"),
        Some(agency_ref) => {
            assert!(matches!(unknown, Err(AgencyError::UnknownCase { .. })), "{unknown:?}");
            let case = bed.agency().get_case(&agency_ref).await.unwrap();
            assert_eq!((&case.agency_ref, &case.case), (&agency_ref, &Some(submission.file().case.clone())));
            assert_eq!(case.balances.principal, Some(submission.file().invoice.principal));
        }
    }
}

pub async fn an_unsigned_call_back_is_never_believed(bed: &dyn AgencyBed) {
    let callback = Callback { headers: &[], body: b"{}", now: Timestamp::UNIX_EPOCH };
    let refused = bed.agency().verify_callback(callback).unwrap_err();
    let expected = match bed.agency().row().capabilities.calls_back {
        true => CallbackError::Forged,
        false => CallbackError::NotOffered,
    };
    assert_eq!(refused, expected);
}

/// One test per promise: `agency_contract!(Bed::new().await)`.
#[macro_export]
macro_rules! agency_contract {
    ($bed:expr) => {
        $crate::agency_contract!(@each $bed =>
            a_claim_that_is_sent_twice_is_one_case
            two_claims_are_two_cases
            a_lost_answer_and_another_try_make_one_case
            an_agency_that_is_down_gets_the_claim_later
            asking_what_became_of_a_claim_hands_nothing_over
            a_rejection_says_why_and_leaves_no_case
            a_payment_is_told_once_also_when_the_answer_is_lost
            a_withdrawal_is_asked_for_once
            a_case_is_read_where_its_row_says_so
            an_unsigned_call_back_is_never_believed
        );
    };
    (@each $bed:expr => $($promise:ident)*) => {
        $(
            #[tokio::test]
            async fn $promise() {
                let bed = $bed;
                $crate::agency_contract::$promise(&bed).await;
            }
        )*
    };
}
