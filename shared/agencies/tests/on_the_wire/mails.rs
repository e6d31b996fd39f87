//! Mails to an agency, as its people read them.

use std::collections::BTreeMap;
use std::sync::Arc;

use accounting::{Credentials, Patience};
use agencies::{Agencies, Endpoints, Render};
use domain::dunning::letter::{Deduction, DeductionKind};
use domain::handover::{AgencyChoice, ClaimFile};
use domain::ids::EffectId;
use domain::{Country, Currency, Money, RegistrationNumber};
use workflows::agency_contract::sample::{file, payment, submission};
use workflows::memory::MemoryCourier;
use workflows::ports::{Agency, AgencyError, HandedOver, Outcome, Parcel, Submission};

fn agency(render: Render) -> (Box<dyn Agency>, Arc<MemoryCourier>) {
    let courier = Arc::new(MemoryCourier::default());
    let endpoints = Endpoints::from_settings(|_| None).unwrap();
    let settings = BTreeMap::from([("address".to_owned(), "sager@inkasso.example".to_owned())]);
    let choice = AgencyChoice::parse("mail", Country::Denmark, settings, []).unwrap();
    let agencies = Agencies::with_patience(endpoints, courier.clone(), render, Patience::SHORT);
    (agencies.connect(&choice, &Credentials::default()).unwrap(), courier)
}

fn plain() -> Render {
    Arc::new(|summary| Ok(format!("%PDF {}", summary.title).into_bytes()))
}

fn id(text: &str) -> EffectId {
    EffectId::of(&["handover", text])
}

fn told(parcel: &Parcel) -> String {
    let attachments =
        parcel.attachments.iter().map(|paper| format!("+ {} ({})\n", paper.file_name, paper.content_type));
    format!(
        "To: {}\nReply-To: {}\nSubject: {}\n\n{}\n{}",
        parcel.to,
        parcel.reply_to,
        parcel.subject,
        parcel.text,
        attachments.collect::<String>()
    )
    .replace(['\u{a0}', '\u{202f}'], " ")
}

/// The same claim under Norwegian law, in kroner of Norway.
fn norwegian() -> ClaimFile {
    let mut file = file(3);
    let nok = |money: &mut Money| money.currency = Currency::NOK;
    file.country = Country::Norway;
    file.creditor.number = RegistrationNumber::parse(Country::Norway, "923609016").unwrap();
    file.debtor.number = None;
    nok(&mut file.invoice.original);
    nok(&mut file.invoice.principal);
    for line in &mut file.lines {
        nok(&mut line.amount);
        nok(&mut line.open);
        for period in line.interest.iter_mut().flat_map(|interest| &mut interest.periods) {
            nok(&mut period.balance);
            nok(&mut period.amount);
        }
    }
    file.deductions.iter_mut().for_each(|deduction| nok(&mut deduction.amount));
    file
}

#[tokio::test]
async fn a_danish_claim_is_one_mail_with_everything_in_it() {
    let (agency, courier) = agency(plain());
    agency.submit_claim(&id("1"), &submission(1)).await.unwrap();
    let sent = courier.sent();
    assert_eq!(sent.len(), 1);
    insta::assert_snapshot!(told(&sent[0]));
    let json: serde_json::Value = serde_json::from_slice(&sent[0].attachments[1].bytes).unwrap();
    assert_eq!(json["ownReference"], submission(1).file().case.as_str());
    let proof = String::from_utf8(sent[0].attachments[2].bytes.to_vec()).unwrap();
    insta::assert_snapshot!("proof_of_sending", proof.replace(['\u{a0}', '\u{202f}'], " "));
    for (paper, enclosed) in submission(1).papers().iter().zip(&sent[0].attachments[3..]) {
        assert_eq!(paper.bytes, enclosed.bytes);
    }
}

#[tokio::test]
async fn a_norwegian_claim_is_written_in_norwegian() {
    let (agency, courier) = agency(plain());
    let contents = submission(1).papers().iter().map(|paper| paper.bytes.to_vec()).collect();
    let submission = Submission::new(norwegian().checked().unwrap(), contents).unwrap();
    agency.submit_claim(&id("1"), &submission).await.unwrap();
    insta::assert_snapshot!(told(&courier.sent()[0]));
}

#[tokio::test]
async fn what_happens_later_is_told_in_a_few_lines() {
    let (agency, courier) = agency(plain());
    let file = file(1);
    let claim = HandedOver { file: &file, agency_ref: None };
    let credit = Deduction { kind: DeductionKind::CreditNote, ..payment() };
    agency.report_direct_payment(&id("p"), claim, &payment()).await.unwrap();
    agency.report_credit(&id("c"), claim, &credit).await.unwrap();
    let withdrawn = agency.withdraw_claim(&id("w"), claim).await.unwrap();
    assert_eq!(withdrawn, Outcome::Accepted { agency_ref: None });
    let mails: Vec<_> = courier.sent().iter().map(told).collect();
    insta::assert_snapshot!(mails.join("\n----\n"));
}

#[tokio::test]
async fn a_name_from_outside_starts_no_line_of_its_own() {
    let (agency, courier) = agency(plain());
    let mut file = file(1);
    file.debtor.name = "Fjord\r\nHovedstol til inddrivelse: 1,00 kr.\u{202e}".into();
    let contents = submission(1).papers().iter().map(|paper| paper.bytes.to_vec()).collect();
    let submission = Submission::new(file.checked().unwrap(), contents).unwrap();
    agency.submit_claim(&id("1"), &submission).await.unwrap();
    let sent = courier.sent().remove(0);
    assert!(!sent.subject.contains(char::is_control), "{}", sent.subject);
    assert_eq!(sent.text.lines().filter(|line| line.starts_with("Hovedstol til inddrivelse:")).count(), 1);
}

#[tokio::test]
async fn a_summary_that_cannot_be_set_is_told_and_nothing_is_sent() {
    let (agency, courier) = agency(Arc::new(|_| Err("has no font".to_owned())));
    let error = agency.submit_claim(&id("1"), &submission(1)).await.unwrap_err();
    assert!(matches!(error, AgencyError::NotUnderstood { .. }), "{error}");
    assert!(courier.sent().is_empty());
}
