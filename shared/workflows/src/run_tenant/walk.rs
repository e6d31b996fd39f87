//! The walk over the list of overdue invoices, page by page.

use accounting::{AccountingSystem, Listed, Unreadable};
use domain::case::open;
use domain::eligibility::{Requirements, judge_outline};
use domain::ids::InvoiceId;
use domain::source_invoice::{InvoiceOutline, UnlinkedCredit};
use domain::{ChangeMark, ReasonCode, SourceInvoice};
use jiff::civil::Date;

use super::followed::{Entry, Followed};
use super::newcomers::Newcomers;
use super::tally::Tally;
use super::{Run, Stop, window};
use crate::ports::KnownState;

/// What the list did not tell whole: to be read one by one.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    /// Followed cases that changed, or may have, with the mark that the list shows.
    pub changed: Vec<(InvoiceId, ChangeMark)>,
    /// Invoices that look eligible, and are told only in outline.
    pub newcomers: Vec<(InvoiceId, ChangeMark)>,
    /// Cases that look unchanged in an outline that does not tell what is owed, and those that rest and are not listed.
    pub unsure: Vec<InvoiceId>,
    /// Credit notes that name no invoice.
    pub credits: Vec<UnlinkedCredit>,
}

/// What a listed row means for a case that is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Unchanged,
    ReadAgain,
    Skip(ReasonCode),
}

fn meaning(entry: &Entry, mark: ChangeMark, due: Option<Date>, today: Date) -> Meaning {
    let overdue = due.is_some_and(|due| due < today);
    match entry.known.state {
        // What a reading would show of it is not known before the booking is settled.
        _ if entry.known.booking_in_flight => Meaning::Unchanged,
        KnownState::Declined => Meaning::Skip(ReasonCode::AlreadyACase),
        KnownState::Paused if overdue => Meaning::ReadAgain,
        // Its mark may be that of the row whose reading failed: it says nothing of what was taken.
        _ if entry.known.unclear || entry.known.mark != mark => Meaning::ReadAgain,
        KnownState::Closed => Meaning::Skip(ReasonCode::AlreadyACase),
        _ => Meaning::Unchanged,
    }
}

pub(super) async fn over_the_list(
    run: &Run<'_>,
    source: &dyn AccountingSystem,
    followed: &mut Followed,
    tally: &mut Tally,
) -> Result<Wanted, Stop> {
    let rules = followed.tenant.requirements();
    let mut wanted = Wanted::default();
    let mut newcomers = Newcomers::new(&followed.tenant);
    let mut walk = source.overdue(window(&followed.tenant, run.now));
    while let Some(page) = walk.next_page().await.map_err(Stop::Source)? {
        for listed in page {
            tally.report.read += 1;
            match listed {
                Listed::Whole(invoice) => {
                    whole(run, *invoice, followed, &rules, &mut newcomers, &mut wanted, tally);
                }
                Listed::Outline(outline) => in_outline(run, outline, followed, &rules, &mut wanted, tally),
                Listed::Credit(credit) => {
                    tally.report.skip(Some(&credit.id), &credit.number, ReasonCode::CreditNote);
                    wanted.credits.push(credit);
                }
                Listed::Unreadable(row) => unreadable(run, row, followed, &mut wanted, tally),
            }
            newcomers.write_full(run, tally).await?;
        }
    }
    newcomers.write_rest(run, tally).await?;
    tally.report.read += followed.read_earlier();
    Ok(wanted)
}

fn whole(
    run: &Run<'_>,
    invoice: SourceInvoice,
    followed: &mut Followed,
    rules: &Requirements,
    newcomers: &mut Newcomers,
    wanted: &mut Wanted,
    tally: &mut Tally,
) {
    if let Some(entry) = followed.cases.get_mut(&invoice.id) {
        entry.seen = true;
        match meaning(entry, invoice.mark, invoice.due_date, run.now.today) {
            Meaning::Unchanged => {}
            Meaning::ReadAgain => wanted.changed.push((invoice.id, invoice.mark)),
            Meaning::Skip(code) => tally.report.skip(Some(&invoice.id), &invoice.number, code),
        }
        return;
    }
    let tenant = &followed.tenant;
    match open(&tenant.id, &tenant.system, &invoice, rules, tenant.open_batch, run.now) {
        Ok(step) => newcomers.add(step, invoice),
        Err(_) if followed.was_closed_earlier(&invoice.id) => {}
        Err(code) => tally.report.skip(Some(&invoice.id), &invoice.number, code),
    }
}

fn in_outline(
    run: &Run<'_>,
    outline: InvoiceOutline,
    followed: &mut Followed,
    rules: &Requirements,
    wanted: &mut Wanted,
    tally: &mut Tally,
) {
    if let Some(entry) = followed.cases.get_mut(&outline.id) {
        entry.seen = true;
        match meaning(entry, outline.mark, outline.due_date, run.now.today) {
            Meaning::Unchanged if run.marks_tell_payments || entry.known.booking_in_flight => {}
            Meaning::Unchanged => wanted.unsure.push(outline.id),
            Meaning::ReadAgain => wanted.changed.push((outline.id, outline.mark)),
            Meaning::Skip(code) => tally.report.skip(Some(&outline.id), &outline.number, code),
        }
        return;
    }
    match judge_outline(&outline, rules, run.now.today) {
        Ok(()) => wanted.newcomers.push((outline.id, outline.mark)),
        Err(_) if followed.was_closed_earlier(&outline.id) => {}
        Err(code) => tally.report.skip(Some(&outline.id), &outline.number, code),
    }
}

/// A followed case whose row cannot be read is not judged as paid; a single reading may tell more.
fn unreadable(
    run: &Run<'_>,
    row: Unreadable,
    followed: &mut Followed,
    wanted: &mut Wanted,
    tally: &mut Tally,
) {
    tracing::warn!(
        tenant = %followed.tenant.id, run = %run.run, invoice = row.id.as_ref().map(InvoiceId::as_str),
        field = %row.field, problem = %row.problem, "a row cannot be read"
    );
    if let Some(entry) = row.id.as_ref().and_then(|id| followed.cases.get_mut(id)) {
        entry.seen = true;
        wanted.changed.push((entry.known.invoice.clone(), entry.known.mark));
        return;
    }
    tally.report.skip(row.id.as_ref(), &row.number, ReasonCode::Unreadable);
}
