//! Norwegian (bokmål).

use domain::ReasonCode;

use super::words::Words;
use crate::format::Plural;

pub(super) static WORDS: Words = Words {
    await_answer: Plural {
        one: "forfalt faktura venter på svar fra deg",
        other: "forfalte fakturaer venter på svar fra deg",
    },
    invoices: Plural { one: "faktura", other: "fakturaer" },
    changed: Plural { one: "sak er endret siden sist", other: "saker er endret siden sist" },
    more_changes: Plural { one: "endring til", other: "endringer til" },
    paid_on: |sum, invoices| format!("Betalt siden sist: {sum} på {invoices}"),
    fetched: |system, date| format!("Hentet fra {system} {date}."),
    nothing_to_answer: "Det er ingenting du trenger å svare på i dag.",
    see_and_answer: "Se og svar",
    rest_for_answer: Plural {
        one: "sak er stilt i bero til du svarer",
        other: "saker er stilt i bero til du svarer",
    },
    credit_without_invoice: "Kreditnota uten faktura",
    why_they_rest: "Kunden har fått en kreditnota som ikke er knyttet til en faktura. Gjelder den en av disse \
                    fakturaene, skal du ikke purre på hele beløpet. Se etter, og si om saken skal fortsette.",
    objection_heading: "Innsigelse fra kunden",
    why_objections_rest: "Kunden er ikke enig i kravet. Det sendes ikke flere brev, og det kommer ikke flere gebyrer, før \
                          du har sett på det og sagt om saken skal fortsette.",
    new_heading: "Nye forfalte fakturaer",

    since_last: "Dette har skjedd siden forrige e-post",
    paid_in_full: "betalt",
    part_paid: "delvis betalt",
    credited_in_full: |amount| format!("kreditert med {amount}"),
    part_credited: |amount| format!("delvis kreditert med {amount}"),
    paid_to_service: |amount| format!("{amount} er betalt til oss"),
    booking_taken_back: |amount| {
        format!(
            "{amount} som er betalt til oss, står ikke lenger i regnskapet ditt; det teller fortsatt som betalt"
        )
    },
    owed_more: |amount| format!("{amount} mer å betale enn før"),
    due_date_moved: |from, to| format!("forfallsdatoen flyttet fra {from} til {to}"),
    voided: "annullert i regnskapet",
    withdrawn: "trukket tilbake der den ble sendt fra",
    gone: "finnes ikke lenger i regnskapet",
    missing: "ikke funnet i regnskapet, så saken er stilt i bero",
    letter_bounced: "purringen kom i retur, så saken er stilt i bero til regnskapet viser en annen e-postadresse",
    complained: "skyldneren vil ikke ha e-post, så saken er stilt i bero til regnskapet viser en annen e-postadresse",
    unlinked_credit: |number| format!("i bero: kreditnota {number} er ikke knyttet til en faktura"),
    unlinked_credit_of: |number, amount| {
        format!("i bero: kreditnota {number} på {amount} er ikke knyttet til en faktura")
    },
    objection: |reason| format!("i bero: kunden har kommet med innsigelse: «{reason}»"),
    said_paid: |date| {
        format!(
            "kunden sier at det er betalt {date}; vi venter fem bankdager med neste brev. Er pengene kommet, så bokfør dem"
        )
    },
    said_paid_and: |date, note| {
        format!(
            "kunden sier at det er betalt {date} («{note}»); vi venter fem bankdager med neste brev. Er pengene kommet, så \
             bokfør dem"
        )
    },
    postponed: |date| format!("i bero: du har utsatt purringer til {date}"),
    repayment: "i bero: du er i ferd med å betale penger tilbake til kunden",
    factored: "i bero: kundens fakturaer er solgt til factoring",
    in_collection_elsewhere: "sendt til inkasso et annet sted",
    overdue_again: "forfalt igjen",
    case_closed: "saken er avsluttet",
    outstanding: |amount| format!("utestående {amount}"),
    fees_pursued: "Er det påløpt purregebyrer på en faktura som nå er betalt til deg, krever vi dem fortsatt inn hos \
                   kunden. Slik har du valgt det.",
    fees_covered: "Er det påløpt purregebyrer på en faktura som nå er betalt til deg, dekker du dem selv, og kunden \
                   hører ikke mer fra oss. Slik har du valgt det.",

    skipped_heading: "Ikke tatt med",
    numbers: |numbers| format!("Nr. {numbers}"),
    others: Plural { one: "annen", other: "andre" },
    reason,
};

fn reason(code: ReasonCode) -> &'static str {
    match code {
        ReasonCode::Unreadable => "Kunne ikke leses. Vi har fått beskjed og ser på det.",
        ReasonCode::CreditNote => "Kreditnota, ikke faktura.",
        ReasonCode::Draft => "Fortsatt et utkast.",
        ReasonCode::Voided => "Annullert.",
        ReasonCode::UnknownCurrency => "I en valuta som vi ikke håndterer.",
        ReasonCode::InconsistentAmounts => "Beløpene på fakturaen stemmer ikke. Se over den i regnskapet.",
        ReasonCode::NothingOutstanding => "Det er ingenting igjen å betale.",
        ReasonCode::NoDueDate => "Fakturaen har ingen forfallsdato.",
        ReasonCode::NotOverdue => "Ikke forfalt ennå.",
        ReasonCode::InCollectionElsewhere => "Allerede sendt til inkasso et annet sted.",
        ReasonCode::Factored => "Kundens fakturaer er solgt til factoring.",
        ReasonCode::Postponed => "Du har utsatt purringer på fakturaen.",
        ReasonCode::RepaymentOpen => "Du er i ferd med å betale penger tilbake til kunden.",
        ReasonCode::BeforeStartDate => "Forfalt før startdatoen du har valgt.",
        ReasonCode::BeyondLookBack => "Forfalt lenger tilbake enn vi henter.",
        ReasonCode::BelowMinimumDays => "Har ikke vært forfalt så mange dager som du har valgt å vente.",
        ReasonCode::NoDebtorContact => {
            "Kunden har ingen e-postadresse i regnskapet. Legg den inn, så kommer fakturaen med neste gang."
        }
        ReasonCode::FetchingPaused => "Hentingen er satt på pause.",
        ReasonCode::AlreadyACase => "Er eller har vært en sak hos oss.",
    }
}
