//! A reading that could not be taken for real: the next one that can be ends the doubt.

use domain::case::LetterStanding;
use domain::dunning::LetterKind;

use crate::books::Shape;
use crate::letters::{FIRST, letters_of, on_the_letters_day};
use crate::office::{Office, day};

#[tokio::test]
async fn a_change_whose_reading_failed_is_taken_when_the_next_one_can_be_read() {
    for shape in [Shape::Whole, Shape::Outline] {
        let office = Office::settled(shape).await;
        office.books.issue(1, day(0));
        office.morning(1).await;
        office.books.pay(1, 40_000);
        office.books.edit(1, |invoice| invoice.debtor.name = "Kunde 1 A/S".into());
        office.books.ledger().garbles_readings = true;
        assert_eq!(office.run(2).await.changed, 0);
        assert!(office.case(1).await.unclear, "{shape:?}");
        office.books.ledger().garbles_readings = false;
        assert_eq!(office.run(3).await.changed, 1, "{shape:?}: its row is the day before's");
        let case = office.case(1).await;
        assert_eq!((case.unclear, case.outstanding.minor), (false, 60_000), "{shape:?}");
    }
}

#[tokio::test]
async fn a_reading_that_failed_and_is_then_the_last_good_one_over_again_ends_the_doubt() {
    for shape in [Shape::Whole, Shape::Outline] {
        let office = Office::settled(shape).await;
        office.books.issue(1, day(0));
        office.morning(1).await;
        office.books.garble(1);
        office.run(2).await;
        assert!(office.case(1).await.unclear, "{shape:?}");
        office.books.clear(1);
        assert_eq!(office.run(3).await.changed, 0, "{shape:?}: nothing to tell");
        assert!(!office.case(1).await.unclear, "{shape:?}");
        office.books.asked();
        office.run(4).await;
        let reads = office.books.asked().reads.len();
        assert_eq!(reads, usize::from(shape == Shape::Outline), "{shape:?}: as unchanged as before");
    }
}

#[tokio::test]
async fn a_letter_whose_invoice_could_not_be_read_once_leaves_the_next_day() {
    let office = on_the_letters_day().await;
    office.books.garble(1);
    office.working_hours(FIRST).await;
    assert_eq!((office.letters().len(), office.case(1).await.unclear), (0, true));
    office.books.clear(1);
    office.whole_day(FIRST + 1).await;
    assert_eq!(letters_of(&office.case(1).await), [(LetterKind::Reminder, 6, LetterStanding::Sent)]);
}
