//! What becomes of a case when a letter about it leaves, does not leave, or comes back.

use jiff::civil::Date;

use super::CollectionCase;
use super::dunning::{CaseLetter, LetterStanding};
use super::status::{CaseStatus, PauseReason};
use super::timeline::Happening;
use super::transition::{Step, finish, news_of, running};
use crate::ids::{BatchNumber, LetterId};
use crate::moment::Moment;
use crate::news::Tiding;

/// Nothing is to be done before this day: the daily run need not look.
pub(super) fn planned(case: &CollectionCase, on: Date, now: Moment) -> Option<Step> {
    if !case.runs() || case.dunning.rests_until == Some(on) {
        return None;
    }
    let mut next = case.clone();
    next.dunning.rests_until = Some(on);
    next.version += 1;
    Some(finish(next, Happening::Planned { on }, None, now))
}

/// What the debtor's other letters charged counts here, too, and goes on to count when their invoices are paid.
pub(super) fn fees_of_debtor(case: &CollectionCase, days: &[Date], now: Moment) -> Option<Step> {
    let days = case.dunning.unknown_of(days);
    if days.is_empty() {
        return None;
    }
    let mut next = case.clone().knowing_of_fees(&days);
    next.version += 1;
    Some(finish(next, Happening::FeesOfDebtor { days }, None, now))
}

/// The letter is about to be handed to the mail service: from here it counts as sent, for it may leave.
pub(super) fn claimed(case: &CollectionCase, letter: &CaseLetter, now: Moment) -> Option<Step> {
    let known = case.dunning.letters.iter().any(|known| known.id == letter.id && known.standing.counts());
    // The debtor may have said that it has paid since the letter was put together.
    let held = case.dunning.holds_until.is_some_and(|until| letter.on < until);
    if !case.runs() || known || held {
        return None;
    }
    let mut next = case.clone();
    next.dunning.letters.retain(|known| known.id != letter.id);
    next.dunning.letters.push(letter.clone());
    let happening =
        Happening::LetterClaimed { letter: letter.id.clone(), kind: letter.kind, pay_by: letter.pay_by };
    Some(moved_on(next, happening, now))
}

/// What became of the letter. A case that is over keeps its letters, too.
pub(super) fn settled(
    case: &CollectionCase,
    letter: &LetterId,
    standing: LetterStanding,
    now: Moment,
) -> Option<Step> {
    let happening = match standing {
        LetterStanding::Sent => Happening::LetterSent { letter: letter.clone() },
        LetterStanding::NotTaken => Happening::LetterNotTaken { letter: letter.clone() },
        LetterStanding::Sending | LetterStanding::Bounced => return None,
    };
    with_standing(case, letter, standing).map(|next| moved_on(next, happening, now))
}

/// The letter came back, or its reader complained: nothing more goes to that address, and the tenant is asked for another.
/// The fee and the deadline of a letter that came back are void; one that was complained about arrived.
pub(super) fn address_lost(
    case: &CollectionCase,
    lost: &AddressLoss,
    open_batch: BatchNumber,
    now: Moment,
) -> Option<Step> {
    let bounced =
        lost.bounced.as_ref().and_then(|letter| with_standing(case, letter, LetterStanding::Bounced));
    let rests = matches!(case.status, CaseStatus::Paused { reason: PauseReason::AddressLost, .. });
    if bounced.is_none() && (!case.runs() || rests) {
        return None;
    }
    let mut next = bounced.unwrap_or_else(|| case.clone());
    let told = case.runs();
    if told {
        next.status = CaseStatus::Paused { reason: PauseReason::AddressLost, until: None };
    }
    let next = counted(next);
    let tidings = vec![Tiding::AddressLost { bounced: lost.is_bounce }];
    let news = told.then(|| news_of(&next, open_batch, tidings));
    Some(finish(next, Happening::AddressLost { bounced: lost.is_bounce }, news, now))
}

/// Why an address takes no more mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressLoss {
    /// The letter that came back, where it is one of this case.
    pub bounced: Option<LetterId>,
    /// It came back; otherwise its reader complained.
    pub is_bounce: bool,
}

fn with_standing(
    case: &CollectionCase,
    letter: &LetterId,
    standing: LetterStanding,
) -> Option<CollectionCase> {
    let at = case.dunning.letters.iter().position(|known| known.id == *letter)?;
    let known = &case.dunning.letters[at];
    if known.standing == standing || known.standing == LetterStanding::Bounced {
        return None;
    }
    let mut next = case.clone();
    next.dunning.letters[at].standing = standing;
    Some(next)
}

/// The next version, with the letters counted anew.
fn counted(mut case: CollectionCase) -> CollectionCase {
    case.letters_sent = u16::try_from(case.dunning.counted().count()).unwrap_or(u16::MAX);
    case.dunning.rests_until = None;
    case.version += 1;
    case
}

fn moved_on(next: CollectionCase, happening: Happening, now: Moment) -> Step {
    let mut next = counted(next);
    if next.runs() {
        next.status = running(&next, now);
    }
    finish(next, happening, None, now)
}
