//! What the tenant's books say of a payment: what stands against booking it, and what trace it left.

use accounting::booking::{InvoiceLedger, Posting};
use domain::ReceivedPayment;
use domain::received_payment::{NotWanted, Review, Trace};

/// Why a payment is not sent to the books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Objection {
    /// It holds for every payment of the tenant.
    Tenant(NotWanted),
    Payment(Review),
}

/// The invoice's postings before anything is sent, or why nothing may be sent (Tripletex API 2.0, postings of an invoice).
pub(super) fn before(
    payment: &ReceivedPayment,
    ledger: Option<&InvoiceLedger>,
) -> Result<Vec<String>, Objection> {
    let Some(ledger) = ledger else { return Err(Objection::Payment(Review::InvoiceGone)) };
    let Some(postings) = &ledger.postings else { return Err(Objection::Tenant(NotWanted::PostingsHidden)) };
    let outstanding = ledger.outstanding;
    if outstanding.currency != payment.counted.currency {
        return Err(Objection::Payment(Review::OtherCurrency));
    }
    if ledger.is_credited {
        return Err(Objection::Payment(Review::InvoiceCredited));
    }
    if outstanding.minor < payment.counted.minor {
        return Err(Objection::Payment(Review::LessIsOwed { outstanding }));
    }
    Ok(postings.iter().map(|posting| posting.id.clone()).collect())
}

/// What is new since `before`. `None` when the books do not show postings any more: that says nothing.
pub(super) fn trace(
    payment: &ReceivedPayment,
    before: &[String],
    ledger: Option<&InvoiceLedger>,
) -> Option<Trace> {
    let postings = ledger?.postings.as_ref()?;
    let new: Vec<&Posting> = postings.iter().filter(|posting| !before.contains(&posting.id)).collect();
    Some(match new.as_slice() {
        [] => Trace::None,
        [posting] if is_it(payment, posting) => {
            Trace::Booked { posting: posting.id.clone(), voucher: posting.voucher.clone() }
        }
        several => Trace::NotClear { new: several.len() },
    })
}

fn is_it(payment: &ReceivedPayment, posting: &Posting) -> bool {
    let amount = payment.counted.with_minor(-payment.counted.minor);
    posting.amount == amount && posting.date == payment.date
}
