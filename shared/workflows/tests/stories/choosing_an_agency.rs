//! A tenant chooses the agency that its claims go to, changes its mind, and types what cannot be right.

use accounting::Credentials;
use domain::Tenant;
use domain::ids::{ConnectionId, TenantId};
use workflows::choose_agency::{ChooseError, NewChoice, choose_agency, choose_no_agency};
use workflows::connect_agency::{AgencyPorts, NoAgency};
use workflows::ports::{Secrets, Store, Vault};

use crate::books::Shape;
use crate::office::Office;
use crate::outside::OpenVault;

fn pairs(given: &[(&str, &str)]) -> Vec<(String, String)> {
    given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn choice(agency: &str, settings: &[(&str, &str)], credentials: &[(&str, &str)], seed: u8) -> NewChoice {
    NewChoice {
        agency: agency.to_owned(),
        settings: pairs(settings).into_iter().collect(),
        credentials: Credentials::new(pairs(credentials)),
        connection: ConnectionId::from_random([seed; 16]),
    }
}

pub fn debitura(seed: u8) -> NewChoice {
    choice("debitura", &[("user-email", "ida@nordlys.example")], &[("api-key", "hemmelig")], seed)
}

pub fn by_mail() -> NewChoice {
    choice("collectia", &[("address", "sager@inkasso.example")], &[], 9)
}

impl Office {
    fn agency_ports(&self) -> AgencyPorts<'_> {
        AgencyPorts { vault: &OpenVault, agencies: &self.agency }
    }

    pub async fn choose(&self, new: NewChoice) -> Result<Tenant, ChooseError> {
        choose_agency(&self.store, self.agency_ports(), &self.tenant, new).await
    }

    async fn stored(&self) -> (Tenant, Secrets) {
        self.store.tenant(&self.tenant).await.unwrap().unwrap()
    }
}

#[tokio::test]
async fn a_choice_is_kept_with_its_credentials_sealed_under_the_agencys_name() {
    let office = Office::open(Shape::default()).await;
    let chosen = office.choose(debitura(7)).await.unwrap();
    let (tenant, secrets) = office.stored().await;
    assert_eq!(tenant, chosen);
    assert_eq!(tenant.agency.as_ref().map(|choice| choice.agency()), Some("debitura"));
    assert!(!serde_json::to_string(&tenant).unwrap().contains("hemmelig"));
    assert!(secrets.agency.as_ref().is_some_and(|sealed| sealed.text.contains("hemmelig")));
    assert!(office.agency_ports().connect(&tenant, &secrets).await.is_ok());
    let as_the_systems = OpenVault.open(&tenant.id, &tenant.system, &secrets.agency.unwrap()).await;
    assert!(as_the_systems.is_err(), "it opens as the agency's and as nothing else's");
}

#[tokio::test]
async fn an_agency_that_calls_back_gets_an_address_once_and_keeps_it() {
    let office = Office::open(Shape::default()).await;
    assert_eq!(office.choose(by_mail()).await.unwrap().agency_connection, None);
    let address = ConnectionId::from_random([7; 16]);
    assert_eq!(office.choose(debitura(7)).await.unwrap().agency_connection, Some(address.clone()));
    assert_eq!(office.choose(debitura(8)).await.unwrap().agency_connection, Some(address.clone()));
    assert_eq!(office.choose(by_mail()).await.unwrap().agency_connection, Some(address.clone()));
    assert_eq!(office.store.tenant_by_connection(&address).await, Ok(Some(office.tenant.clone())));
}

#[tokio::test]
async fn choosing_none_forgets_the_credentials_and_nobody_can_be_asked() {
    let office = Office::open(Shape::default()).await;
    office.choose(debitura(7)).await.unwrap();
    for _ in 0..2 {
        choose_no_agency(&office.store, &OpenVault, &office.tenant).await.unwrap();
    }
    let (tenant, secrets) = office.stored().await;
    assert_eq!(tenant.agency, None);
    assert!(!secrets.agency.as_ref().unwrap().text.contains("hemmelig"));
    let refused = office.agency_ports().connect(&tenant, &secrets).await.err();
    assert_eq!(refused, Some(NoAgency::NotChosen));
}

#[tokio::test]
async fn another_agency_never_gets_the_first_ones_credentials() {
    let office = Office::open(Shape::default()).await;
    office.choose(debitura(7)).await.unwrap();
    office.choose(by_mail()).await.unwrap();
    let (tenant, secrets) = office.stored().await;
    assert!(!secrets.agency.as_ref().unwrap().text.contains("hemmelig"));
    assert!(office.agency_ports().connect(&tenant, &secrets).await.is_ok());
}

#[tokio::test]
async fn what_cannot_be_right_is_named_and_nothing_is_stored() {
    let office = Office::open(Shape::default()).await;
    let (user, address) = (("user-email", "ida@nordlys.example"), ("address", "sager@inkasso.example"));
    for (wrong, named) in [
        (choice("nobody", &[], &[], 1), "agency: \"nobody\""),
        (choice("collectia", &[], &[], 1), "setting: collectia needs address"),
        (choice("collectia", &[("address", "here")], &[], 1), "setting: address is not"),
        (choice("collectia", &[address], &[("api-key", "1")], 1), "credential: collectia does not know"),
        (choice("debitura", &[user], &[], 1), "credential: debitura needs api-key"),
        (choice("debitura", &[user], &[("api-key", " ")], 1), "credential: api-key is empty"),
    ] {
        let error = office.choose(wrong).await.unwrap_err().to_string();
        assert!(error.starts_with(named), "{error}");
    }
    let (tenant, secrets) = office.stored().await;
    assert_eq!((tenant.agency, tenant.agency_connection, secrets.agency), (None, None, None));
    let nobody = TenantId::from_random([9; 8]);
    let error = choose_agency(&office.store, office.agency_ports(), &nobody, debitura(7)).await.unwrap_err();
    assert!(matches!(error, ChooseError::NoSuchTenant(_)), "{error}");
}
