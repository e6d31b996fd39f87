use super::*;

fn figures(row: &str, unit: MoneyUnit) -> Figures {
    Figures::read(&Row::parse(row).unwrap(), unit).unwrap()
}

/// Gross, what is owed, and what was credited, in øre.
fn owed(row: &str, unit: MoneyUnit) -> Result<(i64, i64, Option<i64>), AmountsProblem> {
    let amounts = figures(row, unit).amounts(Currency::DKK)?;
    Ok((amounts.gross.minor, amounts.outstanding.minor, amounts.credited.map(|money| money.minor)))
}

#[test]
fn numbers_and_texts_in_either_unit_are_the_same_money() {
    for row in [
        r#"{"amount":12400,"vat":3100,"amount_vat":15500,"payed_amount":null}"#,
        r#"{"amount":"12400.00","vat":"3100.00","amount_vat":"15500.00","payed_amount":""}"#,
        r#"{"amount":12400.0,"vat":"3100","amount_vat":1.55e4,"payed_amount":0}"#,
    ] {
        assert_eq!(owed(row, MoneyUnit::Kroner), Ok((1_550_000, 1_550_000, Some(0))), "{row}");
        assert_eq!(owed(row, MoneyUnit::Oere), Ok((15_500, 15_500, Some(0))), "{row}");
        assert_eq!(
            figures(row, MoneyUnit::Kroner).facts(),
            figures(r#"{"amount":"12400","vat":3100,"amount_vat":15500}"#, MoneyUnit::Kroner).facts()
        );
    }
}

#[test]
fn net_and_vat_must_make_the_gross_to_the_oere() {
    let inconsistent = Err(AmountsProblem::Inconsistent("amount and vat are not amount_vat".into()));
    for (row, fits_in_kroner) in [
        (r#"{"amount":100,"vat":25,"amount_vat":125.01}"#, true),
        (r#"{"amount":100,"vat":25,"amount_vat":124.99}"#, true),
        (r#"{"amount":100,"vat":25,"amount_vat":125.02}"#, false),
        (r#"{"amount":100,"vat":0.25,"amount_vat":125}"#, false),
        (r#"{"amount":125,"vat":null,"amount_vat":125}"#, true),
        (r#"{"amount_vat":125}"#, false),
    ] {
        let told = owed(row, MoneyUnit::Kroner);
        assert_eq!(told.is_ok(), fits_in_kroner, "{row}");
        assert!(told.is_ok() || told == inconsistent, "{row}");
    }
}

#[test]
fn the_tolerance_is_one_oere_in_the_unit_that_was_chosen() {
    let row = r#"{"amount":10000,"vat":2500,"amount_vat":12501}"#;
    assert!(owed(row, MoneyUnit::Oere).is_ok());
    assert!(owed(row, MoneyUnit::Kroner).is_err());
}

#[test]
fn kroner_with_decimals_are_not_taken_for_oere() {
    let row = r#"{"amount":100.50,"vat":25.13,"amount_vat":125.63}"#;
    let told = owed(row, MoneyUnit::Oere);
    assert!(
        matches!(&told, Err(AmountsProblem::Inconsistent(why)) if why.starts_with("amount_vat")),
        "{told:?}"
    );
    assert!(owed(row, MoneyUnit::Kroner).is_ok());
}

#[test]
fn what_came_in_is_a_part_until_it_is_all_or_until_it_has_a_date() {
    let row = |payed: &str| format!(r#"{{"amount":4000,"vat":1000,"amount_vat":5000,{payed}}}"#);
    for (payed, owes, is_paid) in [
        (r#""payed_amount":0"#, 500_000, false),
        (r#""payed_amount":1999.99"#, 300_001, false),
        (r#""payed_amount":"5000""#, 0, true),
        (r#""payed_amount":5001"#, -100, true),
        (r#""payed_amount":null,"payed_date":1788386400"#, 0, true),
        (r#""payed_amount":1000,"payed_date":"1788386400""#, 0, true),
        (r#""payed_amount":5001,"payed_date":1788386400"#, -100, true),
        (r#""payed_amount":1000,"payed_date":0"#, 400_000, false),
    ] {
        let figures = figures(&row(payed), MoneyUnit::Kroner);
        assert_eq!(figures.is_paid(), is_paid, "{payed}");
        assert_eq!(figures.amounts(Currency::DKK).unwrap().outstanding.minor, owes, "{payed}");
    }
    assert!(owed(&row(r#""payed_amount":-1"#), MoneyUnit::Kroner).is_err());
}

#[test]
fn a_payment_is_believed_where_the_rest_does_not_add_up() {
    let row = r#"{"amount":1,"vat":1,"amount_vat":5000,"payed_date":1788386400}"#;
    assert_eq!(owed(row, MoneyUnit::Kroner), Ok((500_000, 0, None)));
}

#[test]
fn a_gross_that_is_gone_and_what_is_no_amount_are_named() {
    let error = |row: &str| Figures::read(&Row::parse(row).unwrap(), MoneyUnit::Kroner).unwrap_err();
    assert_eq!(error(r#"{"amount":100,"vat":25}"#), FieldError::new("amount_vat", "is missing"));
    assert_eq!(error(r#"{"amount_vat":"plenty"}"#), FieldError::new("amount_vat", "is not a number"));
    assert_eq!(error(r#"{"payed_amount":[]}"#).path, "payed_amount");
    assert_eq!(error(r#"{"payed_date":"soon"}"#).path, "payed_date");
}

#[test]
fn a_credit_note_is_worth_its_gross_with_either_sign() {
    for row in
        [r#"{"amount":-80,"vat":-20,"amount_vat":-100}"#, r#"{"amount":80,"vat":20,"amount_vat":"100"}"#]
    {
        assert_eq!(
            figures(row, MoneyUnit::Kroner).worth(Currency::DKK),
            Some(Money::new(10_000, Currency::DKK))
        );
    }
    assert_eq!(figures(r#"{"amount":1,"amount_vat":100}"#, MoneyUnit::Kroner).worth(Currency::DKK), None);
    assert_eq!(figures("{}", MoneyUnit::Kroner).worth(Currency::DKK), None);
}
