//! What an operator enters is checked before it is stored, and a key is asked whose it is.
#![allow(clippy::unwrap_used, reason = "what fails here fails its test")]

use accounting::{
    AccountingError, AccountingSystem, Company, Connection, Credentials, Reading, Settings, Walk, Window,
};
use async_trait::async_trait;
use domain::ids::{InvoiceId, SystemName, TenantId};
use domain::moment::plus_days;
use domain::tenant::{AskFirst, FeePolicy, Fetching};
use domain::{Country, Language, RegistrationNumber, Tenant};
use jiff::Timestamp;
use jiff::civil::date;
use workflows::connect::ConnectPorts;
use workflows::memory::MemoryStore;
use workflows::ports::{Accounts, AccountsError, Sealed, SecretKind, Store, Vault, VaultError, Write};
use workflows::register_tenant::{
    Changes, KeyDoubt, MOST_ADDRESSES, NewTenant, RegisterError, Registered, add_tenant, change_tenant,
};

/// An accounting system that says only whose key it is.
#[derive(Clone)]
struct Teller(Result<Company, AccountingError>);

fn of(number: Option<&str>) -> Teller {
    Teller(Ok(Company { name: "Fjell Tak AS".into(), registration_number: number.map(Into::into) }))
}

const SILENT: AccountingError = AccountingError::Unreachable { system: "billy", detail: String::new() };

#[async_trait]
impl AccountingSystem for Teller {
    async fn check(&self) -> Result<Company, AccountingError> {
        self.0.clone()
    }

    fn overdue(&self, _window: Window) -> Box<dyn Walk + '_> {
        unimplemented!("nobody walks here")
    }

    async fn read(&self, _id: &InvoiceId) -> Result<Reading, AccountingError> {
        Err(SILENT)
    }

    async fn document(&self, _id: &InvoiceId) -> Result<Vec<u8>, AccountingError> {
        Err(SILENT)
    }

    fn reads_per_minute(&self) -> u32 {
        0
    }
}

#[async_trait]
impl Accounts for Teller {
    async fn connect(
        &self,
        _system: &SystemName,
        _connection: &Connection<'_>,
    ) -> Result<Box<dyn AccountingSystem>, AccountsError> {
        Ok(Box::new(self.clone()))
    }
}

/// Nothing of what is sealed matters here, only that it was.
struct Slot;

#[async_trait]
impl Vault for Slot {
    async fn seal(
        &self,
        _tenant: &TenantId,
        _system: &SystemName,
        credentials: &Credentials,
    ) -> Result<Sealed, VaultError> {
        let text = credentials.get("access-token").unwrap_or_default();
        Ok(Sealed { key: "1".into(), text: text.into() })
    }

    async fn open(
        &self,
        _tenant: &TenantId,
        _system: &SystemName,
        _sealed: &Sealed,
    ) -> Result<Credentials, VaultError> {
        Ok(Credentials::default())
    }
}

fn id() -> TenantId {
    TenantId::from_random([1; 8])
}

fn now() -> Timestamp {
    "2026-11-18T06:00:00Z".parse().unwrap()
}

fn key(value: &str) -> Credentials {
    Credentials::new([("access-token".to_owned(), value.to_owned())])
}

fn new_tenant() -> NewTenant {
    NewTenant {
        id: id(),
        number: RegistrationNumber::parse(Country::Denmark, "24256790").unwrap(),
        name: " Nordlys ApS ".into(),
        language: Language::Danish,
        mail_addresses: vec!["post@nordlys.example".parse().unwrap()],
        system: SystemName::known("billy"),
        credentials: key("first"),
        settings: Settings::new(),
        webhook: None,
        decision_days: 3,
        min_days_overdue: Some(5),
        look_back_days: 90,
        start_date: Some(date(2026, 10, 1)),
        fetching: Fetching::Automatic,
        fee_policy: FeePolicy::PursueDebtor,
    }
}

async fn add(store: &MemoryStore, system: &Teller, new: NewTenant) -> Result<Registered, RegisterError> {
    add_tenant(ConnectPorts { store, vault: &Slot, accounts: system }, new, now()).await
}

/// A store with one tenant whose first run is over.
async fn settled() -> MemoryStore {
    let store = MemoryStore::default();
    let mut tenant = add(&store, &of(None), new_tenant()).await.unwrap().tenant;
    tenant.ask_first = None;
    tenant.last_success = Some(now());
    tenant.version += 1;
    store.commit(vec![Write::PutTenant { tenant: Box::new(tenant), secrets: vec![] }].into()).await.unwrap();
    store
}

async fn change(store: &MemoryStore, system: &Teller, changes: Changes) -> Result<Registered, RegisterError> {
    let ports = ConnectPorts { store, vault: &Slot, accounts: system };
    change_tenant(ports, &id(), &changes, now()).await
}

async fn stored(store: &MemoryStore) -> (Tenant, Sealed) {
    let (tenant, secrets) = store.tenant(&id()).await.unwrap().unwrap();
    (tenant, secrets.credentials)
}

#[tokio::test]
async fn a_key_of_the_tenants_own_company_raises_no_doubt_however_its_number_is_written() {
    for number in [None, Some("24256790"), Some("DK 24 25 67 90"), Some("n/a"), Some("")] {
        let added = add(&MemoryStore::default(), &of(number), new_tenant()).await.unwrap();
        assert_eq!(added.doubt, None, "{number:?}");
        assert_eq!(added.tenant.name, "Nordlys ApS");
    }
}

#[tokio::test]
async fn a_new_tenant_is_stored_whatever_its_accounting_system_says_and_the_doubt_is_told() {
    for system in [of(Some("10150817")), Teller(Err(SILENT))] {
        let store = MemoryStore::default();
        let added = add(&store, &system, new_tenant()).await.unwrap();
        let doubt = added.doubt.unwrap();
        match system.0 {
            Err(error) => assert_eq!(doubt, KeyDoubt::NotProven(error)),
            Ok(_) => assert_eq!(
                doubt.to_string(),
                "the key belongs to Fjell Tak AS, registration number 10150817, and the tenant's is 24256790"
            ),
        }
        assert_eq!(stored(&store).await.0, added.tenant);
    }
}

#[tokio::test]
async fn a_key_of_another_company_is_taken_with_a_warning_and_asks_before_anything_starts() {
    let store = settled().await;
    let changes = Changes { credentials: Some(key("other")), ..Changes::default() };
    let changed = change(&store, &of(Some("10150817")), changes).await.unwrap();
    assert!(matches!(changed.doubt, Some(KeyDoubt::OtherCompany(_))));
    let (tenant, sealed) = stored(&store).await;
    assert_eq!((sealed.text.as_str(), tenant.ask_first), ("other", Some(AskFirst::FirstRun)));
}

#[tokio::test]
async fn a_new_key_is_taken_while_its_system_is_down_and_is_no_reason_to_ask_first() {
    let store = settled().await;
    let changes = Changes { credentials: Some(key("new")), ..Changes::default() };
    let changed = change(&store, &Teller(Err(SILENT)), changes).await.unwrap();
    assert_eq!(changed.doubt, Some(KeyDoubt::NotProven(SILENT)));
    let (tenant, sealed) = stored(&store).await;
    assert_eq!((sealed.text.as_str(), tenant.ask_first), ("new", None));
}

#[tokio::test]
async fn invoices_that_were_left_alone_before_are_asked_about_first() {
    let further = [
        Changes { look_back_days: Some(91), ..Changes::default() },
        Changes { start_date: Some(date(2026, 9, 30)), ..Changes::default() },
        Changes { min_days_overdue: Some(4), ..Changes::default() },
    ];
    for changes in further {
        let changed = change(&settled().await, &of(None), changes.clone()).await.unwrap();
        assert_eq!(changed.tenant.ask_first, Some(AskFirst::FirstRun), "{changes:?}");
    }
}

#[tokio::test]
async fn settings_that_reach_no_further_leave_silence_as_it_is() {
    let same_or_nearer = [
        Changes { look_back_days: Some(90), min_days_overdue: Some(5), ..Changes::default() },
        Changes { look_back_days: Some(30), min_days_overdue: Some(9), ..Changes::default() },
        Changes { start_date: Some(plus_days(date(2026, 10, 1), 1)), ..Changes::default() },
        Changes { name: Some("Nordlys Tag ApS".into()), decision_days: Some(1), ..Changes::default() },
    ];
    for changes in same_or_nearer {
        let changed = change(&settled().await, &of(None), changes.clone()).await.unwrap();
        assert_eq!(changed.tenant.ask_first, None, "{changes:?}");
    }
}

#[tokio::test]
async fn a_changed_name_passes_the_same_checks_as_a_new_one() {
    let store = settled().await;
    for bad in ["", "  ", "Nordlys\nBcc: x", "Nord\u{0}lys"] {
        let changes = Changes { name: Some(bad.into()), ..Changes::default() };
        let refused = change(&store, &of(None), changes).await.unwrap_err();
        assert!(matches!(refused, RegisterError::BadName), "{bad:?}: {refused}");
        let new = NewTenant { name: bad.into(), ..new_tenant() };
        let refused = add(&MemoryStore::default(), &of(None), new).await.unwrap_err();
        assert!(matches!(refused, RegisterError::BadName), "{bad:?}: {refused}");
    }
    let changes = Changes { name: Some(" Nordlys Tag ApS ".into()), ..Changes::default() };
    assert_eq!(change(&store, &of(None), changes).await.unwrap().tenant.name, "Nordlys Tag ApS");
}

#[tokio::test]
async fn a_tenant_has_no_more_addresses_than_one_mail_takes() {
    let store = settled().await;
    for (count, fits) in [(0, false), (1, true), (MOST_ADDRESSES, true), (MOST_ADDRESSES + 1, false)] {
        let addresses = (0..count).map(|n| format!("post{n}@nordlys.example").parse().unwrap()).collect();
        let changes = Changes { mail_addresses: Some(addresses), ..Changes::default() };
        match change(&store, &of(None), changes).await {
            Ok(changed) => assert!(fits && changed.tenant.mail_addresses.len() == count),
            Err(refused) => assert!(!fits && refused.to_string().starts_with("email: "), "{refused}"),
        }
    }
}

#[tokio::test]
async fn a_new_key_never_goes_on_with_the_old_keys_session() {
    let store = settled().await;
    let old = Sealed { key: "1".into(), text: "the old key's session".into() };
    let kept = Write::PutSecret { tenant: id(), kind: SecretKind::Session, sealed: old.clone() };
    store.commit(vec![kept].into()).await.unwrap();
    let session = || async { store.tenant(&id()).await.unwrap().unwrap().1.session };
    change(&store, &of(None), Changes { decision_days: Some(5), ..Changes::default() }).await.unwrap();
    assert_eq!(session().await, Some(old.clone()), "the key is the same");
    let system_down = Teller(Err(SILENT));
    change(&store, &system_down, Changes { credentials: Some(key("second")), ..Changes::default() })
        .await
        .unwrap();
    assert_ne!(session().await, Some(old));
}
