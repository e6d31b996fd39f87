use super::*;
use proptest::prelude::*;

/// Gross, principal, fees and credited of a row, in øre.
fn read(fields: &str) -> Result<(i64, i64, i64, Option<i64>), AmountsProblem> {
    let is_credited = fields.contains("isCredited");
    let json = format!(r#"{{"currency":{{"code":"NOK"}},{fields}}}"#);
    let json = if is_credited { json } else { json.replacen('{', r#"{"isCredited":false,"#, 1) };
    let amounts = Figures::read(&Row::parse(&json).unwrap()).unwrap().amounts()?;
    let fees = amounts.fees_elsewhere.iter().map(|fee| fee.amount.minor).sum();
    let credited = amounts.credited.map(|credited| credited.minor);
    Ok((amounts.gross.minor, amounts.principal_outstanding().minor, fees, credited))
}

fn postings(amounts: &[&str]) -> String {
    let list = amounts.iter().map(|amount| format!(r#"{{"amount":{amount}}}"#)).collect::<Vec<_>>();
    format!(r#""postings":[{}]"#, list.join(","))
}

#[test]
fn what_is_gone_without_a_posting_was_credited_by_hand() {
    let read = |outstanding: &str, amounts: &[&str]| {
        read(&format!(r#""amount":100.0,"amountOutstanding":{outstanding},{}"#, postings(amounts))).unwrap()
    };
    assert_eq!(read("100.00", &["100.0"]), (10_000, 10_000, 0, Some(0)));
    assert_eq!(read("60.00", &["100", "-40.0"]), (10_000, 6_000, 0, Some(0)));
    assert_eq!(read("50.00", &["100", "-40.0"]), (10_000, 5_000, 0, Some(1_000)));
    assert_eq!(read("0", &["100", "-40", "-60.00"]), (10_000, 0, 0, Some(0)));
    assert_eq!(read("-20.00", &["100", "-120"]), (10_000, -2_000, 0, Some(0)), "overpaid");
    assert_eq!(read("100", &["100", "-40", "40"]), (10_000, 10_000, 0, Some(0)), "taken back");
}

#[test]
fn without_postings_only_an_untouched_invoice_is_sure_not_to_be_credited() {
    let read = |rest: &str| read(&format!(r#""amount":100,"amountOutstanding":{rest}"#)).unwrap().3;
    assert_eq!(read("100"), Some(0));
    assert_eq!(read("60"), None);
    assert_eq!(read(r#"60,"postings":null"#), None);
    assert_eq!(read(r#"60,"postings":[]"#), None, "the invoice's own is always there");
    assert_eq!(read(r#"60,"postings":[{"id":1}]"#), None);
}

#[test]
fn a_credited_invoice_is_owed_no_more_whatever_its_postings_leave_open() {
    let read = |rest: &str, amounts: &[&str]| {
        read(&format!(r#""isCredited":true,"amount":100,"amountOutstanding":{rest},{}"#, postings(amounts)))
            .unwrap()
    };
    assert_eq!(read("0", &["100"]), (10_000, 0, 0, Some(10_000)));
    assert_eq!(read("0", &["100", "-100"]), (10_000, 0, 0, Some(10_000)), "its posting stands there too");
    assert_eq!(read("60", &["100", "-40"]), (10_000, 0, 0, Some(6_000)), "left open after a reminder");
    assert_eq!(
        read("-40", &["100", "-40", "-100"]),
        (10_000, 0, 0, Some(6_000)),
        "credited after a part payment"
    );
    let reminded = read(r#"100,"reminders":[{"charge":38.0}]"#, &["100"]);
    assert_eq!(reminded, (10_000, 0, 0, Some(10_000)));
}

#[test]
fn a_reminders_charge_is_a_fee_elsewhere_and_never_principal() {
    let fields = r#""amount":100,"amountOutstanding":100,"amountOutstandingTotal":138,"reminders":[
        {"type":"SOFT_REMINDER","charge":0.0,"reminderDate":"2026-10-01"},
        {"type":"REMINDER","charge":38.0,"reminderDate":"2026-10-24"}]"#;
    assert_eq!(read(fields).unwrap(), (10_000, 10_000, 3_800, Some(0)));
}

#[test]
fn other_currencies_and_more_than_the_whole_are_not_taken_for_real() {
    let euro = r#"{"currency":{"code":"EUR"},"isCredited":false,"amount":1,"amountOutstanding":1}"#;
    let problem = Figures::read(&Row::parse(euro).unwrap()).unwrap().amounts();
    assert_eq!(problem, Err(AmountsProblem::UnknownCurrency("EUR".into())));
    assert!(read(r#""amount":100,"amountOutstanding":100.01"#).is_err());
    assert!(read(r#""amount":100,"amountOutstanding":0.001"#).is_err(), "a fraction of an øre");
    assert!(read(r#""amount":100,"amountOutstanding":100,"reminders":[{"charge":-1}]"#).is_err());
}

proptest! {
    /// Whatever was paid, taken back or credited: the split never claims more than the whole, nor credits more than is gone.
    #[test]
    fn what_is_owed_and_what_was_credited_never_exceed_the_invoice(
        gross in 0i64..1_000_000,
        payments in proptest::collection::vec(-500_000i64..500_000, 0..5),
        left in -1_000_000i64..1_000_000,
        is_credited: bool,
    ) {
        let kroner = |minor: i64| Decimal::new(minor, 2);
        let figures = Figures {
            currency: "NOK".into(),
            amount: kroner(gross),
            outstanding: kroner(left),
            is_credited,
            postings: Some([gross].iter().chain(&payments).map(|minor| kroner(*minor)).collect()),
            charges: vec![],
        };
        match figures.amounts() {
            Err(_) => prop_assert!(left > gross),
            Ok(amounts) => {
                let (owed, credited) = (amounts.principal_outstanding().minor, amounts.credited.unwrap().minor);
                prop_assert!(owed <= gross && (!is_credited || owed == 0));
                prop_assert!(credited >= 0 && credited <= (gross - owed).max(0));
            }
        }
    }
}
