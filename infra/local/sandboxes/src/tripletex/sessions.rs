//! Sessions: made of the app's token and a company's, and dead as their last day begins in Oslo.

use std::collections::HashMap;

use axum::body::Bytes;
use axum::extract::{Path, Query as Params, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64;
use jiff::civil::Date;
use serde::Deserialize;

use super::Tripletex;
use super::access::Call;
use super::errors::Refusal;
use crate::books::guid;
use crate::json::{Json, record};

/// Sessions that were made: whose (index of the ledger), and the day that they die on.
#[derive(Default)]
pub struct Sessions(HashMap<String, (usize, Date)>);

impl Sessions {
    /// The ledger of a session that still lives.
    pub fn living(&self, token: &str, today: Date) -> Option<usize> {
        self.0.get(token).filter(|(_, dies_on)| today < *dies_on).map(|(key, _)| *key)
    }

    /// The ledger of a session, living or not.
    pub fn known(&self, token: &str) -> Option<usize> {
        self.0.get(token).map(|(key, _)| *key)
    }

    fn make(&mut self, key: usize, dies_on: Date) -> (i64, String) {
        let nth = 2_147_653_001 + i64::try_from(self.0.len()).unwrap_or_default();
        let token = BASE64.encode(format!(r#"{{"tokenId":{nth},"token":"{}"}}"#, guid()).as_bytes());
        self.0.insert(token.clone(), (key, dies_on));
        (nth, token)
    }
}

/// What a session is made of. Each may be missing, to be refused by its name.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    consumer_token: Option<String>,
    pub employee_token: Option<String>,
    expiration_date: Option<String>,
}

/// `POST /token/session/:create`: new, and not everywhere yet.
pub async fn post(Shared(tripletex): Shared<Tripletex>, body: Bytes) -> Result<Response, Refusal> {
    let unreadable = |_| Refusal::new(422, 22_000, "JSON could not be read");
    let asked: Asked = serde_json::from_slice(&body).map_err(unreadable)?;
    let key = employee(&tripletex, &asked).ok();
    if key.is_some_and(|key| !tripletex.books.ledgers()[key].switches.post_sessions) {
        return Err(Refusal::no_such_method());
    }
    Ok((StatusCode::CREATED, make(&tripletex, asked)?).into_response())
}

/// `PUT /token/session/:create`: the older way, with the secrets in the address.
pub async fn put(
    Shared(tripletex): Shared<Tripletex>,
    Params(asked): Params<Asked>,
) -> Result<Response, Refusal> {
    make(&tripletex, asked)
}

fn make(tripletex: &Tripletex, asked: Asked) -> Result<Response, Refusal> {
    if asked.consumer_token.as_deref() != Some(&*tripletex.consumer_token) {
        return Err(Refusal::invalid("arg:consumerToken", "Ugyldig verdi."));
    }
    let key = employee(tripletex, &asked)?;
    let today = tripletex.books.clock().today();
    let day = asked.expiration_date.as_deref().and_then(|text| text.parse::<Date>().ok());
    let day = day.filter(|day| *day > today);
    let day = day.ok_or_else(|| Refusal::invalid("arg:expirationDate", "Må være etter dagens dato."))?;
    let (nth, token) = tripletex.desk().sessions.make(key, day);
    let reference =
        |kind: &str, id: i64| record! { "id": id, "url": format!("tripletex.no/v2/token/{kind}/{id}") };
    let value = record! {
        "id": nth,
        "version": 1_i64,
        "url": format!("tripletex.no/v2/token/session/{nth}"),
        "consumerToken": reference("consumer", 801),
        "employeeToken": reference("employee", 902),
        "expirationDate": day,
        "token": token,
        "encryptionKey": Json::Null,
    };
    Ok(axum::Json(record! { "value": value }).into_response())
}

fn employee(tripletex: &Tripletex, asked: &Asked) -> Result<usize, Refusal> {
    let given = asked.employee_token.as_deref();
    let known = tripletex.books.index_by(|ledger| Some(ledger.key.as_str()) == given && !ledger.revoked);
    known.ok_or_else(|| Refusal::invalid("arg:employeeToken", "Ugyldig verdi."))
}

/// `DELETE /token/session/{token}`
pub async fn end(Shared(tripletex): Shared<Tripletex>, Path(token): Path<String>) -> StatusCode {
    tripletex.desk().sessions.0.remove(&token);
    StatusCode::NO_CONTENT
}

/// `GET /token/session/>whoAmI`: the key's own company, whatever the call is for.
pub async fn who_am_i(Shared(tripletex): Shared<Tripletex>, call: Call) -> Response {
    let company = tripletex.books.ledgers()[call.key].organization.clone();
    let id = super::identities::number(&company);
    let value = record! {
        "employeeId": 18_460_001_i64,
        "actualEmployeeId": 18_460_002_i64,
        "employee": record! { "id": 18_460_001_i64, "url": "tripletex.no/v2/employee/18460001" },
        "companyId": id,
        "company": record! { "id": id, "url": format!("tripletex.no/v2/company/{id}") },
        "language": "no",
        "loggedInWithConnect": false,
        "employeeIsProxy": false,
    };
    axum::Json(record! { "value": value }).into_response()
}
