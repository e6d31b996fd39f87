//! What was owed whenever something happened, beside what the letters of those days asked for, and the law behind both.

use domain::case::LetterStanding;
use domain::dunning::{CaseMoment, LetterFile, LetterKind, Occurrence, OwedThen, Rules, grounds, moments};
use domain::statutes::RowInWords;
use domain::{CollectionCase, Currency, Money};
use jiff::civil::Date;
use serde::Serialize;

use super::kept::{Kept, KeptLetter};
use super::words;

#[derive(Serialize)]
pub(super) struct Account {
    currency: Currency,
    moments: Vec<CaseMoment>,
    letters: Vec<AskedFor>,
    /// The rows of the statutes that the last figures and the letters rest on.
    statutes: Vec<RowInWords>,
}

/// What a letter asked for, as frozen when it was sent; minor units.
#[derive(Serialize)]
struct AskedFor {
    file: String,
    on: Date,
    kind: LetterKind,
    standing: LetterStanding,
    pay_by: Date,
    principal_minor: i64,
    interest_minor: i64,
    /// Fees of earlier letters.
    fees_minor: i64,
    compensation_minor: i64,
    /// One for the whole letter, which may be about other invoices of its debtor, too.
    fee_of_letter_minor: i64,
    total_of_letter_minor: i64,
}

impl Account {
    pub fn of(kept: &Kept, today: Date) -> Self {
        let (tenant, case) = (&kept.tenant, &kept.case);
        let rules = Rules::of(tenant, case);
        let moments = moments(case, &rules, today);
        let last = moments.last().map_or(today, |moment| moment.on);
        Self {
            currency: case.principal.currency,
            letters: kept.letters.iter().filter_map(|letter| asked_for(letter, case)).collect(),
            statutes: grounds(&case.history(rules.country), &rules.statutes, &rules.caution(), last),
            moments,
        }
    }

    /// The same as tables.
    pub fn in_words(&self, case: &CollectionCase) -> String {
        let money = |minor: i64| Money::new(minor, self.currency).to_string();
        let header = ["day", "principal", "interest", "fees", "compensation", "total", "what happened"];
        let moments = self.moments.iter().map(|moment| {
            let what: Vec<String> = moment.happened.iter().map(|what| self.happened(what)).collect();
            let what = what.join("; ");
            match &moment.owed {
                OwedThen::Known(owed) => {
                    let figures = [
                        owed.principal_minor,
                        owed.interest_minor,
                        owed.fees_minor,
                        owed.compensation_minor,
                        owed.total_minor,
                    ];
                    let figures = figures.map(money);
                    [vec![moment.on.to_string()], figures.to_vec(), vec![what]].concat()
                }
                OwedThen::Refused { why, .. } => {
                    let unsaid = vec!["-".to_owned(); 5];
                    [vec![moment.on.to_string()], unsaid, vec![format!("{what} ({why})")]].concat()
                }
            }
        });
        let moments = words::table(&header, moments);
        let header = [
            "file",
            "to pay by",
            "principal",
            "interest",
            "earlier fees",
            "compensation",
            "fee",
            "total",
            "standing",
        ];
        let letters = self.letters.iter().map(|letter| {
            let figures = [
                letter.principal_minor,
                letter.interest_minor,
                letter.fees_minor,
                letter.compensation_minor,
                letter.fee_of_letter_minor,
                letter.total_of_letter_minor,
            ];
            let facts = vec![letter.file.clone(), letter.pay_by.to_string()];
            [facts, figures.map(money).to_vec(), vec![words::word(&letter.standing)]].concat()
        });
        let letters = words::table(&header, letters);
        let header = ["what", "country", "from", "value", "how sure", "source"];
        let statutes = self.statutes.iter().map(|row| {
            let row = [row.what, row.country, &row.from.to_string(), &row.value, row.sure, row.source];
            row.map(str::to_owned).to_vec()
        });
        let statutes = words::table(&header, statutes);
        let reasons = self.moments.last().map_or(String::new(), |moment| match &moment.owed {
            OwedThen::Known(owed) => owed.because.iter().map(|reason| format!("{reason}\n")).collect(),
            OwedThen::Refused { why, .. } => format!("{why}\n"),
        });
        format!(
            "What was owed of invoice {} at the end of each day on which something happened\n\n{moments}\n\
             What the letters asked for, as frozen when they were sent; fee and total are the whole letter's\n\n{letters}\n\
             What the last figures rest on\n\n{reasons}\n\
             The rows of the statutes\n\n{statutes}",
            case.invoice_number
        )
    }

    fn happened(&self, what: &Occurrence) -> String {
        match what {
            Occurrence::Opened => "opened".into(),
            Occurrence::Moved { moved, minor } => {
                format!("{} {}", words::word(moved), Money::new(*minor, self.currency))
            }
            Occurrence::Letter { kind, standing, .. } => {
                format!("{}, {}", words::word(kind), words::word(standing))
            }
            Occurrence::Closed => "closed".into(),
            Occurrence::Today => "drawn up".into(),
        }
    }
}

fn asked_for(kept: &KeptLetter, case: &CollectionCase) -> Option<AskedFor> {
    let LetterFile { letter, .. } = kept.file.as_ref()?;
    let claim = letter.claims.iter().find(|claim| claim.case == case.id)?;
    Some(AskedFor {
        file: kept.json_name(),
        on: kept.part.on,
        kind: kept.part.kind,
        standing: kept.part.standing,
        pay_by: kept.part.pay_by,
        principal_minor: claim.open_principal.minor,
        interest_minor: claim.open_interest.minor,
        fees_minor: claim.earlier_fees.minor,
        compensation_minor: claim.compensation.minor,
        fee_of_letter_minor: letter.fee.minor,
        total_of_letter_minor: letter.total.minor,
    })
}
