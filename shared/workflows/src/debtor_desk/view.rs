//! What the page behind a letter's link shows.

use domain::dunning::letter::Letter;
use domain::dunning::to_date;
use domain::handover::{AgencyRow, find as find_agency};
use domain::ids::LetterId;
use domain::{CaseStatus, CollectionCase, Moment};
use jiff::Timestamp;
use messages::debtor_letter::Titled;
use messages::debtor_page::{DebtorStanding, SentLetter};

use super::{DebtorError, Found, find};
use crate::ports::{LetterLinkClaims, Store, StoreError};

/// What its debtor sees of a letter.
#[derive(Debug, Clone)]
pub struct DebtorView {
    /// The claims with the figures of today.
    pub figures: Letter,
    /// Oldest first.
    pub letters: Vec<SentLetter>,
    pub standing: DebtorStanding,
}

/// Reads what a letter's link shows. Changes nothing.
///
/// # Errors
/// `NotFound` when the letter, its tenant or its cases are not there.
pub async fn view_letter(
    store: &dyn Store,
    claims: &LetterLinkClaims,
    now: Timestamp,
) -> Result<DebtorView, DebtorError> {
    let found = find(store, claims).await?;
    let letters = letters_so_far(store, &found).await?;
    Ok(DebtorView { figures: figures(&found, now), letters, standing: standing(&found.cases) })
}

/// What is over is not told among what is owed, as long as anything is.
fn figures(found: &Found, now: Timestamp) -> Letter {
    let Found { tenant, file, cases } = found;
    let any_open = cases.iter().any(CollectionCase::is_open);
    let told: Vec<&CollectionCase> = cases.iter().filter(|case| case.is_open() || !any_open).collect();
    to_date(&file.letter, &told, tenant, Moment::new(now, tenant.country()).today)
}

/// The letters that count, of all of these cases: each as it was frozen.
async fn letters_so_far(store: &dyn Store, found: &Found) -> Result<Vec<SentLetter>, StoreError> {
    let counted = found.cases.iter().flat_map(|case| case.dunning.counted());
    let ids: Vec<LetterId> = counted.map(|letter| letter.id.clone()).collect();
    Ok(store.letters(&ids).await?.iter().map(|file| told(&file.letter)).collect())
}

fn told(letter: &Letter) -> SentLetter {
    SentLetter {
        titled: Titled { kind: letter.kind, number: letter.number, also_notice: letter.also_notice },
        sent_on: letter.sent_on,
        pay_by: letter.pay_by,
        total: letter.total,
    }
}

/// What the agency that has the case is called.
fn agency_of(case: &CollectionCase) -> Option<&'static str> {
    case.handover.as_ref().and_then(|handover| find_agency(&handover.agency)).and_then(AgencyRow::called)
}

/// Where the letter's cases stand for the one who owes: an objection against any of them comes first.
pub(super) fn standing(cases: &[CollectionCase]) -> DebtorStanding {
    let open = || cases.iter().filter(|case| case.is_open());
    let objection = open()
        .filter(|case| case.status == CaseStatus::Disputed)
        .find_map(|case| case.answers.open_objection());
    // A letter since then asks anew.
    let said_paid = open()
        .filter_map(|case| {
            case.answers.said_paid.as_ref().filter(|said| said.after_letters == case.letters_sent)
        })
        .next();
    match (objection, said_paid) {
        _ if open().next().is_none() => DebtorStanding::Closed,
        _ if open().all(CollectionCase::is_with_agency) => {
            DebtorStanding::HandedOver { agency: open().find_map(agency_of) }
        }
        (Some(objection), _) => DebtorStanding::ObjectedOn(objection.on),
        (None, Some(said)) => DebtorStanding::SaidPaidOn(said.paid_on),
        (None, None) => DebtorStanding::Open,
    }
}
