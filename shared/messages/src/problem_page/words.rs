//! The words of the problem page, per language: what is wrong, and what to do.

use domain::Language;

use super::Problem;

type Telling = (&'static str, &'static str);

pub(super) struct Words {
    not_found: Telling,
    forged: Telling,
    expired: Telling,
    bad_form: Telling,
    try_later: Telling,
    pub field_missing: fn(field: &str) -> String,
    pub field_unknown: fn(field: &str) -> String,
    pub field_too_long: fn(field: &str) -> String,
}

impl Words {
    pub fn of(language: Language) -> &'static Words {
        match language {
            Language::Danish => &DANISH,
            Language::Norwegian => &NORWEGIAN,
            Language::English => &ENGLISH,
        }
    }

    pub fn about(&self, problem: &Problem) -> Telling {
        match problem {
            Problem::NotFound => self.not_found,
            Problem::Forged => self.forged,
            Problem::Expired => self.expired,
            Problem::BadForm { .. } => self.bad_form,
            Problem::TryLater => self.try_later,
        }
    }
}

static DANISH: Words = Words {
    not_found: (
        "Siden findes ikke",
        "Åbn den nyeste mail fra Rykker, og brug knappen i den. Så kommer du det rigtige sted hen.",
    ),
    forged: (
        "Linket er ikke helt",
        "Der mangler noget af adressen, eller den er blevet ændret på vejen. Åbn mailen igen, og brug knappen i den, \
         eller kopiér hele adressen. Der er ikke ændret noget.",
    ),
    expired: (
        "Linket er udløbet",
        "Linket er for gammelt til at svare med. Brug det i den nyeste mail fra Rykker. Der er ikke ændret noget.",
    ),
    bad_form: (
        "Svaret kunne ikke læses",
        "Der er ikke ændret noget. Gå tilbage, genindlæs siden, og prøv igen.",
    ),
    try_later: (
        "Prøv igen om lidt",
        "Vi kan ikke svare lige nu. Vent et par minutter, og genindlæs siden. Så ser du også, om dit svar nåede frem.",
    ),
    field_missing: |field| format!("Feltet {field} mangler."),
    field_unknown: |field| format!("Feltet {field} har en værdi, som vi ikke kender."),
    field_too_long: |field| format!("Feltet {field} er for langt."),
};

static NORWEGIAN: Words = Words {
    not_found: (
        "Siden finnes ikke",
        "Åpne den nyeste e-posten fra Rykker, og bruk knappen i den. Da kommer du til rett sted.",
    ),
    forged: (
        "Lenken er ikke hel",
        "Noe av adressen mangler, eller den er blitt endret underveis. Åpne e-posten igjen, og bruk knappen i den, eller \
         kopier hele adressen. Ingenting er endret.",
    ),
    expired: (
        "Lenken er utløpt",
        "Lenken er for gammel til å svare med. Bruk den i den nyeste e-posten fra Rykker. Ingenting er endret.",
    ),
    bad_form: (
        "Svaret kunne ikke leses",
        "Ingenting er endret. Gå tilbake, last siden på nytt, og prøv igjen.",
    ),
    try_later: (
        "Prøv igjen om litt",
        "Vi kan ikke svare akkurat nå. Vent et par minutter, og last siden på nytt. Da ser du også om svaret ditt kom fram.",
    ),
    field_missing: |field| format!("Feltet {field} mangler."),
    field_unknown: |field| format!("Feltet {field} har en verdi som vi ikke kjenner."),
    field_too_long: |field| format!("Feltet {field} er for langt."),
};

static ENGLISH: Words = Words {
    not_found: (
        "This page does not exist",
        "Open the newest mail from Rykker and use the button in it. It takes you to the right place.",
    ),
    forged: (
        "The link is not complete",
        "Part of the address is missing, or it was changed on its way. Open the mail again and use the button in it, or \
         copy the whole address. Nothing has been changed.",
    ),
    expired: (
        "The link has expired",
        "The link is too old to answer with. Use the one in the newest mail from Rykker. Nothing has been changed.",
    ),
    bad_form: (
        "The answer could not be read",
        "Nothing has been changed. Go back, reload the page and try again.",
    ),
    try_later: (
        "Try again in a moment",
        "We cannot answer right now. Wait a few minutes and reload the page. It also tells whether your answer got through.",
    ),
    field_missing: |field| format!("The field {field} is missing."),
    field_unknown: |field| format!("The field {field} has a value that we do not know."),
    field_too_long: |field| format!("The field {field} is too long."),
};
