//! Letters to debtors: each kind as the law knows it, and what they may hold at their worst.

use domain::dunning::LetterKind;
use domain::dunning::letter::{
    Addressee, Creditor, Deduction, DeductionKind, InterestPeriod, Letter, LetterClaim,
};
use domain::source_invoice::PostalAddress;
use domain::{
    CaseId, Country, Currency, DebtorKind, InvoiceId, Language, Money, RegistrationNumber, SystemName,
    TenantId,
};
use jiff::civil::{Date, date};

pub const PAGE: &str = "https://rykker.example/d/AbC-123_xyz.~0";

const SENT: Date = date(2026, 11, 23);

fn tenant() -> TenantId {
    TenantId::from_random([5; 8])
}

fn currency(country: Country) -> Currency {
    match country {
        Country::Denmark => Currency::DKK,
        Country::Norway => Currency::NOK,
    }
}

fn creditor(country: Country) -> Creditor {
    let (name, number, street, postal_code, city, phone, account) = match country {
        Country::Denmark => (
            "Nordlys VVS & Sønner ApS",
            "24256790",
            "Værkstedsvej 12",
            "8000",
            "Aarhus C",
            "86 12 34 56",
            "5301 0001234567",
        ),
        Country::Norway => {
            ("Fjellheim Rør AS", "923609016", "Storgata 7", "9008", "Tromsø", "77 61 23 45", "1503 11 22330")
        }
    };
    Creditor {
        name: name.into(),
        number: RegistrationNumber::parse(country, number).unwrap(),
        address: Some(PostalAddress {
            street: street.into(),
            postal_code: postal_code.into(),
            city: city.into(),
            country: None,
        }),
        reply_to: match country {
            Country::Denmark => "regnskab@nordlys.example".parse().unwrap(),
            Country::Norway => "regnskap@fjellheim.example".parse().unwrap(),
        },
        phone: Some(phone.into()),
        account: Some(account.into()),
    }
}

fn debtor(country: Country) -> Addressee {
    let (name, street, postal_code, city) = match country {
        Country::Denmark => ("Café Æblegården I/S", "Åboulevarden 101, 2. th.", "8260", "Viby J"),
        Country::Norway => ("Blåbær Bakeri AS", "Sjøgata 15 B", "9405", "Harstad"),
    };
    Addressee {
        name: name.into(),
        kind: DebtorKind::Company,
        number: None,
        address: Some(PostalAddress {
            street: street.into(),
            postal_code: postal_code.into(),
            city: city.into(),
            country: Some(country.code().to_uppercase()),
        }),
        email: "bogholderi@blaabaer.example".parse().unwrap(),
    }
}

/// Modulus 10, of FIK and KID.
fn check_digit(digits: &str) -> u32 {
    let weighed = digits.bytes().rev().zip([2, 1].into_iter().cycle());
    let sum: u32 =
        weighed.map(|(digit, weight)| u32::from(digit - b'0') * weight).map(|n| n / 10 + n % 10).sum();
    (10 - sum % 10) % 10
}

/// 4,000.00 of 10,000.00 paid, interest over two rates.
fn claim(country: Country, index: u32) -> LetterClaim {
    let money = |minor: i64| Money::new(minor, currency(country));
    let system = SystemName::known("billy");
    let invoice = InvoiceId::parse(&format!("inv{index}")).unwrap();
    let number = (1042 + index).to_string();
    let (rates, amounts) = match country {
        Country::Denmark => (["9.75", "10.00"], [2_137, 24_000]),
        Country::Norway => (["12.00", "12.25"], [2_630, 29_400]),
    };
    let (reference, what) = match country {
        Country::Denmark => (
            format!("+71<{number:0>14}{}+12345678<", check_digit(&number)),
            "Montering af varmtvandsbeholder, Åboulevarden 101",
        ),
        Country::Norway => {
            (format!("{number}{}", check_digit(&number)), "Montering av varmtvannsbereder, Sjøgata 15 B")
        }
    };
    LetterClaim {
        case: CaseId::of(&tenant(), &system, &invoice),
        invoice_number: number,
        issue_date: Some(date(2026, 6, 6)),
        due_date: date(2026, 6, 20),
        effective_due: date(2026, 6, 22),
        what: Some(what.into()),
        principal: money(1_000_000),
        deductions: vec![Deduction {
            kind: DeductionKind::Payment,
            on: date(2026, 6, 30),
            amount: money(400_000),
        }],
        open_principal: money(600_000),
        interest: vec![
            InterestPeriod {
                from: date(2026, 6, 23),
                to: date(2026, 6, 30),
                days: 8,
                rate: rates[0].into(),
                balance: money(1_000_000),
                amount: money(amounts[0]),
            },
            InterestPeriod {
                from: date(2026, 7, 1),
                to: SENT,
                days: 146,
                rate: rates[1].into(),
                balance: money(600_000),
                amount: money(amounts[1]),
            },
        ],
        open_interest: money(amounts[0] + amounts[1]),
        earlier_fees: money(0),
        compensation: money(0),
        compensation_is_new: true,
        total: money(600_000 + amounts[0] + amounts[1]),
        bears_fee: index == 0,
        payment_reference: Some(reference),
    }
}

/// The total follows from the claims and the fee.
pub fn totalled(mut letter: Letter) -> Letter {
    for claim in &mut letter.claims {
        claim.total.minor = claim.open_principal.minor
            + claim.open_interest.minor
            + claim.earlier_fees.minor
            + claim.compensation.minor;
    }
    letter.total.minor = letter.fee.minor + letter.claims.iter().map(|claim| claim.total.minor).sum::<i64>();
    letter
}

/// What each kind asks for on top, in øre: this letter's fee, earlier fees, compensation. In Norway never both (FRL § 3 a).
const ON_TOP: &[(Country, LetterKind, [i64; 3])] = &[
    (Country::Denmark, LetterKind::FriendlyReminder, [0, 0, 0]),
    (Country::Denmark, LetterKind::Reminder, [10_000, 10_000, 31_000]),
    (Country::Denmark, LetterKind::CollectionNotice, [10_000, 10_000, 31_000]),
    (Country::Denmark, LetterKind::PaymentDemand, [0, 0, 0]),
    (Country::Norway, LetterKind::FriendlyReminder, [0, 0, 0]),
    (Country::Norway, LetterKind::Reminder, [3_800, 3_800, 0]),
    (Country::Norway, LetterKind::CollectionNotice, [0, 0, 43_000]),
    (Country::Norway, LetterKind::PaymentDemand, [11_300, 7_600, 0]),
];

pub fn letter(language: Language, country: Country, kind: LetterKind) -> Letter {
    let pay_by = match country {
        Country::Denmark => date(2026, 12, 4),
        Country::Norway => date(2026, 12, 7),
    };
    let row = ON_TOP.iter().find(|row| (row.0, row.1) == (country, kind)).unwrap();
    let [fee, earlier_fees, compensation] = row.2.map(|minor| Money::new(minor, currency(country)));
    totalled(Letter {
        id: serde_json::from_str(&format!("\"{}-lq3wt5zkyhbd27aof\"", tenant())).unwrap(),
        tenant: tenant(),
        kind,
        number: (kind == LetterKind::Reminder).then_some(2),
        also_notice: false,
        country,
        language,
        sent_on: SENT,
        pay_by,
        creditor: creditor(country),
        debtor: debtor(country),
        claims: vec![LetterClaim { earlier_fees, compensation, ..claim(country, 0) }],
        currency: currency(country),
        fee,
        total: Money::zero(currency(country)),
        because: vec!["renteloven § 9 b".into()],
    })
}

/// Rykker 3, which is the collection notice, too.
pub fn both(language: Language) -> Letter {
    Letter { number: Some(3), also_notice: true, ..letter(language, Country::Denmark, LetterKind::Reminder) }
}

/// The invoice is paid, and the charges of an earlier letter are not.
pub fn only_charges(language: Language) -> Letter {
    let mut letter = letter(language, Country::Denmark, LetterKind::FriendlyReminder);
    for claim in &mut letter.claims {
        claim.deductions[0].amount = claim.principal;
        claim.open_principal.minor = 0;
        claim.earlier_fees.minor = 10_000;
        claim.interest.truncate(1);
        claim.open_interest = claim.interest[0].amount;
    }
    totalled(letter)
}

/// The first letter to a consumer: nothing on top but the fee, and no account told.
pub fn bare(language: Language, country: Country) -> Letter {
    let mut letter = letter(language, country, LetterKind::Reminder);
    let zero = Money::zero(letter.currency);
    letter.number = Some(1);
    letter.creditor.account = None;
    letter.creditor.phone = None;
    letter.debtor.kind = DebtorKind::Consumer;
    letter.debtor.address = None;
    for claim in &mut letter.claims {
        claim.issue_date = None;
        claim.what = None;
        claim.effective_due = claim.due_date;
        claim.deductions.clear();
        claim.open_principal = claim.principal;
        claim.interest.clear();
        (claim.open_interest, claim.earlier_fees, claim.compensation) = (zero, zero, zero);
        claim.payment_reference = None;
    }
    totalled(letter)
}

/// In minor units, half up.
fn interest(balance: i64, rate: &str, days: u32) -> i64 {
    let hundredths: i64 = rate.replace('.', "").parse().unwrap();
    let (over, under) = (balance * hundredths * i64::from(days), 10_000 * 365);
    (over * 2 + under) / (under * 2)
}

/// Many invoices in one letter; every third was part paid, every fifth has a long description.
pub fn several(language: Language, country: Country, count: u32) -> Letter {
    let mut letter = letter(language, country, LetterKind::Reminder);
    let currency = letter.currency;
    letter.claims = (0..count)
        .map(|index| {
            let mut claim = claim(country, index);
            let factor = i64::from(index % 7 + 1);
            claim.principal.minor = 123_450 * factor + 400_000;
            claim.compensation_is_new = index % 2 == 0;
            if index % 3 == 0 {
                claim.open_principal.minor = claim.principal.minor - 400_000;
            } else {
                claim.deductions.clear();
                claim.open_principal = claim.principal;
            }
            for period in &mut claim.interest {
                // The payment is of the last day of the first period.
                let before = period.days == 8;
                period.balance = if before { claim.principal } else { claim.open_principal };
                period.amount.minor = interest(period.balance.minor, &period.rate, period.days);
            }
            claim.open_interest.minor = claim.interest.iter().map(|period| period.amount.minor).sum();
            if index % 5 == 0 {
                claim.what = Some(match country {
                    Country::Denmark => {
                        "Service af varmeanlæg, udskiftning af cirkulationspumpe og termostatventiler i fyrrum, kælder og \
                         baghus efter aftale"
                    }
                    Country::Norway => {
                        "Service på varmeanlegg, utskifting av sirkulasjonspumpe og termostatventiler i fyrrom, kjeller og \
                         bakgård etter avtale"
                    }
                }
                .into());
            }
            if country == Country::Denmark {
                claim.compensation = Money::new(31_000, currency);
            }
            claim
        })
        .collect();
    totalled(letter)
}

/// In euro: no fee, no compensation, and no interest.
pub fn foreign(language: Language) -> Letter {
    let euro = |minor: i64| Money::new(minor, Currency::EUR);
    let mut letter = bare(language, Country::Denmark);
    (letter.currency, letter.fee, letter.total) = (Currency::EUR, euro(0), euro(0));
    letter.debtor.address = Some(PostalAddress {
        street: "c/o Łukasz Čapek\nŽižkova 12".into(),
        postal_code: "130 00".into(),
        city: "Praha 3".into(),
        country: Some("cz".into()),
    });
    letter.debtor.name = "Pražská pekárna Świątek, s.r.o.".into();
    for claim in &mut letter.claims {
        for money in [
            &mut claim.principal,
            &mut claim.open_principal,
            &mut claim.open_interest,
            &mut claim.earlier_fees,
            &mut claim.compensation,
            &mut claim.total,
        ] {
            money.currency = Currency::EUR;
        }
    }
    totalled(letter)
}

/// With costs paid first, and interest paid off: neither the invoice nor the interest adds up by itself.
pub fn costs_first(language: Language) -> Letter {
    let mut letter = letter(language, Country::Denmark, LetterKind::CollectionNotice);
    for claim in &mut letter.claims {
        claim.open_principal.minor += 41_000;
        claim.open_interest.minor = 24_000;
        claim.compensation_is_new = false;
        claim.deductions.push(Deduction {
            kind: DeductionKind::CreditNote,
            on: date(2026, 7, 15),
            amount: Money::new(50_000, Currency::DKK),
        });
        claim.open_principal.minor -= 50_000;
    }
    totalled(letter)
}

/// Text from outside at its worst, everywhere.
pub fn nasty(language: Language, text: &str) -> Letter {
    let mut letter = several(language, Country::Denmark, 2);
    let own = || text.to_owned();
    let address =
        || Some(PostalAddress { street: own(), postal_code: own(), city: own(), country: Some(own()) });
    letter.creditor.name = own();
    letter.creditor.address = address();
    letter.creditor.phone = Some(own());
    letter.creditor.account = Some(own());
    letter.debtor.name = own();
    letter.debtor.address = address();
    for claim in &mut letter.claims {
        claim.invoice_number = own();
        claim.what = Some(own());
        claim.payment_reference = Some(own());
    }
    letter
}

/// Every letter worth looking at, with its name.
pub fn all(language: Language) -> Vec<(&'static str, Letter)> {
    use Country::{Denmark, Norway};
    use LetterKind::{CollectionNotice, FriendlyReminder, PaymentDemand, Reminder};
    vec![
        ("friendly_dk", letter(language, Denmark, FriendlyReminder)),
        ("reminder_dk", letter(language, Denmark, Reminder)),
        ("notice_dk", letter(language, Denmark, CollectionNotice)),
        ("reminder_and_notice_dk", both(language)),
        ("friendly_no", letter(language, Norway, FriendlyReminder)),
        ("reminder_no", letter(language, Norway, Reminder)),
        ("notice_no", letter(language, Norway, CollectionNotice)),
        ("demand_no", letter(language, Norway, PaymentDemand)),
        ("only_charges_dk", only_charges(language)),
        ("bare_dk", bare(language, Denmark)),
        ("bare_no", bare(language, Norway)),
        ("three_dk", several(language, Denmark, 3)),
        ("forty_dk", several(language, Denmark, 40)),
        ("forty_no", several(language, Norway, 40)),
        ("foreign", foreign(language)),
        ("costs_first", costs_first(language)),
        ("nasty", nasty(language, "<script>alert('x')</script> & Łódź שלום 🫐 \u{202e}Co")),
    ]
}
