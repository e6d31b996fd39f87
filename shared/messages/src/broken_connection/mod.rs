//! The mail that tells, once, that the accounting system refuses the key, and how to make a new one.

mod new_key;

use domain::{Country, Language};
use jiff::Timestamp;

use crate::Mail;
use crate::format::{Locale, Name};
use crate::letter::{Block, Letter, footer};

/// A connection whose key was refused.
#[derive(Debug, Clone)]
pub struct BrokenConnection {
    pub language: Language,
    pub tenant_name: String,
    /// The accounting system as people call it, such as `Billy`.
    pub system_title: String,
    /// When the key was first refused.
    pub since: Timestamp,
    pub zone: Country,
}

impl BrokenConnection {
    pub fn render(&self) -> Mail {
        let words = Words::of(self.language);
        let tenant = Name::new(&self.tenant_name);
        let system = Name::new(&self.system_title).isolated();
        let since = Locale::of(self.language).moment(self.since, self.zone);
        let letter = Letter {
            language: self.language,
            subject: (words.subject)(&system),
            preheader: words.nothing_is_lost.to_owned(),
            lead: (words.refused)(&system, &since),
            blocks: vec![
                Block::Callout {
                    title: words.nothing_is_lost.to_owned(),
                    text: words.all_is_caught_up.to_owned(),
                },
                Block::Heading((words.how)(&system)),
                Block::Steps(new_key::steps(self.language, &self.system_title)),
                Block::Text(words.hand_over.to_owned()),
            ],
            footer: footer(self.language, &tenant, false),
            tenant,
        };
        letter.into_mail()
    }
}

struct Words {
    subject: fn(system: &str) -> String,
    refused: fn(system: &str, since: &str) -> String,
    nothing_is_lost: &'static str,
    all_is_caught_up: &'static str,
    how: fn(system: &str) -> String,
    hand_over: &'static str,
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
    subject: |system| format!("Forbindelsen til {system} er afbrudt – der skal en ny nøgle til"),
    refused: |system, since| {
        format!(
            "{system} afviste vores adgangsnøgle {since}. Indtil der er en ny, kan vi hverken hente nye forfaldne fakturaer eller se, hvad der bliver betalt."
        )
    },
    nothing_is_lost: "Intet går tabt, og ingen sager lukkes.",
    all_is_caught_up: "Når forbindelsen virker igen, henter vi det hele, også det fra dagene imellem. Vi skriver ikke \
                       til dig om dette igen.",
    how: |system| format!("Sådan laver du en ny nøgle i {system}"),
    hand_over: "Svar på denne mail, når nøglen er klar, så aftaler vi, hvordan den kommer på plads. Skriv aldrig selve \
                nøglen i en mail: den giver adgang til dit regnskab.",
};

static NORWEGIAN: Words = Words {
    subject: |system| format!("Forbindelsen til {system} er brutt – det trengs en ny nøkkel"),
    refused: |system, since| {
        format!(
            "{system} avviste tilgangsnøkkelen vår {since}. Inntil det finnes en ny, kan vi verken hente nye forfalte fakturaer eller se hva som blir betalt."
        )
    },
    nothing_is_lost: "Ingenting går tapt, og ingen saker lukkes.",
    all_is_caught_up: "Når forbindelsen virker igjen, henter vi alt, også det fra dagene imellom. Vi skriver ikke til \
                       deg om dette igjen.",
    how: |system| format!("Slik lager du en ny nøkkel i {system}"),
    hand_over: "Svar på denne e-posten når nøkkelen er klar, så avtaler vi hvordan den kommer på plass. Skriv aldri selve \
                nøkkelen i en e-post: den gir tilgang til regnskapet ditt.",
};

static ENGLISH: Words = Words {
    subject: |system| format!("The connection to {system} is broken – a new key is needed"),
    refused: |system, since| {
        format!(
            "{system} refused our access key on {since}. Until there is a new one, we can neither fetch new overdue invoices nor see what is being paid."
        )
    },
    nothing_is_lost: "Nothing is lost, and no case is closed.",
    all_is_caught_up: "When the connection works again, we fetch everything, the days in between included. We will not \
                       write to you about this again.",
    how: |system| format!("How to make a new key in {system}"),
    hand_over: "Answer this mail when the key is ready, and we agree on how to put it in place. Never write the key \
                itself in a mail: it opens your books.",
};
