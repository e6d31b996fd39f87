//! Norwegian (bokmål).

use super::words::Words;
use crate::format::Plural;

pub(super) static WORDS: Words = Words {
    friendly: "Betalingspåminnelse",
    reminder: |number| match number {
        Some(number) if number > 1 => format!("Purring {number}"),
        _ => "Purring".to_owned(),
    },
    notice: "Inkassovarsel",
    also_notice: |reminder| format!("{reminder} og inkassovarsel"),
    demand: "Betalingsoppfordring",
    subject: |title, about, creditor| format!("{title}: {about} fra {creditor}"),

    one_invoice: |number| format!("faktura {number}"),
    invoices: Plural { one: "faktura", other: "fakturaer" },
    phone: "Telefon",
    email: "E-post",
    letter_date: "Dato",

    open_friendly: |facts| {
        format!(
            "Etter det vi kan se, er {} ikke betalt i sin helhet. Det er kanskje en forglemmelse. Vennligst betal {} innen {}.",
            facts.about, facts.total, facts.pay_by
        )
    },
    open_charges: |facts| {
        format!(
            "Takk for betalingen av {}. Gebyrer og renter som vi har skrevet om før, mangler ennå. Vennligst betal {} senest {}. Vi legger ikke på flere gebyrer.",
            facts.about, facts.total, facts.pay_by
        )
    },
    open_reminder: |facts| {
        format!(
            "Etter det vi kan se, er {} ikke betalt i sin helhet. Vennligst betal {} innen {}.",
            facts.about, facts.total, facts.pay_by
        )
    },
    open_notice: |facts| {
        format!(
            "Etter det vi kan se, er {} ikke betalt i sin helhet. Dette brevet er et inkassovarsel. Vennligst betal {} innen {}.",
            facts.about, facts.total, facts.pay_by
        )
    },
    open_reminder_and_notice: |facts| {
        format!(
            "Etter det vi kan se, er {} ikke betalt i sin helhet. Dette brevet er både en purring og et inkassovarsel. Vennligst betal \
             {} innen {}.",
            facts.about, facts.total, facts.pay_by
        )
    },
    open_demand: |facts| {
        format!(
            "Etter det vi kan se, er {} fortsatt ikke betalt i sin helhet, etter at fristen i inkassovarselet er gått ut. Vennligst \
             betal {} innen {}.",
            facts.about, facts.total, facts.pay_by
        )
    },

    to_pay: "Å betale",
    deadline: "Betalingsfrist",
    account: "Kontonummer",
    marked: |account, invoices| format!("{account}, merket faktura {invoices}"),
    fik: "Dansk FIK-linje",
    or_fik: "Eller dansk FIK-linje",
    kid: "KID",
    as_on_invoice: "Som oppgitt på vedlagt faktura",
    reference_at_each_invoice: "Står ved hver faktura",
    mark_with: |invoices| format!("Fakturanummer {invoices}"),
    mark: "Merk betalingen",
    how_to_pay: "Slik betaler du",

    invoice_heading: |number| format!("Faktura {number}"),
    issued: |date| format!("Fakturadato {date}"),
    fell_due: |date| format!("Forfallsdato {date}"),
    counted_from: |date| format!("Forfallsdagen var ikke en virkedag, så fristen var {date}"),
    principal: "Fakturabeløp (hovedstol)",
    payment: |date| format!("Betaling {date}"),
    credit_note: |date| format!("Kreditnota {date}"),
    paid_on_costs: "Brukt av betalingene til renter og gebyrer",
    adjusted: "Regulering",
    open_principal: "Gjenstående hovedstol",
    interest: "Forsinkelsesrente",
    days: Plural { one: "dag", other: "dager" },
    of: "i året av",
    during: "i",
    earlier_fees: "Gebyrer fra tidligere brev",
    compensation: |law| format!("Standardkompensasjon ({law})"),
    earlier_compensation: |law| format!("Standardkompensasjon ({law}), fra tidligere brev"),
    invoice_total: "Sum for fakturaen",
    this_fee: "Gebyr for dette brevet",
    total: "Sum å betale",

    calculation: "Slik er beløpet satt sammen",
    calculation_in: |currency| format!("Alle beløp er i {currency}."),
    invoices_heading: "Fakturaene",
    deductions_heading: "Betalinger og kreditnotaer som er trukket fra",
    interest_heading: "Beregning av renten",
    invoice_column: "Faktura",
    issued_column: "Dato",
    due_column: "Forfall",
    principal_column: "Hovedstol",
    deducted_column: "Fradrag",
    open_column: "Rest",
    interest_column: "Rente",
    fees_column: "Gebyrer",
    compensation_column: "Komp.",
    sum_column: "Sum",
    amount_column: "Beløp",
    from_column: "Fra",
    to_column: "Til og med",
    days_column: "Dager",
    rate_column: "Rente p.a.",
    balance_column: "Beregnet av",
    total_row: "Sum",
    interest_sum: "Sum forsinkelsesrente",
    rounded_once: "Periodene er avrundet hver for seg. Den samlede renten er avrundet én gang.",
    interest_paid_off: "Rente som allerede er betalt, er ikke med i den samlede renten.",

    about_interest: |law| {
        format!(
            "Renten følger {law}. Den er beregnet av resten av hovedstolen dag for dag, etter det faktiske \
             antall dager og 365 dager i året. Satsen fastsettes 1. januar og 1. juli."
        )
    },
    no_interest: "Det er ikke beregnet rente i dette brevet.",
    about_fee: |law| format!("Gebyret for dette brevet følger {law}."),
    no_fee: "Dette brevet er uten gebyr.",
    about_compensation: |law| {
        format!(
            "Standardkompensasjonen er et fast beløp for hver faktura mellom næringsdrivende etter {law}."
        )
    },

    warning: "Hvis du ikke betaler innen fristen",
    warns_in_denmark: |facts| {
        format!(
            "Dersom hele beløpet ikke er betalt innen {}, sender vi kravet til inkasso. Det medfører ytterligere kostnader, \
             som du kan komme til å betale. Dem unngår du ved å betale innen fristen. Er du uenig i kravet, må du si fra \
             innen fristen.",
            facts.pay_by
        )
    },
    warns_in_norway: |facts| {
        format!(
            "Dersom hele beløpet ikke er betalt innen {}, og du ikke har kommet med innsigelser, sender vi kravet til inkasso. \
             Det kan føre til ytterligere kostnader. Dem unngår du ved å betale innen fristen.",
            facts.pay_by
        )
    },
    warns_of_demand: |facts| {
        format!(
            "Dersom hele beløpet ikke er betalt innen {}, og du ikke har kommet med innsigelser, kan kravet bli overført til et \
             inkassoforetak eller brakt inn for forliksrådet. Det kan føre til ytterligere kostnader.",
            facts.pay_by
        )
    },

    if_paid: "Har du betalt i løpet av de siste dagene, kan du se bort fra dette brevet. Har du betalt tidligere, så skriv til oss når.",
    if_late: "Betaler du ikke innen fristen, kan det komme flere brev, renter og gebyrer.",
    disagree: "Er du ikke enig?",
    object_to: |email| {
        format!(
            "Skriv til {email} og fortell hva du er uenig i. Da stiller vi saken i bero mens vi ser på det."
        )
    },
    object_by_phone: |email, phone| {
        format!(
            "Skriv til {email} eller ring {phone} og fortell hva du er uenig i. Da stiller vi saken i bero mens vi ser på \
             det."
        )
    },
    regards: "Med vennlig hilsen",

    page_button: "Se kravet og svar",
    page_text: "Her kan du se kravet i detalj, komme med innsigelser eller fortelle at du har betalt.",
    attached: "Brevet er vedlagt som PDF.",
    page_of: |page, pages| format!("Side {page} av {pages}"),
};
