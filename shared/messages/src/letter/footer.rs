//! The small print of every mail: why it came, and what its link is worth.

use domain::Language;

use crate::format::Name;

struct Words {
    why_this_mail: fn(tenant: &str) -> String,
    who_may_answer: fn(tenant: &str) -> String,
}

/// The link decides without a login, and the reader must know it.
pub(crate) fn footer(language: Language, tenant: &Name, has_link: bool) -> Vec<String> {
    let words = match language {
        Language::Danish => &DANISH,
        Language::Norwegian => &NORWEGIAN,
        Language::English => &ENGLISH,
    };
    let tenant = tenant.isolated();
    let mut lines = vec![(words.why_this_mail)(&tenant)];
    lines.extend(has_link.then(|| (words.who_may_answer)(&tenant)));
    lines
}

static DANISH: Words = Words {
    why_this_mail: |tenant| {
        format!(
            "Du får denne mail, fordi Rykker følger de forfaldne fakturaer for {tenant}. Vi skriver kun, når der er nyt."
        )
    },
    who_may_answer: |tenant| {
        format!("Alle, der har linket, kan svare for {tenant}. Del det kun med dem, der må det.")
    },
};

static NORWEGIAN: Words = Words {
    why_this_mail: |tenant| {
        format!(
            "Du får denne e-posten fordi Rykker følger de forfalte fakturaene til {tenant}. Vi skriver bare når det er noe nytt."
        )
    },
    who_may_answer: |tenant| {
        format!("Alle som har lenken, kan svare for {tenant}. Del den bare med dem som har lov til det.")
    },
};

static ENGLISH: Words = Words {
    why_this_mail: |tenant| {
        format!(
            "You get this mail because Rykker follows the overdue invoices of {tenant}. We write only when there is news."
        )
    },
    who_may_answer: |tenant| {
        format!("Anyone who has the link can answer for {tenant}. Share it only with those who may.")
    },
};
