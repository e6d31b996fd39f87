//! How a fault looks on the wire.

use std::future::Future;
use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use futures::stream::{self, StreamExt};

use super::{Answers, Fault, FaultKind};

/// Answers as the fault says; `honest` is the answer that would have come.
pub async fn carry_out<S: Answers>(fault: Fault, honest: impl Future<Output = Response>) -> Response {
    match fault.kind {
        FaultKind::Throttled => throttled::<S>(fault.retry_after),
        FaultKind::ServerError => S::server_error(),
        FaultKind::BadGateway => html(StatusCode::BAD_GATEWAY, "502 Bad Gateway"),
        FaultKind::Unavailable => html(StatusCode::SERVICE_UNAVAILABLE, "503 Service Unavailable"),
        FaultKind::HtmlAnswer => html(StatusCode::OK, "We will be back soon"),
        FaultKind::HtmlNotFound => html(StatusCode::NOT_FOUND, "404 Not Found"),
        FaultKind::Brownout => S::refused(480, fault.code),
        FaultKind::Forbidden => S::refused(403, fault.code),
        FaultKind::BadRequest => S::refused(400, fault.code),
        FaultKind::Unauthorized => S::refused(401, fault.code),
        FaultKind::Closed => broken(Vec::new()),
        FaultKind::SlowAnswer => {
            wait(&fault).await;
            honest.await
        }
        FaultKind::LostAnswer => {
            honest.await;
            broken(Vec::new())
        }
        FaultKind::LateAnswer => {
            let answer = honest.await;
            wait(&fault).await;
            answer
        }
        FaultKind::ErrorAfter => {
            honest.await;
            S::server_error()
        }
        FaultKind::Unsuccessful
        | FaultKind::TextBeforeJson
        | FaultKind::CutJson
        | FaultKind::CutBody
        | FaultKind::SlowBody
        | FaultKind::WrongType => altered(&fault, honest.await).await,
    }
}

/// An HTML page with a status, as a proxy in front of a system sends.
pub fn html(status: StatusCode, title: &str) -> Response {
    let page = format!(
        "<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>"
    );
    (status, [(CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
}

fn throttled<S: Answers>(retry_after: Option<u32>) -> Response {
    let mut answer = S::throttled();
    if let Some(seconds) = retry_after {
        answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    answer
}

/// The honest answer with its body spoiled.
async fn altered(fault: &Fault, honest: Response) -> Response {
    let (mut parts, body) = honest.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return broken(Vec::new());
    };
    let half = body.len() / 2;
    let length = parts.headers.remove(CONTENT_LENGTH).unwrap_or_else(|| HeaderValue::from(body.len()));
    let spoiled = match fault.kind {
        FaultKind::CutJson => Body::from(body.slice(..half)),
        FaultKind::TextBeforeJson => Body::from([b"Notice: cache miss\n".as_slice(), &body].concat()),
        FaultKind::Unsuccessful => {
            Body::from(String::from_utf8_lossy(&body).replacen("\"success\":true", "\"success\":false", 1))
        }
        FaultKind::WrongType => Body::from(wrong_type(&String::from_utf8_lossy(&body), fault)),
        FaultKind::SlowBody => {
            parts.headers.insert(CONTENT_LENGTH, length);
            let (first, rest) = (body.slice(..half), body.slice(half..));
            let fault = fault.clone();
            let late = stream::once(async move {
                wait(&fault).await;
                Ok::<Bytes, io::Error>(rest)
            });
            Body::from_stream(stream::once(async { Ok(first) }).chain(late))
        }
        _ => {
            parts.headers.insert(CONTENT_LENGTH, length);
            return Response::from_parts(parts, broken(body.slice(..half).to_vec()).into_body());
        }
    };
    Response::from_parts(parts, spoiled)
}

/// An answer whose connection breaks after `sent`.
fn broken(sent: Vec<u8>) -> Response {
    let first = (!sent.is_empty()).then(|| Ok(Bytes::from(sent)));
    // The pause lets the first part leave before the connection goes.
    let end = stream::once(async {
        tokio::time::sleep(Duration::from_millis(20)).await;
        Err::<Bytes, _>(io::Error::other("the sandbox closes the connection"))
    });
    match first {
        Some(first) => Body::from_stream(stream::once(async { first }).chain(end)),
        None => Body::from_stream(stream::once(async {
            Err::<Bytes, _>(io::Error::other("the sandbox closes the connection"))
        })),
    }
    .into_response()
}

/// For the fault's delay, or until faults are cleared. A company that is gone clears nothing any more.
async fn wait(fault: &Fault) {
    match (fault.delay_ms, fault.cleared.clone()) {
        (Some(delay), _) => tokio::time::sleep(Duration::from_millis(delay)).await,
        (None, Some(mut cleared)) => drop(cleared.changed().await),
        (None, None) => std::future::pending().await,
    }
}

/// `body` with the value of the field swapped for one of another type: text for a number and a
/// number for text.
fn wrong_type(body: &str, fault: &Fault) -> String {
    let name = format!("\"{}\":", fault.field.as_deref().unwrap_or("balance"));
    let mut spoiled = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = rest.find(&name) {
        let (before, value) = rest.split_at(at + name.len());
        spoiled.push_str(before);
        let is_text = value.starts_with('"');
        let end = if is_text {
            value[1..].find('"').map_or(value.len(), |end| end + 2)
        } else {
            value.find([',', '}', ']']).unwrap_or(value.len())
        };
        spoiled.push_str(if is_text { "12345" } else { "\"plenty\"" });
        rest = &value[end..];
        if !fault.every_row {
            break;
        }
    }
    spoiled + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_becomes_a_word_and_a_word_a_number() {
        let body = r#"[{"balance":12.5,"dueDate":"2026-09-01"},{"balance":3,"dueDate":"2026-09-02"}]"#;
        let field =
            |field: &str| Fault { field: Some(field.to_owned()), ..Fault::always(FaultKind::WrongType) };
        let first = r#"[{"balance":"plenty","dueDate":"2026-09-01"},{"balance":3,"dueDate":"2026-09-02"}]"#;
        assert_eq!(wrong_type(body, &field("balance")), first);
        let every = Fault { every_row: true, ..field("dueDate") };
        let all = r#"[{"balance":12.5,"dueDate":12345},{"balance":3,"dueDate":12345}]"#;
        assert_eq!(wrong_type(body, &every), all);
    }
}
