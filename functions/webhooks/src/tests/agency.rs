//! Call-backs of an agency: checked, and answered by asking the agency. What they say is not believed.

use accounting::Credentials;
use domain::effect::EffectStatus;
use domain::handover::AgencyChoice;
use domain::ids::{BatchNumber, ConnectionId, InvoiceId};
use domain::source_invoice::{Amounts, DocumentKind, InvoiceState};
use domain::{
    CaseId, ChangeMark, CollectionCase, Country, Currency, Debtor, DebtorKind, Effect, Moment, Money,
    SourceInvoice, SystemName, Tenant,
};
use jiff::civil::date;
use serde_json::{Value, json};
use workflows::ports::{SecretKind, Store, Vault, Write};

use super::bed::{Bed, OpenVault, now, sample_event};
use crate::request::Push;

const SAMPLE: &str = include_str!("../../../../events/webhooks.debitura.json");
/// What the sample is signed with.
const SECRET: &str = "ZWtzZW1wZWwtaGVtbWVsaWdoZWQ=";
const EVENT: &str = "0d9f2a52-6f5b-4c0e-9f0e-2f3f6f0b9a11";

/// The case of invoice 1042, which the sample names.
fn case(tenant: &Tenant) -> CollectionCase {
    let owed = Money::new(1_550_000, Currency::DKK);
    let amounts = Amounts { gross: owed, outstanding: owed, fees_elsewhere: vec![], credited: None };
    let debtor = Debtor {
        external_id: None,
        name: "Fjordgaarden Ejendomme ApS".into(),
        email: Some("faktura@fjordgaarden.example".parse().unwrap()),
        kind: DebtorKind::Company,
        registration_number: None,
        address: None,
    };
    let invoice = SourceInvoice {
        id: InvoiceId::parse("1042").unwrap(),
        number: "1042".into(),
        kind: DocumentKind::Invoice,
        state: InvoiceState::Approved,
        issue_date: None,
        due_date: Some(date(2026, 8, 31)),
        amounts: Ok(amounts),
        debtor,
        payment_reference: None,
        in_collection_elsewhere: false,
        hold: None,
        mark: ChangeMark::from_bits(1),
    };
    let moment = Moment::new(now(), Country::Denmark);
    let batch = BatchNumber::FIRST;
    domain::case::open(&tenant.id, &tenant.system, &invoice, &tenant.requirements(), batch, moment)
        .unwrap()
        .case
}

fn connection() -> ConnectionId {
    format!("w{}", "b".repeat(26)).parse().unwrap()
}

/// A tenant of Billy whose claims go to Debitura, with one case.
async fn bed(secret: Option<&str>) -> Bed {
    let bed = Bed::of("billy").await;
    let settings = [("user-email".to_owned(), "ida@roerogrist.example".to_owned())].into();
    let secret = secret.map(|secret| ("webhook-secret".to_owned(), secret.to_owned()));
    let key = ("api-key".to_owned(), "noegle".to_owned());
    let credentials = Credentials::new([Some(key), secret].into_iter().flatten());
    let choice = AgencyChoice::parse("debitura", Country::Denmark, settings, credentials.names()).unwrap();
    let system = SystemName::known("debitura");
    let sealed = OpenVault.seal(&bed.tenant.id, &system, &credentials).await.unwrap();
    let tenant = Tenant {
        agency: Some(choice),
        agency_connection: Some(connection()),
        version: bed.tenant.version + 1,
        ..bed.tenant.clone()
    };
    bed.write(Write::AddConnection { tenant: tenant.id.clone(), connection: connection() }).await;
    bed.write(Write::PutCase(Box::new(case(&tenant)))).await;
    let secrets = vec![(SecretKind::Agency(1), sealed)];
    bed.write(Write::PutTenant { tenant: Box::new(tenant), secrets }).await;
    bed
}

fn changed(change: impl Fn(&mut Push)) -> Push {
    let mut push = sample_event(SAMPLE);
    change(&mut push);
    push
}

/// The cases that an agency is to be asked about, each with the event.
async fn asked(bed: &Bed) -> Vec<(CaseId, String)> {
    let queued = bed.store.undone_effects().await.unwrap();
    assert!(queued.iter().all(|effect| effect.status == EffectStatus::Queued));
    let ask = |effect| match effect {
        Effect::AskAgency { case, event, .. } => (case, event),
        other => panic!("{other:?}"),
    };
    queued.into_iter().map(|queued| ask(queued.effect)).collect()
}

#[tokio::test]
async fn the_sample_call_back_of_debitura_has_its_case_asked_after_once() {
    let bed = bed(Some(SECRET)).await;
    for _ in 0..2 {
        assert_eq!(bed.take_by_name(sample_event(SAMPLE)).await, (200, Value::Null));
    }
    assert_eq!(asked(&bed).await, [(case(&bed.tenant).id, EVENT.to_owned())]);
}

#[tokio::test]
async fn what_a_call_back_says_of_the_case_changes_nothing_here() {
    let bed = bed(Some(SECRET)).await;
    bed.take_by_name(sample_event(SAMPLE)).await;
    assert_eq!(bed.cases().await, [case(&bed.tenant)]);
}

#[tokio::test]
async fn what_is_not_signed_with_the_tenants_secret_is_not_looked_at() {
    let unsigned = changed(|push| push.headers.retain(|(name, _)| name != "x-debitura-signature"));
    let other_body = changed(|push| push.body.push(b' '));
    for (secret, push) in [
        (Some(SECRET), unsigned),
        (Some(SECRET), other_body),
        (Some("ZW4gYW5kZW4="), sample_event(SAMPLE)),
        (None, sample_event(SAMPLE)),
    ] {
        let bed = bed(secret).await;
        let refused = bed.take_by_name(push).await;
        assert_eq!(refused, (401, json!({"error": {"code": "invalid_signature"}})));
        assert_eq!(asked(&bed).await, []);
    }
}

#[tokio::test]
async fn an_address_leads_to_its_own_sender_alone() {
    let bed = bed(Some(SECRET)).await;
    let accounting = bed.tenant.connection_id.clone().unwrap().to_string();
    let elsewhere = changed(|push| push.connection.clone_from(&accounting));
    let nobodys = changed(|push| push.connection = format!("w{}", "c".repeat(26)));
    let malformed = changed(|push| push.connection = "w1".into());
    let by_mail = changed(|push| push.system = "collectia".into());
    for push in [elsewhere, nobodys, malformed, by_mail] {
        assert_eq!(bed.take_by_name(push).await, (404, Value::Null));
    }
    assert_eq!(asked(&bed).await, []);
}

#[tokio::test]
async fn an_agency_that_the_tenant_has_left_is_still_heard() {
    let bed = bed(Some(SECRET)).await;
    let (mut tenant, _) = bed.store.tenant(&bed.tenant.id).await.unwrap().unwrap();
    tenant.leave_agency();
    tenant.version += 1;
    bed.write(Write::PutTenant { tenant: Box::new(tenant), secrets: vec![] }).await;
    assert_eq!(bed.take_by_name(sample_event(SAMPLE)).await, (200, Value::Null));
    assert_eq!(asked(&bed).await, [(case(&bed.tenant).id, EVENT.to_owned())]);
}

#[tokio::test]
async fn a_case_that_is_not_ours_is_noted_and_nobody_is_asked() {
    let other_tenants = "tbbbbbbbbbbbb-2tc3243tumah44ky";
    let unknown = "taucqkbifaucq-aaaaaaaaaaaaaaaa";
    let its_own = "Faktura 7 (Ida)";
    for reference in [other_tenants, unknown, its_own] {
        let bed = bed(Some(SECRET)).await;
        let ours = case(&bed.tenant).id.to_string();
        let body = String::from_utf8(sample_event(SAMPLE).body).unwrap().replace(&ours, reference);
        let push = changed(|push| {
            push.body = body.clone().into_bytes();
            push.headers = vec![("x-debitura-signature".into(), signature(&body))];
        });
        assert_eq!(bed.take_by_name(push).await, (200, Value::Null), "{reference}");
        assert_eq!(asked(&bed).await, []);
    }
}

#[tokio::test]
async fn a_signed_call_back_of_another_form_is_refused() {
    let bed = bed(Some(SECRET)).await;
    let push = changed(|push| {
        push.body = b"{}".to_vec();
        push.headers = vec![("x-debitura-signature".into(), signature("{}"))];
    });
    assert_eq!(bed.take_by_name(push).await.0, 400);
}

/// By the double's own hand.
fn signature(body: &str) -> String {
    let mut subscription = sandboxes::debitura::Subscription::new("https://rykker.example", vec![]);
    subscription.secret = SECRET.to_owned();
    subscription.signature(now().as_second(), body)
}
