//! How a new key is made in each accounting system: a table. The words in quotes are those on its buttons, in Danish.
//!
//! Sources: Billy API v2, "Authentication"; Dinero API, personal integration.

use domain::Language;

struct Guide {
    /// The accounting system as people call it.
    system: &'static str,
    danish: &'static [&'static str],
    norwegian: &'static [&'static str],
    english: &'static [&'static str],
}

/// The last row is for systems that have none of their own.
static GUIDES: [Guide; 3] = [
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
        assert!(second("Tripletex").starts_with("Lav en ny nøgle"));
    }
}
