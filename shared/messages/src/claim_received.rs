//! The mail that tells that a pushed invoice has become a case: nobody is asked, for the click was the decision.

use domain::{CloseReason, Language, Money};

use crate::Mail;
use crate::format::{Locale, Name, Plural};
use crate::letter::{Block, Letter, footer};
use crate::new_case::{NewCase, listed};

/// One pushed invoice.
#[derive(Debug, Clone)]
pub struct ClaimReceived {
    pub language: Language,
    pub tenant_name: String,
    /// The system that it was pushed from, as people call it.
    pub system_title: String,
    /// The collection service that it was pushed to.
    pub service_title: String,
    /// For the telephone: `K7QM-2XAB`.
    pub case_number: String,
    pub case: NewCase,
    /// Reminder fees that were charged before, taken over with the case.
    pub fees_elsewhere: Vec<Money>,
    /// Letters that were sent before.
    pub reminders_elsewhere: u32,
    /// This invoice made the agreement with the service.
    pub made_agreement: bool,
    /// Why there is nothing left to do: it was paid, credited or taken back meanwhile.
    pub closed: Option<CloseReason>,
}

impl ClaimReceived {
    pub fn render(&self) -> Mail {
        let (locale, words) = (Locale::of(self.language), Words::of(self.language));
        let tenant = Name::new(&self.tenant_name);
        let invoice = Name::new(&self.case.invoice_number).isolated();
        let system = Name::new(&self.system_title).isolated();
        let mut blocks = Vec::new();
        let what_now = match self.closed {
            Some(reason) => (words.over)(reason).to_owned(),
            None => words.can_stop.to_owned(),
        };
        let title = if self.closed.is_some() { words.closed } else { words.started };
        blocks.push(Block::Callout { title: title.to_owned(), text: what_now });
        blocks.push(Block::Heading((words.heading)(&self.case_number)));
        blocks.extend(listed(std::slice::from_ref(&self.case), 1, None, self.language));
        if self.reminders_elsewhere > 0 || !self.fees_elsewhere.is_empty() {
            let letters = locale.count(self.reminders_elsewhere, &words.letters);
            blocks.push(Block::Text((words.taken_over)(&letters, &self.fees(locale, words))));
        }
        if self.made_agreement {
            blocks.push(Block::Text((words.agreement)(&self.service_title)));
        }
        let letter = Letter {
            language: self.language,
            subject: (words.subject)(&invoice, &self.service_title),
            preheader: title.to_owned(),
            lead: (words.lead)(&invoice, &system),
            blocks,
            footer: footer(self.language, &tenant, false),
            tenant,
        };
        letter.into_mail()
    }

    fn fees(&self, locale: &Locale, words: &Words) -> String {
        let mut sums: Vec<Money> = Vec::new();
        for fee in &self.fees_elsewhere {
            match sums.iter_mut().find(|sum| sum.currency == fee.currency) {
                Some(sum) => sum.minor = sum.minor.saturating_add(fee.minor),
                None => sums.push(*fee),
            }
        }
        if sums.is_empty() { words.no_fees.to_owned() } else { (words.fees)(&locale.sums(&sums)) }
    }
}

struct Words {
    subject: fn(invoice: &str, service: &str) -> String,
    lead: fn(invoice: &str, system: &str) -> String,
    started: &'static str,
    closed: &'static str,
    can_stop: &'static str,
    over: fn(CloseReason) -> &'static str,
    heading: fn(case: &str) -> String,
    letters: Plural,
    taken_over: fn(letters: &str, fees: &str) -> String,
    fees: fn(sum: &str) -> String,
    no_fees: &'static str,
    agreement: fn(service: &str) -> String,
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
    subject: |invoice, service| format!("Faktura {invoice} er modtaget til inkasso hos {service}"),
    lead: |invoice, system| {
        format!("Faktura {invoice} er sendt til os fra {system}. Du skal ikke gøre mere ved den.")
    },
    started: "Sagen er startet.",
    closed: "Sagen er afsluttet med det samme.",
    can_stop: "Vil du stoppe den, så træk fakturaen tilbage, hvor du sendte den fra, eller svar på denne mail.",
    over: |reason| match reason {
        CloseReason::PaidInFull => "Fakturaen var betalt, da vi fik den.",
        CloseReason::Credited => "Fakturaen var krediteret, da vi fik den.",
        _ => "Fakturaen var trukket tilbage, da vi fik den.",
    },
    heading: |case| format!("Sag {case}"),
    letters: Plural { one: "tidligere brev", other: "tidligere breve" },
    taken_over: |letters, fees| format!("Overtaget fra dig: {fees} ({letters})."),
    fees: |sum| format!("rykkergebyrer på {sum}"),
    no_fees: "ingen rykkergebyrer",
    agreement: |service| {
        format!(
            "Med denne faktura er der indgået en aftale mellem dig og {service}. Læs betingelserne, og skriv til os, hvis det ikke var meningen."
        )
    },
};

static NORWEGIAN: Words = Words {
    subject: |invoice, service| format!("Faktura {invoice} er mottatt til inkasso hos {service}"),
    lead: |invoice, system| {
        format!("Faktura {invoice} er sendt til oss fra {system}. Du trenger ikke gjøre mer med den.")
    },
    started: "Saken er startet.",
    closed: "Saken ble avsluttet med en gang.",
    can_stop: "Vil du stoppe den, trekk fakturaen tilbake der du sendte den fra, eller svar på denne e-posten.",
    over: |reason| match reason {
        CloseReason::PaidInFull => "Fakturaen var betalt da vi fikk den.",
        CloseReason::Credited => "Fakturaen var kreditert da vi fikk den.",
        _ => "Fakturaen var trukket tilbake da vi fikk den.",
    },
    heading: |case| format!("Sak {case}"),
    letters: Plural { one: "tidligere brev", other: "tidligere brev" },
    taken_over: |letters, fees| format!("Overtatt fra deg: {fees} ({letters})."),
    fees: |sum| format!("purregebyrer på {sum}"),
    no_fees: "ingen purregebyrer",
    agreement: |service| {
        format!(
            "Med denne fakturaen er det inngått en avtale mellom deg og {service}. Les vilkårene, og skriv til oss hvis det ikke var meningen."
        )
    },
};

static ENGLISH: Words = Words {
    subject: |invoice, service| format!("Invoice {invoice} was received for collection by {service}"),
    lead: |invoice, system| {
        format!("Invoice {invoice} was sent to us from {system}. There is nothing more to do for it.")
    },
    started: "The case has started.",
    closed: "The case was closed right away.",
    can_stop: "To stop it, withdraw the invoice where you sent it from, or answer this mail.",
    over: |reason| match reason {
        CloseReason::PaidInFull => "The invoice had been paid when we got it.",
        CloseReason::Credited => "The invoice had been credited when we got it.",
        _ => "The invoice had been withdrawn when we got it.",
    },
    heading: |case| format!("Case {case}"),
    letters: Plural { one: "earlier letter", other: "earlier letters" },
    taken_over: |letters, fees| format!("Taken over from you: {fees} ({letters})."),
    fees: |sum| format!("reminder fees of {sum}"),
    no_fees: "no reminder fees",
    agreement: |service| {
        format!(
            "With this invoice an agreement was made between you and {service}. Read its terms, and write to us if it was not meant."
        )
    },
};
