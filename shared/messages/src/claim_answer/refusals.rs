//! Why a whole push was not taken.

use super::Told;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    MalformedJson,
    UnsupportedMediaType,
    PayloadTooLarge,
    /// Some fields are in the way; each has a text of its own.
    ValidationFailed,
    /// The invoice is a case already, for another principal.
    OtherPrincipal,
    /// The invoice was a case, and is over.
    CaseClosed,
    /// The event's id was used before, for something else.
    EventReused,
    TooManyRequests,
    Unavailable,
}

impl Refusal {
    pub const ALL: [Refusal; 9] = [
        Refusal::MalformedJson,
        Refusal::UnsupportedMediaType,
        Refusal::PayloadTooLarge,
        Refusal::ValidationFailed,
        Refusal::OtherPrincipal,
        Refusal::CaseClosed,
        Refusal::EventReused,
        Refusal::TooManyRequests,
        Refusal::Unavailable,
    ];
}

pub(super) fn told(why: Refusal) -> &'static Told {
    match why {
        Refusal::MalformedJson => &Told {
            danish: "Beskeden kunne ikke læses. Prøv at sende fakturaen igen.",
            norwegian: "Meldingen kunne ikke leses. Prøv å sende fakturaen igjen.",
            english: "The message could not be read. Try to send the invoice again.",
        },
        Refusal::UnsupportedMediaType => &Told {
            danish: "Beskeden kom i et format, som vi ikke tager imod.",
            norwegian: "Meldingen kom i et format som vi ikke tar imot.",
            english: "The message came in a format that we do not take.",
        },
        Refusal::PayloadTooLarge => &Told {
            danish: "Fakturaen og dens bilag fylder mere end 6 MB. Send den med færre eller mindre bilag.",
            norwegian: "Fakturaen og vedleggene er større enn 6 MB. Send den med færre eller mindre vedlegg.",
            english: "The invoice and its documents are larger than 6 MB. Send it with fewer or smaller documents.",
        },
        Refusal::ValidationFailed => &Told {
            danish: "Fakturaen kan ikke sendes til inkasso, som den er nu.",
            norwegian: "Fakturaen kan ikke sendes til inkasso slik den er nå.",
            english: "The invoice cannot be sent to collection as it is now.",
        },
        Refusal::OtherPrincipal => &Told {
            danish: "Fakturaen er allerede sendt til inkasso med et andet beløb. Sagen er ikke ændret. Registrér en \
                     betaling eller en kreditnota, hvis der nu skyldes mindre.",
            norwegian: "Fakturaen er allerede sendt til inkasso med et annet beløp. Saken er ikke endret. Registrer en \
                        betaling eller en kreditnota hvis det nå skyldes mindre.",
            english: "The invoice has been sent to collection with another amount. The case is unchanged. Register a \
                      payment or a credit note if less is owed now.",
        },
        Refusal::CaseClosed => &Told {
            danish: "Fakturaen har været sendt til inkasso, og sagen er afsluttet. Kontakt os, hvis den skal åbnes igen.",
            norwegian: "Fakturaen har vært sendt til inkasso, og saken er avsluttet. Kontakt oss hvis den skal åpnes igjen.",
            english: "The invoice has been sent to collection before, and its case is closed. Contact us to have it opened again.",
        },
        Refusal::EventReused => &Told {
            danish: "Beskedens nummer er brugt før til noget andet. Prøv at sende fakturaen igen.",
            norwegian: "Meldingens nummer er brukt før til noe annet. Prøv å sende fakturaen igjen.",
            english: "The number of this message was used for something else before. Try to send the invoice again.",
        },
        Refusal::TooManyRequests | Refusal::Unavailable => &Told {
            danish: "Vi kan ikke tage imod lige nu. Der er ikke ændret noget. Prøv igen om lidt.",
            norwegian: "Vi kan ikke ta imot akkurat nå. Ingenting er endret. Prøv igjen om litt.",
            english: "We cannot take it right now. Nothing was changed. Try again in a moment.",
        },
    }
}
