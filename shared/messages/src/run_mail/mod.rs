//! The run's mail: what has fallen due and waits for an answer, what was paid since the last mail, what was left out.

mod changes;
mod da;
mod en;
mod nb;
mod outlook;
mod procedure;
mod skipped;
mod words;

use domain::tenant::FeePolicy;
use domain::{Country, Language, Money, News, ReasonCode, SilenceRule, Tiding};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::Mail;
use crate::format::{Locale, Name};
use crate::letter::{Block, Letter, footer};
pub use crate::new_case::NewCase;
use crate::new_case::listed;
use crate::silence::if_nobody_answers;
pub use outlook::{Outlook, OutlookLine};
use words::Words;

/// What the mail of one closed batch tells.
#[derive(Debug, Clone)]
pub struct RunMail {
    pub language: Language,
    pub tenant_name: String,
    /// The accounting system as people call it, such as `Billy`.
    pub system_title: String,
    pub run_date: Date,
    pub zone: Country,
    /// The first 50 are listed.
    pub new_cases: Vec<NewCase>,
    pub new_total: u32,
    /// Outstanding of all new cases, one sum a currency.
    pub totals: Vec<Money>,
    pub silence: SilenceRule,
    /// When silence starts it; `None` when the window runs from this very mail.
    pub decide_by: Option<Timestamp>,
    pub decision_days: u16,
    /// What a yes would bring about, where nothing starts without one.
    pub outlook: Option<Outlook>,
    /// The address of the page that decides.
    pub link: Option<String>,
    /// The first 50 are listed.
    pub news: Vec<News>,
    pub news_total: u32,
    pub fee_policy: FeePolicy,
    /// The tenant's collection agency, where it has chosen one: `Debitura`.
    pub agency: Option<&'static str>,
    /// Per reason: how many, and a few of their invoice numbers.
    pub skipped: Vec<(ReasonCode, u32, Vec<String>)>,
}

impl RunMail {
    /// Nothing is sent on a quiet day: without new cases and without news. Skipped invoices alone are no reason to write.
    pub fn has_something(&self) -> bool {
        self.new_total > 0 || self.news_total > 0
    }

    pub fn render(&self) -> Mail {
        let words = Words::of(self.language);
        let subject = self.subject(words);
        let (preheader, mut blocks) = self.question(words);
        blocks.extend(changes::blocks(self, words));
        blocks.extend(skipped::blocks(self, words));
        let fetched = (words.fetched)(
            &Name::new(&self.system_title).isolated(),
            &self.locale().long_date(self.run_date),
        );
        let lead = match self.asks(words) {
            true => fetched,
            false => format!("{} {fetched}", words.nothing_to_answer),
        };
        let tenant = Name::new(&self.tenant_name);
        let footer = footer(self.language, &tenant, self.link.is_some());
        Letter { language: self.language, tenant, subject, preheader, lead, blocks, footer }.into_mail()
    }

    fn locale(&self) -> &'static Locale {
        Locale::of(self.language)
    }

    /// Cases among the news that rest until the tenant has answered.
    fn resting(&self) -> usize {
        self.news.iter().filter(|news| news.tidings.iter().any(Tiding::asks)).count()
    }

    /// Facts first: how many and how much waits; on a day with nothing to answer, what was paid or how much changed.
    fn subject(&self, words: &Words) -> String {
        let locale = self.locale();
        if self.new_total > 0 {
            let count = locale.count(self.new_total, &words.await_answer);
            return with_sum(count, &locale.sums(&self.totals));
        }
        if self.resting() > 0 {
            return locale.count(self.resting() as u64, &words.rest_for_answer);
        }
        match changes::payments(self) {
            Some(paid) => {
                (words.paid_on)(&locale.sums(&paid.sums), &locale.count(paid.invoices, &words.invoices))
            }
            None => locale.count(self.news_total, &words.changed),
        }
    }

    /// What the tenant is asked, with the button and the list; nothing when there is nothing to answer.
    fn question(&self, words: &Words) -> (String, Vec<Block>) {
        if self.new_total == 0 && self.resting() == 0 {
            let about = self.about_resting(words);
            let first = about.iter().find_map(Block::title).unwrap_or(words.nothing_to_answer).to_owned();
            let button = if about.is_empty() { None } else { self.button(words) };
            return (first, about.into_iter().chain(button).collect());
        }
        let mut resting = self.about_resting(words);
        if self.new_total == 0 {
            let title = self.locale().count(self.resting() as u64, &words.rest_for_answer);
            resting.extend(self.button(words));
            return (title, resting);
        }
        let silence =
            if_nobody_answers(self.language, self.silence, self.decide_by, self.decision_days, self.zone);
        let preheader = silence.title.clone();
        let mut blocks = vec![Block::Callout { title: silence.title, text: silence.text }];
        blocks.extend(resting);
        blocks.extend(self.button(words));
        blocks.extend(outlook::blocks(self));
        blocks.push(Block::Heading(words.new_heading.to_owned()));
        blocks.extend(listed(&self.new_cases, self.new_total, self.link.as_deref(), self.language));
        (preheader, blocks)
    }
}

impl RunMail {
    fn button(&self, words: &Words) -> Option<Block> {
        self.link.clone().map(|url| Block::Action { label: words.see_and_answer, url })
    }

    /// Something is asked of the tenant, or something is to be done by it.
    fn asks(&self, words: &Words) -> bool {
        self.new_total > 0 || self.resting() > 0 || !self.about_resting(words).is_empty()
    }

    fn about_resting(&self, words: &Words) -> Vec<Block> {
        let told = |asks: fn(&Tiding) -> bool| self.news.iter().any(|news| news.tidings.iter().any(asks));
        let callout = |title: &str, text: &str| Block::Callout { title: title.into(), text: text.into() };
        let credits = told(|tiding| matches!(tiding, Tiding::UnlinkedCredit { .. }))
            .then(|| callout(words.credit_without_invoice, words.why_they_rest));
        let objections = told(|tiding| matches!(tiding, Tiding::Objection { .. }))
            .then(|| callout(words.objection_heading, words.why_objections_rest));
        objections.into_iter().chain(credits).chain(procedure::callouts(self)).collect()
    }
}

/// `3 forfaldne fakturaer venter på dit svar – 12.345,00 kr.`
pub(crate) fn with_sum(count: String, sum: &str) -> String {
    if sum.is_empty() { count } else { format!("{count} – {sum}") }
}
