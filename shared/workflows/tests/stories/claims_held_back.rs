//! What holds a claim back on its way to the agency, or calls it off.

use domain::case::DebtorWords;
use domain::handover::AgencyChoice;
use domain::moment::civil_date;
use domain::source_invoice::DocumentKind;
use domain::{CaseStatus, Country};
use jiff::Timestamp;
use messages::debtor_page::Answered;
use workflows::debtor_desk::{DebtorAnswer, answer};
use workflows::deliver_effect::Delivery;
use workflows::ports::{LetterLinkClaims, Store, Write};

use crate::books::invoice;
use crate::handing_over::{hours, ordered, with_agency};
use crate::office::{Office, day, minutes_after, morning};

impl Office {
    /// As it was written before agencies had numbers: another agency reads back as the first one, too.
    async fn choose_before_numbers(&self) {
        let mut tenant = self.profile().await;
        let settings = [("address".to_owned(), "other@b.example".to_owned())].into();
        let other = AgencyChoice::parse("mail", Country::Denmark, settings, []).unwrap();
        (tenant.agency, tenant.version) = (Some(other), tenant.version + 1);
        let changed = Write::PutTenant { tenant: Box::new(tenant), secrets: vec![] };
        self.store.memory.commit(vec![changed].into()).await.unwrap();
    }

    /// How often the agency was given the claim, and where its case stands.
    async fn given(&self) -> (usize, CaseStatus) {
        (self.agency.submissions().len(), self.status(1).await)
    }
}

#[tokio::test]
async fn an_invoice_that_is_read_and_not_understood_holds_the_claim_back() {
    type Deed = fn(&Office);
    let garbled: (Deed, Deed) = (|office| office.books.garble(1), |office| office.books.clear(1));
    let no_invoice: (Deed, Deed) = (
        |office| office.books.edit(1, |read| read.kind = DocumentKind::CreditNote),
        |office| office.books.edit(1, |read| read.kind = invoice(1, day(0)).kind),
    );
    for (spoil, mend) in [garbled, no_invoice] {
        let (office, at) = ordered().await;
        spoil(&office);
        office.deliver(at).await;
        office.deliver(hours(at, 24)).await;
        assert_eq!(office.given().await, (0, CaseStatus::Submitted));
        mend(&office);
        office.deliver(hours(at, 25)).await;
        assert_eq!(office.agency.cases(), [office.case_id(1)], "held is not lost");
    }
}

#[tokio::test]
async fn a_claim_waits_while_a_payment_that_the_debtor_tells_of_may_show() {
    let (office, at) = ordered().await;
    let letter = office.case(1).await.dunning.letters.last().unwrap().id.clone();
    let link = LetterLinkClaims { letter, expires: Timestamp::MAX };
    let says_paid = DebtorAnswer::SaysPaid(office.case(1).await.due_date, DebtorWords::default());
    assert_eq!(answer(&office.store, &link, &says_paid, at).await, Ok(Answered::SaidPaid));
    let until = office.case(1).await.dunning.holds_until.unwrap();
    let ends = office.deliver(at).await;
    let again = ends.iter().find_map(|end| match end {
        Delivery::Again { at } => Some(civil_date(*at, Country::Denmark)),
        _ => None,
    });
    assert_eq!(again, Some(until), "{ends:?}");
    office.books.asked();
    office.deliver(hours(at, 48)).await;
    assert!(office.books.asked().reads.is_empty(), "it is not read before that day");
    assert_eq!(office.given().await, (0, CaseStatus::Submitted));
}

#[tokio::test]
async fn an_agency_of_another_name_under_the_same_number_gets_no_claim_and_no_word_of_one() {
    let (office, at) = ordered().await;
    office.choose_before_numbers().await;
    office.deliver(at).await;
    assert_eq!(office.given().await, (0, CaseStatus::Rejected));
    let (office, n) = with_agency().await;
    office.choose_before_numbers().await;
    office.books.pay(1, 40_000);
    office.run(n + 1).await;
    let ends = office.deliver(minutes_after(morning(n + 1), 1)).await;
    assert!(ends.iter().any(|end| matches!(end, Delivery::Dead { kind: "tell_agency", .. })), "{ends:?}");
    assert_eq!(office.agency.told(), []);
}
