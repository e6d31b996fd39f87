//! The page that the mail's link opens: what is asked, what was decided, and the buttons that decide.
//!
//! Each button is a form posted to the page's own address with `decision` (`approve`, `decline` or `hand_over`) and `case`
//! (an id, or `all` for everything that waits). No script: the page works in any browser.

mod answer;
mod da;
mod en;
mod nb;
mod notice;
mod outlook;
mod standing;
mod words;

use askama::Template;
use domain::{Country, Language, Money, SilenceRule};
use jiff::Timestamp;
use jiff::civil::Date;

pub use notice::Notice;
pub use standing::{CaseStanding, Ending, HandoverStage, Rest, Started, StartedBy};

use crate::format::{Locale, Name};
use crate::silence;
use crate::written::written;
pub use answer::Answer;
use words::Words;

/// The query parameter that carries [`DecisionPage::next`].
pub const NEXT: &str = "next";

/// What silence may do with the batch, and what it has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BatchState {
    pub silence: SilenceRule,
    pub decide_by: Option<Timestamp>,
    pub settled_at: Option<Timestamp>,
    pub mailed_at: Option<Timestamp>,
}

/// One invoice on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRow {
    /// The value of `case` in its forms.
    pub id: String,
    pub invoice_number: String,
    pub debtor_name: String,
    pub due_date: Date,
    /// Whole days past the due date; negative when it has not come.
    pub days_over: i32,
    pub outstanding: Money,
    /// What was owed when the case was opened.
    pub principal: Money,
    pub standing: CaseStanding,
    /// The collection agency that it went to, which may not be the tenant's any more.
    pub went_to: Option<&'static str>,
    /// The debtor's own words, where it has objected and the tenant has not decided.
    pub objection: Option<String>,
}

/// One page of a batch.
#[derive(Debug, Clone)]
pub struct DecisionPage {
    pub language: Language,
    pub tenant_name: String,
    pub zone: Country,
    pub batch: BatchState,
    pub run_date: Date,
    pub cases: Vec<CaseRow>,
    /// Cases in the whole batch.
    pub total_cases: u32,
    /// Cases in the whole batch that wait for an answer.
    pub waiting: u32,
    /// Outstanding of the whole batch, one sum a currency.
    pub totals: Vec<Money>,
    /// Where the next page begins, as the value of [`NEXT`].
    pub next: Option<String>,
    pub notice: Option<Notice>,
    /// The tenant's collection agency, where it has chosen one: `Debitura`.
    pub agency: Option<&'static str>,
    pub now: Timestamp,
}

impl DecisionPage {
    /// The whole HTML document.
    pub fn render(&self) -> String {
        let (locale, words) = (Locale::of(self.language), Words::of(self.language));
        let tenant = Name::new(&self.tenant_name);
        let awaited = u64::from(self.waiting) + self.resting();
        let heading = if awaited > 0 {
            locale.count(awaited, &words.await_answer)
        } else {
            words.nothing_waits.to_owned()
        };
        let count = locale.count(self.total_cases, &words.invoices);
        let date = locale.long_date(self.run_date);
        let lead = match self.total_cases {
            // A mail that had nothing new, and something to ask.
            0 => (words.asked_on)(&date),
            _ => (words.fetched)(&count, &locale.sums(&self.totals), &date),
        };
        written(&Html {
            page: self,
            words,
            heading,
            lead,
            outlook: outlook::outlook(self, words),
            told: self.notice.map(|notice| (notice.is_refusal(), notice.text(words, locale))),
            waiting: locale.number(self.waiting.into()),
            offers_all: self.offers_all(),
            offers_stop: self.offers_stop(),
            rows: self.in_order().map(|case| self.row(case, words, locale)).collect(),
            tenant,
        })
    }

    /// What needs an answer first, what is over last.
    fn in_order(&self) -> impl Iterator<Item = &CaseRow> {
        let mut cases: Vec<&CaseRow> = self.cases.iter().collect();
        cases.sort_by_key(|case| case.standing.place());
        cases.into_iter()
    }

    /// Cases on this page that rest until the tenant has answered.
    fn resting(&self) -> u64 {
        let asks = |case: &&CaseRow| case.standing.rests_for_an_answer();
        self.cases.iter().filter(asks).count() as u64
    }

    /// One button for everything is only of use when its own row's buttons do not do the same.
    fn offers_all(&self) -> bool {
        let waits_here = self.cases.iter().any(|case| case.standing.waits());
        self.waiting > 1 || (self.waiting == 1 && !waits_here)
    }

    /// When nothing waits any more, "decline all" stops what silence started; of use when it is more than one.
    fn offers_stop(&self) -> bool {
        self.waiting == 0 && self.cases.iter().filter(|case| case.standing.runs_by_silence()).count() > 1
    }

    fn row(&self, case: &CaseRow, words: &'static Words, locale: &Locale) -> Row {
        let number = Name::new(&case.invoice_number);
        let debtor = Name::new(&case.debtor_name);
        let button = |answer: &Answer| Button {
            label: answer.label(words),
            decision: answer.decision(),
            style: answer.style(),
            about: (words.about)(answer.label(words), &number.isolated(), &debtor.isolated()),
        };
        let buttons = case.standing.answers(self.agency.is_some()).iter().map(button).collect();
        let went = matches!(case.standing, CaseStanding::Handover { .. });
        let agency = if went { case.went_to } else { self.agency };
        let mut account = case.standing.account(agency, words, locale, self.zone);
        account.extend(
            case.objection.as_deref().map(|reason| (words.debtor_wrote)(&Name::excerpt(reason).isolated())),
        );
        Row {
            id: case.id.clone(),
            due: locale.short_date(case.due_date),
            days_over: u64::try_from(case.days_over)
                .ok()
                .filter(|days| *days > 0 && case.standing.is_overdue())
                .map(|days| locale.count(days, &words.days_over)),
            outstanding: locale.money(case.outstanding),
            principal: (case.principal != case.outstanding)
                .then(|| (words.of_principal)(&locale.money(case.principal))),
            tone: case.standing.tone(),
            badge: case.standing.badge(words),
            account: account.join(" "),
            number,
            debtor,
            buttons,
        }
    }
}

struct Button {
    label: &'static str,
    decision: &'static str,
    style: &'static str,
    about: String,
}

struct Row {
    id: String,
    number: Name,
    debtor: Name,
    due: String,
    days_over: Option<String>,
    outstanding: String,
    principal: Option<String>,
    tone: &'static str,
    badge: &'static str,
    account: String,
    buttons: Vec<Button>,
}

#[derive(Template)]
#[template(path = "decision_page.html")]
struct Html<'a> {
    page: &'a DecisionPage,
    words: &'static Words,
    tenant: Name,
    heading: String,
    lead: String,
    outlook: silence::Notice,
    /// Whether it is a refusal, and what it says.
    told: Option<(bool, String)>,
    waiting: String,
    offers_all: bool,
    offers_stop: bool,
    rows: Vec<Row>,
}

impl Html<'_> {
    fn code(&self) -> &'static str {
        self.page.language.code()
    }

    fn title(&self) -> String {
        (self.words.title)(self.tenant.as_str())
    }
}
