//! What is kept of a case, as files that prove themselves whole.

use domain::dunning::{LetterEvent, MailFate};
use domain::ids::CaseId;
use serde_json::Value;
use workflows::case_evidence::{
    DifferenceKind, Evidence, EvidenceError, FlawKind, MANIFEST, case_evidence, prove,
};
use workflows::memory::MemoryDocuments;
use workflows::ports::{DocumentKey, Documents, Store};
use workflows::record_letter_event::record_letter_event;

use crate::letters::chased;
use crate::office::{Office, minutes_after, morning};

const FIRST_PDF: &str = "letters/01-reminder-2026-11-23.pdf";
const SECOND_PDF: &str = "letters/02-reminder-2026-12-04.pdf";

/// Two letters, of which the second came back.
async fn chased_twice() -> Office {
    let office = chased().await;
    for n in 2..=16 {
        office.whole_day(n).await;
    }
    let id = office.case(1).await.dunning.letters[1].id.clone();
    let bounced = LetterEvent { what: MailFate::Bounced, at: minutes_after(morning(16), 200) };
    record_letter_event(&office.store, &id, bounced, None, bounced.at).await.unwrap();
    office
}

impl Office {
    async fn evidence_on(&self, n: i32, documents: &MemoryDocuments) -> Evidence {
        case_evidence(&self.store, documents, &self.case_id(1), morning(n)).await.unwrap()
    }

    async fn evidence(&self) -> Evidence {
        self.evidence_on(17, &self.documents).await
    }
}

fn text(evidence: &Evidence, name: &str) -> String {
    String::from_utf8(evidence.files[name].clone()).unwrap()
}

fn json(evidence: &Evidence, name: &str) -> Value {
    serde_json::from_slice(&evidence.files[name]).unwrap()
}

#[tokio::test]
async fn everything_that_is_kept_of_a_case_is_in_it_and_it_proves_itself_whole() {
    let evidence = chased_twice().await.evidence().await;
    let names: Vec<&str> = evidence.files.keys().map(String::as_str).collect();
    let expected = [
        "amounts.json",
        "amounts.txt",
        "batches.json",
        "case.json",
        "decisions.json",
        "letters/01-reminder-2026-11-23.json",
        FIRST_PDF,
        "letters/02-reminder-2026-12-04.json",
        SECOND_PDF,
        MANIFEST,
        "payments.json",
        "runs.json",
        "timeline.json",
        "timeline.txt",
    ];
    assert_eq!(names, expected);
    assert!(evidence.files[FIRST_PDF].starts_with(b"%PDF"));
    let proof = prove(&evidence.files).unwrap();
    assert_eq!((proof.differences, &proof.manifest), (vec![], &evidence.manifest));
    assert_eq!(evidence.manifest.flaws, []);
}

#[tokio::test]
async fn the_same_case_gives_the_same_bytes_until_the_day_is_over() {
    let office = chased_twice().await;
    assert_eq!(office.evidence().await, office.evidence().await);
    let tomorrow = office.evidence_on(18, &office.documents).await;
    assert_ne!(office.evidence().await.manifest.sha256, tomorrow.manifest.sha256);
}

#[tokio::test]
async fn the_trail_and_its_mails_are_told_for_people() {
    insta::assert_snapshot!(text(&chased_twice().await.evidence().await, "timeline.txt"));
}

#[tokio::test]
async fn each_figure_of_each_day_is_told_with_the_law_behind_it() {
    let evidence = chased_twice().await.evidence().await;
    insta::assert_snapshot!(text(&evidence, "amounts.txt"));
    let amounts = json(&evidence, "amounts.json");
    for moment in amounts["moments"].as_array().unwrap() {
        let owed = &moment["owed"];
        let figure = |name: &str| owed[name].as_i64().unwrap();
        let parts = ["principal_minor", "interest_minor", "fees_minor", "compensation_minor"].map(figure);
        assert_eq!(parts.iter().sum::<i64>(), figure("total_minor"), "{moment}");
    }
    let first = &amounts["letters"][0];
    assert_eq!((&first["total_of_letter_minor"], &first["pay_by"]), (&141_137.into(), &"2026-12-03".into()));
}

#[tokio::test]
async fn each_decision_names_the_mail_that_asked_for_it() {
    let evidence = chased_twice().await.evidence().await;
    let [approved] = json(&evidence, "decisions.json").as_array().unwrap().clone().try_into().unwrap();
    assert_eq!((&approved["what"], &approved["by"]), (&"approved".into(), &"creditor_by_link".into()));
    assert_eq!((&approved["batch"], &approved["asked"]["run"]), (&1.into(), &"2026-11-19".into()));
    assert_eq!(approved["asked"]["mailed_at"], json(&evidence, "batches.json")[0]["mailed_at"]);
    let runs: Vec<Value> = json(&evidence, "runs.json").as_array().unwrap().clone();
    let days: Vec<&str> = runs.iter().filter_map(|run| run["run"].as_str()).collect();
    assert_eq!(days, ["2026-11-19", "2026-11-23", "2026-12-04"], "of the mail, and of both letters");
}

#[tokio::test]
async fn nothing_in_it_opens_anything() {
    let office = chased_twice().await;
    let evidence = office.evidence().await;
    for (name, bytes) in &evidence.files {
        let told = String::from_utf8_lossy(bytes);
        assert!(!told.contains("rykker.example") && !told.contains(crate::office::KEY), "{name}");
    }
}

#[tokio::test]
async fn a_byte_that_was_changed_is_found_in_whatever_file_it_is() {
    let evidence = chased_twice().await.evidence().await;
    for name in evidence.files.keys().filter(|name| *name != MANIFEST) {
        let mut files = evidence.files.clone();
        let bytes = files.get_mut(name).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        let differences = prove(&files).unwrap().differences;
        assert!(differences.iter().any(|found| found.file == *name), "{name}: {differences:?}");
        assert!(differences.iter().all(|found| found.file.split('.').next() == name.split('.').next()));
    }
    let mut files = evidence.files.clone();
    let listed = text(&evidence, MANIFEST).replace(&evidence.manifest.files[0].sha256, &"0".repeat(64));
    files.insert(MANIFEST.into(), listed.into_bytes());
    let found = prove(&files).unwrap().differences;
    assert!(found.iter().any(|found| found.what == DifferenceKind::SumIsWrong), "{found:?}");
}

#[tokio::test]
async fn a_letter_that_was_exchanged_with_its_hash_in_the_list_is_found_by_its_own_hash() {
    let office = chased_twice().await;
    let id = office.case(1).await.dunning.letters[0].id.clone();
    let file = office.store.memory.letter(&id).await.unwrap().unwrap();
    let key = DocumentKey::letter(&office.tenant, &file.sha256);
    office.documents.keep(&key, "application/pdf", b"%PDF-1.7 another".to_vec()).await.unwrap();
    let evidence = office.evidence().await;
    let [flaw] = &evidence.manifest.flaws[..] else { panic!("{:?}", evidence.manifest.flaws) };
    assert_eq!(
        (flaw.file.as_str(), flaw.letter.as_ref(), flaw.what),
        (FIRST_PDF, Some(&id), FlawKind::PdfNotAsSent)
    );
    let [found] = &prove(&evidence.files).unwrap().differences[..] else { panic!("one difference") };
    assert_eq!((found.file.as_str(), found.what), (FIRST_PDF, DifferenceKind::NotAsSent));
}

#[tokio::test]
async fn a_letter_that_is_not_kept_is_said_and_the_rest_is_there() {
    let office = chased_twice().await;
    let evidence = office.evidence_on(17, &MemoryDocuments::default()).await;
    let flaws: Vec<_> = evidence.manifest.flaws.iter().map(|flaw| (flaw.file.as_str(), flaw.what)).collect();
    assert_eq!(flaws, [(FIRST_PDF, FlawKind::PdfNotKept), (SECOND_PDF, FlawKind::PdfNotKept)]);
    let found = prove(&evidence.files).unwrap().differences;
    let found: Vec<_> = found.iter().map(|found| (found.file.as_str(), found.what)).collect();
    assert_eq!(found, [(FIRST_PDF, DifferenceKind::Missing), (SECOND_PDF, DifferenceKind::Missing)]);
    assert!(text(&evidence, "amounts.txt").contains("1411.37 DKK"), "its figures are");
}

#[tokio::test]
async fn what_is_left_out_or_put_in_is_found() {
    let evidence = chased_twice().await.evidence().await;
    let mut files = evidence.files.clone();
    files.remove("timeline.json");
    files.insert("letters/03-reminder-2026-12-15.pdf".into(), b"%PDF".to_vec());
    let found = prove(&files).unwrap().differences;
    let found: Vec<_> = found.iter().map(|found| (found.file.as_str(), found.what)).collect();
    let expected = [
        ("letters/03-reminder-2026-12-15.pdf", DifferenceKind::Extra),
        ("timeline.json", DifferenceKind::Missing),
    ];
    assert_eq!(found, expected);
    files.remove(MANIFEST);
    assert!(prove(&files).is_err());
}

#[tokio::test]
async fn nothing_is_said_of_a_case_that_does_not_exist_or_while_the_documents_do_not_answer() {
    let office = chased().await;
    let nobody: CaseId = format!("{}-aaaaaaaaaaaaaaaa", office.tenant).parse().unwrap();
    let unknown = case_evidence(&office.store, &office.documents, &nobody, morning(2)).await;
    assert!(matches!(unknown, Err(EvidenceError::NoSuchCase(id)) if id == nobody));
    let office = chased_twice().await;
    office.documents.set_down(true);
    let down = case_evidence(&office.store, &office.documents, &office.case_id(1), morning(17)).await;
    assert!(matches!(down, Err(EvidenceError::Documents(_))));
}
