//! Keys by id, out of one secret: a new one seals and signs, the old ones still open and verify.
//!
//! The secret is flat JSON, `{"current": "1", "1": "<64 random characters>"}`, so that CloudFormation can generate it.
//! Rotation adds `"2"` and makes it current.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};
use tokio::sync::Mutex;
use zeroize::Zeroizing;

use crate::secrets::{SecretError, SecretSource};

/// Whoever makes up key ids must not make us ask for the secret at every turn.
const ASK_AGAIN_AFTER: Duration = Duration::from_secs(60);

/// Anything shorter was typed by hand.
const SHORTEST_SECRET: usize = 32;

/// The longest id that fits a link's token.
const LONGEST_ID: usize = 8;

/// A 256-bit key: the SHA-256 of the secret's text.
#[derive(Clone)]
pub struct Key {
    pub id: String,
    pub bytes: Zeroizing<[u8; 32]>,
}

struct Keys {
    current: Key,
    all: BTreeMap<String, Key>,
}

/// One keyring, fetched when it is first needed and kept for the process.
pub struct Keyring {
    source: Arc<dyn SecretSource>,
    name: String,
    kept: Mutex<Option<(Instant, Arc<Keys>)>>,
}

impl Keyring {
    pub fn new(source: Arc<dyn SecretSource>, name: impl Into<String>) -> Self {
        Self { source, name: name.into(), kept: Mutex::new(None) }
    }

    /// The key that seals and signs.
    pub async fn current(&self) -> Result<Key, SecretError> {
        let mut kept = self.kept.lock().await;
        if let Some((_, keys)) = kept.as_ref() {
            return Ok(keys.current.clone());
        }
        Ok(self.fetch(&mut kept).await?.current.clone())
    }

    /// The key of this id; `None` when the ring has none. An unknown id makes it look again, once a minute at most:
    /// the ring may have been rotated since.
    pub async fn find(&self, id: &str) -> Result<Option<Key>, SecretError> {
        let mut kept = self.kept.lock().await;
        if let Some((fetched, keys)) = kept.as_ref() {
            let known = keys.all.get(id).cloned();
            if known.is_some() || fetched.elapsed() < ASK_AGAIN_AFTER {
                return Ok(known);
            }
        }
        Ok(self.fetch(&mut kept).await?.all.get(id).cloned())
    }

    async fn fetch(&self, kept: &mut Option<(Instant, Arc<Keys>)>) -> Result<Arc<Keys>, SecretError> {
        let text = self.source.text(&self.name).await?;
        let problem = |problem: &str| SecretError { name: self.name.clone(), problem: problem.to_owned() };
        let keys = Arc::new(parse(&text).map_err(problem)?);
        *kept = Some((Instant::now(), keys.clone()));
        Ok(keys)
    }
}

fn parse(text: &str) -> Result<Keys, &'static str> {
    let mut entries: BTreeMap<String, String> =
        serde_json::from_str(text).map_err(|_| "it is not a flat JSON object of texts")?;
    let current = entries.remove("current").ok_or("it does not say which key is current")?;
    let mut all = BTreeMap::new();
    for (id, secret) in entries {
        let secret = Zeroizing::new(secret);
        if id.is_empty() || id.len() > LONGEST_ID || !id.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err("a key id is not 1 to 8 letters and digits");
        }
        if secret.len() < SHORTEST_SECRET {
            return Err("a key is too short to be random");
        }
        let bytes = Zeroizing::new(Sha256::digest(secret.as_bytes()).into());
        all.insert(id.clone(), Key { id, bytes });
    }
    let current = all.get(current.as_str()).cloned().ok_or("its current key is not in it")?;
    Ok(Keys { current, all })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use async_trait::async_trait;
    use std::sync::Mutex as Shared;

    pub const FIRST: &str = r#"{"current":"1","1":"0123456789abcdef0123456789abcdef"}"#;
    pub const ROTATED: &str = r#"{"current":"2","1":"0123456789abcdef0123456789abcdef",
        "2":"fedcba9876543210fedcba9876543210"}"#;

    /// A secret that can be changed behind the ring's back, and says how often it was asked for.
    pub struct TestSecret(Shared<(String, u32)>);

    impl TestSecret {
        pub fn holding(text: &str) -> Arc<Self> {
            Arc::new(Self(Shared::new((text.to_owned(), 0))))
        }

        pub fn change(&self, text: &str) {
            self.0.lock().unwrap().0 = text.to_owned();
        }

        pub fn asked(&self) -> u32 {
            self.0.lock().unwrap().1
        }
    }

    #[async_trait]
    impl SecretSource for TestSecret {
        async fn text(&self, _: &str) -> Result<Zeroizing<String>, SecretError> {
            let mut kept = self.0.lock().unwrap();
            kept.1 += 1;
            Ok(Zeroizing::new(kept.0.clone()))
        }
    }

    #[tokio::test]
    async fn the_ring_is_fetched_once_and_a_made_up_id_does_not_fetch_it_again() {
        let secret = TestSecret::holding(FIRST);
        let ring = Keyring::new(secret.clone(), "keys");
        assert_eq!(ring.current().await.unwrap().id, "1");
        assert!(ring.find("1").await.unwrap().is_some());
        assert!(ring.find("9").await.unwrap().is_none());
        assert!(ring.find("8").await.unwrap().is_none());
        assert_eq!(secret.asked(), 1);
    }

    #[tokio::test]
    async fn a_ring_that_is_out_of_date_finds_the_new_key() {
        let secret = TestSecret::holding(FIRST);
        let ring = Keyring::new(secret.clone(), "keys");
        ring.current().await.unwrap();
        secret.change(ROTATED);
        let long_ago = Instant::now().checked_sub(ASK_AGAIN_AFTER).unwrap();
        ring.kept.lock().await.as_mut().unwrap().0 = long_ago;
        assert!(ring.find("2").await.unwrap().is_some());
        assert_eq!(ring.current().await.unwrap().id, "2");
        assert_eq!(secret.asked(), 2);
    }

    #[tokio::test]
    async fn a_ring_that_cannot_be_right_is_refused_without_showing_it() {
        for (text, why) in [
            ("not json", "flat JSON"),
            (r#"{"1":"0123456789abcdef0123456789abcdef"}"#, "current"),
            (r#"{"current":"2","1":"0123456789abcdef0123456789abcdef"}"#, "not in it"),
            (r#"{"current":"1","1":"hunter2"}"#, "too short"),
            (r#"{"current":"a-b","a-b":"0123456789abcdef0123456789abcdef"}"#, "key id"),
        ] {
            let ring = Keyring::new(TestSecret::holding(text), "keys");
            let error = ring.current().await.map(|key| key.id).unwrap_err().to_string();
            assert!(error.contains(why) && !error.contains("hunter2") && !error.contains("0123"), "{error}");
        }
    }
}
