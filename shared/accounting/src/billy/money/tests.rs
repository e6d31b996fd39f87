use super::*;

fn amounts(json: &str) -> Result<Amounts, AmountsProblem> {
    Figures::read(&Row::parse(json).unwrap(), &[]).unwrap().amounts()
}

fn why(json: &str) -> String {
    match amounts(json) {
        Err(AmountsProblem::Inconsistent(why) | AmountsProblem::UnknownCurrency(why)) => why,
        Ok(amounts) => format!("{amounts:?}"),
    }
}

#[test]
fn a_late_fee_in_the_balance_is_a_fee_and_a_voided_one_is_none() {
    let read = amounts(
        r#"{"currencyId":"DKK","amount":374.4,"tax":93.6,"grossAmount":468,"balance":568,"isPaid":false,"lateFees":[
            {"amount":100,"entryDate":"2026-10-20","isVoided":false},
            {"amount":50,"entryDate":"2026-11-01","isVoided":true}]}"#,
    )
    .unwrap();
    assert_eq!((read.outstanding.minor, read.principal_outstanding().minor), (56_800, 46_800));
    assert_eq!(read.fees_elsewhere.len(), 1);
    assert_eq!(read.fees_elsewhere[0].charged_on.unwrap().to_string(), "2026-10-20");
    assert_eq!(read.credited.map(|credited| credited.minor), Some(0));
}

#[test]
fn older_rows_without_a_gross_amount_are_net_and_vat() {
    let read = amounts(r#"{"currencyId":"DKK","amount":8000,"tax":2e3,"balance":"4000.00","isPaid":false}"#)
        .unwrap();
    assert_eq!((read.gross.minor, read.outstanding.minor, read.credited), (1_000_000, 400_000, None));
}

#[test]
fn figures_that_contradict_each_other_are_named() {
    let row = |fields: &str| format!(r#"{{"currencyId":"DKK",{fields}}}"#);
    for (fields, expected) in [
        (
            r#""amount":8000,"tax":2000,"grossAmount":10001,"balance":4000,"isPaid":false"#,
            "amount and tax are not grossAmount",
        ),
        (r#""amount":80,"balance":40,"isPaid":false"#, "neither grossAmount nor amount and tax are there"),
        (r#""grossAmount":100,"balance":40.001,"isPaid":false"#, "balance has more decimals than DKK has"),
        (r#""grossAmount":1e20,"balance":1,"isPaid":false"#, "grossAmount is too large"),
        (
            r#""grossAmount":100,"balance":90,"isPaid":false,"lateFees":[{"amount":-10}]"#,
            "a late fee is below nothing",
        ),
    ] {
        assert_eq!(why(&row(fields)), expected);
    }
}

#[test]
fn nothing_is_owed_of_an_invoice_that_billy_calls_paid_whatever_its_balance() {
    for fields in [
        r#""balance":30,"isPaid":true,"lateFees":[{"amount":30}]"#,
        r#""balance":40,"isPaid":true"#,
        r#""balance":130,"isPaid":true"#,
    ] {
        let read = amounts(&format!(r#"{{"currencyId":"DKK","grossAmount":100,{fields}}}"#)).unwrap();
        assert_eq!((read.outstanding.minor, read.principal_outstanding().minor), (0, 0), "{fields}");
    }
}

#[test]
fn net_and_vat_may_be_an_oere_off_the_gross_amount_and_no_more() {
    let read = |net: &str| {
        amounts(&format!(
            r#"{{"currencyId":"DKK","amount":{net},"tax":20.01,"grossAmount":100.03,"balance":100.03,"isPaid":false}}"#
        ))
    };
    assert_eq!(read("80.01").unwrap().gross.minor, 10_003);
    assert!(read("80.00").is_err());
}

#[test]
fn the_noise_of_floats_in_a_balance_is_no_fraction() {
    let read = r#"{"currencyId":"DKK","grossAmount":468,"balance":374.40000000000003,"isPaid":false}"#;
    assert_eq!(amounts(read).unwrap().outstanding.minor, 37_440);
}

#[test]
fn many_huge_late_fees_do_not_overflow() {
    let fees = vec![r#"{"amount":9999999999999.99}"#; 20_000].join(",");
    let row =
        format!(r#"{{"currencyId":"DKK","grossAmount":1,"balance":1,"isPaid":false,"lateFees":[{fees}]}}"#);
    assert_eq!(why(&row), "late fees are too large");
}

#[test]
fn the_same_amounts_in_other_spellings_are_the_same_facts() {
    let facts = |json: &str| Figures::read(&Row::parse(json).unwrap(), &[]).unwrap().facts();
    let spelled = [
        r#"{"currencyId":"DKK","grossAmount":300,"balance":300,"isPaid":false}"#,
        r#"{"currencyId":"DKK","grossAmount":300.0,"balance":"300.00","isPaid":false,"lateFees":[]}"#,
        r#"{"currencyId":"DKK","amount":240,"tax":6e1,"balance":3E2,"isPaid":false,"lateFees":null}"#,
    ];
    assert!(spelled.iter().all(|json| facts(json) == facts(spelled[0])));
}
