//! Trouble of every kind has its right name, and none of it ever reads as "nothing is overdue" or "gone".

use std::time::Duration;

use accounting::{AccountingError, Listed, Patience, Reading};
use sandboxes::faults::{Fault, FaultKind};

use crate::bed::{Bed, Double, ListingDouble, for_every_system, walk};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    KeyRefused,
    Throttled,
    Unreachable,
    NotUnderstood,
    SwitchedOff,
}

fn kind(error: &AccountingError) -> Kind {
    match error {
        AccountingError::KeyRefused { .. } => Kind::KeyRefused,
        AccountingError::Throttled { .. } => Kind::Throttled,
        AccountingError::Unreachable { .. } => Kind::Unreachable,
        AccountingError::NotUnderstood { .. } => Kind::NotUnderstood,
        AccountingError::SwitchedOff { .. } => Kind::SwitchedOff,
        AccountingError::Unsteady { .. } => panic!("{error}"),
    }
}

/// Each fault, how its error is named, and whether one of it is got over by asking again.
const FAULTS: &[(FaultKind, Kind, bool)] = &[
    (FaultKind::Throttled, Kind::Throttled, true),
    (FaultKind::ServerError, Kind::Unreachable, true),
    (FaultKind::BadGateway, Kind::Unreachable, true),
    (FaultKind::Unavailable, Kind::Unreachable, true),
    (FaultKind::CutBody, Kind::Unreachable, true),
    (FaultKind::Closed, Kind::Unreachable, true),
    (FaultKind::SlowAnswer, Kind::Unreachable, true),
    (FaultKind::SlowBody, Kind::Unreachable, true),
    (FaultKind::HtmlAnswer, Kind::NotUnderstood, true),
    (FaultKind::TextBeforeJson, Kind::NotUnderstood, true),
    (FaultKind::CutJson, Kind::NotUnderstood, true),
    (FaultKind::Brownout, Kind::NotUnderstood, true),
    (FaultKind::Forbidden, Kind::KeyRefused, false),
];

/// Short enough to sit out what hangs, and no long pause after a 429.
const IMPATIENT: Patience = Patience {
    whole_request: Duration::from_millis(250),
    longest_pause: Duration::from_millis(20),
    ..Patience::SHORT
};

async fn a_lasting_fault_has_its_name_in_every_call<D: Double>() {
    let bed = Bed::<D>::new().await;
    let id = bed.add("2026-11-01", 10_000);
    for (fault, expected, _) in FAULTS {
        bed.company.set_fault(Fault::always(*fault));
        let system = bed.with_patience(IMPATIENT);
        let errors = [
            system.check().await.map(|_| ()).unwrap_err(),
            system.read(&id).await.map(|_| ()).unwrap_err(),
            system.document(&id).await.map(|_| ()).unwrap_err(),
        ];
        assert_eq!(errors.each_ref().map(kind), [*expected; 3], "{fault:?}: {errors:?}");
        assert!(errors.iter().all(|error| error.to_string().contains(D::SYSTEM)), "{errors:?}");
        bed.company.clear_faults();
    }
}

async fn a_lasting_fault_has_its_name_in_a_list<D: ListingDouble>() {
    let bed = Bed::<D>::new().await;
    bed.add("2026-11-01", 10_000);
    for (fault, expected, _) in FAULTS {
        bed.company.set_fault(Fault::always(*fault));
        let error = walk(bed.with_patience(IMPATIENT).as_ref()).await.map(|_| ()).unwrap_err();
        assert_eq!(kind(&error), *expected, "{fault:?}: {error:?}");
        assert!(error.to_string().contains(D::SYSTEM), "{error:?}");
        bed.company.clear_faults();
    }
}

async fn a_fault_that_passes_is_got_over<D: ListingDouble>() {
    let bed = Bed::<D>::new().await;
    bed.add("2026-11-01", 10_000);
    let passing = FAULTS.iter().filter(|(_, _, passes)| *passes);
    for (fault, ..) in passing {
        bed.company.set_fault(Fault::next(1, *fault).on(D::LIST));
        let rows = walk(bed.with_patience(IMPATIENT).as_ref()).await;
        assert_eq!(rows.map(|rows| rows.len()), Ok(1), "{fault:?}");
    }
}

async fn a_fault_that_passes_is_got_over_in_a_single_read<D: Double>() {
    let bed = Bed::<D>::new().await;
    let id = bed.add("2026-11-01", 10_000);
    for (fault, ..) in FAULTS.iter().filter(|(_, _, passes)| *passes) {
        bed.company.set_fault(Fault::next(1, *fault).on(id.as_str()));
        let reading = bed.with_patience(IMPATIENT).read(&id).await.unwrap();
        assert!(matches!(&reading, Reading::Found(invoice) if invoice.id == id), "{fault:?}: {reading:?}");
    }
}

async fn what_will_not_pass_is_asked_once_and_what_may_pass_three_times<D: ListingDouble>() {
    let bed = Bed::<D>::new().await;
    let requests = || bed.company.count("GET", D::LIST_PATH);
    for (fault, expected) in [(FaultKind::HtmlNotFound, 1), (FaultKind::ServerError, 3)] {
        let before = requests();
        bed.company.set_fault(Fault::always(fault).on(D::LIST));
        assert!(bed.listed().await.is_err());
        assert_eq!(requests() - before, expected, "{fault:?}");
        bed.company.clear_faults();
    }
}

async fn a_short_retry_after_is_waited_for_and_a_long_one_is_handed_on<D: ListingDouble>() {
    let bed = Bed::<D>::new().await;
    bed.add("2026-11-01", 10_000);
    let throttled = Fault { retry_after: Some(1), ..Fault::next(1, FaultKind::Throttled).on(D::LIST) };
    bed.company.set_fault(throttled.clone());
    assert_eq!(bed.listed().await.map(|rows| rows.len()), Ok(1));
    bed.company.set_fault(Fault { retry_after: Some(3600), ..throttled });
    let error = bed.listed().await.unwrap_err();
    assert!(
        matches!(error, AccountingError::Throttled { retry_after: Some(after), .. } if after.as_secs() == 3600)
    );
}

async fn a_key_that_was_taken_back_is_refused_and_works_again_when_it_is_given_back<D: Double>() {
    let bed = Bed::<D>::new().await;
    let id = bed.add("2026-11-01", 10_000);
    bed.company.revoke_key(true);
    for error in [
        bed.system.check().await.map(|_| ()).unwrap_err(),
        bed.system.read(&id).await.map(|_| ()).unwrap_err(),
    ] {
        assert_eq!(kind(&error), Kind::KeyRefused, "{error:?}");
    }
    bed.company.revoke_key(false);
    assert_eq!(bed.found(&id).await.id, id);
}

async fn a_list_that_the_key_does_not_open_is_refused_and_not_empty<D: ListingDouble>() {
    let bed = Bed::<D>::new().await;
    bed.add("2026-11-01", 10_000);
    bed.company.revoke_key(true);
    assert_eq!(kind(&bed.listed().await.unwrap_err()), Kind::KeyRefused);
    bed.company.revoke_key(false);
    assert_eq!(bed.listed().await.unwrap().len(), 1);
}

async fn a_401_out_of_the_blue_in_a_single_read_is_a_refused_key<D: Double>() {
    let bed = Bed::<D>::new().await;
    let id = bed.add("2026-11-01", 10_000);
    bed.company.set_fault(Fault::always(FaultKind::Unauthorized).on(id.as_str()));
    assert_eq!(kind(&bed.system.read(&id).await.unwrap_err()), Kind::KeyRefused);
}

async fn a_401_out_of_the_blue_is_a_refused_key<D: ListingDouble>() {
    let bed = Bed::<D>::new().await;
    bed.company.set_fault(Fault::always(FaultKind::Unauthorized).on(D::LIST));
    let error = bed.listed().await.unwrap_err();
    assert_eq!(kind(&error), Kind::KeyRefused, "{error:?}");
}

async fn one_bad_row_is_named_and_the_others_are_handed_out<D: ListingDouble>() {
    let bed = Bed::<D>::new().await;
    for nth in 0..3 {
        bed.add("2026-11-01", 10_000 + nth);
    }
    let field = Some(D::AMOUNT.to_owned());
    bed.company.set_fault(Fault { field: field.clone(), ..Fault::next(1, FaultKind::WrongType).on(D::LIST) });
    let rows = bed.listed().await.unwrap();
    let bad: Vec<_> = rows
        .iter()
        .filter_map(|row| if let Listed::Unreadable(bad) = row { Some(bad) } else { None })
        .collect();
    assert_eq!((rows.len(), bad.len()), (3, 1));
    assert_eq!(Some(&bad[0].field), field.as_ref());
    assert!(bad[0].id.is_some() && !bad[0].number.is_empty());
    assert!(!bad[0].problem.contains("plenty"), "the value itself is not told");
}

async fn a_field_that_is_wrong_in_every_row_is_not_understood<D: ListingDouble>() {
    let bed = Bed::<D>::new().await;
    for nth in 0..5 {
        bed.add("2026-11-01", 10_000 + nth);
    }
    let field = Some(D::AMOUNT.to_owned());
    let fault = Fault { field, every_row: true, ..Fault::always(FaultKind::WrongType).on(D::LIST) };
    bed.company.set_fault(fault);
    match bed.listed().await.unwrap_err() {
        AccountingError::NotUnderstood { system, field, .. } => {
            assert_eq!((system, field.as_str()), (D::SYSTEM, D::AMOUNT))
        }
        other => panic!("{other:?}"),
    }
}

async fn a_bad_field_of_a_single_invoice_is_named_and_is_not_its_end<D: Double>() {
    let bed = Bed::<D>::new().await;
    let id = bed.add("2026-11-01", 10_000);
    let field = Some(D::AMOUNT.to_owned());
    bed.company.set_fault(Fault { field, ..Fault::always(FaultKind::WrongType) });
    match bed.system.read(&id).await.unwrap() {
        Reading::Unreadable(bad) => assert_eq!((bad.id, bad.field.as_str()), (Some(id), D::AMOUNT)),
        other => panic!("{other:?}"),
    }
}

async fn a_refusal_without_a_code_is_one_invoices_own<D: Double>() {
    let bed = Bed::<D>::new().await;
    let id = bed.add("2026-11-01", 10_000);
    bed.system.check().await.unwrap();
    bed.company.set_fault(Fault::always(FaultKind::HtmlNotFound));
    match bed.system.read(&id).await.unwrap() {
        Reading::Unreadable(bad) => assert_eq!((bad.id, bad.field.as_str()), (Some(id), "status")),
        other => panic!("{other:?}"),
    }
}

async fn a_refusal_of_a_list_is_the_systems<D: ListingDouble>() {
    let bed = Bed::<D>::new().await;
    bed.add("2026-11-01", 10_000);
    bed.system.check().await.unwrap();
    bed.company.set_fault(Fault::always(FaultKind::HtmlNotFound));
    let of_the_list = if D::LIST_IS_THE_SERVICE { Kind::SwitchedOff } else { Kind::NotUnderstood };
    assert_eq!(kind(&bed.listed().await.unwrap_err()), of_the_list);
}

for_every_system! {
    reading: [
        a_refusal_without_a_code_is_one_invoices_own,
        a_lasting_fault_has_its_name_in_every_call,
        a_fault_that_passes_is_got_over_in_a_single_read,
        a_key_that_was_taken_back_is_refused_and_works_again_when_it_is_given_back,
        a_401_out_of_the_blue_in_a_single_read_is_a_refused_key,
        a_bad_field_of_a_single_invoice_is_named_and_is_not_its_end,
    ],
    listing: [
        a_refusal_of_a_list_is_the_systems,
        a_lasting_fault_has_its_name_in_a_list,
        a_fault_that_passes_is_got_over,
        what_will_not_pass_is_asked_once_and_what_may_pass_three_times,
        a_short_retry_after_is_waited_for_and_a_long_one_is_handed_on,
        a_list_that_the_key_does_not_open_is_refused_and_not_empty,
        a_401_out_of_the_blue_is_a_refused_key,
        one_bad_row_is_named_and_the_others_are_handed_out,
        a_field_that_is_wrong_in_every_row_is_not_understood,
    ],
}
