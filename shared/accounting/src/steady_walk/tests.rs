use std::collections::VecDeque;
use std::sync::Mutex;

use domain::source_invoice::{ChangeMark, DocumentKind, InvoiceOutline, InvoiceState};

use super::*;

/// Answers from a script, whatever page is asked for, and remembers which were.
struct Script {
    answers: Mutex<VecDeque<Page>>,
    asked: Mutex<Vec<u32>>,
}

#[async_trait]
impl Pages for &Script {
    fn system(&self) -> &'static str {
        "billy"
    }

    async fn page(&self, index: u32) -> Result<Page, AccountingError> {
        self.asked.lock().unwrap().push(index);
        let unreachable =
            AccountingError::Unreachable { system: "billy", detail: "the script is over".into() };
        self.answers.lock().unwrap().pop_front().ok_or(unreachable)
    }
}

fn page(ids: &str, is_last: bool, total: Option<u64>) -> Page {
    let row = |id: char| {
        Listed::Outline(InvoiceOutline {
            id: InvoiceId::parse(&id.to_string()).unwrap(),
            number: String::new(),
            kind: DocumentKind::Invoice,
            state: InvoiceState::Approved,
            due_date: None,
            mark: ChangeMark::of(&[]),
        })
    };
    Page { rows: ids.chars().map(row).collect(), is_last, total }
}

fn script(pages: Vec<Page>) -> Script {
    Script { answers: Mutex::new(pages.into()), asked: Mutex::default() }
}

/// The ids in the order they were handed out, and how the walk ended.
async fn walked(script: &Script) -> (String, Result<(), AccountingError>) {
    let mut walk = SteadyWalk::new(script);
    let mut ids = String::new();
    loop {
        match walk.next_page().await {
            Ok(Some(rows)) => ids.extend(rows.iter().map(|row| match row {
                Listed::Outline(outline) => outline.id.to_string(),
                _ => "?".to_owned(),
            })),
            Ok(None) => return (ids, Ok(())),
            Err(error) => return (ids, Err(error)),
        }
    }
}

#[tokio::test]
async fn a_steady_list_is_walked_once() {
    let script = script(vec![page("abc", false, Some(5)), page("de", true, Some(5))]);
    assert_eq!(walked(&script).await, ("abcde".into(), Ok(())));
    assert_eq!(*script.asked.lock().unwrap(), [0, 1]);
}

#[tokio::test]
async fn an_empty_list_ends_at_once() {
    assert_eq!(walked(&script(vec![page("", true, Some(0))])).await, (String::new(), Ok(())));
    assert_eq!(walked(&script(vec![page("", true, None)])).await, (String::new(), Ok(())));
}

#[tokio::test]
async fn an_empty_list_that_counts_rows_is_not_believed() {
    let script = script(vec![page("", true, Some(7)), page("", true, Some(7)), page("", true, Some(7))]);
    assert_eq!(walked(&script).await.1, Err(AccountingError::Unsteady { system: "billy" }));
}

#[tokio::test]
async fn a_row_paid_in_mid_walk_makes_it_start_over_and_hand_out_only_what_is_new() {
    let script = script(vec![
        page("abc", false, Some(6)),
        // b was paid: d moved to the page already read.
        page("ef", true, Some(5)),
        page("acd", false, Some(5)),
        page("ef", true, Some(5)),
    ]);
    assert_eq!(walked(&script).await, ("abcefd".into(), Ok(())));
}

#[tokio::test]
async fn rows_that_repeat_and_vanish_between_pages_are_noticed_by_the_count() {
    let script = script(vec![
        page("abc", false, Some(5)),
        page("cb", true, Some(5)),
        page("abc", false, Some(5)),
        page("de", true, Some(5)),
    ]);
    assert_eq!(walked(&script).await, ("abcde".into(), Ok(())));
}

#[tokio::test]
async fn a_list_that_never_stands_still_is_unsteady() {
    let pages = (0..6).map(|nth| page(if nth % 2 == 0 { "abc" } else { "de" }, nth % 2 == 1, Some(9 - nth)));
    let (ids, end) = walked(&script(pages.collect())).await;
    assert_eq!((ids.as_str(), end), ("abcde", Err(AccountingError::Unsteady { system: "billy" })));
}

#[tokio::test]
async fn without_a_count_several_pages_are_walked_until_nothing_is_new() {
    let script = script(vec![
        page("abc", false, None),
        // a was paid: d is missed.
        page("ef", true, None),
        page("bcd", false, None),
        page("ef", true, None),
        page("bcd", false, None),
        page("ef", true, None),
    ]);
    assert_eq!(walked(&script).await, ("abcefd".into(), Ok(())));
    assert_eq!(*script.asked.lock().unwrap(), [0, 1, 0, 1, 0, 1]);
}

#[tokio::test]
async fn without_a_count_one_page_is_enough() {
    let script = script(vec![page("abc", true, None)]);
    assert_eq!(walked(&script).await, ("abc".into(), Ok(())));
    assert_eq!(*script.asked.lock().unwrap(), [0]);
}

#[tokio::test]
async fn a_system_that_ignores_the_page_number_is_not_walked_for_ever() {
    let script = script(vec![page("abc", false, None), page("abc", false, None)]);
    assert!(
        matches!(walked(&script).await.1, Err(AccountingError::NotUnderstood { field, .. }) if field == "page 2")
    );
}

#[tokio::test]
async fn a_failed_page_fails_the_walk_and_is_never_its_end() {
    let (ids, end) = walked(&script(vec![page("abc", false, Some(5))])).await;
    assert_eq!(ids, "abc");
    assert!(matches!(end, Err(AccountingError::Unreachable { .. })));
}

fn unreadable(field: &str) -> Listed {
    Listed::Unreadable(Unreadable {
        id: None,
        number: String::new(),
        field: field.into(),
        problem: "is missing".into(),
    })
}

#[tokio::test]
async fn one_bad_row_is_handed_out_and_a_list_of_nothing_but_bad_rows_is_not_understood() {
    let mut rows = page("ab", true, Some(3));
    rows.rows.push(unreadable("balance"));
    assert_eq!(walked(&script(vec![rows])).await, ("ab?".into(), Ok(())));
    let all = |count: usize| {
        let rows = (0..count).map(|_| unreadable("balance")).collect();
        script(vec![Page { rows, is_last: true, total: None }])
    };
    let end = walked(&all(5)).await.1;
    assert!(matches!(end, Err(AccountingError::NotUnderstood { field, .. }) if field == "balance"));
    assert_eq!(walked(&all(4)).await, ("????".into(), Ok(())), "a small company's bad luck");
}

#[tokio::test]
async fn a_page_of_bad_rows_is_no_alarm_where_another_page_is_good() {
    let rows = (0..5).map(|_| unreadable("balance")).collect();
    let bad = Page { rows, is_last: false, total: Some(7) };
    let script = script(vec![bad, page("ab", true, Some(7))]);
    assert_eq!(walked(&script).await, ("?????ab".into(), Ok(())));
}

#[tokio::test]
async fn a_page_that_does_not_count_is_no_movement() {
    let script = script(vec![page("abc", false, Some(5)), page("de", true, None)]);
    assert_eq!(walked(&script).await, ("abcde".into(), Ok(())));
    assert_eq!(*script.asked.lock().unwrap(), [0, 1]);
}
