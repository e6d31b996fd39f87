//! What a user, or a test, wants to have pushed, and how it is to go wrong.

use super::delivery::Signing;
use super::event::EventKind;
use crate::admin::input::Input;
use crate::books::Refused;

/// How the invoice's PDF goes along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attached {
    /// Not at all.
    Nothing,
    /// In the event itself, in base64.
    Inline,
    /// By an address of this double.
    ByUrl,
}

/// A click, with everything that can be odd about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Push {
    /// What happened.
    pub event: EventKind,
    /// Id or number of the invoice, where the event is about one.
    pub invoice: Option<String>,
    /// Where to; the company's `webhook_url` when not given.
    pub url: Option<String>,
    /// Secrets, wrong secret, and time that is off.
    pub signing: Signing,
    /// The same event is sent twice.
    pub duplicate: bool,
    /// Two clicks in the same second: two events of the same content, at the same time.
    pub two_clicks: bool,
    /// It is made now and stays behind until its retry, so that others arrive first.
    pub held: bool,
    /// The PDF.
    pub attached: Attached,
    /// The PDF is filled up to so many bytes.
    pub pdf_bytes: Option<usize>,
    /// Gross and outstanding are this much instead, in hundredths.
    pub amount: Option<i64>,
    /// What the latest reminder on the invoice was.
    pub last_reminder: &'static str,
    /// Why it is taken back.
    pub reason: Option<String>,
}

/// The kinds of reminder that Minuba makes.
const REMINDERS: [(&str, &str); 3] = [
    ("payment_reminder", "payment_reminder"),
    ("reminder", "reminder"),
    ("collection_notice", "collection_notice"),
];

const ATTACHED: [(&str, Attached); 3] =
    [("none", Attached::Nothing), ("inline", Attached::Inline), ("url", Attached::ByUrl)];

impl Push {
    /// An event about an invoice, as it should be, with its PDF.
    #[must_use]
    pub fn of(event: EventKind, invoice: &str) -> Self {
        Self { invoice: Some(invoice.to_owned()), ..Self::about_the_connection(event) }
    }

    /// An event about no invoice.
    #[must_use]
    pub fn about_the_connection(event: EventKind) -> Self {
        Self {
            event,
            invoice: None,
            url: None,
            signing: Signing::default(),
            duplicate: false,
            two_clicks: false,
            held: false,
            attached: Attached::Inline,
            pdf_bytes: None,
            amount: None,
            last_reminder: "reminder",
            reason: None,
        }
    }

    /// Reads `event` (sent to collection when absent) and `invoice`, and at will `url`, `secret`, `old_secret`,
    /// `wrong_secret`, `skew_seconds`, `duplicate`, `two_clicks`, `held`, `document` (`inline`, `url`, `none`),
    /// `pdf_bytes`, `amount_minor`, `last_reminder`, `reason`.
    pub(super) fn read(mut input: Input) -> Result<Self, Refused> {
        let number = "a whole number";
        let event = input.word("event", &EventKind::ALL)?.unwrap_or(EventKind::SentToCollection);
        let usual = Self::about_the_connection(event);
        let push = Self {
            invoice: input.text("invoice")?,
            url: input.text("url")?,
            signing: Signing {
                secret: input.text("secret")?,
                old_secret: input.text("old_secret")?,
                wrong: input.flag("wrong_secret")?,
                skew: input.parsed("skew_seconds", number)?.unwrap_or_default(),
            },
            duplicate: input.flag("duplicate")?,
            two_clicks: input.flag("two_clicks")?,
            held: input.flag("held")?,
            attached: input.word("document", &ATTACHED)?.unwrap_or(usual.attached),
            pdf_bytes: input.parsed("pdf_bytes", number)?,
            amount: input.amount("amount")?,
            last_reminder: input.word("last_reminder", &REMINDERS)?.unwrap_or(usual.last_reminder),
            reason: input.text("reason")?,
            event,
        };
        if event.is_of_an_invoice() && push.invoice.is_none() {
            return Err(input.refuse("invoice", "is missing"));
        }
        input.finish()?;
        Ok(push)
    }
}
