//! A tenant chooses the agency that its claims go to, changes its mind, and types what cannot be right.

use accounting::Credentials;
use domain::Tenant;
use domain::ids::{ConnectionId, TenantId};
use workflows::choose_agency::{ChooseError, NewChoice, choose_agency, choose_no_agency};
use workflows::connect_agency::AgencyPorts;
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
        moved: false,
    }
}

/// Any agency, at this address.
pub fn by_mail_to(address: &str) -> NewChoice {
    choice("mail", &[("address", address)], &[], 9)
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

    pub async fn choose_none(&self) {
        choose_no_agency(&self.store, &self.tenant).await.unwrap();
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
    assert!(secrets.agencies[&1].text.contains("hemmelig"));
    let choice = tenant.agency.unwrap();
    assert!(office.agency_ports().connect(&tenant.id, &choice, &secrets).await.is_ok());
    let as_the_systems = OpenVault.open(&tenant.id, &tenant.system, &secrets.agencies[&1]).await;
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
async fn an_agency_that_was_left_keeps_its_credentials_and_another_never_gets_them() {
    let office = Office::open(Shape::default()).await;
    office.choose(debitura(7)).await.unwrap();
    office.choose(by_mail()).await.unwrap();
    for _ in 0..2 {
        office.choose_none().await;
    }
    let (tenant, secrets) = office.stored().await;
    assert_eq!(tenant.agency, None);
    let names: Vec<_> = tenant.agencies().map(|choice| (choice.number(), choice.agency())).collect();
    assert_eq!(names, [(1, "debitura"), (2, "collectia")]);
    assert!(secrets.agencies[&1].text.contains("hemmelig"));
    assert!(!secrets.agencies[&2].text.contains("hemmelig"));
    for choice in tenant.agencies() {
        assert!(office.agency_ports().connect(&tenant.id, choice, &secrets).await.is_ok());
    }
}

#[tokio::test]
async fn credentials_that_are_given_anew_replace_those_of_the_same_agency() {
    let office = Office::open(Shape::default()).await;
    office.choose(debitura(7)).await.unwrap();
    office.choose(by_mail()).await.unwrap();
    let fresh = choice("debitura", &[("user-email", "bo@nordlys.example")], &[("api-key", "ny")], 7);
    let tenant = office.choose(fresh).await.unwrap();
    assert_eq!(tenant.agency.map(|choice| choice.number()), Some(1));
    assert!(!office.stored().await.1.agencies[&1].text.contains("hemmelig"));
}

#[tokio::test]
async fn only_the_agency_that_claims_go_to_can_have_moved() {
    let office = Office::open(Shape::default()).await;
    let moved = || NewChoice { moved: true, ..by_mail_to("new@a.example") };
    let nobody_was_there = office.choose(moved()).await.unwrap_err().to_string();
    office.choose(by_mail()).await.unwrap();
    let another_is_there = office.choose(moved()).await.unwrap_err().to_string();
    assert_eq!(nobody_was_there, "moved: claims do not go to mail now");
    assert_eq!(another_is_there, nobody_was_there);
    office.choose(by_mail_to("a@a.example")).await.unwrap();
    let tenant = office.choose(moved()).await.unwrap();
    assert_eq!(tenant.agency.map(|choice| choice.number()), Some(2));
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
    assert_eq!((tenant.agencies().count(), tenant.agency_connection, secrets.agencies.len()), (0, None, 0));
    let nobody = TenantId::from_random([9; 8]);
    let error = choose_agency(&office.store, office.agency_ports(), &nobody, debitura(7)).await.unwrap_err();
    assert!(matches!(error, ChooseError::NoSuchTenant(_)), "{error}");
}
