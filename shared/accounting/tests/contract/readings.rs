//! Single invoices: money exact to the øre, and every change seen.

use accounting::{Listed, Reading};
use domain::ids::InvoiceId;
use domain::source_invoice::{AmountsProblem, DebtorKind, InvoiceState, SourceInvoice};
use sandboxes::billy::Billy;
use sandboxes::books::{NewDebtor, NewInvoice};
use sandboxes::dinero::Dinero;
use sandboxes::json::Spelling;

use crate::bed::{Bed, Double, TODAY, day, for_every_system, id_and_mark};

/// Gross, what is owed of the invoice itself, fees, and what was credited where that is told, in minor units.
fn money(invoice: &SourceInvoice) -> (i64, i64, i64, Option<i64>) {
    let amounts = invoice.amounts.as_ref().unwrap();
    let fees = amounts.fees_elsewhere.iter().map(|fee| fee.amount.minor).sum();
    let credited = amounts.credited.map(|money| money.minor);
    (amounts.gross.minor, amounts.principal_outstanding().minor, fees, credited)
}

async fn payments_credits_and_fees_are_told_apart_to_the_oere<D: Double>() {
    let bed = Bed::<D>::new().await;
    let id = bed.add("2026-11-01", 1_234_567);
    // Where credit notes name no invoice, none is ever taken off, and whether one was is not told.
    let told = |sum: i64| D::LINKS_CREDITS.then_some(sum);
    assert_eq!(money(&bed.found(&id).await), (1_234_567, 1_234_567, 0, Some(0)));
    bed.company.pay(id.as_str(), Some(234_501)).unwrap();
    assert_eq!(money(&reread(&bed, &id).await), (1_234_567, 1_000_066, 0, told(0)));
    bed.company.credit(id.as_str(), Some(66)).unwrap();
    let left = 1_000_066 - told(66).unwrap_or(0);
    assert_eq!(money(&reread(&bed, &id).await), (1_234_567, left, 0, told(66)));
    if D::CHARGES_FEES {
        bed.company.charge_fee(id.as_str(), 10_000).unwrap();
        assert_eq!(money(&reread(&bed, &id).await), (1_234_567, left, 10_000, told(66)));
    }
    bed.company.take_payment_back(id.as_str()).unwrap();
    bed.company.pay(id.as_str(), None).unwrap();
    let settled = reread(&bed, &id).await;
    assert!(!settled.amounts.unwrap().principal_outstanding().is_positive());
}

/// By a new connection, as the next run would.
async fn reread<D: Double>(bed: &Bed<D>, id: &InvoiceId) -> SourceInvoice {
    match bed.with_patience(accounting::Patience::SHORT).read(id).await.unwrap() {
        Reading::Found(invoice) => *invoice,
        other => panic!("{other:?}"),
    }
}

async fn a_full_credit_leaves_nothing_or_is_told_beside_the_invoice_it_may_be_of<D: Double>() {
    let bed = Bed::<D>::new().await;
    let id = bed.add("2026-11-01", 50_000);
    let note = bed.company.credit(id.as_str(), None).unwrap();
    let found = bed.found(&id).await;
    if D::LINKS_CREDITS {
        assert_eq!(money(&found), (50_000, 0, 0, Some(50_000)));
        return;
    }
    assert_eq!(money(&found), (50_000, 50_000, 0, Some(0)));
    let rows = bed.listed().await.unwrap();
    let credit =
        rows.iter().find_map(|row| if let Listed::Credit(credit) = row { Some(credit) } else { None });
    let credit = credit.unwrap();
    assert_eq!(credit.id.as_str(), note);
    assert_eq!(Some(&credit.debtor), found.debtor.external_id.as_ref());
    assert_eq!((credit.amount.unwrap().minor, credit.issue_date), (50_000, Some(day(TODAY))));
}

async fn an_unchanged_invoice_has_the_same_mark_in_list_and_single_read<D: Double>() {
    let bed = Bed::<D>::new().await;
    let plain = bed.add("2026-11-01", 50_000);
    let part_paid = bed.add("2026-11-02", 50_000);
    bed.company.pay(part_paid.as_str(), Some(1_000)).unwrap();
    let with_fee =
        bed.add_as(NewInvoice { late_fee: 10_000, ..NewInvoice::due_on(day("2026-11-03"), 50_000) });
    let by_ids = NewDebtor { city_by_id: true, ..NewInvoice::due_on(day("2026-11-04"), 1).debtor };
    bed.add_as(NewInvoice { debtor: by_ids, ..NewInvoice::due_on(day("2026-11-04"), 50_000) });
    let first = bed.listed().await.unwrap();
    assert_eq!(first.len(), 4);
    for row in &first {
        let (id, mark) = id_and_mark(row);
        assert_eq!(Some(bed.found(&id).await.mark), mark, "{id}");
        if let Listed::Whole(whole) = row {
            assert_eq!(bed.found(&id).await, **whole);
        }
    }
    let again = bed.listed().await.unwrap();
    assert_eq!(
        again.iter().map(id_and_mark).collect::<Vec<_>>(),
        first.iter().map(id_and_mark).collect::<Vec<_>>()
    );
    bed.clock.set("2026-11-21T06:00:00Z".parse().unwrap());
    bed.company.pay(plain.as_str(), Some(1_000)).unwrap();
    bed.company.move_due(with_fee.as_str(), Some(day("2026-11-10"))).unwrap();
    let changed = bed.listed().await.unwrap();
    let marks = |rows: &[Listed], id: &InvoiceId| rows.iter().map(id_and_mark).find(|(known, _)| known == id);
    assert_ne!(marks(&changed, &plain), marks(&first, &plain));
    assert_ne!(marks(&changed, &with_fee), marks(&first, &with_fee));
    assert_eq!(marks(&changed, &part_paid), marks(&first, &part_paid));
}

async fn an_invoice_that_is_no_more_is_gone<D: Double>() {
    let bed = Bed::<D>::new().await;
    let unknown = InvoiceId::parse("7d0c2a5e-52f1-4a7e-9f0b-0c6b1f0e9a11").unwrap();
    assert_eq!(bed.system.read(&unknown).await, Ok(D::not_there(unknown)));
    let deleted = bed.add_as(NewInvoice {
        state: sandboxes::books::State::Draft,
        ..NewInvoice::due_on(day("2026-11-01"), 1_000)
    });
    bed.company.delete(deleted.as_str()).unwrap();
    assert_eq!(bed.system.read(&deleted).await, Ok(D::not_there(deleted)));
}

async fn the_debtor_is_read_with_kind_number_address_and_mail<D: Double>() {
    let bed = Bed::<D>::new().await;
    let with =
        |debtor: NewDebtor| bed.add_as(NewInvoice { debtor, ..NewInvoice::due_on(day("2026-11-01"), 1_000) });
    let company = NewDebtor {
        cvr: Some(D::REGISTRATION_NUMBER.into()),
        street: Some("Industrivej 5".into()),
        zip: Some("8800".into()),
        city: Some("Viborg".into()),
        city_by_id: true,
        ..NewDebtor::named("Eksempel Byg A/S", "regnskab@eksempel.example")
    };
    let read = bed.found(&with(company.clone())).await.debtor;
    assert_eq!((read.name.as_str(), read.kind), ("Eksempel Byg A/S", DebtorKind::Company));
    assert_eq!(read.email.unwrap().as_str(), "regnskab@eksempel.example");
    assert_eq!(read.registration_number.unwrap().digits(), D::REGISTRATION_NUMBER);
    let address = read.address.unwrap();
    assert_eq!((address.postal_code.as_str(), address.city.as_str()), ("8800", "Viborg"));
    let person = NewDebtor { person: true, cvr: Some("0101901234".into()), email: None, ..company.clone() };
    let read = bed.found(&with(person)).await.debtor;
    assert_eq!((read.kind, read.email, read.registration_number), (D::PERSON, None, None));
    let authority = NewDebtor { ean: Some("5790000000000".into()), deleted: true, archived: true, ..company };
    assert_eq!(bed.found(&with(authority)).await.debtor.kind, D::AUTHORITY);
}

async fn foreign_currency_is_kept_and_an_unknown_one_is_named<D: Double>() {
    let bed = Bed::<D>::new().await;
    let euro = NewInvoice { currency: "EUR".into(), ..NewInvoice::due_on(day("2026-11-01"), 12_550) };
    let id = bed.add_as(euro.clone());
    if !D::NAMES_CURRENCIES {
        let amounts = bed.found(&id).await.amounts;
        assert!(matches!(amounts, Err(AmountsProblem::UnknownCurrency(_))), "{amounts:?}");
        return;
    }
    match bed.found(&id).await.amounts {
        Ok(amounts) => assert_eq!(amounts.outstanding.to_string(), "125.50 EUR"),
        refused => {
            assert!(!D::TELLS_FOREIGN_AMOUNTS);
            assert_eq!(refused, Err(AmountsProblem::UnknownCurrency("EUR".into())));
        }
    }
    let odd = bed.add_as(NewInvoice { currency: "XAU".into(), ..euro });
    let amounts = bed.found(&odd).await.amounts;
    assert_eq!(amounts, Err(AmountsProblem::UnknownCurrency("XAU".into())));
}

async fn the_document_is_a_pdf<D: Double>() {
    let bed = Bed::<D>::new().await;
    let id = bed.add("2026-11-01", 10_000);
    assert!(bed.system.document(&id).await.unwrap().starts_with(b"%PDF"));
}

async fn the_key_says_whose_it_is<D: Double>() {
    let bed = Bed::<D>::new().await;
    assert_eq!(bed.system.check().await.unwrap().name, "Nordlys Tømrer ApS");
}

for_every_system! {
    reading: [
        a_full_credit_leaves_nothing_or_is_told_beside_the_invoice_it_may_be_of,
        an_invoice_that_is_no_more_is_gone,
        the_debtor_is_read_with_kind_number_address_and_mail,
        foreign_currency_is_kept_and_an_unknown_one_is_named,
        the_document_is_a_pdf,
    ],
    listing: [
        payments_credits_and_fees_are_told_apart_to_the_oere,
        an_unchanged_invoice_has_the_same_mark_in_list_and_single_read,
        the_key_says_whose_it_is,
    ],
}

#[tokio::test]
async fn a_voided_billy_invoice_with_a_balance_is_voided() {
    let bed = Bed::<Billy>::new().await;
    let id = bed.add("2026-11-01", 104_700);
    bed.company.void(id.as_str()).unwrap();
    let read = bed.found(&id).await;
    assert_eq!((read.state, read.due_date), (InvoiceState::Voided, None));
    assert!(read.amounts.unwrap().outstanding.is_positive());
}

#[tokio::test]
async fn billys_older_and_odder_spellings_read_the_same() {
    let bed = Bed::<Billy>::new().await;
    let id = bed.add("2026-11-01", 37_440);
    bed.company.pay(id.as_str(), Some(7_440)).unwrap();
    bed.company.credit(id.as_str(), Some(1)).unwrap();
    let plain = bed.found(&id).await;
    bed.company.switch(|switches| {
        switches.numbers = Spelling::Decimal;
        switches.gross_amount = false;
        switches.invoice_no_as_number = true;
        switches.credit_notes_negative = true;
    });
    assert_eq!(bed.found(&id).await, plain);
}

#[tokio::test]
async fn what_dinero_leaves_open_is_read_the_same_either_way() {
    let bed = Bed::<Dinero>::new().await;
    let id = bed.add_as(NewInvoice {
        late_fee: 10_000,
        paid: 20_000,
        ..NewInvoice::due_on(day("2026-11-01"), 50_000)
    });
    bed.company.credit(id.as_str(), Some(5_000)).unwrap();
    let expected = (50_000, 25_000, 10_000, Some(5_000));
    for (among, with_fees) in [(true, true), (true, false), (false, true), (false, false)] {
        bed.company.switch(|switches| {
            switches.credit_notes_among_payments = among;
            switches.remaining_has_fees = with_fees;
            switches.numbers = Spelling::Shortest;
        });
        assert_eq!(money(&reread(&bed, &id).await), expected, "{among} {with_fees}");
    }
}

#[tokio::test]
async fn a_remaining_amount_in_kroner_of_a_euro_invoice_is_not_taken_for_euro() {
    let bed = Bed::<Dinero>::new().await;
    let id =
        bed.add_as(NewInvoice { currency: "EUR".into(), ..NewInvoice::due_on(day("2026-11-01"), 12_550) });
    bed.company.switch(|switches| switches.remaining_in_dkk = true);
    assert!(matches!(bed.found(&id).await.amounts, Err(AmountsProblem::Inconsistent(_))));
}

#[tokio::test]
async fn dineros_word_that_it_is_in_collection_and_its_printed_debtor_are_carried() {
    let bed = Bed::<Dinero>::new().await;
    let id = bed.add_as(NewInvoice {
        sent_to_debt_collection: true,
        without_contact: true,
        ..NewInvoice::due_on(day("2026-11-01"), 50_000)
    });
    let read = bed.found(&id).await;
    assert!(read.in_collection_elsewhere);
    assert_eq!((read.debtor.name.as_str(), read.debtor.kind), ("Eksempel Byg A/S", DebtorKind::Unknown));
    assert_eq!(read.debtor.address.unwrap().city, "Viborg");
    assert!(read.payment_reference.is_some_and(|fik| fik.starts_with("+71<")));
}

#[tokio::test]
async fn an_organization_that_the_key_does_not_open_or_without_a_plan_is_refused() {
    let bed = Bed::<Dinero>::new().await;
    bed.company.switch(|switches| switches.pro = false);
    let error = bed.system.check().await.unwrap_err();
    assert!(
        matches!(&error, accounting::AccountingError::KeyRefused { detail, .. } if detail.contains("Pro plan")),
        "{error:?}"
    );
}
