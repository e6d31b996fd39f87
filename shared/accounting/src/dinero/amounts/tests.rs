use super::*;

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn invoiced(currency: &str, total: &str, is_settled: Option<bool>) -> Invoiced {
    Invoiced { currency: currency.into(), total: number(total), is_settled }
}

fn payments(remaining: &str, paid: &str, total_with_fees: Option<&str>) -> Payments {
    Payments {
        remaining: number(remaining),
        paid: number(paid),
        paid_in_own: None,
        total_with_fees: total_with_fees.map(number),
        is_untouched: number(paid).is_zero(),
        may_hold_credits: false,
        credits: Decimal::ZERO,
    }
}

fn claim(amount: &str) -> Claimed {
    Claimed { amount: number(amount), on: Some("2026-11-01".parse().unwrap()) }
}

fn amounts(
    invoiced: &Invoiced,
    payments: &Payments,
    claimed: &[Claimed],
    credited: &str,
) -> Result<Amounts, String> {
    let amounts =
        invoiced.figures(payments, claimed).and_then(|figures| figures.amounts(Some(number(credited))));
    amounts.map_err(|problem| match problem {
        AmountsProblem::Inconsistent(what) | AmountsProblem::UnknownCurrency(what) => what,
    })
}

/// Gross, principal owed, and fees, in minor units; or what is wrong.
fn told(invoiced: &Invoiced, payments: &Payments, claimed: &[Claimed]) -> Result<(i64, i64, i64), String> {
    let amounts = amounts(invoiced, payments, claimed, "0")?;
    let fees = amounts.fees_elsewhere.iter().map(|fee| fee.amount.minor).sum();
    Ok((amounts.gross.minor, amounts.principal_outstanding().minor, fees))
}

const OPEN: Option<bool> = Some(false);

#[test]
fn a_part_paid_invoice_with_a_reminder_fee_owes_what_is_left_of_itself() {
    let invoice = invoiced("DKK", "10000.0", OPEN);
    let paid = payments("4100.0", "6000.0", Some("10100.0"));
    assert_eq!(told(&invoice, &paid, &[claim("100.0")]), Ok((1_000_000, 400_000, 10_000)));
}

#[test]
fn a_fee_that_no_reminder_accounts_for_has_no_date_and_is_no_principal() {
    let invoice = invoiced("DKK", "1000", OPEN);
    let amounts = amounts(&invoice, &payments("1250", "0", Some("1250")), &[claim("100")], "0").unwrap();
    let fees: Vec<_> =
        amounts.fees_elsewhere.iter().map(|fee| (fee.amount.minor, fee.charged_on.is_some())).collect();
    assert_eq!(fees, [(10_000, true), (15_000, false)]);
    assert_eq!(amounts.principal_outstanding().minor, 100_000);
}

#[test]
fn a_reminder_whose_fee_was_not_booked_counts_as_charged_and_leaves_the_principal_alone() {
    let invoice = invoiced("DKK", "1000", OPEN);
    assert_eq!(
        told(&invoice, &payments("1000", "0", Some("1000")), &[claim("100")]),
        Ok((100_000, 100_000, 10_000))
    );
}

#[test]
fn where_the_total_with_fees_is_not_told_the_reminders_tell_it() {
    let invoice = invoiced("DKK", "1000", OPEN);
    assert_eq!(told(&invoice, &payments("700", "400", None), &[claim("100")]), Ok((100_000, 60_000, 10_000)));
}

#[test]
fn a_credit_note_explains_why_less_remains_than_was_not_paid() {
    let (invoice, paid) = (invoiced("DKK", "1000", OPEN), payments("600", "0", Some("1000")));
    assert!(invoice.figures(&paid, &[]).unwrap().leave_credits_open());
    let amounts = amounts(&invoice, &paid, &[], "400").unwrap();
    assert_eq!((amounts.principal_outstanding().minor, amounts.credited.unwrap().minor), (60_000, 40_000));
}

#[test]
fn a_credit_note_among_the_payments_is_not_counted_twice() {
    let paid =
        Payments { may_hold_credits: true, credits: number("400"), ..payments("500", "600", Some("1100")) };
    let amounts = amounts(&invoiced("DKK", "1000", OPEN), &paid, &[claim("100")], "400").unwrap();
    assert_eq!((amounts.principal_outstanding().minor, amounts.credited.unwrap().minor), (40_000, 40_000));
}

#[test]
fn a_credit_note_that_is_not_set_against_the_invoice_yet_is_not_credited() {
    let amounts = amounts(&invoiced("DKK", "1000", OPEN), &payments("1000", "0", None), &[], "400").unwrap();
    assert_eq!(amounts.credited.map(|credited| credited.minor), Some(0));
}

#[test]
fn a_remaining_amount_without_the_fees_is_noticed_by_what_is_left_unexplained() {
    let invoice = invoiced("DKK", "1000", OPEN);
    let plain = payments("400", "600", Some("1100"));
    assert_eq!(told(&invoice, &plain, &[claim("100")]), Ok((100_000, 40_000, 10_000)));
    let credited = amounts(&invoice, &payments("200", "600", Some("1100")), &[claim("100")], "200").unwrap();
    assert_eq!((credited.principal_outstanding().minor, credited.credited.unwrap().minor), (20_000, 20_000));
}

#[test]
fn plain_payments_that_add_up_leave_no_question_of_credits() {
    let invoice = invoiced("DKK", "1000", OPEN);
    assert!(!invoice.figures(&payments("400", "600", Some("1000")), &[]).unwrap().leave_credits_open());
}

#[test]
fn a_remaining_amount_of_the_other_sign_is_never_taken_as_an_overpayment() {
    let wrong = |settled| told(&invoiced("DKK", "1000", settled), &payments("-1000", "0", Some("1000")), &[]);
    assert!(wrong(OPEN).is_err());
    assert!(wrong(None).is_err());
}

#[test]
fn an_overpaid_invoice_owes_less_than_nothing() {
    let paid = payments("-50", "1050", Some("1000"));
    assert_eq!(told(&invoiced("DKK", "1000", Some(true)), &paid, &[]), Ok((100_000, -5_000, 0)));
    assert_eq!(told(&invoiced("DKK", "1000", None), &paid, &[]), Ok((100_000, -5_000, 0)));
}

#[test]
fn a_status_that_contradicts_what_remains_is_inconsistent_either_way() {
    let open = payments("400", "600", Some("1000"));
    assert!(told(&invoiced("DKK", "1000", Some(true)), &open, &[]).unwrap_err().contains("says paid"));
    // Nothing was paid or credited, and yet nothing remains.
    let settled = payments("0", "0", Some("1000"));
    assert!(told(&invoiced("DKK", "1000", OPEN), &settled, &[]).unwrap_err().contains("says unpaid"));
}

#[test]
fn nothing_remaining_of_a_paid_invoice_is_settled_whatever_the_other_figures_say() {
    let paid = |currency| invoiced(currency, "1000", Some(true));
    for (case, invoice, payments) in [
        ("overpaid", paid("DKK"), payments("0", "1050", Some("1000"))),
        ("paid in kroner", paid("EUR"), payments("0", "7460", Some("7460"))),
        ("paid in kroner beside a total in euro", paid("EUR"), payments("0", "7460", Some("1000"))),
        ("paid with its fee", paid("DKK"), payments("0", "1100", None)),
        ("paid short", paid("DKK"), payments("0", "990", Some("1000"))),
    ] {
        assert_eq!(told(&invoice, &payments, &[]), Ok((100_000, 0, 0)), "{case}");
    }
    assert_eq!(told(&paid("EUR"), &payments("-37.3", "7497.3", None), &[]), Ok((100_000, 0, 0)));
}

#[test]
fn nothing_remaining_after_a_payment_or_a_credit_is_never_chased_though_the_status_lags() {
    for (currency, status) in [("DKK", OPEN), ("EUR", OPEN), ("DKK", None)] {
        let invoice = invoiced(currency, "1000", status);
        assert_eq!(told(&invoice, &payments("0", "1000", Some("1000")), &[]), Ok((100_000, 0, 0)));
        assert_eq!(told(&invoice, &payments("0", "7460", Some("7460")), &[]), Ok((100_000, 0, 0)));
    }
    let credited = amounts(&invoiced("DKK", "1000", OPEN), &payments("0", "0", None), &[], "1000").unwrap();
    assert_eq!((credited.principal_outstanding().minor, credited.credited.unwrap().minor), (0, 100_000));
}

#[test]
fn only_a_fee_left_of_a_paid_invoice_is_nothing_to_collect() {
    let paid = payments("100", "1000", Some("1100"));
    assert_eq!(told(&invoiced("DKK", "1000", Some(true)), &paid, &[claim("100")]), Ok((100_000, 0, 10_000)));
}

#[test]
fn more_remaining_than_is_not_paid_is_inconsistent() {
    assert!(told(&invoiced("DKK", "1000", OPEN), &payments("1000", "600", Some("1000")), &[]).is_err());
    assert!(told(&invoiced("DKK", "1000", OPEN), &payments("1200", "0", None), &[]).is_err());
}

#[test]
fn foreign_payments_are_believed_only_in_the_currency_of_the_invoice() {
    let invoice = invoiced("EUR", "125.5", OPEN);
    assert_eq!(told(&invoice, &payments("125.5", "0", Some("125.5")), &[]), Ok((12_550, 12_550, 0)));
    assert_eq!(told(&invoice, &payments("25.5", "100", None), &[]), Ok((12_550, 2_550, 0)));
    // In kroner and untouched: the whole total is owed, whatever the rate was.
    assert_eq!(told(&invoice, &payments("936.23", "0", Some("936.23")), &[]), Ok((12_550, 12_550, 0)));
    assert_eq!(told(&invoice, &payments("936.23", "0", None), &[]), Ok((12_550, 12_550, 0)));
    // What the payments were in euro tells that the rest is in euro too.
    let in_euro = Payments { paid_in_own: Some(number("100")), ..payments("25.5", "746", Some("125.5")) };
    assert_eq!(told(&invoice, &in_euro, &[]), Ok((12_550, 2_550, 0)));
    let without_total = Payments { total_with_fees: None, ..in_euro };
    assert_eq!(told(&invoice, &without_total, &[]), Ok((12_550, 2_550, 0)));
    // In kroner and part-paid: what is left in euro is not guessed at.
    let guess = told(&invoice, &payments("436.23", "500", Some("936.23")), &[]);
    assert_eq!(guess.unwrap_err(), "payments are in another currency than the invoice");
}

#[test]
fn kroner_of_a_foreign_invoice_stand_for_its_total_only_where_nothing_was_credited() {
    let (invoice, kroner) = (invoiced("EUR", "125.5", OPEN), payments("936.23", "0", None));
    let figures = || invoice.figures(&kroner, &[]).unwrap();
    assert!(figures().leave_credits_open());
    assert_eq!(figures().amounts(Some(Decimal::ZERO)).unwrap().outstanding.minor, 12_550);
    for credited in [None, Some(number("25.5"))] {
        assert!(figures().amounts(credited).is_err(), "{credited:?}");
    }
}

#[test]
fn an_unknown_currency_and_a_fraction_of_an_oere_are_named() {
    assert_eq!(told(&invoiced("XXX", "1", OPEN), &payments("1", "0", None), &[]), Err("XXX".into()));
    let fraction = told(&invoiced("DKK", "1", OPEN), &payments("0.005", "0.995", None), &[]);
    assert_eq!(fraction.unwrap_err(), "RemainingAmount has more decimals than DKK has");
}

#[test]
fn absurd_figures_are_refused_and_nothing_overflows() {
    let huge = "79228162514264337593543950335";
    assert!(
        told(&invoiced("DKK", huge, None), &payments(huge, huge, Some(huge)), &[claim(huge), claim(huge)])
            .is_err()
    );
}
