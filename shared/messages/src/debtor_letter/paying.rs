//! How to pay: the account and the reference, or where they stand.

use super::Paying;
use super::claim::Telling;
use super::words::Facts;
use crate::format::Name;

pub(super) fn paying(telling: &Telling<'_>, facts: &Facts<'_>) -> Paying {
    let words = telling.words;
    Paying {
        heading: words.how_to_pay,
        total: (words.to_pay, facts.total.to_owned()),
        deadline: (words.deadline, facts.pay_by.to_owned()),
        how: how(telling),
    }
}

/// A Danish FIK line names its receiver, too; a Norwegian KID needs the account beside it.
fn how(telling: &Telling<'_>) -> Vec<(&'static str, String)> {
    let (words, letter) = (telling.words, telling.letter);
    let account = letter.creditor.account.as_deref().filter(|account| !account.trim().is_empty());
    let references: Vec<&str> = letter
        .claims
        .iter()
        .filter_map(|claim| claim.payment_reference.as_deref())
        .filter(|reference| !reference.trim().is_empty())
        .collect();
    let names_receiver = letter.country == domain::Country::Denmark;
    let word = match account {
        Some(_) if names_receiver => words.or_fik,
        _ => words.reference(letter.country),
    };
    let mut how = Vec::new();
    match account {
        Some(account) => {
            let account = Name::new(account).isolated();
            // Who pays to the account and not by the line says for what.
            let marked = names_receiver && !references.is_empty();
            how.push((
                words.account,
                if marked { (words.marked)(&account, &numbers(telling)) } else { account },
            ));
        }
        None if references.is_empty() => return vec![(words.how_to_pay, words.as_on_invoice.to_owned())],
        None if names_receiver && references.len() == letter.claims.len() => {}
        None => how.push((words.account, words.as_on_invoice.to_owned())),
    }
    match references.as_slice() {
        [only] if letter.claims.len() == 1 => how.push((word, Name::new(only).isolated())),
        [] => how.push((words.mark, (words.mark_with)(&numbers(telling)))),
        _ => how.push((word, words.reference_at_each_invoice.to_owned())),
    }
    how
}

/// Past a few invoices, the numbers are read in the table.
fn numbers(telling: &Telling<'_>) -> String {
    let mut numbers: Vec<String> = telling
        .letter
        .claims
        .iter()
        .take(super::ONE_BY_ONE)
        .map(|claim| Name::new(&claim.invoice_number).isolated())
        .collect();
    if telling.letter.claims.len() > super::ONE_BY_ONE {
        numbers.push("…".to_owned());
    }
    numbers.join(", ")
}
