//! A server that answers from a script and keeps what it was asked.

use std::sync::{Arc, Mutex};

use accounting::{
    AccountingSystem, AppCredentials, Connection, Connectors, Credentials, Endpoints, Patience, Settings,
    Window,
};
use axum::Router;
use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::ids::SystemName;
use tokio::net::TcpListener;

type Script = Arc<dyn Fn(&str) -> Response + Send + Sync>;

pub struct StandIn {
    pub address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

/// The instant of every connection in these tests.
const NOW: &str = "2026-11-21T05:00:00Z";

/// The window of a tenant that has just connected.
pub fn window() -> Window {
    Window { today: "2026-11-21".parse().unwrap(), since: "2026-08-23".parse().unwrap() }
}

impl StandIn {
    /// Answers by `script`, which is given method, path and query.
    pub async fn new(script: impl Fn(&str) -> Response + Send + Sync + 'static) -> Self {
        let (script, asked): (Script, Arc<Mutex<Vec<String>>>) = (Arc::new(script), Arc::default());
        let log = asked.clone();
        let app = Router::new().fallback(move |request: Request| {
            let (script, log) = (script.clone(), log.clone());
            async move {
                let target = format!("{} {}", request.method(), request.uri());
                let told = tell(request).await;
                log.lock().unwrap().push(told);
                script(&target)
            }
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { address, asked }
    }

    pub fn billy(&self) -> Box<dyn AccountingSystem> {
        self.connect("billy", &[("access-token", "billy-secret-token")])
    }

    pub fn dinero(&self) -> Box<dyn AccountingSystem> {
        self.connect("dinero", &[("organization-id", "123456"), ("api-key", "dinero-secret-key")])
    }

    /// With a kind of payment chosen.
    pub fn tripletex(&self) -> Box<dyn AccountingSystem> {
        let settings = Settings::from([("payment-type".to_owned(), "33400003".to_owned())]);
        self.connect_with("tripletex", &[("employee-token", "tripletex-employee-token")], &settings, None)
    }

    pub fn ordrestyring(&self) -> Box<dyn AccountingSystem> {
        self.ordrestyring_by(&[])
    }

    /// With choices of the tenant.
    pub fn ordrestyring_by(&self, settings: &[(&str, &str)]) -> Box<dyn AccountingSystem> {
        let settings = settings.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        self.connect_with("ordrestyring", &[("api-key", "ordrestyring-secret-key")], &settings, None)
    }

    /// Read back, with the session that was kept.
    pub fn minuba(&self, session: Option<&Credentials>) -> Box<dyn AccountingSystem> {
        let settings = Settings::from([("read-back".to_owned(), "on".to_owned())]);
        let credentials = [
            ("client-id", "app"),
            ("client-secret", "app-secret"),
            ("refresh-token", "minuba-first-refresh-token"),
        ];
        self.connect_with("minuba", &credentials, &settings, session)
    }

    fn connect(&self, system: &'static str, credentials: &[(&str, &str)]) -> Box<dyn AccountingSystem> {
        self.connect_with(system, credentials, &Settings::new(), None)
    }

    fn connect_with(
        &self,
        system: &'static str,
        credentials: &[(&str, &str)],
        settings: &Settings,
        session: Option<&Credentials>,
    ) -> Box<dyn AccountingSystem> {
        let address = self.address.clone();
        let endpoints = Endpoints::from_settings(move |setting| match setting {
            "BILLY_URL" | "TRIPLETEX_URL" => Some(format!("{address}/v2/")),
            "DINERO_AUTH_URL" => Some(format!("{address}/dineroapi/oauth/token")),
            "MINUBA_URL" => Some(format!("{address}/api/1/")),
            "MINUBA_AUTH_URL" => Some(format!("{address}/oauth2/token")),
            _ => Some(address.clone()),
        });
        let apps = AppCredentials::parse(
            r#"{"dinero":{"client-id":"app","client-secret":"app-secret"},
                "tripletex":{"consumer-token":"tripletex-consumer-token"}}"#,
        );
        let credentials =
            Credentials::new(credentials.iter().map(|(name, value)| ((*name).into(), (*value).into())));
        let connectors = Connectors::with_patience(endpoints.unwrap(), apps.unwrap(), Patience::SHORT);
        let now = NOW.parse().unwrap();
        let connection = Connection { credentials: &credentials, settings, session, now };
        connectors.connect(&SystemName::known(system), &connection).unwrap()
    }

    /// Everything it was asked, with secrets by their names.
    pub fn asked(&self) -> String {
        self.asked.lock().unwrap().join("\n\n")
    }

    pub fn count(&self) -> usize {
        self.asked.lock().unwrap().len()
    }
}

const SECRETS: &[(&str, &str)] = &[
    ("billy-secret-token", "[the access token]"),
    ("dinero-secret-key", "[the API key]"),
    ("YXBwOmFwcC1zZWNyZXQ=", "[the app, in base 64]"),
    ("given-token", "[the token]"),
    ("b3JkcmVzdHlyaW5nLXNlY3JldC1rZXk6eA==", "[the key and x, in base 64]"),
    ("minuba-first-refresh-token", "[the first refresh token]"),
    ("tripletex-employee-token", "[the employee token]"),
    ("tripletex-consumer-token", "[the consumer token]"),
    ("MDpzZXNzaW9uLXRva2Vu", "[company 0 and the session, in base 64]"),
    ("webhook-secret", "[the secret that events are signed with]"),
];

async fn tell(request: Request) -> String {
    let (parts, body) = request.into_parts();
    let query = parts.uri.query().unwrap_or_default();
    let mut lines = vec![format!("{} {}", parts.method, parts.uri.path())];
    lines.extend(
        url::form_urlencoded::parse(query.as_bytes()).map(|(name, value)| format!("  ? {name} = {value}")),
    );
    for (name, value) in &parts.headers {
        if name != "host" && name != "content-length" {
            lines.push(format!("  {name}: {}", value.to_str().unwrap()));
        }
    }
    let body = to_bytes(body, 10_000).await.unwrap();
    if body.starts_with(b"{") {
        lines.push(format!("  = {}", String::from_utf8(body.to_vec()).unwrap()));
    } else {
        lines.extend(url::form_urlencoded::parse(&body).map(|(name, value)| format!("  = {name} = {value}")));
    }
    let told = lines.join("\n");
    SECRETS.iter().fold(told, |told, (secret, name)| told.replace(secret, name))
}

pub fn json(body: impl Into<String>) -> Response {
    ([("content-type", "application/json")], body.into()).into_response()
}

pub fn refusal(status: u16, body: &'static str) -> Response {
    (StatusCode::from_u16(status).unwrap(), body).into_response()
}
