//! Ordrestyring's REST API, version 2: the key as the user name of HTTP Basic, bare arrays, pages by number. No more
//! than the front page of its reference is public; what stands here is what public clients of it do
//! (`Rackbeat/php-ordrestyring` for the fields, `sahabdk/demo-aura` for the list of overdue invoices).

mod company;
mod customer;
mod envelope;
mod errors;
mod figures;
mod invoice_row;
mod requests;
mod terms;
mod walks;
mod whole;

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use data_encoding::BASE64;
use domain::ids::InvoiceId;
use reqwest::header::HeaderValue;
use tokio::sync::{Mutex, OnceCell, Semaphore};
use url::Url;
use zeroize::Zeroizing;

use super::NAME;
use super::settings::Choices;
use super::working_days::last_overdue;
use crate::error::AccountingError;
use crate::http::{Answer, Ask, Caller, Http, Trouble, pdf, secret};
use crate::system::{AccountingSystem, Company, Reading, Walk, Window};
use customer::Customer;
use terms::Term;
use walks::OverdueThenCredits;

/// No limit is published: two requests a second at most, and never more than two at once.
const REQUESTS_PER_MINUTE: usize = 120;
const AT_ONCE: usize = 2;

/// One company in Ordrestyring, as its key opens it.
pub(super) struct RestV2 {
    caller: Caller,
    /// Free places for requests under way.
    places: Semaphore,
    base: Url,
    authorization: HeaderValue,
    choices: Choices,
    /// Debtors that were read on this connection: many invoices share one. `None` when there is none by that number.
    customers: Mutex<HashMap<String, Option<Arc<Customer>>>>,
    /// Read when the first invoice without a due date turns up.
    terms: OnceCell<Vec<Term>>,
}

impl RestV2 {
    /// `None` when the key cannot be one.
    pub fn new(http: Http, base: Url, key: &str, choices: Choices) -> Option<Self> {
        let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_graphic() && byte != b':');
        let pair = Zeroizing::new(format!("{key}{}", choices.after_key));
        let header = Zeroizing::new(format!("Basic {}", BASE64.encode(pair.as_bytes())));
        let authorization = secret(&header).filter(|_| is_key)?;
        Some(Self {
            caller: Caller::new(http, REQUESTS_PER_MINUTE),
            places: Semaphore::new(AT_ONCE),
            base,
            authorization,
            choices,
            customers: Mutex::default(),
            terms: OnceCell::new(),
        })
    }

    async fn ask<T>(
        &self,
        ask: Ask,
        read: impl Fn(&Answer) -> Result<T, Trouble> + Sync,
    ) -> Result<T, Trouble> {
        // The semaphore lives as long as the connection and is never closed.
        let _place = self.places.acquire().await.ok();
        self.caller.ask(&ask, &errors::API, read).await
    }
}

#[async_trait]
impl AccountingSystem for RestV2 {
    async fn check(&self) -> Result<Company, AccountingError> {
        self.ask(requests::company(self), company::read).await.map_err(errors::of_what_must_be_there)
    }

    /// The list cannot be asked for what is unpaid alone, and credit notes name no invoice: the first walk leaves out
    /// what is paid, the second reads the credit notes that may be of an invoice in the window.
    fn overdue(&self, window: Window) -> Box<dyn Walk + '_> {
        let last_due = last_overdue(window.today, self.choices.grace);
        Box::new(OverdueThenCredits::new(self, last_due, window.written_since()))
    }

    async fn read(&self, id: &InvoiceId) -> Result<Reading, AccountingError> {
        whole::read(self, id).await.map_err(|trouble| trouble.into_error(NAME))
    }

    async fn document(&self, id: &InvoiceId) -> Result<Vec<u8>, AccountingError> {
        let document = self.ask(requests::document(self, id.as_str()), pdf).await;
        document.map_err(|trouble| trouble.into_error(NAME))
    }

    /// An invoice and its debtor: two requests of [`REQUESTS_PER_MINUTE`].
    fn reads_per_minute(&self) -> u32 {
        60
    }
}
