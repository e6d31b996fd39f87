//! Danish.

use domain::ReasonCode;

use super::words::Words;
use crate::format::Plural;

pub(super) static WORDS: Words = Words {
    await_answer: Plural {
        one: "forfalden faktura venter på dit svar",
        other: "forfaldne fakturaer venter på dit svar",
    },
    invoices: Plural { one: "faktura", other: "fakturaer" },
    changed: Plural { one: "sag er ændret siden sidst", other: "sager er ændret siden sidst" },
    more_changes: Plural { one: "ændring mere", other: "ændringer mere" },
    paid_on: |sum, invoices| format!("Betalt siden sidst: {sum} på {invoices}"),
    fetched: |system, date| format!("Hentet fra {system} {date}."),
    nothing_to_answer: "Der er ikke noget, du skal svare på i dag.",
    see_and_answer: "Se og svar",
    rest_for_answer: Plural {
        one: "sag er sat i bero, til du svarer",
        other: "sager er sat i bero, til du svarer",
    },
    credit_without_invoice: "Kreditnota uden faktura",
    why_they_rest: "Kunden har fået en kreditnota, der ikke er knyttet til en faktura. Er den ment for en af disse \
                    fakturaer, skal du ikke rykke for hele beløbet. Se efter, og sig, om sagen skal fortsætte.",
    objection_heading: "Indsigelse fra kunden",
    why_objections_rest: "Kunden er ikke enig i kravet. Der sendes ikke flere breve, og der kommer ikke flere gebyrer, \
                          før du har set på det og sagt, om sagen skal fortsætte.",
    new_heading: "Nye forfaldne fakturaer",

    since_last: "Sket siden sidste mail",
    paid_in_full: "betalt",
    part_paid: "delvist betalt",
    credited_in_full: |amount| format!("krediteret med {amount}"),
    part_credited: |amount| format!("delvist krediteret med {amount}"),
    paid_to_service: |amount| format!("{amount} er betalt til os"),
    booking_taken_back: |amount| {
        format!(
            "{amount}, der er betalt til os, står ikke længere i dit regnskab; det tæller stadig som betalt"
        )
    },
    owed_more: |amount| format!("{amount} mere at betale end før"),
    due_date_moved: |from, to| format!("forfaldsdatoen flyttet fra {from} til {to}"),
    voided: "annulleret i regnskabet",
    withdrawn: "trukket tilbage, hvor den blev sendt fra",
    gone: "findes ikke længere i regnskabet",
    missing: "ikke fundet i regnskabet, så sagen er sat i bero",
    letter_bounced: "rykkerbrevet kom retur, så sagen er sat i bero, til regnskabet viser en anden e-mailadresse",
    complained: "skyldneren vil ikke have mails, så sagen er sat i bero, til regnskabet viser en anden e-mailadresse",
    unlinked_credit: |number| format!("i bero: kreditnota {number} er ikke knyttet til en faktura"),
    unlinked_credit_of: |number, amount| {
        format!("i bero: kreditnota {number} på {amount} er ikke knyttet til en faktura")
    },
    objection: |reason| format!("i bero: kunden har gjort indsigelse: “{reason}”"),
    said_paid: |date| {
        format!(
            "kunden siger, at der er betalt {date}; vi venter fem bankdage med det næste brev. Er pengene kommet, så bogfør \
             dem"
        )
    },
    said_paid_and: |date, note| {
        format!(
            "kunden siger, at der er betalt {date} (“{note}”); vi venter fem bankdage med det næste brev. Er pengene kommet, \
             så bogfør dem"
        )
    },
    postponed: |date| format!("i bero: du har udsat rykkere til {date}"),
    repayment: "i bero: du er ved at betale penge tilbage til kunden",
    factored: "i bero: kundens fakturaer er solgt til factoring",
    in_collection_elsewhere: "sendt til inkasso et andet sted",
    overdue_again: "forfalden igen",
    case_closed: "sagen er lukket",
    outstanding: |amount| format!("udestående {amount}"),
    fees_pursued: "Er der løbet rykkergebyrer på en faktura, der nu er betalt til dig, opkræver vi dem fortsat hos \
                   kunden. Sådan har du valgt det.",
    fees_covered: "Er der løbet rykkergebyrer på en faktura, der nu er betalt til dig, dækker du dem selv, og kunden \
                   hører ikke mere fra os. Sådan har du valgt det.",

    skipped_heading: "Ikke taget med",
    numbers: |numbers| format!("Nr. {numbers}"),
    others: Plural { one: "anden", other: "andre" },
    reason,
};

fn reason(code: ReasonCode) -> &'static str {
    match code {
        ReasonCode::Unreadable => "Kunne ikke læses. Vi har fået besked og ser på det.",
        ReasonCode::CreditNote => "Kreditnota, ikke faktura.",
        ReasonCode::Draft => "Stadig en kladde.",
        ReasonCode::Voided => "Annulleret.",
        ReasonCode::UnknownCurrency => "I en valuta, som vi ikke håndterer.",
        ReasonCode::InconsistentAmounts => "Beløbene på fakturaen stemmer ikke. Se den efter i regnskabet.",
        ReasonCode::NothingOutstanding => "Der er intet tilbage at betale.",
        ReasonCode::NoDueDate => "Fakturaen har ingen forfaldsdato.",
        ReasonCode::NotOverdue => "Ikke forfalden endnu.",
        ReasonCode::InCollectionElsewhere => "Allerede sendt til inkasso et andet sted.",
        ReasonCode::Factored => "Kundens fakturaer er solgt til factoring.",
        ReasonCode::Postponed => "Du har udsat rykkere på fakturaen.",
        ReasonCode::RepaymentOpen => "Du er ved at betale penge tilbage til kunden.",
        ReasonCode::BeforeStartDate => "Forfaldt før den startdato, du har valgt.",
        ReasonCode::BeyondLookBack => "Forfaldt længere tilbage, end vi henter.",
        ReasonCode::BelowMinimumDays => "Har ikke været forfalden så mange dage, som du har valgt at vente.",
        ReasonCode::NoDebtorContact => {
            "Kunden har ingen mailadresse i regnskabet. Tilføj den, så kommer fakturaen med næste gang."
        }
        ReasonCode::FetchingPaused => "Hentningen er sat på pause.",
        ReasonCode::AlreadyACase => "Er eller har været en sag hos os.",
    }
}
