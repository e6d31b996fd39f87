//! A tenant goes to another agency, or to none, while the one before has claims or is about to get one.

use domain::CaseStatus;
use workflows::choose_agency::NewChoice;
use workflows::memory::MemoryAgency;

use crate::choosing_an_agency::by_mail_to;
use crate::handing_over::{asked_by, ordered, ordered_by};
use crate::office::{minutes_after, morning};

#[tokio::test]
async fn what_happens_later_is_told_to_the_agency_that_has_the_claim_whoever_is_chosen_since() {
    for (then, moved, told_at) in [
        (Some("other@b.example"), false, "sager@inkasso.example"),
        (Some("new@inkasso.example"), true, "new@inkasso.example"),
        (None, false, "sager@inkasso.example"),
    ] {
        let (office, n) = asked_by(MemoryAgency::by_mail()).await;
        office.choose(by_mail_to("sager@inkasso.example")).await.unwrap();
        office.hand_over(minutes_after(morning(n), 240)).await;
        office.deliver(minutes_after(morning(n), 240)).await;
        match then {
            Some(address) => drop(office.choose(NewChoice { moved, ..by_mail_to(address) }).await.unwrap()),
            None => office.choose_none().await,
        }
        office.books.pay(1, 40_000);
        for later in n + 1..n + 4 {
            office.whole_day(later).await;
        }
        assert_eq!(office.agency.told().len(), 1, "{then:?}");
        let reached = office.agency.reached().unwrap();
        assert_eq!(reached.setting("address"), Some(told_at), "{then:?}");
    }
}

#[tokio::test]
async fn a_claim_that_has_not_left_goes_to_no_agency_that_the_tenant_has_left() {
    let (office, at) = ordered_by(MemoryAgency::by_mail()).await;
    office.choose(by_mail_to("other@b.example")).await.unwrap();
    office.deliver(at).await;
    assert_eq!((office.agency.submissions().len(), office.status(1).await), (0, CaseStatus::Rejected));
}

#[tokio::test]
async fn an_agency_that_the_tenant_has_left_gets_nothing() {
    let (office, at) = ordered().await;
    let other = crate::choosing_an_agency::debitura(7);
    office.choose(other).await.unwrap();
    office.deliver(at).await;
    assert_eq!((office.status(1).await, office.agency.submissions().len()), (CaseStatus::Rejected, 0));
}
