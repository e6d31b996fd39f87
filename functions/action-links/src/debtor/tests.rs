use async_trait::async_trait;
use domain::dunning::LetterFile;
use domain::ids::{LetterId, TenantId};
use domain::{CaseStatus, CollectionCase};
use workflows::memory::MemoryStore;
use workflows::ports::{LinkClaims, Write};
use workflows::store_contract::fixtures::{added, case, now, put_case, write};
use workflows::store_contract::letter;

use super::*;

/// Takes the letter's own id for its token.
struct OpenLinks {
    is_expired: bool,
}

#[async_trait]
impl Links for OpenLinks {
    async fn address(&self, _: &LinkClaims) -> Result<String, LinkError> {
        panic!("no link is made for an answer")
    }

    async fn verify(&self, _: &str, _: Timestamp) -> Result<LinkClaims, LinkError> {
        panic!("a debtor's token is none of the tenant's")
    }

    async fn letter_address(&self, _: &LetterLinkClaims) -> Result<String, LinkError<LetterLinkClaims>> {
        panic!("no link is made for an answer")
    }

    async fn verify_letter(
        &self,
        token: &str,
        expires: Timestamp,
    ) -> Result<LetterLinkClaims, LinkError<LetterLinkClaims>> {
        let letter: LetterId = token.parse().map_err(|_| LinkError::Forged)?;
        let claims = LetterLinkClaims { letter, expires };
        if self.is_expired { Err(LinkError::Expired(claims)) } else { Ok(claims) }
    }
}

const LINKS: OpenLinks = OpenLinks { is_expired: false };

struct Door {
    store: MemoryStore,
    letter: LetterFile,
    case: CollectionCase,
}

impl Door {
    async fn open() -> Self {
        let store = MemoryStore::default();
        let tenant = added(&store, 0).await;
        let (letter, case) = (letter(&tenant, 1), case(&tenant, 1));
        write(&store, [Write::PutLetter(Box::new(letter.clone())), put_case(&case)]).await;
        Self { store, letter, case }
    }

    async fn answers(&self, form: AnswerForm) -> (u16, String) {
        let pages = DebtorPages { store: &self.store, links: &LINKS };
        seen(pages.answer(self.letter.id.as_str(), Ok(form), now()).await)
    }

    async fn looks(&self) -> (u16, String) {
        let pages = DebtorPages { store: &self.store, links: &LINKS };
        seen(pages.show(self.letter.id.as_str(), now()).await)
    }

    async fn case(&self) -> CollectionCase {
        self.store.cases(std::slice::from_ref(&self.case.id)).await.unwrap().remove(0)
    }
}

fn seen(answer: Answer) -> (u16, String) {
    let shown = serde_json::to_value(&answer).unwrap();
    (answer.status(), shown["body"].as_str().unwrap().to_owned())
}

fn objects(reason: &str) -> AnswerForm {
    AnswerForm { answer: Some(OBJECT.into()), reason: Some(reason.into()), ..AnswerForm::default() }
}

fn paid(on: &str) -> AnswerForm {
    AnswerForm { answer: Some(PAID.into()), paid_on: Some(on.into()), ..AnswerForm::default() }
}

#[tokio::test]
async fn to_look_changes_nothing() {
    let door = Door::open().await;
    let (status, body) = door.looks().await;
    assert_eq!(status, 200);
    assert!(body.contains("I alt at betale") && body.contains("1.252,74"), "{body}");
    assert_eq!(door.case().await, door.case);
}

#[tokio::test]
async fn an_objection_is_taken_once_and_shown() {
    let door = Door::open().await;
    let (status, body) = door.answers(objects("Varen <b>kom</b> aldrig.")).await;
    assert_eq!(status, 200, "{body}");
    assert!(body.contains("Tak. Din indsigelse er modtaget"), "{body}");
    let case = door.case().await;
    assert_eq!(case.status, CaseStatus::Disputed);
    assert_eq!(door.answers(objects("Igen.")).await.0, 200);
    assert_eq!(door.case().await, case, "twice is once");
}

#[tokio::test]
async fn what_is_left_out_is_said_and_changes_nothing() {
    let door = Door::open().await;
    let unfit = [
        (objects(" \r\n "), "Skriv, hvad du er uenig i."),
        (paid(""), "Angiv den dag, du betalte."),
        (paid("i går"), "Angiv den dag, du betalte."),
        (paid("9999-12-31"), "Angiv den dag, du betalte."),
    ];
    for (form, told) in unfit {
        let (status, body) = door.answers(form).await;
        assert_eq!(status, 400);
        assert!(body.contains(told), "{body}");
    }
    assert_eq!(door.case().await, door.case);
}

#[tokio::test]
async fn a_form_of_nobodys_names_the_field() {
    let door = Door::open().await;
    let wrong = [
        (AnswerForm::default(), "answer"),
        (AnswerForm { answer: Some("pay".into()), ..AnswerForm::default() }, "answer"),
        (AnswerForm { reason: None, ..objects("x") }, "reason"),
        (AnswerForm { paid_on: None, ..paid("x") }, "paid_on"),
    ];
    for (form, field) in wrong {
        let (status, body) = door.answers(form).await;
        assert_eq!(status, 400);
        assert!(body.contains(&format!("Feltet {field} ")), "{body}");
    }
    let pages = DebtorPages { store: &door.store, links: &LINKS };
    let (status, body) = seen(pages.answer(door.letter.id.as_str(), Err(TooLong), now()).await);
    assert_eq!(status, 400);
    assert!(body.contains("Feltet form er for langt."), "{body}");
    assert_eq!(door.case().await, door.case);
}

#[tokio::test]
async fn a_forged_an_expired_and_an_unknown_link_get_their_pages() {
    let door = Door::open().await;
    let show = async |links: &OpenLinks, token: &str| {
        seen(DebtorPages { store: &door.store, links }.show(token, now()).await)
    };
    assert_eq!(show(&LINKS, "forged").await.0, 403);
    let (status, body) = show(&OpenLinks { is_expired: true }, door.letter.id.as_str()).await;
    assert_eq!(status, 410);
    assert!(body.contains("Linket er udløbet") && !body.contains("expired"), "in the letter's language");
    let other = LetterId::of(&TenantId::from_random([9; 8]), &["other"]);
    assert_eq!(show(&LINKS, other.as_str()).await.0, 404);
}
