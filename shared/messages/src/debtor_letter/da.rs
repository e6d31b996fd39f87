//! Danish.

use super::words::Words;
use crate::format::Plural;

pub(super) static WORDS: Words = Words {
    friendly: "Betalingspåmindelse",
    reminder: |number| number.map_or("Rykker".to_owned(), |number| format!("Rykker {number}")),
    notice: "Inkassovarsel",
    also_notice: |reminder| format!("{reminder} og inkassovarsel"),
    demand: "Betalingsopfordring",
    subject: |title, about, creditor| format!("{title}: {about} fra {creditor}"),

    one_invoice: |number| format!("faktura {number}"),
    invoices: Plural { one: "faktura", other: "fakturaer" },
    phone: "Telefon",
    email: "E-mail",
    letter_date: "Dato",

    open_friendly: |facts| {
        format!(
            "Ifølge vores bogføring er {} ikke betalt fuldt ud. Det er måske en forglemmelse. Betal venligst {} senest {}.",
            facts.about, facts.total, facts.pay_by
        )
    },
    open_charges: |facts| {
        format!(
            "Tak for betalingen af {}. Gebyrer og renter, som vi har skrevet om før, mangler endnu. Betal venligst {} senest {}. Vi lægger ikke flere gebyrer på.",
            facts.about, facts.total, facts.pay_by
        )
    },
    open_reminder: |facts| {
        format!(
            "Ifølge vores bogføring er {} ikke betalt fuldt ud. Betal venligst {} senest {}.",
            facts.about, facts.total, facts.pay_by
        )
    },
    open_notice: |facts| {
        format!(
            "Ifølge vores bogføring er {} ikke betalt fuldt ud. Dette brev er et inkassovarsel. Betal venligst {} senest {}.",
            facts.about, facts.total, facts.pay_by
        )
    },
    open_reminder_and_notice: |facts| {
        format!(
            "Ifølge vores bogføring er {} ikke betalt fuldt ud. Dette brev er både en rykker og et inkassovarsel. Betal \
             venligst {} senest {}.",
            facts.about, facts.total, facts.pay_by
        )
    },
    open_demand: |facts| {
        format!(
            "Ifølge vores bogføring er {} stadig ikke betalt fuldt ud, efter at fristen i inkassovarslet er udløbet. Betal \
             venligst {} senest {}.",
            facts.about, facts.total, facts.pay_by
        )
    },

    to_pay: "At betale",
    deadline: "Betalingsfrist",
    account: "Bankkonto",
    marked: |account, invoices| format!("{account}, mærket faktura {invoices}"),
    fik: "Indbetalingskort (FIK)",
    or_fik: "Eller med FIK",
    kid: "KID",
    as_on_invoice: "Som angivet på vedlagte faktura",
    reference_at_each_invoice: "Står ved hver faktura",
    mark_with: |invoices| format!("Fakturanummer {invoices}"),
    mark: "Mærk betalingen",
    how_to_pay: "Sådan betaler du",

    invoice_heading: |number| format!("Faktura {number}"),
    issued: |date| format!("Fakturadato {date}"),
    fell_due: |date| format!("Forfaldsdato {date}"),
    counted_from: |date| format!("Forfaldsdagen var ikke en bankdag, så fristen var {date}"),
    principal: "Fakturabeløb (hovedstol)",
    payment: |date| format!("Betaling {date}"),
    credit_note: |date| format!("Kreditnota {date}"),
    paid_on_costs: "Brugt af betalingerne til renter og gebyrer",
    adjusted: "Regulering",
    open_principal: "Rest af hovedstolen",
    interest: "Rente",
    days: Plural { one: "dag", other: "dage" },
    of: "om året af",
    during: "i",
    earlier_fees: "Gebyrer fra tidligere breve",
    compensation: |law| format!("Kompensation for sen betaling ({law})"),
    earlier_compensation: |law| format!("Kompensation for sen betaling ({law}), fra tidligere brev"),
    invoice_total: "I alt for fakturaen",
    this_fee: "Gebyr for dette brev",
    total: "I alt at betale",

    calculation: "Sådan er beløbet sat sammen",
    calculation_in: |currency| format!("Alle beløb er i {currency}."),
    invoices_heading: "Fakturaerne",
    deductions_heading: "Betalinger og kreditnotaer, der er trukket fra",
    interest_heading: "Beregning af renten",
    invoice_column: "Faktura",
    issued_column: "Dato",
    due_column: "Forfald",
    principal_column: "Hovedstol",
    deducted_column: "Fradrag",
    open_column: "Rest",
    interest_column: "Rente",
    fees_column: "Gebyrer",
    compensation_column: "Komp.",
    sum_column: "I alt",
    amount_column: "Beløb",
    from_column: "Fra",
    to_column: "Til og med",
    days_column: "Dage",
    rate_column: "Rente p.a.",
    balance_column: "Beregnet af",
    total_row: "I alt",
    interest_sum: "Rente i alt i dette brev",
    rounded_once: "Perioderne er afrundet hver for sig. Den samlede rente er afrundet én gang.",
    interest_paid_off: "Rente, der allerede er betalt, er ikke med i den samlede rente.",

    about_interest: |law| {
        format!(
            "Renten følger {law}. Den er beregnet af resten af hovedstolen dag for dag, efter det faktiske \
             antal dage og 365 dage om året. Satsen kan ændre sig 1. januar og 1. juli."
        )
    },
    no_interest: "Der er ikke beregnet rente i dette brev.",
    about_fee: |law| format!("Gebyret for dette brev følger {law}."),
    no_fee: "Dette brev er uden gebyr.",
    about_compensation: |law| {
        format!(
            "Kompensationen for sen betaling er et fast beløb for hver faktura mellem erhvervsdrivende efter {law}."
        )
    },

    warning: "Hvis du ikke betaler til tiden",
    warns_in_denmark: |facts| {
        format!(
            "Er hele beløbet ikke betalt senest {}, sender vi kravet til inkasso. Det medfører yderligere omkostninger, som \
             du kan komme til at betale. Betaler du inden fristen, undgår du dem. Er du ikke enig i kravet, så sig til \
             inden fristen.",
            facts.pay_by
        )
    },
    warns_in_norway: |facts| {
        format!(
            "Er hele beløbet ikke betalt senest {}, og har du ikke gjort indsigelse, sender vi kravet til inkasso. Det kan \
             medføre yderligere omkostninger. Dem undgår du, hvis du betaler inden fristen.",
            facts.pay_by
        )
    },
    warns_of_demand: |facts| {
        format!(
            "Er hele beløbet ikke betalt senest {}, og har du ikke gjort indsigelse, kan kravet blive sendt til inkasso \
             eller bragt for en retslig instans. Det kan medføre yderligere omkostninger.",
            facts.pay_by
        )
    },

    if_paid: "Har du betalt inden for de seneste dage, kan du se bort fra dette brev. Har du betalt tidligere, så skriv til os hvornår.",
    if_late: "Bliver beløbet ikke betalt til tiden, kan der komme flere breve, renter og gebyrer.",
    disagree: "Er du ikke enig?",
    object_to: |email| {
        format!(
            "Skriv til {email}, og fortæl, hvad du er uenig i. Så sætter vi sagen i bero, mens vi ser på det."
        )
    },
    object_by_phone: |email, phone| {
        format!(
            "Skriv til {email} eller ring på {phone}, og fortæl, hvad du er uenig i. Så sætter vi sagen i bero, mens \
             vi ser på det."
        )
    },
    regards: "Med venlig hilsen",

    page_button: "Se kravet og svar",
    page_text: "Her kan du se kravet i detaljer, gøre indsigelse eller fortælle, at du har betalt.",
    attached: "Brevet er vedhæftet som PDF.",
    page_of: |page, pages| format!("Side {page} af {pages}"),
};
