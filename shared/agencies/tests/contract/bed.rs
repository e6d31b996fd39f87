//! Agencies, each with what stands behind it.

use std::collections::BTreeMap;
use std::sync::Arc;

use accounting::{Credentials, Patience};
use agencies::{Agencies, Endpoints, Render};
use async_trait::async_trait;
use domain::Country;
use domain::handover::AgencyChoice;
use domain::ids::EffectId;
use sandboxes::clock::Clock;
use sandboxes::debitura::{Creditor, Debitura, Rejection};
use sandboxes::faults::{Fault, FaultKind};
use workflows::agency_contract::sample::submission;
use workflows::agency_contract::{AgencyBed, Trouble};
use workflows::memory::{CourierTrouble, MemoryCourier};
use workflows::ports::{Agency, AgencyError, Outcome};

/// The instant of every test.
pub const NOW: &str = "2026-10-10T08:00:00Z";

pub fn render() -> Render {
    Arc::new(|summary| Ok(format!("%PDF-1.7 {}\n%%EOF\n", summary.title).into_bytes()))
}

pub fn id(text: &str) -> EffectId {
    EffectId::of(&["handover", text])
}

fn agencies(address: &str, courier: Arc<MemoryCourier>) -> Agencies {
    let endpoints = Endpoints::from_settings(|_| Some(address.to_owned())).unwrap();
    Agencies::with_patience(endpoints, courier, render(), Patience::SHORT)
}

fn choice(agency: &str, settings: &[(&str, &str)], credentials: &[&str]) -> AgencyChoice {
    let settings: BTreeMap<String, String> =
        settings.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    AgencyChoice::parse(agency, Country::Denmark, settings, credentials.iter().copied()).unwrap()
}

pub struct MailBed {
    courier: Arc<MemoryCourier>,
    agency: Box<dyn Agency>,
}

impl MailBed {
    pub fn new() -> Self {
        let courier = Arc::new(MemoryCourier::default());
        let agencies = agencies("http://127.0.0.1:9", courier.clone());
        let choice = choice("advokaternes", &[("address", "sager@inkasso.example")], &[]);
        let agency = agencies.connect(&choice, &Credentials::default()).unwrap();
        Self { courier, agency }
    }

    /// Whether each mail that left had papers.
    fn with_papers(&self) -> Vec<(bool, String)> {
        let sent = self.courier.sent();
        sent.iter().map(|parcel| (!parcel.attachments.is_empty(), parcel.text.clone())).collect()
    }
}

#[async_trait]
impl AgencyBed for MailBed {
    fn agency(&self) -> &dyn Agency {
        self.agency.as_ref()
    }

    async fn claims(&self) -> Vec<String> {
        let label = "Vores reference: ";
        let reference =
            |text: &String| text.lines().find_map(|line| Some(line.strip_prefix(label)?.to_owned()));
        let claims = self.with_papers().into_iter().filter(|(has_papers, _)| *has_papers);
        claims.filter_map(|(_, text)| reference(&text)).collect()
    }

    async fn told(&self) -> usize {
        self.with_papers().iter().filter(|(has_papers, _)| !has_papers).count()
    }

    async fn order(&self, trouble: Trouble) {
        self.courier.order(match trouble {
            Trouble::Down => CourierTrouble::Down,
            Trouble::Rejects => CourierTrouble::Refused,
            Trouble::LostAnswer => CourierTrouble::LostAnswer,
        });
    }
}

pub struct DebituraBed {
    pub clock: Clock,
    pub double: Debitura,
    pub creditor: String,
    /// Where the double answers.
    pub base: String,
    agency: Box<dyn Agency>,
}

pub const KEY: &str = "debitura-secret-key";

impl DebituraBed {
    pub async fn new() -> Self {
        let clock = Clock::at(NOW.parse().unwrap());
        let double = Debitura::new(clock.clone());
        let creditor = double.open("Nordlys Tømrer ApS", Some(KEY));
        let (address, _) = sandboxes::serve(double.router()).await.unwrap();
        let base = format!("http://{address}");
        let agency = connect(&base, &[("api-key", KEY), ("webhook-secret", "ZW4gaGVtbWVsaWdoZWQ=")]);
        Self { clock, double, creditor, base, agency }
    }

    /// The same with the secret of another webhook.
    pub fn with_webhook_secret(self, secret: &str) -> Self {
        let agency = connect(&self.base, &[("api-key", KEY), ("webhook-secret", secret)]);
        Self { agency, ..self }
    }

    pub fn with<T>(&self, act: impl FnOnce(&mut Creditor) -> T) -> T {
        self.double.with(&self.creditor, act).unwrap()
    }

    pub fn fault(&self, times: u32, kind: FaultKind, path: &str) {
        self.double.order(&self.creditor, Fault::next(times, kind).on(path)).unwrap();
    }

    pub async fn submit(&self) -> Result<Outcome, AgencyError> {
        self.agency.submit_claim(&id("1"), &submission(1)).await
    }

    /// The case of the claim, handed over.
    pub async fn case(&self) -> domain::handover::AgencyRef {
        match self.submit().await {
            Ok(Outcome::Accepted { agency_ref: Some(agency_ref) }) => agency_ref,
            other => panic!("{other:?}"),
        }
    }

    pub async fn admin(&self, path: &str, body: serde_json::Value) -> serde_json::Value {
        let url = format!("{}/_sandbox/creditors/{}/{path}", self.base, self.creditor);
        let body = body.to_string();
        let request = reqwest::Client::new().post(url).header("content-type", "application/json").body(body);
        let text = request.send().await.unwrap().text().await.unwrap();
        serde_json::from_str(&text).unwrap()
    }
}

fn connect(base: &str, credentials: &[(&str, &str)]) -> Box<dyn Agency> {
    let names: Vec<_> = credentials.iter().map(|(name, _)| *name).collect();
    let choice = choice("debitura", &[("user-email", "ida@nordlys.example"), ("test-cases", "on")], &names);
    let credentials = credentials.iter().map(|(name, value)| ((*name).into(), (*value).into()));
    agencies(base, Arc::default()).connect(&choice, &Credentials::new(credentials)).unwrap()
}

#[async_trait]
impl AgencyBed for DebituraBed {
    fn agency(&self) -> &dyn Agency {
        self.agency.as_ref()
    }

    async fn claims(&self) -> Vec<String> {
        self.with(|creditor| creditor.cases.iter().map(|case| case.creditor_reference.clone()).collect())
    }

    async fn told(&self) -> usize {
        self.with(|creditor| creditor.cases.iter().map(|case| case.chats.len()).sum())
    }

    async fn order(&self, trouble: Trouble) {
        match trouble {
            Trouble::Down => {
                self.fault(u32::try_from(Patience::SHORT.tries).unwrap(), FaultKind::Unavailable, "/cases");
            }
            Trouble::LostAnswer => self.fault(1, FaultKind::LostAnswer, "POST /cases"),
            Trouble::Rejects => {
                let rejection =
                    Rejection::next("cases", "MissingPowerOfAttorney", "Sign the power of attorney.");
                self.with(|creditor| creditor.rejections.push(rejection));
            }
        }
    }
}
