//! What is wrong with one field, as the person who clicked can understand and mend it.

use domain::claim::FaultCode;

use super::Told;

#[rustfmt::skip] // A table: a code, then Danish, Norwegian and English under each other.
pub(super) fn told(code: FaultCode) -> &'static Told {
    match code {
        FaultCode::NotOverdue => &Told {
            danish: "Fakturaen er ikke forfalden endnu. Den kan sendes fra dagen efter forfaldsdatoen.",
            norwegian: "Fakturaen er ikke forfalt ennå. Den kan sendes fra dagen etter forfallsdatoen.",
            english: "The invoice is not overdue yet. It can be sent from the day after its due date.",
        },
        FaultCode::DraftInvoice => &Told {
            danish: "Fakturaen er stadig en kladde. Godkend og send den først.",
            norwegian: "Fakturaen er fremdeles et utkast. Godkjenn og send den først.",
            english: "The invoice is still a draft. Approve and send it first.",
        },
        FaultCode::CreditNote => &Told {
            danish: "Det er en kreditnota, ikke en faktura.",
            norwegian: "Dette er en kreditnota, ikke en faktura.",
            english: "This is a credit note, not an invoice.",
        },
        FaultCode::AmountNotPositive => &Told {
            danish: "Beløbet skal være større end nul.",
            norwegian: "Beløpet må være større enn null.",
            english: "The amount must be above zero.",
        },
        FaultCode::OutstandingExceedsGross => &Told {
            danish: "Der kan ikke skyldes mere end fakturaens beløb. Gebyrer og renter skal stå for sig.",
            norwegian: "Det kan ikke skyldes mer enn fakturaens beløp. Gebyrer og renter skal stå for seg.",
            english: "No more can be owed than the invoice's amount. Fees and interest stand by themselves.",
        },
        FaultCode::CurrencyNotSupported => &Told {
            danish: "Vi tager imod fakturaer i DKK, NOK, SEK og EUR.",
            norwegian: "Vi tar imot fakturaer i DKK, NOK, SEK og EUR.",
            english: "We take invoices in DKK, NOK, SEK and EUR.",
        },
        FaultCode::DebtorAddressMissing => &Told {
            danish: "Kundens adresse mangler. Udfyld gade, postnummer og by på kunden.",
            norwegian: "Kundens adresse mangler. Fyll ut gate, postnummer og sted på kunden.",
            english: "The customer's address is missing. Fill in street, postal code and city.",
        },
        FaultCode::DebtorIdMissing => &Told {
            danish: "Kunden er en virksomhed, og dens CVR-nummer mangler. Udfyld det på kunden.",
            norwegian: "Kunden er en virksomhet, og organisasjonsnummeret mangler. Fyll det ut på kunden.",
            english: "The customer is a company, and its registration number is missing. Fill it in.",
        },
        FaultCode::DueDateBeforeIssueDate => &Told {
            danish: "Forfaldsdatoen ligger før fakturadatoen.",
            norwegian: "Forfallsdatoen er før fakturadatoen.",
            english: "The due date is before the invoice date.",
        },
        FaultCode::TimeBarred => &Told {
            danish: "Fakturaen forfaldt for mere end tre år siden og er forældet.",
            norwegian: "Fakturaen forfalt for mer enn tre år siden og er foreldet.",
            english: "The invoice fell due more than three years ago and is time-barred.",
        },
        FaultCode::AlreadyAtOtherAgency => &Told {
            danish: "Fakturaen er allerede sendt til en anden inkassoservice.",
            norwegian: "Fakturaen er allerede sendt til en annen inkassotjeneste.",
            english: "The invoice has already been sent to another collection service.",
        },
        FaultCode::RemindersPresent => &Told {
            danish: "Inkassoservicen tager kun imod fakturaer uden rykkere. Afvis rykkerne på fakturaen først.",
            norwegian: "Inkassotjenesten tar bare imot fakturaer uten purringer. Avvis purringene på fakturaen først.",
            english: "The collection service takes invoices without reminders only. Reject the reminders first.",
        },
        FaultCode::TermsNotAccepted => &Told {
            danish: "Inkassoservicens betingelser er ikke godkendt. En administrator kan godkende dem.",
            norwegian: "Inkassotjenestens vilkår er ikke godkjent. En administrator kan godkjenne dem.",
            english: "The collection service's terms have not been accepted. An administrator can accept them.",
        },
        FaultCode::ConnectionInactive => &Told {
            danish: "Inkassoservicen er slået fra. En administrator kan vælge den igen.",
            norwegian: "Inkassotjenesten er slått av. En administrator kan velge den igjen.",
            english: "The collection service is switched off. An administrator can choose it again.",
        },
        FaultCode::FeeAboveLegalCap => &Told {
            danish: "Et gebyr er højere, eller der er flere af dem, end loven tillader. Ret eller slet det først.",
            norwegian: "Et gebyr er høyere, eller det er flere av dem, enn loven tillater. Rett eller slett det først.",
            english: "A fee is higher, or there are more of them, than the law allows. Correct or delete it first.",
        },
        FaultCode::Missing => &Told {
            danish: "Feltet mangler.",
            norwegian: "Feltet mangler.",
            english: "The field is missing.",
        },
        FaultCode::WrongType => &Told {
            danish: "Feltet har en forkert form.",
            norwegian: "Feltet har feil form.",
            english: "The field has a wrong form.",
        },
        FaultCode::NotADate => &Told {
            danish: "Det er ikke en dato (ÅÅÅÅ-MM-DD).",
            norwegian: "Dette er ikke en dato (ÅÅÅÅ-MM-DD).",
            english: "This is not a date (YYYY-MM-DD).",
        },
        FaultCode::NotAnInstant => &Told {
            danish: "Det er ikke et tidspunkt med tidszone (RFC 3339).",
            norwegian: "Dette er ikke et tidspunkt med tidssone (RFC 3339).",
            english: "This is not a time with an offset (RFC 3339).",
        },
        FaultCode::NotAnAmount => &Told {
            danish: "Det er ikke et beløb.",
            norwegian: "Dette er ikke et beløp.",
            english: "This is not an amount.",
        },
        FaultCode::TooManyDecimals => &Told {
            danish: "Beløbet har mere end to decimaler.",
            norwegian: "Beløpet har mer enn to desimaler.",
            english: "The amount has more than two decimals.",
        },
        FaultCode::AmountTooLarge => &Told {
            danish: "Beløbet er for stort.",
            norwegian: "Beløpet er for stort.",
            english: "The amount is too large.",
        },
        FaultCode::TooLong => &Told {
            danish: "Teksten er for lang.",
            norwegian: "Teksten er for lang.",
            english: "The text is too long.",
        },
        FaultCode::TooMany => &Told {
            danish: "Der er for mange.",
            norwegian: "Det er for mange.",
            english: "There are too many.",
        },
        FaultCode::UnknownValue => &Told {
            danish: "Vi kender ikke denne værdi.",
            norwegian: "Vi kjenner ikke denne verdien.",
            english: "We do not know this value.",
        },
        FaultCode::NotAnEmailAddress => &Told {
            danish: "Det er ikke en mailadresse.",
            norwegian: "Dette er ikke en e-postadresse.",
            english: "This is not an e-mail address.",
        },
        FaultCode::NotAnAddress => &Told {
            danish: "Det er ikke en https-adresse.",
            norwegian: "Dette er ikke en https-adresse.",
            english: "This is not an https address.",
        },
        FaultCode::AmountsDoNotAddUp => &Told {
            danish: "Beløbet uden moms og momsen giver ikke fakturaens beløb.",
            norwegian: "Beløpet uten mva. og mva. gir ikke fakturaens beløp.",
            english: "The net amount and the VAT do not make the invoice's amount.",
        },
        FaultCode::CurrencyMismatch => &Told {
            danish: "Valutaen er en anden end fakturaens.",
            norwegian: "Valutaen er en annen enn fakturaens.",
            english: "The currency differs from the invoice's.",
        },
        FaultCode::ContentMissing => &Told {
            danish: "Bilaget har hverken indhold eller link.",
            norwegian: "Vedlegget har verken innhold eller lenke.",
            english: "The document has neither content nor a link.",
        },
        FaultCode::NotBase64 => &Told {
            danish: "Bilaget kunne ikke læses.",
            norwegian: "Vedlegget kunne ikke leses.",
            english: "The document could not be read.",
        },
        FaultCode::ChecksumMismatch => &Told {
            danish: "Bilaget er ikke kommet helt frem. Prøv igen.",
            norwegian: "Vedlegget er ikke kommet helt fram. Prøv igjen.",
            english: "The document did not arrive whole. Try again.",
        },
        FaultCode::ContentTypeMismatch => &Told {
            danish: "Bilaget er ikke det, det siges at være (PDF, PNG eller JPEG).",
            norwegian: "Vedlegget er ikke det det sies å være (PDF, PNG eller JPEG).",
            english: "The document is not what it is said to be (PDF, PNG or JPEG).",
        },
        FaultCode::PersonalIdNotTaken => &Told {
            danish: "Det ligner et CPR-nummer. Vi tager ikke imod CPR-numre. Slet det, og send igen.",
            norwegian: "Dette ligner et personnummer. Vi tar ikke imot personnumre. Slett det, og send igjen.",
            english: "This looks like a personal id number. We do not take those. Delete it and send again.",
        },
        FaultCode::NotTheWebhookId => &Told {
            danish: "Beskedens to numre er forskellige.",
            norwegian: "Meldingens to numre er forskjellige.",
            english: "The message's two ids differ.",
        },
    }
}
