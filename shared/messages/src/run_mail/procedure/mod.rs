//! What the mail tells of the end of the procedure: what is confirmed, small rests, charges, and the agency.

mod da;
mod en;
mod nb;

use domain::news::HandoverHold;
use domain::{Language, Tiding};

use super::RunMail;
use crate::agency_words;
use crate::format::{Locale, Name};
use crate::letter::Block;

pub(super) struct Words {
    pub unconfirmed: &'static str,
    pub rest_is_small: &'static str,
    pub overpaid: fn(amount: &str) -> String,
    pub charges_pursued: fn(amount: &str) -> String,
    pub charges_borne: fn(amount: &str) -> String,
    pub charges_paid: fn(amount: &str) -> String,
    pub charges_given_up: fn(amount: &str) -> String,
    pub handover_due: &'static str,
    pub handed_over: &'static str,
    pub handover_rejected: fn(reasons: &str) -> String,
    pub agency_key_refused: &'static str,
    pub handover_held: fn(why: HandoverHold) -> &'static str,
    pub agency_status: fn(status: &str) -> String,
    pub closed_by_agency: &'static str,

    /// Titles of what is asked, each with its explanation.
    pub ask_confirmation: (&'static str, &'static str),
    pub ask_small_rest: (&'static str, &'static str),
    pub ask_handover: (&'static str, fn(agency: &str) -> String),
    /// Behind [`Self::ask_handover`] where no agency is chosen.
    pub no_agency: &'static str,
    pub ask_after_refusal: (&'static str, &'static str),
    pub about_charges: (&'static str, &'static str),
    pub about_overpayment: (&'static str, &'static str),
}

impl Words {
    fn of(language: Language) -> &'static Words {
        match language {
            Language::Danish => &da::WORDS,
            Language::Norwegian => &nb::WORDS,
            Language::English => &en::WORDS,
        }
    }
}

/// One line of a case's row; `None` for what is no matter of these.
pub(super) fn told(tiding: &Tiding, language: Language) -> Option<String> {
    let (words, locale) = (Words::of(language), Locale::of(language));
    let money = |write: fn(&str) -> String, amount: &domain::Money| write(&locale.money(*amount));
    Some(match tiding {
        Tiding::Unconfirmed => words.unconfirmed.to_owned(),
        Tiding::RestIsSmall => words.rest_is_small.to_owned(),
        Tiding::Overpaid { amount } => money(words.overpaid, amount),
        Tiding::ChargesPursued { amount } => money(words.charges_pursued, amount),
        Tiding::ChargesBorne { amount } => money(words.charges_borne, amount),
        Tiding::ChargesPaid { amount } => money(words.charges_paid, amount),
        Tiding::ChargesGivenUp { amount } => money(words.charges_given_up, amount),
        Tiding::HandoverDue => words.handover_due.to_owned(),
        Tiding::HandedOver => words.handed_over.to_owned(),
        Tiding::HandoverRejected { reasons } => {
            (words.handover_rejected)(&Name::excerpt(&reasons.join(" ")).isolated())
        }
        Tiding::AgencyKeyRefused => words.agency_key_refused.to_owned(),
        Tiding::HandoverHeld { why } => (words.handover_held)(*why).to_owned(),
        Tiding::AgencyStatus { status } => (words.agency_status)(&agency_words::status(language, status)),
        Tiding::ClosedByAgency => words.closed_by_agency.to_owned(),
        _ => return None,
    })
}

/// What the tenant is asked or may stop, each explained once.
pub(super) fn callouts(mail: &RunMail) -> Vec<Block> {
    let words = Words::of(mail.language);
    let handover = match mail.agency {
        Some(agency) => (words.ask_handover.1)(&Name::new(agency).isolated()),
        None => format!("{} {}", (words.ask_handover.1)(""), words.no_agency),
    };
    let plain = |(title, text): (&'static str, &'static str)| (title, text.to_owned());
    type Asks = fn(&Tiding) -> bool;
    let rows: [(Asks, (&'static str, String)); 6] = [
        (|tiding| matches!(tiding, Tiding::Unconfirmed), plain(words.ask_confirmation)),
        (|tiding| matches!(tiding, Tiding::RestIsSmall), plain(words.ask_small_rest)),
        (|tiding| matches!(tiding, Tiding::HandoverDue), (words.ask_handover.0, handover)),
        (is_refusal, plain(words.ask_after_refusal)),
        (|tiding| matches!(tiding, Tiding::ChargesPursued { .. }), plain(words.about_charges)),
        (|tiding| matches!(tiding, Tiding::Overpaid { .. }), plain(words.about_overpayment)),
    ];
    let tidings = || mail.news.iter().flat_map(|news| &news.tidings);
    rows.into_iter()
        .filter(|(asks, _)| tidings().any(asks))
        .map(|(_, (title, text))| Block::Callout { title: title.to_owned(), text })
        .collect()
}

fn is_refusal(tiding: &Tiding) -> bool {
    matches!(tiding, Tiding::HandoverRejected { .. } | Tiding::AgencyKeyRefused | Tiding::HandoverHeld { .. })
}
