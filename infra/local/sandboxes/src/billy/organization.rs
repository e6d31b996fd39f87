//! The company a token belongs to.

use axum::extract::{Path, State as Shared};
use axum::response::Response;

use super::Billy;
use super::answer::{Sideloads, answer};
use super::call::Call;
use super::errors::Refusal;
use crate::books::Ledger;
use crate::json::{Json, record};

/// `GET /v2/organization`
pub async fn of_token(Shared(billy): Shared<Billy>, call: Call) -> Response {
    let organization = organization_record(&billy.books.ledgers()[call.company]);
    answer(call.started, None, "organization", organization, Sideloads::default())
}

/// `GET /v2/organizations/{id}`
pub async fn by_id(
    Shared(billy): Shared<Billy>,
    Path(id): Path<String>,
    call: Call,
) -> Result<Response, Refusal> {
    let ledger = &billy.books.ledgers()[call.company];
    if ledger.organization != id {
        return Err(Refusal::NoRecord("organization", id));
    }
    Ok(answer(call.started, None, "organization", organization_record(ledger), Sideloads::default()))
}

fn organization_record(ledger: &Ledger<Billy>) -> Json {
    let next = ledger.invoices.iter().map(|invoice| invoice.number).max().unwrap_or(1_000) + 1;
    record! {
        "id": ledger.organization.as_str(),
        "ownerUserId": "usrZ9y8X7w6V5u4T3s2R1a",
        "createdTime": "2021-03-02T09:14:51",
        "name": ledger.name.as_str(),
        "url": "company",
        "street": "Havnegade 12",
        "zipcode": "8000",
        "city": "Aarhus C",
        "countryId": "DK",
        "phone": "70000000",
        "fax": "",
        "email": "bogholderi@company.example",
        "registrationNo": ledger.cvr.as_str(),
        "baseCurrencyId": "DKK",
        "localeId": "da_DK",
        "fiscalYearEndMonth": 12_i64,
        "firstFiscalYearStart": "2021-03-01",
        "firstFiscalYearEnd": "2021-12-31",
        "isTrial": false,
        "isTerminated": false,
        "isLocked": false,
        "lockedCode": Json::Null,
        "lockedReason": "",
        "hasVat": true,
        "invoiceNoMode": "sequential",
        "nextInvoiceNo": Json::Number(next.to_string()),
        "paymentTermsMode": "net",
        "paymentTermsDays": 8_i64,
    }
}
