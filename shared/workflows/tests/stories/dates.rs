//! The days that letters must know of: holidays, half-years, the new year, and the clocks that change twice a year.

use domain::Decision;
use domain::dunning::LetterFile;
use domain::moment::days_between;
use jiff::civil::{Date, date};
use workflows::decide_case::Chosen;
use workflows::ports::Store;

use crate::books::Shape;
use crate::office::{Office, day, minutes_after, morning};

fn number_of(on: Date) -> i32 {
    days_between(day(0), on)
}

/// On the evening of `until`, with a case due on `due` that was approved the day after.
async fn chased(due: Date, until: Date) -> Office {
    let first = number_of(due);
    let office = Office::settled_on(Shape::Whole, first).await;
    office.books.issue(1, due);
    office.morning(first + 1).await;
    let (case, soon) = (office.case_id(1), minutes_after(morning(first + 1), 60));
    office.press(1, Chosen::One(&case), Decision::Approve, soon).await.unwrap();
    for n in first + 2..=number_of(until) {
        office.whole_day(n).await;
    }
    office
}

/// What was sent and is kept.
async fn files(office: &Office) -> Vec<LetterFile> {
    let mut files = Vec::new();
    for letter in office.case(1).await.dunning.letters {
        files.push(office.store.memory.letter(&letter.id).await.unwrap().unwrap());
    }
    assert_eq!(files.len(), office.letters().len());
    files
}

/// The day of each letter, and its last day to pay.
async fn days(office: &Office) -> Vec<(Date, Date)> {
    files(office).await.iter().map(|file| (file.letter.sent_on, file.letter.pay_by)).collect()
}

#[tokio::test]
async fn a_letter_after_the_half_year_reckons_each_half_with_its_own_rate() {
    let office = chased(date(2026, 6, 22), date(2026, 7, 6)).await;
    let files = files(&office).await;
    let [first, second] = &files[..] else { panic!("{} letters", files.len()) };
    assert_eq!((first.letter.sent_on, first.letter.claims[0].open_interest.minor), (date(2026, 6, 25), 80));
    let claim = &second.letter.claims[0];
    let periods: Vec<_> = claim.interest.iter().map(|period| (period.to, period.days)).collect();
    assert_eq!(periods, [(date(2026, 6, 30), 8), (date(2026, 7, 6), 6)]);
    // 8 days of 9.75 % and 6 of 10.00 % of 1,000.00: 2.1370 and 1.6438, rounded once.
    assert_eq!(claim.open_interest.minor, 378);
    let text = &office.letters()[1].text;
    assert!(text.contains("9,75") && text.contains("10,00"), "{text}");
}

#[tokio::test]
async fn no_letter_leaves_over_easter_and_no_deadline_ends_there() {
    // Easter Sunday is 5 April; banks are closed from Thursday to Monday.
    let office = chased(date(2026, 3, 19), date(2026, 4, 10)).await;
    let expected = [(date(2026, 3, 24), date(2026, 4, 7)), (date(2026, 4, 7), date(2026, 4, 17))];
    assert_eq!(days(&office).await, expected);
}

#[tokio::test]
async fn no_letter_leaves_over_christmas_and_no_deadline_ends_there() {
    let office = chased(date(2026, 12, 10), date(2026, 12, 30)).await;
    let expected = [(date(2026, 12, 15), date(2026, 12, 28)), (date(2026, 12, 28), date(2027, 1, 7))];
    assert_eq!(days(&office).await, expected);
}

#[tokio::test]
async fn in_a_new_year_no_letter_leaves_before_its_rates_are_known() {
    let office = chased(date(2026, 12, 10), date(2027, 1, 15)).await;
    assert_eq!(days(&office).await.last().map(|(on, _)| *on), Some(date(2026, 12, 28)));
}

#[tokio::test]
async fn letters_keep_their_hour_and_their_days_when_the_clocks_change() {
    // Eight in the morning is seven of UTC in winter and six in summer; the day begins at six of UTC.
    let (winter, summer) = (60, 0);
    let changes = [
        (date(2026, 3, 16), [(date(2026, 3, 19), winter), (date(2026, 3, 30), summer)]),
        (date(2026, 10, 12), [(date(2026, 10, 15), summer), (date(2026, 10, 26), winter)]),
    ];
    for (due, letters) in changes {
        for (sent, (on, leaves)) in letters.into_iter().enumerate() {
            let n = number_of(on);
            let office = chased(due, day(n - 1)).await;
            office.run(n).await;
            office.deliver(minutes_after(morning(n), leaves - 1)).await;
            assert_eq!(office.letters().len(), sent, "{on}: a minute before eight");
            office.deliver(minutes_after(morning(n), leaves)).await;
            assert_eq!(office.letters().len(), sent + 1, "{on}: at eight");
        }
    }
}
