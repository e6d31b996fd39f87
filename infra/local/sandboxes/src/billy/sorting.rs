//! The order of the invoice list. Without `sortProperty` there is none: public clients saw rows repeat
//! and vanish between pages.

use std::cmp::Ordering;

use super::Billy;
use super::errors::Refusal;
use super::row::shown_due;
use crate::books::{Invoice, Ledger};
use crate::query::Query;

type Compare = fn(&Ledger<Billy>, &Invoice, &Invoice) -> Ordering;

const PROPERTIES: [(&str, Compare); 11] = [
    ("entryDate", |_, a, b| a.issued.cmp(&b.issued)),
    ("dueDate", |_, a, b| shown_due(a).cmp(&shown_due(b))),
    ("createdTime", |_, a, b| a.created.cmp(&b.created)),
    ("invoiceNo", |_, a, b| a.number.cmp(&b.number)),
    ("lineDescription", |_, a, b| a.description.cmp(&b.description)),
    ("amount", |_, a, b| a.net.cmp(&b.net)),
    ("grossAmount", |_, a, b| a.gross().cmp(&b.gross())),
    ("balance", |_, a, b| a.owed().cmp(&b.owed())),
    ("contact.name", |ledger, a, b| ledger.contact_of(a).debtor.name.cmp(&ledger.contact_of(b).debtor.name)),
    ("approvedTime", |_, a, b| a.created.cmp(&b.created)),
    ("orderNo", |_, _, _| Ordering::Equal),
];

/// Puts rows (indexes of invoices) in the order asked for.
pub fn sort(query: &Query, ledger: &Ledger<Billy>, rows: &mut [usize]) -> Result<(), Refusal> {
    let Some(wanted) = query.get("sortProperty") else {
        if ledger.switches.shuffle_unsorted {
            fastrand::shuffle(rows);
        }
        return Ok(());
    };
    let property = PROPERTIES.iter().find(|(name, _)| *name == wanted);
    let (_, compare) = property.ok_or_else(|| Refusal::BadFilter("sortProperty".to_owned()))?;
    let descending = match query.get("sortDirection") {
        None | Some("ASC") => false,
        Some("DESC") => true,
        Some(_) => return Err(Refusal::BadFilter("sortDirection".to_owned())),
    };
    // Rows come in the order they were added, mostly their order already: a stable sort then only
    // looks once at each.
    rows.sort_by(|a, b| {
        let order = compare(ledger, &ledger.invoices[*a], &ledger.invoices[*b]);
        if descending { order.reverse() } else { order }
    });
    Ok(())
}
