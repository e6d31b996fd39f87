//! Tenants' credentials under AES-256-GCM.

use std::collections::BTreeMap;

use accounting::Credentials;
use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit, Nonce};
use async_trait::async_trait;
use data_encoding::BASE64;
use domain::ids::{SystemName, TenantId};
use workflows::ports::{Sealed, Vault, VaultError};
use zeroize::Zeroizing;

use crate::keyring::Keyring;
use crate::secrets::SecretError;

/// 96 random bits: safe for 2^32 messages a key (NIST SP 800-38D § 8.3), far more than there are tenants.
const NONCE_BYTES: usize = 12;

/// [`Vault`] with keys out of a [`Keyring`]. Tenant and system are associated data: what is copied into another
/// tenant's item does not open.
pub struct AesVault {
    ring: Keyring,
}

impl AesVault {
    pub fn new(ring: Keyring) -> Self {
        Self { ring }
    }
}

fn unreached(error: SecretError) -> VaultError {
    VaultError::Unavailable(error.to_string())
}

/// The unit separator is in neither a tenant id nor a system's name.
fn associated(tenant: &TenantId, system: &SystemName) -> Vec<u8> {
    format!("{tenant}\u{1f}{system}").into_bytes()
}

#[async_trait]
impl Vault for AesVault {
    async fn seal(
        &self,
        tenant: &TenantId,
        system: &SystemName,
        credentials: &Credentials,
    ) -> Result<Sealed, VaultError> {
        let key = self.ring.current().await.map_err(unreached)?;
        let pairs: BTreeMap<&str, &str> = credentials.pairs().collect();
        let plain = serde_json::to_vec(&pairs)
            .map(Zeroizing::new)
            .map_err(|_| VaultError::CannotOpen("they cannot be written down"))?;
        let mut text = [0u8; NONCE_BYTES];
        getrandom::fill(&mut text).map_err(|_| VaultError::Unavailable("no random numbers".to_owned()))?;
        let nonce = Nonce::from(text);
        let sealed = Aes256Gcm::new(&(*key.bytes).into())
            .encrypt(&nonce, Payload { msg: &plain, aad: &associated(tenant, system) })
            .map_err(|_| VaultError::CannotOpen("they cannot be sealed"))?;
        Ok(Sealed { key: key.id, text: BASE64.encode(&[text.as_slice(), &sealed].concat()) })
    }

    async fn open(
        &self,
        tenant: &TenantId,
        system: &SystemName,
        sealed: &Sealed,
    ) -> Result<Credentials, VaultError> {
        let key = self.ring.find(&sealed.key).await.map_err(unreached)?;
        let key = key.ok_or(VaultError::CannotOpen("their key is not in the ring"))?;
        let bytes =
            BASE64.decode(sealed.text.as_bytes()).map_err(|_| VaultError::CannotOpen("not base64"))?;
        let (nonce, text) =
            bytes.split_first_chunk::<NONCE_BYTES>().ok_or(VaultError::CannotOpen("cut short"))?;
        let plain = Aes256Gcm::new(&(*key.bytes).into())
            .decrypt(&Nonce::from(*nonce), Payload { msg: text, aad: &associated(tenant, system) })
            .map(Zeroizing::new)
            .map_err(|_| VaultError::CannotOpen("changed, or sealed for another tenant or system"))?;
        let pairs: BTreeMap<String, String> = serde_json::from_slice(&plain)
            .map_err(|_| VaultError::CannotOpen("what was sealed is not named secrets"))?;
        Ok(Credentials::new(pairs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keyring::tests::{FIRST, ROTATED, TestSecret};

    const BILLY: fn() -> SystemName = || SystemName::known("billy");

    fn tenant(n: u8) -> TenantId {
        TenantId::from_random([n; 8])
    }

    fn credentials() -> Credentials {
        Credentials::new([("access-token".to_owned(), "hemmelig æøå".to_owned())])
    }

    fn vault(secret: &str) -> AesVault {
        AesVault::new(Keyring::new(TestSecret::holding(secret), "sealing"))
    }

    #[tokio::test]
    async fn what_was_sealed_opens_for_its_tenant_and_system_alone() {
        let vault = vault(FIRST);
        let sealed = vault.seal(&tenant(1), &BILLY(), &credentials()).await.unwrap();
        assert_eq!(vault.open(&tenant(1), &BILLY(), &sealed).await, Ok(credentials()));
        let wrong_tenant = vault.open(&tenant(2), &BILLY(), &sealed).await;
        assert!(matches!(wrong_tenant, Err(VaultError::CannotOpen(_))), "{wrong_tenant:?}");
        let wrong_system = vault.open(&tenant(1), &SystemName::known("dinero"), &sealed).await;
        assert!(matches!(wrong_system, Err(VaultError::CannotOpen(_))), "{wrong_system:?}");
    }

    #[tokio::test]
    async fn sealing_twice_never_gives_the_same_text_and_never_the_secret() {
        let vault = vault(FIRST);
        let first = vault.seal(&tenant(1), &BILLY(), &credentials()).await.unwrap();
        let second = vault.seal(&tenant(1), &BILLY(), &credentials()).await.unwrap();
        assert_ne!(first.text, second.text);
        let bytes = BASE64.decode(first.text.as_bytes()).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("hemmelig"));
    }

    #[tokio::test]
    async fn after_a_rotation_the_old_seal_opens_and_a_new_one_has_the_new_key() {
        let sealed = vault(FIRST).seal(&tenant(1), &BILLY(), &credentials()).await.unwrap();
        let rotated = vault(ROTATED);
        assert_eq!(rotated.open(&tenant(1), &BILLY(), &sealed).await, Ok(credentials()));
        assert_eq!(rotated.seal(&tenant(1), &BILLY(), &credentials()).await.unwrap().key, "2");
    }

    #[tokio::test]
    async fn every_changed_byte_is_noticed() {
        let vault = vault(FIRST);
        let sealed = vault.seal(&tenant(1), &BILLY(), &credentials()).await.unwrap();
        let bytes = BASE64.decode(sealed.text.as_bytes()).unwrap();
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            let changed = Sealed { text: BASE64.encode(&changed), ..sealed.clone() };
            assert!(vault.open(&tenant(1), &BILLY(), &changed).await.is_err(), "byte {at}");
        }
        let cut = Sealed { text: BASE64.encode(&bytes[..8]), ..sealed.clone() };
        assert_eq!(vault.open(&tenant(1), &BILLY(), &cut).await, Err(VaultError::CannotOpen("cut short")));
    }

    #[tokio::test]
    async fn a_key_that_left_the_ring_opens_nothing() {
        let sealed = vault(ROTATED).seal(&tenant(1), &BILLY(), &credentials()).await.unwrap();
        assert!(matches!(
            vault(FIRST).open(&tenant(1), &BILLY(), &sealed).await,
            Err(VaultError::CannotOpen(_))
        ));
    }
}
