//! Each ordered fault as a caller meets it.
#![allow(clippy::unwrap_used)]

use std::time::Duration;

use reqwest::header::RETRY_AFTER;
use reqwest::{Client, Response};
use sandboxes::billy::Billy;
use sandboxes::books::{Company, NewInvoice};
use sandboxes::clock::Clock;
use sandboxes::dinero::Dinero;
use sandboxes::faults::{Fault, FaultKind};
use serde_json::Value;

async fn billy() -> (String, Company<Billy>) {
    let billy = Billy::new(Clock::at("2026-11-21T08:00:00Z".parse().unwrap()));
    let company = billy.books().open("Nord").unwrap();
    company.add(NewInvoice::due_on("2026-11-01".parse().unwrap(), 12_500)).unwrap();
    let (address, _) = sandboxes::serve(billy.router()).await.unwrap();
    (format!("http://{address}/v2/invoices"), company)
}

async fn ask(url: &str, company: &Company<Billy>) -> Result<Response, reqwest::Error> {
    let patient = Client::builder().timeout(Duration::from_secs(5)).build().unwrap();
    patient.get(url).header("X-Access-Token", company.key()).send().await
}

#[tokio::test]
async fn refusals_have_their_status_and_kind_of_body() {
    let (url, company) = billy().await;
    for (kind, status, start) in [
        (FaultKind::Throttled, 429, "{\"meta\""),
        (FaultKind::ServerError, 500, "{\"meta\""),
        (FaultKind::BadGateway, 502, "<!DOCTYPE html>"),
        (FaultKind::Unavailable, 503, "<!DOCTYPE html>"),
        (FaultKind::HtmlAnswer, 200, "<!DOCTYPE html>"),
        (FaultKind::HtmlNotFound, 404, "<!DOCTYPE html>"),
        (FaultKind::Brownout, 480, "{\"meta\""),
        (FaultKind::Forbidden, 403, "{\"meta\""),
        (FaultKind::BadRequest, 400, "{\"meta\""),
        (FaultKind::Unauthorized, 401, "{\"meta\""),
        (FaultKind::Unsuccessful, 200, "{\"meta\":{\"statusCode\":200,\"success\":false"),
        (FaultKind::TextBeforeJson, 200, "Notice: cache miss\n{\"meta\""),
    ] {
        company.set_fault(Fault::next(1, kind));
        let answer = ask(&url, &company).await.unwrap();
        assert_eq!(answer.status().as_u16(), status, "{kind:?}");
        let body = answer.text().await.unwrap();
        assert!(body.starts_with(start), "{kind:?}: {body}");
    }
    assert_eq!(ask(&url, &company).await.unwrap().status(), 200, "only as often as ordered");
}

#[tokio::test]
async fn throttling_tells_the_time_when_ordered_to() {
    let (url, company) = billy().await;
    company.set_fault(Fault::next(1, FaultKind::Throttled));
    company.set_fault(Fault { retry_after: Some(7), ..Fault::next(1, FaultKind::Throttled) });
    assert_eq!(ask(&url, &company).await.unwrap().headers().get(RETRY_AFTER), None);
    assert_eq!(ask(&url, &company).await.unwrap().headers()[RETRY_AFTER], "7");
}

#[tokio::test]
async fn cut_json_is_a_whole_answer_and_a_cut_body_is_not() {
    let (url, company) = billy().await;
    company.set_fault(Fault::next(1, FaultKind::CutJson));
    let text = ask(&url, &company).await.unwrap().text().await.unwrap();
    assert!(text.starts_with("{\"meta\"") && serde_json::from_str::<Value>(&text).is_err());
    company.set_fault(Fault::next(1, FaultKind::CutBody));
    assert!(ask(&url, &company).await.unwrap().text().await.is_err());
}

#[tokio::test]
async fn a_closed_connection_has_no_answer() {
    let (url, company) = billy().await;
    company.set_fault(Fault::always(FaultKind::Closed));
    let error = ask(&url, &company).await.unwrap_err();
    assert!(!error.is_timeout(), "{error:?}");
}

#[tokio::test]
async fn a_late_answer_comes_and_a_hanging_one_does_not() {
    let (url, company) = billy().await;
    for kind in [FaultKind::SlowAnswer, FaultKind::SlowBody] {
        company.set_fault(Fault { delay_ms: Some(1), ..Fault::next(1, kind) });
        let late: Value = ask(&url, &company).await.unwrap().json().await.unwrap();
        assert_eq!(late["invoices"].as_array().unwrap().len(), 1);
        company.set_fault(Fault::next(1, kind));
        let short = Client::builder().timeout(Duration::from_millis(300)).build().unwrap();
        let answer = short.get(&url).header("X-Access-Token", company.key()).send().await;
        let failed = match answer {
            Err(error) => error,
            Ok(answer) => answer.bytes().await.unwrap_err(),
        };
        assert!(failed.is_timeout(), "{failed:?}");
    }
    assert_eq!(company.count("GET", "/v2/invoices"), 4, "hanging calls are counted too");
}

#[tokio::test]
async fn a_field_of_the_wrong_type_leaves_the_rest_readable() {
    let (url, company) = billy().await;
    company.set_fault(Fault { field: Some("balance".into()), ..Fault::next(1, FaultKind::WrongType) });
    let body: Value = ask(&url, &company).await.unwrap().json().await.unwrap();
    assert_eq!(body["invoices"][0]["balance"], "plenty");
    assert_eq!(body["invoices"][0]["dueDate"], "2026-11-01");
}

#[tokio::test]
async fn dinero_fails_in_its_own_words_at_the_token_too() {
    let dinero = Dinero::new(Clock::system());
    let company = dinero.books().open("Nord").unwrap();
    let (address, _) = sandboxes::serve(dinero.router()).await.unwrap();
    let token = async || {
        let key = company.key();
        let form = [
            ("grant_type", "password"),
            ("scope", "read"),
            ("username", key.as_str()),
            ("password", key.as_str()),
        ];
        let request = Client::new().post(format!("http://{address}/dineroapi/oauth/token"));
        let request = request.basic_auth("rykker-local-client", Some("rykker-local-secret"));
        request.form(&form).send().await.unwrap()
    };
    company.set_fault(Fault::next(1, FaultKind::Throttled).on("/oauth/token"));
    let throttled = token().await;
    assert_eq!(throttled.status().as_u16(), 429);
    assert!(throttled.text().await.unwrap().starts_with("API calls quota exceeded!"));
    let bearer = token().await.json::<Value>().await.unwrap()["access_token"].as_str().unwrap().to_owned();
    for (kind, code) in [(FaultKind::Forbidden, 48), (FaultKind::Forbidden, 90), (FaultKind::BadRequest, 63)]
    {
        company.set_fault(Fault { code: Some(code), ..Fault::next(1, kind) });
        let url = format!("http://{address}/v1/{}/invoices", company.organization());
        let answer = Client::new().get(url).bearer_auth(&bearer).send().await.unwrap();
        assert_eq!(answer.json::<Value>().await.unwrap()["code"], code);
    }
}
