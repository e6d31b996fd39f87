//! The worked questions, answered.
#![allow(clippy::unwrap_used)]

use serde_json::Value;

/// Each sample: a question, and the whole answer or any one of several refusals.
fn samples() -> Vec<Value> {
    let whole: Value = serde_json::from_str(include_str!("samples.json")).unwrap();
    whole["samples"].as_array().unwrap().clone()
}

fn fits(expected: &Value, answer: &Value) -> bool {
    match expected.get("refusal_any_of").and_then(Value::as_array) {
        Some(codes) => {
            codes.contains(&answer["refusal"]) && expected.get("half_year") == answer.get("half_year")
        }
        None => expected == answer,
    }
}

#[test]
fn every_worked_question_gets_its_answer() {
    let samples = samples();
    assert!(samples.len() >= 42);
    for sample in samples {
        let answer = reckon::reply(&sample["input"].to_string(), false).unwrap();
        let answer: Value = serde_json::from_str(&answer).unwrap();
        assert!(fits(&sample["expected"], &answer), "{}: {answer} for {sample}", sample["id"]);
    }
}

/// A question with one thing wrong, and what its error must name.
const WRONG: &[(&str, &str)] = &[
    ("{", "is not JSON"),
    (r#"{"due_date":"2026-09-01"}"#, "query"),
    (r#"{"query":"weather"}"#, "weather"),
    (r#"{"query":"effective_due","country":"DK","due_date":"2026-09-01","tomorrow":1}"#, "tomorrow"),
    (r#"{"query":"effective_due","country":"SE","due_date":"2026-09-01"}"#, "SE"),
    (r#"{"query":"effective_due","country":"DK"}"#, "due_date"),
    (
        r#"{"query":"deadline","country":"DK","sent":"1 September","deadline_days":10,"kind":"reminder"}"#,
        "deadline.sent",
    ),
    (r#"{"query":"cost_cap","country":"DK","amount":-1}"#, "amount"),
    (r#"{"query":"cost_cap","country":"NO","amount":100,"date":"2026-09-01"}"#, "phase"),
];

#[test]
fn a_line_that_is_no_question_is_told_what_is_wrong_with_it() {
    for (line, named) in WRONG {
        let problem = reckon::reply(line, false).unwrap_err().to_string();
        assert!(problem.contains(named), "{line}: {problem}");
    }
}

#[test]
fn an_explained_answer_names_the_statute_rows_and_is_otherwise_the_same() {
    for sample in samples() {
        let question = sample["input"].to_string();
        let mut explained: Value = serde_json::from_str(&reckon::reply(&question, true).unwrap()).unwrap();
        let because = explained.as_object_mut().unwrap().remove("because").unwrap();
        let plain: Value = serde_json::from_str(&reckon::reply(&question, false).unwrap()).unwrap();
        assert_eq!(explained, plain);
        let moved =
            sample["input"]["query"] == "effective_due" && sample["input"]["due_date"] != plain["date"];
        let says_something = sample["input"]["query"] != "effective_due" || moved;
        let nothing_to_say = sample["id"] == "I-065";
        assert!(
            !says_something || nothing_to_say || !because.as_array().unwrap().is_empty(),
            "{}",
            sample["id"]
        );
    }
}

#[test]
fn amounts_beyond_two_to_the_53_are_reckoned_to_the_minor_unit() {
    let question = r#"{"query":"total","claim":{"country":"DK","debtor":"consumer","currency":"DKK","principal":8000000000000000001,
        "due_date":"2026-09-01","allocation":"principal_first","events":[]},"as_of":"2026-09-02",
        "settings":{"gap_days":10,"hold_to_bank_day":false,"grace_bank_days":0,"floor":0},
        "data":{"extra_rates":[],"no_reviewed_through":"2026-12-31"}}"#;
    let answer = reckon::reply(question, false).unwrap();
    assert!(answer.contains(r#""principal":8000000000000000001,"interest":2191780821917808,"#), "{answer}");
}
