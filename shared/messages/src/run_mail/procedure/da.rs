//! Danish.

use domain::news::HandoverHold;

use super::Words;

pub(super) static WORDS: Words = Words {
    unconfirmed: "i bero: er fakturaen stadig ubetalt? Så sendes det næste brev",
    rest_is_small: "i bero: der er kun et lille beløb tilbage",
    overpaid: |amount| format!("der er betalt {amount} for meget, som du skal betale tilbage til kunden"),
    charges_pursued: |amount| {
        format!(
            "gebyrer og renter på {amount} er ikke betalt; om tre dage får kunden ét brev om dem, uden nyt gebyr"
        )
    },
    charges_borne: |amount| format!("gebyrer og renter på {amount} opkræves ikke; dem dækker du selv"),
    charges_paid: |amount| format!("gebyrer og renter på {amount} er nu også betalt"),
    charges_given_up: |amount| {
        format!("gebyrer og renter på {amount} blev ikke betalt; der sendes ikke mere")
    },
    handover_due: "i bero: fristen i det sidste brev er gået. Skal sagen til inkasso?",
    handed_over: "overdraget til inkasso",
    handover_rejected: |reasons| format!("inkassobureauet har ikke taget sagen: “{reasons}”"),
    agency_key_refused: "din nøgle til inkassobureauet virker ikke, så sagen er ikke sendt. Hent en ny hos dem, og send den til os",
    handover_held: |why| match why {
        HandoverHold::AgencyChanged => {
            "ikke sendt til inkasso: inkassobureauet er skiftet eller valgt fra, siden du sagde ja. Sig ja igen, hvis sagen stadig skal til inkasso"
        }
        HandoverHold::NoNotice => {
            "ikke sendt til inkasso: kunden har ikke fået det inkassovarsel, som loven kræver"
        }
        HandoverHold::DeadlineRuns => {
            "ikke sendt til inkasso: fristen i det sidste brev er ikke gået endnu. Send sagen igen, når den er"
        }
        HandoverHold::StatuteMissing => {
            "ikke sendt til inkasso: en af lovens satser mangler hos os. Vi har fået besked og lægger den ind; send sagen igen om nogle dage"
        }
        HandoverHold::Otherwise => {
            "ikke sendt til inkasso: som sagen står, tillader loven det ikke. Skriv til os, hvis du vil vide hvorfor"
        }
    },
    agency_status: |status| format!("hos inkassobureauet: {status}"),
    closed_by_agency: "afsluttet hos inkassobureauet",

    ask_confirmation: (
        "Er fakturaerne stadig ubetalte?",
        "Vi kan ikke se i dit system, om fakturaerne er betalt, så vi spørger dig før hvert brev. Svarer du ja, går \
         brevet den næste bankdag. Svarer du ikke, sendes der ikke noget.",
    ),
    ask_small_rest: (
        "Kun et lille beløb er tilbage",
        "Så lidt rykker vi ikke for uden at spørge. Sig, om sagen skal fortsætte, eller stop den.",
    ),
    ask_handover: ("Skal sagen til inkasso?", |agency| match agency {
        "" => "Alle breve er sendt, og fristen er gået. Intet går til inkasso af sig selv.".to_owned(),
        agency => format!(
            "Alle breve er sendt, og fristen er gået. Intet går til inkasso af sig selv: sig til, om sagen skal til \
             {agency}, eller stop den."
        ),
    }),
    no_agency: "Du har ikke valgt et inkassobureau endnu. Skriv til os, så sætter vi det op.",
    ask_after_refusal: (
        "Ikke kommet til inkasso",
        "Nedenfor står hvorfor. Når det er rettet, kan du sende sagen igen. Du kan også stoppe den.",
    ),
    about_charges: (
        "Betalt, men ikke det hele",
        "Fakturaen er betalt, men ikke de gebyrer og renter, som kunden er blevet bedt om. Har kunden betalt dem til \
         dig, eller vil du ikke have dem, så stop sagen inden tre dage efter denne mail. Ellers får kunden ét brev om dem.",
    ),
    about_overpayment: (
        "Betalt for meget",
        "En kunde har betalt mere, end der skyldes. Beløbet står nedenfor; betal det tilbage til kunden.",
    ),
};
