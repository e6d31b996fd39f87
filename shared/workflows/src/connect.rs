//! A tenant's connection to its accounting system: secrets opened, signed in, and a new session kept.

use accounting::{AccountingError, AccountingSystem, Connection};
use domain::Tenant;
use jiff::Timestamp;

use crate::ports::{
    Accounts, AccountsError, CommitError, Sealed, SecretKind, Secrets, Store, Vault, VaultError, Write,
};

/// What a connection is made with.
#[derive(Clone, Copy)]
pub struct ConnectPorts<'a> {
    pub store: &'a dyn Store,
    pub vault: &'a dyn Vault,
    pub accounts: &'a dyn Accounts,
}

/// Why there is no connection.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConnectError {
    /// Try again later.
    #[error("{0}")]
    Vault(VaultError),
    /// Try again later.
    #[error("{0}")]
    Accounts(AccountsError),
    /// Try again later: a session that must not be lost could not be kept.
    #[error("the session could not be kept: {0}")]
    Session(CommitError),
    /// Credentials that cannot be opened, or cannot be right: an operator must look.
    #[error("{0}")]
    Operator(String),
    #[error("{0}")]
    Source(AccountingError),
}

impl ConnectPorts<'_> {
    /// Makes the connection. Nothing is asked over the network yet.
    ///
    /// # Errors
    /// Never [`ConnectError::Source`].
    pub async fn connect(
        &self,
        tenant: &Tenant,
        secrets: &Secrets,
        now: Timestamp,
    ) -> Result<Box<dyn AccountingSystem>, ConnectError> {
        let open = |sealed| self.vault.open(&tenant.id, &tenant.system, sealed);
        let credentials = open(&secrets.credentials).await.map_err(unopened)?;
        let session = match &secrets.session {
            None => None,
            // A session is worth no more than a sign-in: one that does not open is done without.
            Some(sealed) => open(sealed).await.ok(),
        };
        let connection = Connection {
            credentials: &credentials,
            settings: &tenant.settings,
            session: session.as_ref(),
            now,
        };
        self.accounts.connect(&tenant.system, &connection).await.map_err(|error| match error {
            AccountsError::Refused(why) => ConnectError::Operator(why),
            unavailable => ConnectError::Accounts(unavailable),
        })
    }

    /// Connects and signs in. A new session that can wait is handed back, for the caller to keep with what it writes.
    ///
    /// # Errors
    /// [`ConnectError::Source`] when the system does not let us in.
    pub async fn sign_in(
        &self,
        tenant: &Tenant,
        source: &dyn AccountingSystem,
    ) -> Result<Option<Sealed>, ConnectError> {
        source.sign_in().await.map_err(ConnectError::Source)?;
        self.new_session(tenant, source).await
    }

    /// Connects, signs in and keeps a new session: for work that has nothing else to write.
    ///
    /// # Errors
    /// When there is no connection, or it does not let us in.
    pub async fn signed_in(
        &self,
        tenant: &Tenant,
        secrets: &Secrets,
        now: Timestamp,
    ) -> Result<Box<dyn AccountingSystem>, ConnectError> {
        let source = self.connect(tenant, secrets, now).await?;
        let session = self.sign_in(tenant, source.as_ref()).await?;
        self.keep(tenant, session).await?;
        Ok(source)
    }

    /// The session that was made since the last call, sealed; one that must not be lost is kept before this returns.
    ///
    /// # Errors
    /// Never [`ConnectError::Source`].
    pub async fn new_session(
        &self,
        tenant: &Tenant,
        source: &dyn AccountingSystem,
    ) -> Result<Option<Sealed>, ConnectError> {
        let Some(session) = source.new_session() else { return Ok(None) };
        let sealed = self.vault.seal(&tenant.id, &tenant.system, &session.secrets).await.map_err(unopened)?;
        if !session.keep_at_once {
            return Ok(Some(sealed));
        }
        self.keep(tenant, Some(sealed)).await?;
        Ok(None)
    }

    /// Keeps a session by itself, where nothing else is written.
    ///
    /// # Errors
    /// When the table cannot be reached.
    pub async fn keep(&self, tenant: &Tenant, session: Option<Sealed>) -> Result<(), ConnectError> {
        let Some(sealed) = session else { return Ok(()) };
        let write = Write::PutSecret { tenant: tenant.id.clone(), kind: SecretKind::Session, sealed };
        self.store.commit(vec![write].into()).await.map_err(ConnectError::Session)
    }
}

fn unopened(error: VaultError) -> ConnectError {
    match error {
        VaultError::CannotOpen(why) => ConnectError::Operator(format!("credentials: {why}")),
        unavailable => ConnectError::Vault(unavailable),
    }
}
