//! Ordering trouble for a company, and taking it away.

use axum::extract::{Path, State};
use axum::response::Response;

use super::companies::named;
use super::input::Input;
use super::reply::{Failure, done};
use super::sent::Sent;
use crate::books::{Books, Refused, System};
use crate::faults::{Fault, FaultKind};
use crate::json::{Json, record};

/// An ordered fault, as shown.
pub(crate) fn fault_json(fault: &Fault) -> Json {
    let number = |number: Option<u32>| number.map(i64::from);
    record! {
        "kind": fault.kind.name(),
        "times": number(fault.times),
        "path": fault.path.clone(),
        "retry_after": number(fault.retry_after),
        "delay_ms": fault.delay_ms.map(|delay| Json::Number(delay.to_string())),
        "field": fault.field.clone(),
        "every_row": fault.every_row,
        "code": number(fault.code),
    }
}

/// `POST …/faults`: `kind`, and at will `times` (until cleared when absent), `path` (a part of path and
/// query), `retry_after` (seconds), `delay_ms`, `field`, `every_row`, `code`.
pub async fn set<S: System>(
    State(books): State<Books<S>>,
    Path(name): Path<String>,
    sent: Sent,
) -> Result<Response, Failure> {
    let company = named(&books, &name)?;
    let fault = read(Input::read(sent.value, "")?)?;
    let shown = fault_json(&fault);
    company.set_fault(fault);
    Ok(done(sent.is_form, &company.organization(), shown))
}

/// A fault as it is ordered.
pub(crate) fn read(mut input: Input) -> Result<Fault, Refused> {
    let kinds = FaultKind::ALL.map(|(kind, name, _)| (name, kind));
    let number = "a whole number";
    let kind = input.word("kind", &kinds)?.ok_or_else(|| input.refuse("kind", "is missing"))?;
    let fault = Fault {
        kind,
        times: input.parsed("times", number)?,
        path: input.text("path")?,
        retry_after: input.parsed("retry_after", number)?,
        delay_ms: input.parsed("delay_ms", number)?,
        field: input.text("field")?,
        every_row: input.flag("every_row")?,
        code: input.parsed("code", number)?,
        cleared: None,
    };
    input.finish()?;
    Ok(fault)
}

/// `DELETE …/faults`
pub async fn clear<S: System>(
    State(books): State<Books<S>>,
    Path(name): Path<String>,
    sent: Sent,
) -> Result<Response, Failure> {
    let company = named(&books, &name)?;
    company.clear_faults();
    Ok(done(sent.is_form, &company.organization(), record! { "faults": Vec::new() }))
}
