//! How a new key is made in each accounting system: a table. The words in quotes are those on its buttons, in Danish.
//!
//! Sources: Billy API v2, "Authentication"; Dinero API, personal integration; Tripletex's help, "API - brukernøkler".
//! Ordrestyring gives keys out by its support alone, and Minuba's way is not public.

use domain::Language;

struct Guide {
    /// The accounting system as people call it.
    system: &'static str,
    danish: &'static [&'static str],
    norwegian: &'static [&'static str],
    english: &'static [&'static str],
}

/// The last row is for systems that have none of their own.
static GUIDES: [Guide; 6] = [
    Guide {
        system: "Billy",
        danish: &[
            "Log ind i Billy, klik på tandhjulet, og find adgangsnøglerne.",
            "Klik på »Opret adgangsnøgle«, og kald den fx »Rykker«.",
            "Kopiér nøglen, og gem den et sikkert sted.",
        ],
        norwegian: &[
            "Logg inn i Billy, klikk på tannhjulet, og finn tilgangsnøklene.",
            "Klikk på «Opret adgangsnøgle», og kall den for eksempel «Rykker».",
            "Kopier nøkkelen, og lagre den på et trygt sted.",
        ],
        english: &[
            "Log in to Billy, click the gear, and find the access keys.",
            "Click “Opret adgangsnøgle” and name the key, for example “Rykker”.",
            "Copy the key and keep it in a safe place.",
        ],
    },
    Guide {
        system: "Dinero",
        danish: &[
            "Log ind i Dinero, klik på tandhjulet, og vælg »API«.",
            "Klik på »+ Ny API-nøgle«, og kald den fx »Rykker«.",
            "Kopiér nøglen, og gem den et sikkert sted. Notér også firma-id’et, som står nederst til venstre.",
        ],
        norwegian: &[
            "Logg inn i Dinero, klikk på tannhjulet, og velg «API».",
            "Klikk på «+ Ny API-nøgle», og kall den for eksempel «Rykker».",
            "Kopier nøkkelen, og lagre den på et trygt sted. Noter også firma-ID-en, som står nederst til venstre.",
        ],
        english: &[
            "Log in to Dinero, click the gear and choose “API”.",
            "Click “+ Ny API-nøgle” and name the key, for example “Rykker”.",
            "Copy the key and keep it in a safe place. Note the company id (Firma ID) at the bottom left as well.",
        ],
    },
    Guide {
        system: "Ordrestyring",
        danish: &[
            "Skriv til Ordrestyrings support i chatten eller på mail.",
            "Bed om en API-nøgle til dit firma.",
            "Kopiér nøglen, og gem den et sikkert sted.",
        ],
        norwegian: &[
            "Skriv til Ordrestyrings support i chatten eller på e-post.",
            "Be om en API-nøkkel for firmaet ditt.",
            "Kopier nøkkelen, og lagre den på et trygt sted.",
        ],
        english: &[
            "Write to Ordrestyring's support, in the chat or by mail.",
            "Ask for an API key for your company.",
            "Copy the key and keep it in a safe place.",
        ],
    },
    Guide {
        system: "Tripletex",
        danish: &[
            "Log ind i Tripletex som brugeradministrator, og åbn »Selskap«, »Ansatte« og den ansatte, som nøglen hører til.",
            "Vælg »Mer«, »API-tilgang« og »Ny nøkkel«, og vælg Rykker i listen over applikationer.",
            "Kopiér nøglen, og gem den et sikkert sted: den vises kun én gang.",
        ],
        norwegian: &[
            "Logg inn i Tripletex som brukeradministrator, og åpne «Selskap», «Ansatte» og den ansatte som nøkkelen hører til.",
            "Velg «Mer», «API-tilgang» og «Ny nøkkel», og velg Rykker i listen over applikasjoner.",
            "Kopier nøkkelen, og lagre den på et trygt sted: den vises bare én gang.",
        ],
        english: &[
            "Log in to Tripletex as a user administrator, and open “Selskap”, “Ansatte” and the employee the key belongs to.",
            "Choose “Mer”, “API-tilgang” and “Ny nøkkel”, and choose Rykker in the list of applications.",
            "Copy the key and keep it in a safe place: it is shown only once.",
        ],
    },
    Guide {
        system: "Minuba",
        danish: &[
            "Log ind i Minuba som administrator.",
            "Giv Rykker adgang igen: forbindelsen er blevet afbrudt.",
            "Gem de nye adgangsoplysninger et sikkert sted.",
        ],
        norwegian: &[
            "Logg inn i Minuba som administrator.",
            "Gi Rykker tilgang igjen: forbindelsen er brutt.",
            "Lagre de nye tilgangsopplysningene på et trygt sted.",
        ],
        english: &[
            "Log in to Minuba as an administrator.",
            "Give Rykker access again: the connection has been cut.",
            "Keep the new credentials in a safe place.",
        ],
    },
    Guide {
        system: "",
        danish: &[
            "Log ind i regnskabssystemet som administrator, og find siden med API- eller adgangsnøgler.",
            "Lav en ny nøgle, og kald den fx »Rykker«.",
            "Kopiér nøglen, og gem den et sikkert sted.",
        ],
        norwegian: &[
            "Logg inn i regnskapssystemet som administrator, og finn siden med API- eller tilgangsnøkler.",
            "Lag en ny nøkkel, og kall den for eksempel «Rykker».",
            "Kopier nøkkelen, og lagre den på et trygt sted.",
        ],
        english: &[
            "Log in to the accounting system as an administrator and find the page with API or access keys.",
            "Make a new key and name it, for example “Rykker”.",
            "Copy the key and keep it in a safe place.",
        ],
    },
];

pub(super) fn steps(language: Language, system_title: &str) -> Vec<String> {
    let [.., general] = &GUIDES;
    let guide =
        GUIDES.iter().find(|guide| guide.system.eq_ignore_ascii_case(system_title.trim())).unwrap_or(general);
    let steps = match language {
        Language::Danish => guide.danish,
        Language::Norwegian => guide.norwegian,
        Language::English => guide.english,
    };
    steps.iter().map(|step| (*step).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_system_has_its_own_way_to_a_key_and_an_unknown_one_the_general() {
        let second = |system: &str| steps(Language::Danish, system)[1].clone();
        assert!(second("Billy").contains("Opret adgangsnøgle"));
        assert!(second("Dinero").contains("+ Ny API-nøgle"));
        assert!(second("Ordrestyring").contains("API-nøgle til dit firma"));
        assert!(second("Tripletex").contains("Ny nøkkel"));
        assert!(second("e-conomic").starts_with("Lav en ny nøgle"));
    }
}
