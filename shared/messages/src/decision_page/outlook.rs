//! What happens next with the batch, and when.

use super::words::Words;
use super::{BatchState, DecisionPage};
use crate::format::Locale;
use crate::silence::{Notice, SilenceWords};

/// What the box at the top of the page says.
pub(super) fn outlook(page: &DecisionPage, words: &Words) -> Notice {
    let silence = SilenceWords::of(page.language);
    let moment = |at| Locale::of(page.language).moment(at, page.zone);
    let BatchState { silence: rule, decide_by, settled_at, mailed_at } = page.batch;
    if page.waiting == 0 && page.resting() > 0 {
        return Notice { title: words.rests_until_answered.to_owned(), text: words.no_silence.to_owned() };
    }
    if page.waiting == 0 {
        return Notice { title: words.all_answered.to_owned(), text: words.can_stop_any.to_owned() };
    }
    if let Some(why) = silence.why_not(rule) {
        return Notice { title: silence.nothing_starts.to_owned(), text: why.to_owned() };
    }
    let title = match (decide_by.filter(|_| mailed_at.is_some()), settled_at) {
        (_, Some(settled)) => (words.was_settled)(&moment(settled)),
        (None, None) => words.window_begins_with_mail.to_owned(),
        (Some(at), None) if page.now >= at => (words.deadline_passed)(&moment(at)),
        (Some(at), None) => (silence.starts_at)(&moment(at)),
    };
    let text = if settled_at.is_some() { words.rest_needs_answer } else { silence.stoppable };
    Notice { title, text: text.to_owned() }
}
