//! The words of the debtor's page; one table per language.

use domain::Language;

pub(super) struct Words {
    pub title: fn(creditor: &str) -> String,
    pub as_of: fn(date: &str) -> String,
    pub about_interest: fn(law: &str) -> String,
    pub letters: &'static str,
    pub sent: fn(sent: &str, pay_by: &str) -> String,

    pub object_heading: &'static str,
    pub object_text: &'static str,
    pub reason: &'static str,
    pub object: &'static str,
    pub paid_heading: &'static str,
    pub paid_text: &'static str,
    pub paid_on: &'static str,
    pub note: &'static str,
    pub paid: &'static str,

    pub objected: &'static str,
    pub said_paid: &'static str,
    pub reason_missing: &'static str,
    pub date_unfit: &'static str,
    pub too_late: &'static str,

    pub rests: &'static str,
    pub objected_on: fn(date: &str) -> String,
    pub awaits: &'static str,
    pub said_paid_on: fn(date: &str) -> String,
    pub closed: &'static str,
    pub nothing_more: &'static str,
    pub handed_over: &'static str,
    pub ask_the_agency: &'static str,
    pub footer: &'static str,
}

impl Words {
    pub fn of(language: Language) -> &'static Words {
        match language {
            Language::Danish => &DANISH,
            Language::Norwegian => &NORWEGIAN,
            Language::English => &ENGLISH,
        }
    }
}

static DANISH: Words = Words {
    title: |creditor| format!("Krav fra {creditor}"),
    as_of: |date| format!("Opgjort {date}."),
    about_interest: |law| {
        format!(
            "Renten følger {law}. Den er beregnet af resten af hovedstolen dag for dag, efter det faktiske antal dage og 365 \
             dage om året (actual/365)."
        )
    },
    letters: "Breve indtil nu",
    sent: |sent, pay_by| format!("Sendt {sent}, betalingsfrist {pay_by}"),
    object_heading: "Er du ikke enig?",
    object_text: "Skriv, hvad du ikke er enig i. Så sættes sagen i bero, indtil der er taget stilling til det.",
    reason: "Din begrundelse",
    object: "Gør indsigelse",
    paid_heading: "Har du betalt?",
    paid_text: "Fortæl, hvornår du har betalt, så betalingen kan blive fundet.",
    paid_on: "Betalt den",
    note: "Bemærkning (kan udelades)",
    paid: "Jeg har betalt",
    objected: "Tak. Din indsigelse er modtaget, og sagen er sat i bero.",
    said_paid: "Tak. Vi har noteret, at du har betalt.",
    reason_missing: "Skriv, hvad du ikke er enig i. Der er ikke ændret noget.",
    date_unfit: "Angiv den dag, du betalte. Den kan ikke ligge i fremtiden. Der er ikke ændret noget.",
    too_late: "Sagen er afsluttet eller givet videre i mellemtiden. Der er ikke ændret noget.",
    rests: "Sagen er i bero",
    objected_on: |date| {
        format!(
            "Du gjorde indsigelse {date}. Der sendes ikke flere breve, før der er taget stilling til den."
        )
    },
    awaits: "Betalingen efterses",
    said_paid_on: |date| {
        format!("Du har sagt, at du har betalt {date}. Betalingen er endnu ikke set i bogføringen.")
    },
    closed: "Sagen er afsluttet",
    nothing_more: "Der er ikke mere at betale her.",
    handed_over: "Kravet er sendt til inkasso",
    ask_the_agency: "Skriv til dem, der har overtaget kravet, eller til kreditor.",
    footer: "Alle, der har adressen på denne side, kan se kravet og svare. Send den kun videre til en, der må.",
};

static NORWEGIAN: Words = Words {
    title: |creditor| format!("Krav fra {creditor}"),
    as_of: |date| format!("Gjort opp {date}."),
    about_interest: |law| {
        format!(
            "Renten følger {law}. Den er beregnet av resten av hovedstolen dag for dag, etter det faktiske antall dager og \
             365 dager i året (actual/365)."
        )
    },
    letters: "Brev til nå",
    sent: |sent, pay_by| format!("Sendt {sent}, betalingsfrist {pay_by}"),
    object_heading: "Er du ikke enig?",
    object_text: "Skriv hva du ikke er enig i. Da stilles saken i bero til det er tatt stilling til det.",
    reason: "Din begrunnelse",
    object: "Kom med innsigelse",
    paid_heading: "Har du betalt?",
    paid_text: "Fortell når du har betalt, så betalingen kan bli funnet.",
    paid_on: "Betalt den",
    note: "Merknad (kan utelates)",
    paid: "Jeg har betalt",
    objected: "Takk. Innsigelsen er mottatt, og saken er stilt i bero.",
    said_paid: "Takk. Vi har notert at du har betalt.",
    reason_missing: "Skriv hva du ikke er enig i. Ingenting er endret.",
    date_unfit: "Oppgi dagen du betalte. Den kan ikke være i framtiden. Ingenting er endret.",
    too_late: "Saken er avsluttet eller gitt videre i mellomtiden. Ingenting er endret.",
    rests: "Saken er stilt i bero",
    objected_on: |date| {
        format!("Du kom med innsigelse {date}. Det sendes ikke flere brev før det er tatt stilling til den.")
    },
    awaits: "Betalingen sjekkes",
    said_paid_on: |date| {
        format!("Du har sagt at du har betalt {date}. Betalingen er ennå ikke sett i regnskapet.")
    },
    closed: "Saken er avsluttet",
    nothing_more: "Det er ikke mer å betale her.",
    handed_over: "Kravet er sendt til inkasso",
    ask_the_agency: "Skriv til dem som har overtatt kravet, eller til kreditor.",
    footer: "Alle som har adressen til denne siden, kan se kravet og svare. Send den bare videre til noen som har lov til det.",
};

static ENGLISH: Words = Words {
    title: |creditor| format!("Claim from {creditor}"),
    as_of: |date| format!("As of {date}."),
    about_interest: |law| {
        format!(
            "Interest follows {law}. It is calculated on the open principal day by day, by the actual number of days and 365 \
             days a year (actual/365)."
        )
    },
    letters: "Letters so far",
    sent: |sent, pay_by| format!("Sent {sent}, to be paid by {pay_by}"),
    object_heading: "Do you not agree?",
    object_text: "Write what you do not agree with. The case then rests until that has been decided.",
    reason: "Your reason",
    object: "I object",
    paid_heading: "Have you paid?",
    paid_text: "Say when you paid, so that the payment can be found.",
    paid_on: "Paid on",
    note: "Note (may be left out)",
    paid: "I have paid",
    objected: "Thank you. Your objection has been received, and the case rests.",
    said_paid: "Thank you. We have noted that you have paid.",
    reason_missing: "Write what you do not agree with. Nothing has been changed.",
    date_unfit: "Give the day on which you paid. It cannot be in the future. Nothing has been changed.",
    too_late: "The case has been closed or passed on in the meantime. Nothing has been changed.",
    rests: "The case rests",
    objected_on: |date| {
        format!("You objected on {date}. No more letters are sent until that has been decided.")
    },
    awaits: "The payment is being looked for",
    said_paid_on: |date| format!("You said that you paid on {date}. The books do not show the payment yet."),
    closed: "The case is closed",
    nothing_more: "There is nothing more to pay here.",
    handed_over: "The claim has been handed over for debt collection",
    ask_the_agency: "Write to those who have taken over the claim, or to the creditor.",
    footer: "Anyone who has the address of this page can see the claim and answer. Pass it on only to someone who may.",
};
