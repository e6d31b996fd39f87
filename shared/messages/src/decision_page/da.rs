//! Danish.

use super::words::Words;
use crate::format::Plural;

pub(super) static WORDS: Words = Words {
    title: |tenant| format!("Forfaldne fakturaer – {tenant}"),
    await_answer: Plural { one: "faktura venter på dit svar", other: "fakturaer venter på dit svar" },
    nothing_waits: "Ingen fakturaer venter på dit svar",
    invoices: Plural { one: "faktura", other: "fakturaer" },
    asked_on: |date| format!("Fra mailen {date}."),
    fetched: |invoices, sum, date| format!("{invoices}, i alt {sum}, hentet {date}."),

    rests_until_answered: "Det, der mangler dit svar, står stille.",
    no_silence: "Uden dit svar sker der ikke mere i de sager. Intet går videre af sig selv.",
    all_answered: "Der er ikke mere at svare på her.",
    can_stop_any: "En faktura, der er startet, kan du stoppe, så længe sagen ikke er afsluttet.",
    was_settled: |moment| format!("Svarfristen er udløbet. Fakturaer uden svar blev startet {moment}."),
    rest_needs_answer: "Dem, der stadig venter, starter ikke, før du har svaret.",
    window_begins_with_mail: "Svarfristen begynder, når mailen til dig er sendt.",
    deadline_passed: |moment| {
        format!(
            "Svarfristen udløb {moment}. Fakturaer uden svar starter nu af sig selv, senest ved næste hentning."
        )
    },

    approve_all: |count| format!("Send rykkere for alle {count}"),
    decline_all: |count| format!("Send ingen rykkere for de {count}"),
    approve: "Send rykkere",
    decline: "Send ingen rykkere",
    carry_on: "Fortsæt",
    still_unpaid: "Stadig ubetalt – send brevet",
    hand_over: "Send til inkasso",
    stop: "Stop",
    stop_all: "Stop alle, der er i gang",
    about: |button, invoice, debtor| format!("{button}: faktura {invoice}, {debtor}"),
    decline_is_final: "Et nej er endeligt: fakturaen bliver heller ikke rykket senere. Et ja kan du stoppe, så længe \
                       sagen ikke er afsluttet.",

    list: "Fakturaer",
    number: "Faktura",
    debtor: "Kunde",
    due: "Forfald",
    outstanding: "Udestående",
    standing: "Svar",
    days_over: Plural { one: "dag over forfald", other: "dage over forfald" },
    of_principal: |money| format!("rest af {money}"),
    next: "Vis flere fakturaer",
    footer: |tenant| {
        format!(
            "Alle, der har adressen på denne side, kan svare for {tenant}. Del den kun med dem, der må det."
        )
    },

    waits: "Venter på dit svar",
    started: "Startet",
    letter_sent: "Brev sendt",
    declined: "Bliver ikke rykket",
    stopped: "Stoppet",
    paid: "Betalt",
    credited: "Krediteret",
    withdrawn: "Trukket tilbage",
    paused: "I bero",
    due_date_moved: "Ny forfaldsdato",
    postponed: "Udsat",
    closed: "Afsluttet",
    only_charges: "Kun gebyrer",
    submitted: "Sendt til inkasso",
    information_needed: "Mangler oplysninger",
    in_collection: "Under inkasso",
    not_taken: "Ikke hos inkasso",

    approved_by_link: |moment| format!("Godkendt {moment} via linket i mailen."),
    approved_by_silence: |moment| {
        format!("Startet af sig selv {moment}, fordi der ikke kom svar inden fristen.")
    },
    declined_by_link: |moment| format!("Afvist {moment} via linket i mailen."),
    stopped_by_link: |started, stopped| format!("Startet {started}. Stoppet {stopped} via linket i mailen."),
    can_stop: "Den kan stoppes. Et stop er endeligt.",
    can_stop_later: "Der er sendt brev. Den kan stadig stoppes. Et stop er endeligt.",
    no_reminder: "Den bliver ikke rykket.",
    ended: |moment| format!("Set i regnskabet {moment}. Sagen er lukket."),
    asked_again: |date| {
        format!(
            "Forfaldsdatoen er flyttet til {date}. Bliver fakturaen ikke betalt til tiden, spørger vi dig igen."
        )
    },
    goes_on: |date| {
        format!(
            "Forfaldsdatoen er flyttet til {date}. Bliver fakturaen ikke betalt til tiden, går rykkerproceduren videre."
        )
    },
    rests_for_credit: "Kunden har fået en kreditnota, der ikke er knyttet til en faktura. Vi rykker ikke, før du har \
                       sagt, om sagen skal fortsætte.",
    rests_missing: "Vi kan ikke finde fakturaen i regnskabet. Dukker den op igen, går sagen videre af sig selv.",
    rests_address: "Mails til skyldneren kommer ikke frem. Sagen går videre, når der står en anden e-mailadresse i regnskabet.",
    rests_for_objection: "Kunden har gjort indsigelse. Der sendes ikke flere breve, før du har sagt, om sagen skal \
                          fortsætte.",
    debtor_wrote: |reason| format!("Kunden skriver: “{reason}”"),
    rests_postponed: |date| format!("Du har udsat rykkere til {date} i regnskabet."),
    rests_for_repayment: "Du er ved at betale penge tilbage til kunden, så vi rykker ikke imens.",
    rests_factored: "Kundens fakturaer er solgt til factoring, så vi rykker ikke.",
    rests_unconfirmed: "Vi kan ikke se, om fakturaen er betalt. Næste brev går, når du har sagt, at den stadig er ubetalt.",
    rests_small: "Der er kun et lille beløb tilbage. Vi rykker ikke for det, før du har sagt, om sagen skal fortsætte.",
    rests_for_handover: |agency| {
        match agency {
        Some(agency) => format!("Alle breve er sendt, og fristen er gået. Sig til, om sagen skal til {agency}. Intet går til inkasso af sig selv."),
        None => "Alle breve er sendt, og fristen er gået. Du har ikke valgt et inkassobureau endnu: skriv til os, så sætter vi det op.".to_owned(),
    }
    },
    is_on_its_way: |agency| {
        format!(
            "Du har sendt sagen til {}. Vi sender ikke mere til kunden.",
            agency.unwrap_or("inkassobureauet")
        )
    },
    agency_asks: |agency| {
        format!(
            "{} mangler oplysninger fra dig. Se efter i en mail fra dem.",
            agency.unwrap_or("inkassobureauet")
        )
    },
    agency_is_at_work: |agency| {
        format!("Sagen er hos {}. Vi sender ikke mere til kunden.", agency.unwrap_or("inkassobureauet"))
    },
    agency_did_not_take_it: |agency| {
        format!(
            "Sagen er ikke hos {}. Årsagen står i mailen fra os. Du kan sende den igen eller stoppe den.",
            agency.unwrap_or("inkassobureauet")
        )
    },
    asks_for_charges: "Fakturaen er betalt, men ikke gebyrer og renter. Har kunden betalt dem til dig, eller vil du ikke have dem, så stop sagen.",
    ended_by_agency: |moment| format!("Afsluttet hos inkassobureauet {moment}."),

    just_started: |invoices| format!("Rykkerproceduren er startet for {invoices}."),
    just_declined: Plural { one: "faktura bliver ikke rykket.", other: "fakturaer bliver ikke rykket." },
    press_again: Plural {
        one: "faktura nåede vi ikke – tryk igen.",
        other: "fakturaer nåede vi ikke – tryk igen for at tage resten.",
    },
    already_decided: "Det var allerede besluttet. Der er ikke ændret noget.",
    refused_closed: "Sagen er lukket i mellemtiden. Der er ikke ændret noget.",
    refused_declined: "Fakturaen er afvist, og det er endeligt. Der er ikke ændret noget.",
    refused_missing: "Fakturaen kan ikke findes i regnskabet, så den kan ikke startes. Der er ikke ændret noget.",
    refused_not_at_its_end: "Sagen er ikke så langt, at den kan sendes til inkasso. Der er ikke ændret noget.",
    refused_no_agency: "Du har ikke valgt et inkassobureau. Der er ikke ændret noget.",
    just_handed_over: "Sagen sendes til inkasso. Kunden hører ikke mere fra os.",
};
