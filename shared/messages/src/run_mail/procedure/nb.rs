//! Norwegian (bokmål).

use domain::news::HandoverHold;

use super::Words;

pub(super) static WORDS: Words = Words {
    unconfirmed: "i bero: er fakturaen fortsatt ubetalt? Da sendes neste brev",
    rest_is_small: "i bero: det er bare et lite beløp igjen",
    overpaid: |amount| format!("det er betalt {amount} for mye, som du skal betale tilbake til kunden"),
    charges_pursued: |amount| {
        format!(
            "gebyrer og renter på {amount} er ikke betalt; om tre dager får kunden ett brev om dem, uten nytt gebyr"
        )
    },
    charges_borne: |amount| format!("gebyrer og renter på {amount} kreves ikke inn; dem dekker du selv"),
    charges_paid: |amount| format!("gebyrer og renter på {amount} er nå også betalt"),
    charges_given_up: |amount| format!("gebyrer og renter på {amount} ble ikke betalt; det sendes ikke mer"),
    handover_due: "i bero: fristen i det siste brevet er ute. Skal saken til inkasso?",
    handed_over: "overført til inkasso",
    handover_rejected: |reasons| format!("inkassoforetaket har ikke tatt saken: «{reasons}»"),
    agency_key_refused: "nøkkelen din til inkassoforetaket virker ikke, så saken er ikke sendt. Hent en ny hos dem, og send den til oss",
    handover_held: |why| match why {
        HandoverHold::AgencyChanged => {
            "ikke sendt til inkasso: inkassoforetaket er byttet eller valgt bort etter at du sa ja. Si ja på nytt hvis saken fortsatt skal til inkasso"
        }
        HandoverHold::NoNotice => {
            "ikke sendt til inkasso: kunden har ikke fått inkassovarselet som loven krever"
        }
        HandoverHold::DeadlineRuns => {
            "ikke sendt til inkasso: fristen i det siste brevet er ikke ute ennå. Send saken på nytt når den er det"
        }
        HandoverHold::StatuteMissing => {
            "ikke sendt til inkasso: en av lovens satser mangler hos oss. Vi har fått beskjed og legger den inn; send saken på nytt om noen dager"
        }
        HandoverHold::Otherwise => {
            "ikke sendt til inkasso: slik saken står, tillater ikke loven det. Skriv til oss hvis du vil vite hvorfor"
        }
    },
    agency_status: |status| format!("hos inkassoforetaket: {status}"),
    closed_by_agency: "avsluttet hos inkassoforetaket",

    ask_confirmation: (
        "Er fakturaene fortsatt ubetalte?",
        "Vi kan ikke se i systemet ditt om fakturaene er betalt, så vi spør deg før hvert brev. Svarer du ja, går \
         brevet neste bankdag. Svarer du ikke, sendes det ingenting.",
    ),
    ask_small_rest: (
        "Bare et lite beløp er igjen",
        "For så lite purrer vi ikke uten å spørre. Si om saken skal fortsette, eller stopp den.",
    ),
    ask_handover: ("Skal saken til inkasso?", |agency| match agency {
        "" => "Alle brev er sendt, og fristen er ute. Ingenting går til inkasso av seg selv.".to_owned(),
        agency => format!(
            "Alle brev er sendt, og fristen er ute. Ingenting går til inkasso av seg selv: si fra om saken skal til \
             {agency}, eller stopp den."
        ),
    }),
    no_agency: "Du har ikke valgt et inkassoforetak ennå. Skriv til oss, så setter vi det opp.",
    ask_after_refusal: (
        "Ikke kommet til inkasso",
        "Nedenfor står hvorfor. Når det er rettet, kan du sende saken på nytt. Du kan også stoppe den.",
    ),
    about_charges: (
        "Betalt, men ikke alt",
        "Fakturaen er betalt, men ikke gebyrene og rentene som kunden er bedt om å betale. Har kunden betalt dem til \
         deg, eller vil du ikke ha dem, så stopp saken innen tre dager etter denne e-posten. Ellers får kunden ett brev om \
         dem.",
    ),
    about_overpayment: (
        "Betalt for mye",
        "En kunde har betalt mer enn det som skyldes. Beløpet står nedenfor; betal det tilbake til kunden.",
    ),
};
