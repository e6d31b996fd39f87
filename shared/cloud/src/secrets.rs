//! Secrets by their names.

use async_trait::async_trait;
use aws_sdk_secretsmanager::Client;
use zeroize::Zeroizing;

use crate::failure::why;

/// Carries the secret's name and the service's error code, never a word of the secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("secret {name}: {problem}")]
pub struct SecretError {
    pub name: String,
    pub problem: String,
}

/// Where secrets are kept.
#[async_trait]
pub trait SecretSource: Send + Sync {
    /// The secret's text as it stands now.
    async fn text(&self, name: &str) -> Result<Zeroizing<String>, SecretError>;
}

pub struct SecretsManager {
    client: Client,
}

impl SecretsManager {
    pub fn new(client: Client) -> Self {
        Self { client }
    }
}

#[async_trait]
impl SecretSource for SecretsManager {
    async fn text(&self, name: &str) -> Result<Zeroizing<String>, SecretError> {
        let problem = |problem: String| SecretError { name: name.to_owned(), problem };
        let answer =
            self.client.get_secret_value().secret_id(name).send().await.map_err(|e| problem(why(&e)))?;
        answer.secret_string.map(Zeroizing::new).ok_or_else(|| problem("it is not a text".to_owned()))
    }
}
