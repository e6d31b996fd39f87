//! The app that may ask a double for tokens, known by HTTP Basic.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use data_encoding::BASE64;

/// The one app that may ask for tokens.
#[derive(Clone, Debug)]
pub struct AppCredentials {
    /// Client id.
    pub client_id: String,
    /// Client secret.
    pub client_secret: String,
}

impl Default for AppCredentials {
    fn default() -> Self {
        Self { client_id: "rykker-local-client".to_owned(), client_secret: "rykker-local-secret".to_owned() }
    }
}

impl AppCredentials {
    /// Whether a request comes from the app.
    pub(crate) fn are_in(&self, headers: &HeaderMap) -> bool {
        let sent = headers.get(AUTHORIZATION).and_then(|header| header.to_str().ok());
        let wanted = BASE64.encode(format!("{}:{}", self.client_id, self.client_secret).as_bytes());
        sent.and_then(|header| header.split_once(' '))
            .is_some_and(|(scheme, value)| scheme.eq_ignore_ascii_case("basic") && value == wanted)
    }
}
