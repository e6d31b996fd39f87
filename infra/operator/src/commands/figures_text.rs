//! A case's figures for people: tables that can be added up by hand.

use domain::statutes::{Minor, Missing};
use domain::{CollectionCase, Currency, Money};

use super::figures::{Figures, Next};
use super::tenant::word;
use crate::output::table;

/// The tables of what is owed, or why it cannot be said.
pub fn figures(case: &CollectionCase, figures: &Result<Figures, Missing>) -> String {
    let figures = match figures {
        Ok(figures) => figures,
        Err(missing) => return format!("what is owed cannot be said: {missing}"),
    };
    let amount = |minor| money(minor, case.principal.currency);
    let moves = figures.moves.iter().map(|moved| {
        vec![moved.on.to_string(), word(&moved.what), money(moved.minor.into(), case.principal.currency)]
    });
    let interest = figures.interest.iter().map(|span| {
        vec![
            span.from.to_string(),
            span.to.to_string(),
            span.days.to_string(),
            format!("{} %", span.rate),
            amount(span.balance_minor),
            amount(span.amount_minor),
            span.source.clone(),
        ]
    });
    let charges = figures.charges.iter().map(|charge| {
        let letter = charge.letter_kind.map_or("–".into(), |kind| word(&kind));
        let id = charge.letter.as_ref().map_or("–".into(), ToString::to_string);
        vec![
            charge.on.to_string(),
            charge.what.to_owned(),
            amount(charge.minor),
            letter,
            id,
            charge.source.clone(),
        ]
    });
    let sums = [
        ("principal", figures.principal_minor),
        ("+ interest", figures.interest_minor),
        ("+ fees, compensation and hand-over fee", figures.costs_minor),
        ("= owed", figures.total_minor),
        ("paid too much", figures.overpaid_minor),
    ];
    let sums = sums.map(|(label, minor)| vec![label.to_owned(), amount(minor)]);
    let owed = format!("owed at the end of {}", figures.on);
    [
        ("payments and credits", table(&["on", "what", "amount"], moves)),
        (
            "interest",
            table(&["from", "to", "days", "rate", "of", "interest, rounded by itself", "source"], interest),
        ),
        ("charges", table(&["on", "what", "amount", "asked for by", "letter", "source"], charges)),
        (owed.as_str(), table(&["", "amount"], sums)),
    ]
    .map(|(title, table)| format!("{title}\n{table}"))
    .join("\n\n")
}

pub fn next(next: &Next) -> String {
    let line = match next {
        Next::Nothing { why } => return format!("next: nothing, {why}"),
        Next::Step(line) => line,
    };
    let step = word(&line.step);
    let (Some(on), Some(total)) = (line.on, line.amounts.total_minor) else {
        return format!("next: no {step}: {}", line.why.as_deref().unwrap_or_default());
    };
    let if_approved = if line.if_approved { ", if it is approved today" } else { "" };
    let pay_by = line.pay_by.map(|by| format!(", to be paid by {by}")).unwrap_or_default();
    let total = money(total, line.currency);
    format!("next: {step} on {on}{if_approved}; then {total} is owed{pay_by}")
}

fn money(minor: Minor, currency: Currency) -> String {
    Money::new(i64::try_from(minor).unwrap_or(i64::MAX), currency).to_string()
}

#[cfg(test)]
mod tests {
    use domain::case::{CaseStatus, LetterStanding, MoneyMove, MovedMoney, PauseReason};
    use domain::dunning::{Asked, LetterKind};
    use domain::ids::LetterId;
    use jiff::civil::{Date, date};

    use super::*;
    use crate::commands::bed::{approved, case, noon, tenant};
    use crate::commands::figures::{self, refusal};

    /// A reminder with fee and compensation, a part payment, and a second reminder in the new year's half.
    fn chased() -> CollectionCase {
        let mut case = approved(case(1042, "Jensen ApS"));
        let letter = |step: u8, on: Date, pay_by: Date, compensation: bool| domain::case::CaseLetter {
            id: LetterId::of(&case.tenant, &[&step.to_string()]),
            kind: LetterKind::Reminder,
            step,
            on,
            pay_by,
            asked: Asked { fee: true, compensation },
            fee_elsewhere: false,
            standing: LetterStanding::Sent,
        };
        case.dunning.letters = vec![
            letter(0, date(2026, 12, 1), date(2026, 12, 11), true),
            letter(1, date(2026, 12, 15), date(2026, 12, 28), false),
        ];
        let what = MovedMoney::Paid;
        case.dunning.moves = vec![MoneyMove { on: date(2026, 12, 8), what, minor: 400_000 }];
        case.status = CaseStatus::Reminding;
        case
    }

    fn told(case: &CollectionCase, today: Date) -> String {
        let (tenant, figures) = (tenant(), figures::of(&tenant(), case, today));
        format!("{}\n\n{}", super::figures(case, &figures), next(&figures::next(&tenant, case, noon(today))))
    }

    #[test]
    fn every_figure_says_what_it_rests_on() {
        insta::assert_snapshot!(told(&chased(), date(2026, 12, 20)));
    }

    #[test]
    fn programs_read_the_same_figures_and_what_comes_next() {
        let case = chased();
        let figures = figures::of(&tenant(), &case, date(2026, 12, 20)).unwrap();
        let next = figures::next(&tenant(), &case, noon(date(2026, 12, 20)));
        assert_eq!(
            figures.total_minor,
            figures.principal_minor + figures.interest_minor + figures.costs_minor
        );
        insta::assert_snapshot!(serde_json::to_string_pretty(&(figures, next)).unwrap());
    }

    #[test]
    fn a_day_whose_law_is_not_known_has_no_figures() {
        let told = told(&chased(), date(2090, 1, 2));
        assert!(told.starts_with("what is owed cannot be said: no late-interest rate is known"), "{told}");
        let missing = figures::of(&tenant(), &chased(), date(2090, 1, 2)).unwrap_err();
        assert_eq!(refusal(&missing), "rate_missing");
    }

    #[test]
    fn what_comes_next_says_why_nothing_does() {
        let today = date(2026, 12, 1);
        let next = |case: &CollectionCase| super::next(&figures::next(&tenant(), case, noon(today)));
        let waiting = case(1042, "Jensen ApS");
        assert_eq!(
            next(&waiting),
            "next: reminder on 2026-12-02, if it is approved today; then 10434.66 DKK is owed, to be paid by 2026-12-14"
        );
        let reason = PauseReason::Repayment;
        let resting =
            CollectionCase { status: CaseStatus::Paused { reason, until: None }, ..waiting.clone() };
        assert_eq!(next(&resting), "next: nothing, the case rests");
        let unclear = CollectionCase { unclear: true, ..waiting.clone() };
        assert_eq!(next(&unclear), "next: nothing, its last reading could not be taken for real");
        let mut paid = approved(waiting);
        let what = MovedMoney::Paid;
        paid.dunning.moves = vec![MoneyMove { on: today, what, minor: 1_000_000 }];
        assert!(next(&paid).starts_with("next: no reminder: the principal is paid"), "{}", next(&paid));
    }
}
