//! What silence does with a batch, in words: when it starts the reminder procedure, or why it never does.

use domain::{Country, Language, SilenceRule};
use jiff::Timestamp;

use crate::format::{Locale, Plural};

pub(crate) struct SilenceWords {
    pub starts_at: fn(moment: &str) -> String,
    /// When the mail that starts the window is the one being written.
    pub starts_after: fn(days: &str) -> String,
    pub days: Plural,
    pub stoppable: &'static str,
    pub nothing_starts: &'static str,
    first_run: &'static str,
    resumed: &'static str,
    long_gap: &'static str,
    bounced: &'static str,
}

impl SilenceWords {
    pub fn of(language: Language) -> &'static SilenceWords {
        match language {
            Language::Danish => &DANISH,
            Language::Norwegian => &NORWEGIAN,
            Language::English => &ENGLISH,
        }
    }

    /// Why nothing starts by itself; `None` when silence may start it.
    pub fn why_not(&self, rule: SilenceRule) -> Option<&'static str> {
        match rule {
            SilenceRule::Starts => None,
            SilenceRule::FirstRun => Some(self.first_run),
            SilenceRule::Resumed => Some(self.resumed),
            SilenceRule::LongGap => Some(self.long_gap),
            SilenceRule::MailBounced => Some(self.bounced),
        }
    }
}

/// A statement and what more there is to know about it.
pub(crate) struct Notice {
    pub title: String,
    pub text: String,
}

/// What happens when nobody answers the mail that is being written.
pub(crate) fn if_nobody_answers(
    language: Language,
    rule: SilenceRule,
    decide_by: Option<Timestamp>,
    decision_days: u16,
    zone: Country,
) -> Notice {
    let (locale, words) = (Locale::of(language), SilenceWords::of(language));
    if let Some(why) = words.why_not(rule) {
        return Notice { title: words.nothing_starts.to_owned(), text: why.to_owned() };
    }
    let title = match decide_by {
        Some(at) => (words.starts_at)(&locale.moment(at, zone)),
        None => (words.starts_after)(&locale.count(decision_days, &words.days)),
    };
    Notice { title, text: words.stoppable.to_owned() }
}

static DANISH: SilenceWords = SilenceWords {
    starts_at: |moment| format!("Svarer du ikke, starter rykkerproceduren af sig selv {moment}."),
    starts_after: |days| {
        format!("Svarer du ikke, starter rykkerproceduren af sig selv {days} efter denne mail.")
    },
    days: Plural { one: "dag", other: "dage" },
    stoppable: "Du kan stadig stoppe den bagefter. Stopper du, før det første brev er sendt, hører kunden ikke noget.",
    nothing_starts: "Intet starter, før du har svaret.",
    first_run: "Det er første gang, vi henter dine forfaldne fakturaer. Derfor går intet i gang uden dit ja – se \
                dem igennem, når det passer dig.",
    resumed: "Hentningen har været sat på pause, og fakturaerne kan have hobet sig op imens. Derfor går intet i \
              gang uden dit ja.",
    long_gap: "Der er gået længere tid end normalt, siden vi sidst kunne hente fakturaer, og de kan have hobet sig \
               op imens. Derfor går intet i gang uden dit ja.",
    bounced: "Vores mail om disse fakturaer kom retur, så den har måske ikke nået dig. Derfor går intet i gang uden \
              dit ja.",
};

static NORWEGIAN: SilenceWords = SilenceWords {
    starts_at: |moment| format!("Svarer du ikke, starter purreløpet av seg selv {moment}."),
    starts_after: |days| {
        format!("Svarer du ikke, starter purreløpet av seg selv {days} etter denne e-posten.")
    },
    days: Plural { one: "dag", other: "dager" },
    stoppable: "Du kan fortsatt stoppe det etterpå. Stopper du før det første brevet er sendt, hører kunden ingenting.",
    nothing_starts: "Ingenting starter før du har svart.",
    first_run: "Dette er første gang vi henter de forfalte fakturaene dine. Derfor starter ingenting uten ditt ja – \
                se gjennom dem når det passer deg.",
    resumed: "Hentingen har vært satt på pause, og fakturaene kan ha hopet seg opp i mellomtiden. Derfor starter \
              ingenting uten ditt ja.",
    long_gap: "Det har gått lengre tid enn vanlig siden vi sist kunne hente fakturaer, og de kan ha hopet seg opp i \
               mellomtiden. Derfor starter ingenting uten ditt ja.",
    bounced: "E-posten vår om disse fakturaene kom i retur, så den har kanskje ikke nådd deg. Derfor starter \
              ingenting uten ditt ja.",
};

static ENGLISH: SilenceWords = SilenceWords {
    starts_at: |moment| format!("If you do not answer, the reminder procedure starts by itself on {moment}."),
    starts_after: |days| {
        format!("If you do not answer, the reminder procedure starts by itself {days} after this mail.")
    },
    days: Plural { one: "day", other: "days" },
    stoppable: "You can still stop it afterwards. If you do so before the first letter has been sent, the customer hears nothing.",
    nothing_starts: "Nothing starts until you have answered.",
    first_run: "This is the first time we fetch your overdue invoices, so nothing goes ahead without your yes. Go \
                through them when it suits you.",
    resumed: "Fetching has been paused, and invoices may have piled up meanwhile, so nothing goes ahead without \
              your yes.",
    long_gap: "It is longer than usual since we could last fetch invoices, and they may have piled up meanwhile, so \
               nothing goes ahead without your yes.",
    bounced: "Our mail about these invoices came back, so it may not have reached you. Nothing goes ahead without \
              your yes.",
};
