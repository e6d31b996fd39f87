//! The stack that the command works on.

use std::sync::Arc;

use agencies::{Agencies, Endpoints};
use cloud::settings::{Environment, Queues, SettingError};
use cloud::table::SettleError;
use cloud::{
    AesVault, Clients, ConnectedAccounts, DynamoStore, Keyring, S3Documents, SecretsManager, SqsJobs,
    settle_parcel,
};
use domain::ids::EffectId;
use workflows::connect::ConnectPorts;

pub struct Outside {
    pub store: DynamoStore,
    pub vault: AesVault,
    pub accounts: ConnectedAccounts,
    pub agencies: Agencies,
    pub jobs: SqsJobs,
    /// What the addresses of pages and webhooks begin with, where it is known.
    pub public_url: Option<String>,
    documents: Result<S3Documents, SettingError>,
    table: String,
    clients: Clients,
}

impl Outside {
    /// By the settings of the environment and whatever AWS credentials the person at the keyboard has set up.
    pub async fn of_environment() -> anyhow::Result<Self> {
        let environment = Environment::of_process();
        let clients = Clients::of_operator().await;
        let secrets = Arc::new(SecretsManager::new(clients.secrets()));
        Ok(Self {
            store: DynamoStore::new(clients.dynamodb(), environment.text("TABLE")?),
            vault: AesVault::new(Keyring::new(secrets.clone(), environment.text("SEALING_KEYS_SECRET")?)),
            accounts: ConnectedAccounts::of(&environment, secrets)?,
            agencies: Agencies::without_mail(Endpoints::from_settings(|name| {
                environment.optional(name).map(str::to_owned)
            })?),
            jobs: SqsJobs::new(clients.sqs(), Queues::of(&environment)),
            public_url: environment.address("PUBLIC_URL").ok(),
            table: environment.text("TABLE")?.to_owned(),
            documents: environment
                .text("DOCUMENTS_BUCKET")
                .map(|bucket| S3Documents::new(clients.s3(), bucket)),
            clients,
        })
    }

    /// Letters as they were sent.
    ///
    /// # Errors
    /// When the settings do not say where they are: most commands never ask for them.
    pub fn documents(&self) -> Result<&S3Documents, SettingError> {
        self.documents.as_ref().map_err(Clone::clone)
    }

    /// Says of a mail with papers whether it left.
    ///
    /// # Errors
    /// When no such mail was begun, or it is known that it left.
    pub async fn settle_parcel(&self, id: &EffectId, left: bool) -> Result<(), SettleError> {
        settle_parcel(self.clients.dynamodb(), &self.table, id, left).await
    }

    /// What a tenant's connection is made with.
    pub fn connect_ports(&self) -> ConnectPorts<'_> {
        ConnectPorts { store: &self.store, vault: &self.vault, accounts: &self.accounts }
    }
}
