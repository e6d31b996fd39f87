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
    /// With the name of the agency, where it has one.
    pub handed_to: fn(agency: Option<&str>) -> String,
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
    as_of: |date| format!("Beløbet er beregnet {date}."),
    about_interest: |law| {
        format!(
            "Renten følger {law}. Den er beregnet af resten af hovedstolen dag for dag, efter det faktiske antal dage og 365 \
             dage om året."
        )
    },
    letters: "Breve indtil nu",
    sent: |sent, pay_by| format!("Sendt {sent}, betalingsfrist {pay_by}"),
    object_heading: "Er du ikke enig?",
    object_text: "Skriv, hvad du er uenig i. Så sættes sagen i bero, og der sendes ikke flere breve, før der er taget stilling \
                  til din indsigelse.",
    reason: "Din begrundelse",
    object: "Gør indsigelse",
    paid_heading: "Har du betalt?",
    paid_text: "Fortæl, hvornår du betalte, så betalingen kan findes.",
    paid_on: "Betalt den",
    note: "Bemærkning (valgfri)",
    paid: "Jeg har betalt",
    objected: "Tak. Din indsigelse er modtaget, og sagen er sat i bero.",
    said_paid: "Tak. Det er noteret, at du har betalt. Du skal ikke betale igen.",
    reason_missing: "Skriv, hvad du er uenig i. Der er ikke ændret noget.",
    date_unfit: "Angiv den dag, du betalte. Den kan ikke ligge i fremtiden. Der er ikke ændret noget.",
    too_late: "Sagen er afsluttet eller givet videre i mellemtiden. Der er ikke ændret noget.",
    rests: "Sagen er i bero",
    objected_on: |date| {
        format!(
            "Du gjorde indsigelse {date}. Der sendes ikke flere breve, før der er taget stilling til den."
        )
    },
    awaits: "Betalingen er ikke bogført endnu",
    said_paid_on: |date| {
        format!(
            "Du har oplyst, at du betalte {date}. Betalingen kan endnu ikke ses i bogføringen. Imens venter det næste brev."
        )
    },
    closed: "Sagen er afsluttet",
    nothing_more: "Der er ikke mere at betale her.",
    handed_over: "Kravet er sendt til inkasso",
    handed_to: |agency| {
        match agency {
        Some(agency) => format!("{agency} har overtaget kravet og skriver til dig. Har du spørgsmål til fakturaen, så kontakt kreditor."),
        None => "Et inkassobureau har overtaget kravet og skriver til dig. Har du spørgsmål til fakturaen, så kontakt kreditor.".to_owned(),
    }
    },
    footer: "Alle, der har adressen på denne side, kan se kravet og svare. Del den kun med dem, der må det.",
};

static NORWEGIAN: Words = Words {
    title: |creditor| format!("Krav fra {creditor}"),
    as_of: |date| format!("Beregnet per {date}."),
    about_interest: |law| {
        format!(
            "Renten følger {law}. Den er beregnet av resten av hovedstolen dag for dag, etter det faktiske antall dager og \
             365 dager i året."
        )
    },
    letters: "Brev vi har sendt",
    sent: |sent, pay_by| format!("Sendt {sent}, betalingsfrist {pay_by}"),
    object_heading: "Er du ikke enig?",
    object_text: "Skriv hva du er uenig i. Da stilles saken i bero, og det sendes ikke flere brev før innsigelsen er behandlet.",
    reason: "Din begrunnelse",
    object: "Send innsigelse",
    paid_heading: "Har du betalt?",
    paid_text: "Oppgi når du betalte, så betalingen kan finnes.",
    paid_on: "Betalingsdato",
    note: "Kommentar (valgfritt)",
    paid: "Jeg har betalt",
    objected: "Takk. Innsigelsen er mottatt, og saken er stilt i bero.",
    said_paid: "Takk. Det er notert at du har betalt. Du skal ikke betale igjen.",
    reason_missing: "Skriv hva du er uenig i. Ingenting er endret.",
    date_unfit: "Oppgi dagen du betalte. Den kan ikke være i framtiden. Ingenting er endret.",
    too_late: "Saken er avsluttet eller gitt videre i mellomtiden. Ingenting er endret.",
    rests: "Saken er stilt i bero",
    objected_on: |date| {
        format!("Du kom med innsigelse {date}. Det sendes ikke flere brev før innsigelsen er behandlet.")
    },
    awaits: "Betalingen er ikke registrert ennå",
    said_paid_on: |date| {
        format!(
            "Du har opplyst at du betalte {date}. Betalingen er ikke registrert i regnskapet ennå. I mellomtiden venter det \
             neste brevet."
        )
    },
    closed: "Saken er avsluttet",
    nothing_more: "Det er ikke mer å betale her.",
    handed_over: "Kravet er sendt til inkasso",
    handed_to: |agency| {
        match agency {
        Some(agency) => format!("{agency} har overtatt kravet og skriver til deg. Har du spørsmål til fakturaen, så kontakt kreditor."),
        None => "Et inkassoforetak har overtatt kravet og skriver til deg. Har du spørsmål til fakturaen, så kontakt kreditor.".to_owned(),
    }
    },
    footer: "Alle som har adressen til denne siden, kan se kravet og svare. Ikke del den med uvedkommende.",
};

static ENGLISH: Words = Words {
    title: |creditor| format!("Claim from {creditor}"),
    as_of: |date| format!("As of {date}."),
    about_interest: |law| {
        format!(
            "Interest follows {law}. It is calculated on the open principal day by day, by the actual number of days and 365 \
             days a year."
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
    said_paid: "Thank you. It has been noted that you have paid. You need not pay again.",
    reason_missing: "Write what you do not agree with. Nothing has been changed.",
    date_unfit: "Give the day on which you paid. It cannot be in the future. Nothing has been changed.",
    too_late: "The case has been closed or passed on in the meantime. Nothing has been changed.",
    rests: "The case rests",
    objected_on: |date| {
        format!("You objected on {date}. No more letters are sent until that has been decided.")
    },
    awaits: "The payment has not been booked yet",
    said_paid_on: |date| {
        format!(
            "You said that you paid on {date}. The books do not show the payment yet. Meanwhile the next letter waits."
        )
    },
    closed: "The case is closed",
    nothing_more: "There is nothing more to pay here.",
    handed_over: "The claim has been handed over for debt collection",
    handed_to: |agency| {
        match agency {
        Some(agency) => format!("{agency} has taken over the claim and writes to you. If you have questions about the invoice, contact the creditor."),
        None => "A collection agency has taken over the claim and writes to you. If you have questions about the invoice, contact the creditor.".to_owned(),
    }
    },
    footer: "Anyone who has the address of this page can see the claim and answer. Share it only with those who may.",
};
