//! The claim as JSON, against the schema that is published for it.

use agencies::claim_json::{ClaimJson, schema};
use domain::handover::{ClaimFile, ClaimLineKind};
use serde_json::{Value, json};
use workflows::agency_contract::sample::file;

fn written(file: &ClaimFile) -> String {
    String::from_utf8(ClaimJson::of(file).written().unwrap()).unwrap()
}

/// A claim of which everything that may be unknown is.
fn sparse() -> ClaimFile {
    let mut file = file(2);
    (file.creditor.address, file.creditor.phone, file.creditor.account) = (None, None, None);
    (file.debtor.number, file.debtor.address) = (None, None);
    (file.invoice.issue_date, file.invoice.what, file.invoice.payment_reference) = (None, None, None);
    file.lines.retain(|line| line.kind == ClaimLineKind::Principal);
    file.deductions.clear();
    file.documents.clear();
    file.letters.iter_mut().for_each(|letter| letter.delivery = Default::default());
    file.checked().unwrap()
}

#[test]
fn a_claim_is_written_with_every_figure_by_itself() {
    insta::assert_snapshot!(written(&file(1)));
}

#[test]
fn every_claim_is_what_the_schema_says() {
    let schema = serde_json::to_value(schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for file in [file(1), sparse()] {
        let claim: Value = serde_json::from_str(&written(&file)).unwrap();
        let faults: Vec<_> = validator.iter_errors(&claim).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{faults:?}");
    }
    let mut claim: Value = serde_json::from_str(&written(&file(1))).unwrap();
    for (pointer, wrong) in [
        ("/claimLines/0/kind", json!("everything")),
        ("/invoice/principal", json!("15500.00")),
        ("/invoice/dueDate", json!("31.08.2026")),
        ("/debtor/type", Value::Null),
    ] {
        let right = std::mem::replace(claim.pointer_mut(pointer).unwrap(), wrong);
        assert!(!validator.is_valid(&claim), "{pointer}");
        *claim.pointer_mut(pointer).unwrap() = right;
    }
    assert!(validator.is_valid(&claim));
}

#[test]
fn the_published_schema_is_the_one_that_holds() {
    let published: Value = serde_json::from_str(include_str!("../../claim.schema.json")).unwrap();
    assert_eq!(
        published,
        serde_json::to_value(schema()).unwrap(),
        "run `cargo run -p agencies --example schema`"
    );
}

#[test]
fn amounts_are_numbers_with_all_their_decimals() {
    let mut file = file(1);
    for (minor, digits) in
        [(5, "0.05"), (1_550_000, "15500.00"), (900_719_925_474_099_301, "9007199254740993.01")]
    {
        file.invoice.principal.minor = minor;
        assert!(written(&file).contains(&format!("\"principal\": {digits},")), "{digits}");
    }
}
