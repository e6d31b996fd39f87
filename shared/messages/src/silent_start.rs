//! The mail that tells what silence has started.

use domain::{Language, Money};

use crate::Mail;
use crate::format::{Locale, Name, Plural};
use crate::letter::{Block, Letter, footer};
use crate::new_case::{NewCase, listed};
use crate::run_mail::with_sum;

/// What silence has started in one batch.
#[derive(Debug, Clone)]
pub struct SilentStart {
    pub language: Language,
    pub tenant_name: String,
    /// How many cases were started.
    pub started: u32,
    /// The first 50 are listed.
    pub cases: Vec<NewCase>,
    /// Outstanding of all that were started, one sum a currency.
    pub totals: Vec<Money>,
    /// The address of the page that still can stop them.
    pub link: Option<String>,
}

impl SilentStart {
    pub fn render(&self) -> Mail {
        let (locale, words) = (Locale::of(self.language), Words::of(self.language));
        let tenant = Name::new(&self.tenant_name);
        let subject = with_sum(
            (words.started)(&locale.count(self.started, &words.invoices)),
            &locale.sums(&self.totals),
        );
        let mut blocks = vec![Block::Callout {
            title: words.can_stop.to_owned(),
            text: words.stopped_for_good.to_owned(),
        }];
        if let Some(url) = self.link.clone() {
            blocks.push(Block::Action { label: words.see_and_stop, url });
        }
        blocks.push(Block::Heading(words.heading.to_owned()));
        blocks.extend(listed(&self.cases, self.started, self.link.as_deref(), self.language));
        let footer = footer(self.language, &tenant, self.link.is_some());
        let letter = Letter {
            language: self.language,
            tenant,
            subject,
            preheader: words.can_stop.to_owned(),
            lead: words.no_answer.to_owned(),
            blocks,
            footer,
        };
        letter.into_mail()
    }
}

struct Words {
    invoices: Plural,
    started: fn(invoices: &str) -> String,
    no_answer: &'static str,
    can_stop: &'static str,
    stopped_for_good: &'static str,
    see_and_stop: &'static str,
    heading: &'static str,
}

impl Words {
    fn of(language: Language) -> &'static Words {
        match language {
            Language::Danish => &DANISH,
            Language::Norwegian => &NORWEGIAN,
            Language::English => &ENGLISH,
        }
    }
}

static DANISH: Words = Words {
    invoices: Plural { one: "faktura", other: "fakturaer" },
    started: |invoices| format!("Rykkerproceduren er startet for {invoices}"),
    no_answer: "Svarfristen er udløbet, og du har ikke svaret på disse fakturaer. Derfor er rykkerproceduren startet af \
                sig selv, som vi skrev.",
    can_stop: "Du kan stadig stoppe.",
    stopped_for_good: "Stopper du, før det første brev er sendt, hører kunden ikke noget. En faktura, du stopper, bliver ikke \
                       rykket senere. Det kan ikke gøres om.",
    see_and_stop: "Se og stop",
    heading: "Startede fakturaer",
};

static NORWEGIAN: Words = Words {
    invoices: Plural { one: "faktura", other: "fakturaer" },
    started: |invoices| format!("Purreløpet er startet for {invoices}"),
    no_answer: "Svarfristen er ute, og du har ikke svart på disse fakturaene. Derfor har purreløpet startet av seg \
                selv, slik vi skrev.",
    can_stop: "Du kan fortsatt stoppe.",
    stopped_for_good: "Stopper du før det første brevet er sendt, hører kunden ingenting. En faktura du stopper, blir ikke \
                       purret senere. Det kan ikke gjøres om.",
    see_and_stop: "Se og stopp",
    heading: "Fakturaer som er startet",
};

static ENGLISH: Words = Words {
    invoices: Plural { one: "invoice", other: "invoices" },
    started: |invoices| format!("The reminder procedure has started for {invoices}"),
    no_answer: "The time to answer has run out, and you have not answered about these invoices. So the reminder procedure has \
                started by itself, as we wrote.",
    can_stop: "You can still stop it.",
    stopped_for_good: "If you do so before the first letter has been sent, the customer hears nothing. No reminder is sent later \
                       for an invoice that you stop. This cannot be undone.",
    see_and_stop: "See and stop",
    heading: "Invoices that have started",
};
