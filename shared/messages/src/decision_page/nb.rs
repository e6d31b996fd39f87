//! Norwegian (bokmål).

use super::words::Words;
use crate::format::Plural;

pub(super) static WORDS: Words = Words {
    title: |tenant| format!("Forfalte fakturaer – {tenant}"),
    await_answer: Plural {
        one: "faktura venter på svar fra deg", other: "fakturaer venter på svar fra deg"
    },
    nothing_waits: "Ingen fakturaer venter på svar fra deg",
    invoices: Plural { one: "faktura", other: "fakturaer" },
    asked_on: |date| format!("Fra e-posten {date}."),
    fetched: |invoices, sum, date| format!("{invoices}, til sammen {sum}, hentet {date}."),

    rests_until_answered: "Det som mangler svar fra deg, står stille.",
    no_silence: "Uten svar fra deg skjer det ikke mer i de sakene. Ingenting går videre av seg selv.",
    all_answered: "Det er ikke mer å svare på her.",
    can_stop_any: "En faktura som er startet, kan du stoppe så lenge saken ikke er avsluttet.",
    was_settled: |moment| format!("Svarfristen er ute. Fakturaer uten svar ble startet {moment}."),
    rest_needs_answer: "De som fortsatt venter, starter ikke før du har svart.",
    window_begins_with_mail: "Svarfristen begynner når e-posten til deg er sendt.",
    deadline_passed: |moment| {
        format!(
            "Svarfristen gikk ut {moment}. Fakturaer uten svar starter nå av seg selv, senest ved neste henting."
        )
    },

    approve_all: |count| format!("Send purringer for alle {count}"),
    decline_all: |count| format!("Ikke send purringer for de {count}"),
    approve: "Send purringer",
    decline: "Ikke send purringer",
    carry_on: "Fortsett",
    still_unpaid: "Fortsatt ubetalt – send brevet",
    hand_over: "Send til inkasso",
    stop: "Stopp",
    stop_all: "Stopp alle som er i gang",
    about: |button, invoice, debtor| format!("{button}: faktura {invoice}, {debtor}"),
    decline_is_final: "Et nei er endelig: fakturaen blir heller ikke purret senere. Et ja kan du stoppe så lenge \
                       saken ikke er avsluttet.",

    list: "Fakturaer",
    number: "Faktura",
    debtor: "Kunde",
    due: "Forfall",
    outstanding: "Utestående",
    standing: "Svar",
    days_over: Plural { one: "dag over forfall", other: "dager over forfall" },
    of_principal: |money| format!("rest av {money}"),
    next: "Vis flere fakturaer",
    footer: |tenant| {
        format!(
            "Alle som har adressen til denne siden, kan svare for {tenant}. Del den bare med dem som har lov til det."
        )
    },

    waits: "Venter på svar fra deg",
    started: "Startet",
    letter_sent: "Brev sendt",
    declined: "Blir ikke purret",
    stopped: "Stoppet",
    paid: "Betalt",
    credited: "Kreditert",
    withdrawn: "Trukket tilbake",
    paused: "Stilt i bero",
    due_date_moved: "Ny forfallsdato",
    postponed: "Utsatt",
    closed: "Avsluttet",
    only_charges: "Bare gebyrer",
    submitted: "Sendt til inkasso",
    information_needed: "Mangler opplysninger",
    in_collection: "Til inkasso",
    not_taken: "Ikke hos inkasso",

    approved_by_link: |moment| format!("Godkjent {moment} via lenken i e-posten."),
    approved_by_silence: |moment| {
        format!("Startet av seg selv {moment}, fordi det ikke kom svar innen fristen.")
    },
    declined_by_link: |moment| format!("Avvist {moment} via lenken i e-posten."),
    stopped_by_link: |started, stopped| {
        format!("Startet {started}. Stoppet {stopped} via lenken i e-posten.")
    },
    can_stop: "Den kan stoppes. En stopp er endelig.",
    can_stop_later: "Det er sendt brev. Den kan fortsatt stoppes. En stopp er endelig.",
    no_reminder: "Den blir ikke purret.",
    ended: |moment| format!("Sett i regnskapet {moment}. Saken er avsluttet."),
    asked_again: |date| {
        format!("Forfallsdatoen er flyttet til {date}. Blir fakturaen ikke betalt i tide, spør vi deg igjen.")
    },
    goes_on: |date| {
        format!(
            "Forfallsdatoen er flyttet til {date}. Blir fakturaen ikke betalt i tide, går purreløpet videre."
        )
    },
    rests_for_credit: "Kunden har fått en kreditnota som ikke er knyttet til en faktura. Vi purrer ikke før du har \
                       sagt om saken skal fortsette.",
    rests_missing: "Vi finner ikke fakturaen i regnskapet. Dukker den opp igjen, går saken videre av seg selv.",
    rests_address: "E-post til skyldneren kommer ikke frem. Saken går videre når det står en annen e-postadresse i regnskapet.",
    rests_for_objection: "Kunden har kommet med innsigelse. Det sendes ikke flere brev før du har sagt om saken skal \
                          fortsette.",
    debtor_wrote: |reason| format!("Kunden skriver: «{reason}»"),
    rests_postponed: |date| format!("Du har utsatt purringer til {date} i regnskapet."),
    rests_for_repayment: "Du er i ferd med å betale penger tilbake til kunden, så vi purrer ikke imens.",
    rests_factored: "Kundens fakturaer er solgt til factoring, så vi purrer ikke.",
    rests_unconfirmed: "Vi kan ikke se om fakturaen er betalt. Neste brev går når du har sagt at den fortsatt er ubetalt.",
    rests_small: "Det er bare et lite beløp igjen. Vi purrer ikke på det før du har sagt om saken skal fortsette.",
    rests_for_handover: |agency| {
        match agency {
        Some(agency) => format!("Alle brev er sendt, og fristen er ute. Si fra om saken skal til {agency}. Ingenting går til inkasso av seg selv."),
        None => "Alle brev er sendt, og fristen er ute. Du har ikke valgt et inkassoforetak ennå: skriv til oss, så setter vi det opp.".to_owned(),
    }
    },
    is_on_its_way: |agency| {
        format!(
            "Du har sendt saken til {}. Vi sender ikke mer til kunden.",
            agency.unwrap_or("inkassoforetaket")
        )
    },
    agency_asks: |agency| {
        format!(
            "{} mangler opplysninger fra deg. Se etter en e-post fra dem.",
            agency.unwrap_or("inkassoforetaket")
        )
    },
    agency_is_at_work: |agency| {
        format!("Saken er hos {}. Vi sender ikke mer til kunden.", agency.unwrap_or("inkassoforetaket"))
    },
    agency_did_not_take_it: |agency| {
        format!(
            "Saken er ikke hos {}. Årsaken står i e-posten fra oss. Du kan sende den på nytt eller stoppe den.",
            agency.unwrap_or("inkassoforetaket")
        )
    },
    asks_for_charges: "Fakturaen er betalt, men ikke gebyrer og renter. Har kunden betalt dem til deg, eller vil du ikke ha dem, så stopp saken.",
    ended_by_agency: |moment| format!("Avsluttet hos inkassoforetaket {moment}."),

    just_started: |invoices| format!("Purreløpet er startet for {invoices}."),
    just_declined: Plural { one: "faktura blir ikke purret.", other: "fakturaer blir ikke purret." },
    press_again: Plural {
        one: "faktura rakk vi ikke – trykk igjen.",
        other: "fakturaer rakk vi ikke – trykk igjen for å ta resten.",
    },
    already_decided: "Det var allerede bestemt. Ingenting er endret.",
    refused_closed: "Saken er avsluttet i mellomtiden. Ingenting er endret.",
    refused_declined: "Fakturaen er avvist, og det er endelig. Ingenting er endret.",
    refused_missing: "Fakturaen finnes ikke i regnskapet, så den kan ikke startes. Ingenting er endret.",
    refused_not_at_its_end: "Saken er ikke kommet så langt at den kan sendes til inkasso. Ingenting er endret.",
    refused_no_agency: "Du har ikke valgt et inkassoforetak. Ingenting er endret.",
    just_handed_over: "Saken sendes til inkasso. Kunden hører ikke mer fra oss.",
};
