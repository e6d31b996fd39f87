//! What is Minuba's own: reading back is a choice, and its refresh tokens may be good for one use.

use accounting::{
    AccountingError, AccountingSystem, AppCredentials, Connection, Connectors, Credentials, Endpoints,
    NewSession, Patience, Reading, Settings,
};
use domain::ids::{InvoiceId, SystemName};
use domain::source_invoice::{AmountsProblem, SourceInvoice};
use jiff::ToSpan;
use sandboxes::books::{Company, NewDebtor, NewInvoice};
use sandboxes::clock::Clock;
use sandboxes::faults::{Fault, FaultKind};
use sandboxes::minuba::{Envelope, Minuba};

use crate::bed::{day, walk};

const TOKEN: &str = "/oauth2/token";
const INVOICE: &str = "/api/1/Invoice/{id}";

/// A company whose refresh tokens are good for one use.
struct Rotating {
    clock: Clock,
    company: Company<Minuba>,
    connectors: Connectors,
}

impl Rotating {
    async fn new() -> Self {
        let clock = Clock::at("2026-11-21T05:00:00Z".parse().unwrap());
        let double = Minuba::new(clock.clone());
        let (address, _server) = sandboxes::serve(double.router()).await.unwrap();
        let company = double.books().open("Rør & Rist VVS ApS").unwrap();
        let endpoints = Endpoints::from_settings(|setting| match setting {
            "MINUBA_URL" => Some(format!("http://{address}/api/1/")),
            "MINUBA_AUTH_URL" => Some(format!("http://{address}{TOKEN}")),
            _ => None,
        });
        let connectors =
            Connectors::with_patience(endpoints.unwrap(), AppCredentials::default(), Patience::SHORT);
        Self { clock, company, connectors }
    }

    fn connect(&self, refresh_token: &str, session: Option<&Credentials>) -> Box<dyn AccountingSystem> {
        let settings = settings("on");
        let credentials = credentials(refresh_token);
        let connection =
            Connection { credentials: &credentials, settings: &settings, session, now: self.clock.now() };
        self.connectors.connect(&SystemName::known("minuba"), &connection).unwrap()
    }

    fn add(&self, gross: i64) -> InvoiceId {
        InvoiceId::parse(&self.company.add(NewInvoice::due_on(day("2026-11-01"), gross)).unwrap()).unwrap()
    }

    async fn read(&self, id: &InvoiceId) -> SourceInvoice {
        self.company.switch(|switches| switches.rotates_refresh_tokens = false);
        match self.connect(&self.company.key(), None).read(id).await.unwrap() {
            Reading::Found(invoice) => *invoice,
            other => panic!("{other:?}"),
        }
    }
}

fn settings(read_back: &str) -> Settings {
    Settings::from([("read-back".to_owned(), read_back.to_owned())])
}

fn credentials(refresh_token: &str) -> Credentials {
    let pairs = [
        ("client-id", "rykker-local-client"),
        ("client-secret", "rykker-local-secret"),
        ("refresh-token", refresh_token),
    ];
    Credentials::new(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())))
}

fn is_refused(result: Result<(), AccountingError>) -> bool {
    matches!(result, Err(AccountingError::KeyRefused { detail, .. }) if detail.contains("connected anew"))
}

async fn signed_in(system: &dyn AccountingSystem) -> NewSession {
    system.sign_in().await.unwrap();
    system.new_session().unwrap()
}

#[tokio::test]
async fn a_refresh_token_that_was_replaced_is_handed_out_once_to_be_kept_at_once() {
    let set = Rotating::new().await;
    let system = set.connect(&set.company.key(), None);
    let session = signed_in(system.as_ref()).await;
    assert!(session.keep_at_once);
    assert_ne!(session.secrets.get("refresh-token"), Some(set.company.key().as_str()));
    assert_eq!(system.new_session(), None);
    system.sign_in().await.unwrap();
    assert_eq!((system.new_session(), set.company.count("POST", TOKEN)), (None, 1));
}

#[tokio::test]
async fn a_refresh_token_that_holds_on_is_kept_with_the_access_token_at_leisure() {
    let set = Rotating::new().await;
    set.company.switch(|switches| switches.rotates_refresh_tokens = false);
    let session = signed_in(set.connect(&set.company.key(), None).as_ref()).await;
    assert!(!session.keep_at_once);
    assert_eq!(session.secrets.get("refresh-token"), Some(set.company.key().as_str()));
    assert!(session.secrets.get("access-token").is_some() && session.secrets.get("expires-at").is_some());
}

#[tokio::test]
async fn a_session_that_was_kept_is_used_without_asking_and_renewed_a_minute_before_its_end() {
    let set = Rotating::new().await;
    let kept = signed_in(set.connect(&set.company.key(), None).as_ref()).await.secrets;
    for (minutes, asked) in [(58, 1), (59, 2)] {
        set.clock.set("2026-11-21T05:00:00Z".parse::<jiff::Timestamp>().unwrap() + minutes.minutes());
        set.connect(&set.company.key(), Some(&kept)).sign_in().await.unwrap();
        assert_eq!(set.company.count("POST", TOKEN), asked, "{minutes}");
    }
}

#[tokio::test]
async fn a_token_that_is_refused_before_its_time_is_replaced_once_and_the_question_repeated() {
    let set = Rotating::new().await;
    let id = set.add(10_000);
    let system = set.connect(&set.company.key(), None);
    let first = signed_in(system.as_ref()).await;
    set.clock.set(set.clock.now() + 2.hours());
    assert!(matches!(system.read(&id).await.unwrap(), Reading::Found(_)));
    let second = system.new_session().unwrap();
    assert!(second.keep_at_once && second.secrets != first.secrets);
    assert_eq!((set.company.count("POST", TOKEN), set.company.count("GET", INVOICE)), (2, 2));
}

#[tokio::test]
async fn a_newer_token_that_was_kept_wins_over_the_credential_it_came_from() {
    let set = Rotating::new().await;
    let kept = signed_in(set.connect(&set.company.key(), None).as_ref()).await.secrets;
    set.clock.set(set.clock.now() + 2.hours());
    let next = signed_in(set.connect(&set.company.key(), Some(&kept)).as_ref()).await.secrets;
    set.clock.set(set.clock.now() + 2.hours());
    let system = set.connect(&set.company.key(), Some(&next));
    assert!(system.check().await.is_ok());
}

#[tokio::test]
async fn a_session_that_was_lost_after_its_token_was_replaced_must_be_connected_anew() {
    let set = Rotating::new().await;
    let kept = signed_in(set.connect(&set.company.key(), None).as_ref()).await.secrets;
    assert!(is_refused(set.connect(&set.company.key(), None).sign_in().await), "nothing was kept");
    set.clock.set(set.clock.now() + 2.hours());
    set.connect(&set.company.key(), Some(&kept)).sign_in().await.unwrap();
    set.clock.set(set.clock.now() + 2.hours());
    assert!(
        is_refused(set.connect(&set.company.key(), Some(&kept)).sign_in().await),
        "the next was not kept"
    );
}

#[tokio::test]
async fn a_credential_that_was_entered_anew_wins_over_a_session_of_the_one_before() {
    let set = Rotating::new().await;
    let kept = signed_in(set.connect(&set.company.key(), None).as_ref()).await.secrets;
    set.company.replace_key("a-new-consent".into()).unwrap();
    set.clock.set(set.clock.now() + 2.hours());
    let system = set.connect("a-new-consent", Some(&kept));
    let session = signed_in(system.as_ref()).await;
    assert!(session.keep_at_once && system.check().await.is_ok());
    assert!(is_refused(set.connect("the-old-credential", Some(&kept)).sign_in().await));
}

#[tokio::test]
async fn an_answer_that_is_lost_on_the_way_is_got_over_where_tokens_hold_on_and_told_where_they_do_not() {
    for (rotates, lost) in [(false, false), (true, true)] {
        let set = Rotating::new().await;
        set.company.switch(|switches| switches.rotates_refresh_tokens = rotates);
        set.company.set_fault(Fault::next(1, FaultKind::CutBody).on(TOKEN));
        let system = set.connect(&set.company.key(), None);
        assert_eq!(is_refused(system.sign_in().await), lost, "rotates: {rotates}");
        assert_eq!(system.new_session().is_none(), lost);
    }
}

#[tokio::test]
async fn what_is_owed_is_told_to_the_oere_and_part_credits_are_not_told_apart() {
    let set = Rotating::new().await;
    let id = set.add(1_234_567);
    let owed = |invoice: SourceInvoice| {
        let amounts = invoice.amounts.unwrap();
        (amounts.gross.minor, amounts.principal_outstanding().minor, amounts.credited.map(|sum| sum.minor))
    };
    assert_eq!(owed(set.read(&id).await), (1_234_567, 1_234_567, None));
    set.company.pay(id.as_str(), Some(234_501)).unwrap();
    set.company.credit(id.as_str(), Some(66)).unwrap();
    assert_eq!(owed(set.read(&id).await), (1_234_567, 1_000_000, None));
    set.company.charge_fee(id.as_str(), 10_000).unwrap();
    assert_eq!(owed(set.read(&id).await), (1_234_567, 1_000_000, None), "fees are Minuba's own affair");
    set.company.pay(id.as_str(), None).unwrap();
    assert_eq!(owed(set.read(&id).await), (1_234_567, 0, None));
}

#[tokio::test]
async fn more_left_than_the_invoice_comes_to_is_not_chased() {
    let set = Rotating::new().await;
    let id = set.add(50_000);
    set.company.charge_fee(id.as_str(), 10_000).unwrap();
    set.company.switch(|switches| switches.remaining_has_fees = true);
    assert!(matches!(set.read(&id).await.amounts, Err(AmountsProblem::Inconsistent(_))));
}

#[tokio::test]
async fn an_invoice_reads_the_same_in_every_envelope() {
    let set = Rotating::new().await;
    let id = set.add(50_000);
    let plain = set.read(&id).await;
    for envelope in [Envelope::Named, Envelope::Capitalised, Envelope::Data] {
        set.company.switch(|switches| switches.envelope = envelope);
        assert_eq!(set.read(&id).await, plain, "{envelope:?}");
        assert!(set.connect(&set.company.key(), None).check().await.is_ok(), "{envelope:?}");
    }
}

#[tokio::test]
async fn the_first_good_address_of_several_is_written_to() {
    let set = Rotating::new().await;
    let debtor =
        NewDebtor::named("Fjordgaarden ApS", "faktura; bogholderi@fjord.example, chef@fjord.example");
    let new = NewInvoice { debtor, ..NewInvoice::due_on(day("2026-11-01"), 50_000) };
    let id = InvoiceId::parse(&set.company.add(new).unwrap()).unwrap();
    assert_eq!(set.read(&id).await.debtor.email.unwrap().as_str(), "bogholderi@fjord.example");
}

#[tokio::test]
async fn a_client_that_cannot_be_read_hides_no_payment_and_stops_every_letter() {
    let set = Rotating::new().await;
    let id = set.add(50_000);
    set.company.switch(|switches| switches.rotates_refresh_tokens = false);
    set.company.set_fault(Fault::always(FaultKind::HtmlNotFound).on("/Client/"));
    let read = async || set.connect(&set.company.key(), None).read(&id).await.unwrap();
    assert!(
        matches!(read().await, Reading::Unreadable(bad) if bad.field == "clientId" && bad.number == "1001")
    );
    set.company.pay(id.as_str(), None).unwrap();
    match read().await {
        Reading::Found(invoice) => assert_eq!(invoice.amounts.unwrap().outstanding.minor, 0),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn reading_back_is_refused_by_the_name_of_what_it_lacks_or_cannot_be() {
    let set = Rotating::new().await;
    let refusal = |settings: &[(&str, &str)], pairs: &[(&str, &str)]| {
        let owned = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect::<Vec<_>>()
        };
        let (settings, credentials) = (owned(settings).into_iter().collect(), Credentials::new(owned(pairs)));
        let connection = Connection {
            credentials: &credentials,
            settings: &settings,
            session: None,
            now: set.clock.now(),
        };
        match set.connectors.connect(&SystemName::known("minuba"), &connection) {
            Ok(_) => "connected".to_owned(),
            Err(error) => error.to_string(),
        }
    };
    let (on, id, secret, token) =
        (("read-back", "on"), ("client-id", "i"), ("client-secret", "s"), ("refresh-token", "r"));
    let chosen = [on, ("service", "collectia"), ("account", "mb-acc-4471")];
    insta::assert_snapshot!([
        refusal(&[], &[]),
        refusal(&chosen, &[id, secret, token]),
        refusal(&[on], &[secret, token]),
        refusal(&[on], &[id, token]),
        refusal(&[on], &[id, secret]),
        refusal(&[on], &[("client-id", "a:b"), secret, token]),
        refusal(&[on], &[id, secret, ("refresh-token", "a\nb")]),
        refusal(&[("read-back", "yes")], &[]),
        refusal(&[("service", "Kruso")], &[]),
        refusal(&[("services", "collectia")], &[]),
    ]
    .join("\n"), @r#"
    connected
    connected
    credential: minuba needs client-id
    credential: minuba needs client-secret
    credential: minuba needs refresh-token
    credential: client-id is not one line of plain characters
    credential: refresh-token is not one line of plain characters
    setting: read-back is not on or off
    setting: service is not advokaternes or collectia
    setting: minuba does not know "services"; it takes read-back, service, account, events-off
    "#);
}

#[tokio::test]
async fn without_reading_back_nothing_is_asked_and_nothing_is_known() {
    let set = Rotating::new().await;
    let id = set.add(50_000);
    for settings in [Settings::new(), settings("off")] {
        let nothing = Credentials::default();
        let connection =
            Connection { credentials: &nothing, settings: &settings, session: None, now: set.clock.now() };
        let system = set.connectors.connect(&SystemName::known("minuba"), &connection).unwrap();
        assert!(!system.can_read());
        assert_eq!(walk(system.as_ref()).await, Ok(vec![]));
        assert_eq!((system.sign_in().await, system.new_session()), (Ok(()), None));
        assert_eq!(system.check().await.unwrap().registration_number, None);
        for error in [
            system.read(&id).await.map(|_| ()).unwrap_err(),
            system.document(&id).await.map(|_| ()).unwrap_err(),
        ] {
            assert!(matches!(&error, AccountingError::NotUnderstood { field, .. } if field == "read-back"));
        }
    }
    assert_eq!(set.company.count("POST", TOKEN) + set.company.count("GET", INVOICE), 0);
}
