//! The command line.

mod case;
mod pairs;

use clap::error::ErrorKind;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use domain::EmailAddress;
use domain::country::{Country, Language};
use domain::dunning::Clientele;
use domain::ids::{CaseId, EffectId, PaymentId, TenantId};
use domain::received_payment::BookingState;
use domain::tenant::{DEFAULT_DECISION_DAYS, DEFAULT_LOOK_BACK_DAYS, FeePolicy, Fetching};
use jiff::civil::Date;
use workflows::resolve_payment::Resolution;

pub use case::{CaseCommand, EvidenceArguments};
pub use pairs::{Credential, NotAPair, Setting, credentials, settings};

/// Reminders for overdue invoices: tenants, runs, cases, claims and effects.
#[derive(Parser)]
#[command(name = "rykker", version, disable_help_subcommand = true)]
pub struct Arguments {
    /// Answer in JSON.
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Businesses whose invoices are followed.
    #[command(subcommand)]
    Tenant(TenantCommand),
    /// Runs tenants now, beside the morning's run.
    Run(RunCommand),
    /// What would go out when, and with which amounts, on a tenant's own open cases, if nobody paid.
    Forecast {
        #[arg(long)]
        tenant: TenantId,
        /// How many days to look ahead.
        #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=365))]
        days: u16,
    },
    /// Collection cases.
    #[command(subcommand)]
    Case(CaseCommand),
    /// Invoices that other systems push to us.
    #[command(subcommand)]
    Claims(ClaimsCommand),
    /// Payments that came to the service.
    #[command(subcommand)]
    Payments(PaymentsCommand),
    /// Mails, schedules and bookings that wait or were given up.
    #[command(subcommand)]
    Effects(EffectsCommand),
    /// Answers what the law lets a letter charge, and when: one JSON question a line in, one answer a line out.
    Reckon {
        /// Adds the statute rows and rulings that each answer rests on.
        #[arg(long)]
        explain: bool,
    },
    /// The law's rates, fees and deadlines with their dates and sources, and what will be missing soon.
    Statutes,
}

#[derive(Subcommand)]
pub enum TenantCommand {
    /// Adds a tenant: one per registration number.
    Add(Box<AddTenant>),
    /// All tenants.
    List,
    /// One tenant with its settings, its connection and its last runs.
    Show { tenant: TenantId },
    /// Asks the accounting system whether the key works, and whose it is.
    Check { tenant: TenantId },
    /// Shows by which plans debtors are chased, or chooses one. With --for and --json it prints what --file takes.
    Plan(TenantPlan),
    /// What stands on its letters to debtors beside its name and number; an empty text takes a line away.
    Letterhead(TenantLetterhead),
    /// Shows which agency its claims are handed over to, or chooses one, or none.
    Agency(TenantAgency),
    /// Changes settings; what is not named stays.
    Set(Box<SetTenant>),
    /// Pauses fetching: nothing new is fetched, open cases are followed.
    Pause { tenant: TenantId },
    /// Ends the connection: events stop, credentials are forgotten, nothing is read any more, and nothing is judged by that.
    /// `tenant set --credential` connects it again.
    Disconnect { tenant: TenantId },
    /// Resumes fetching; what gathered during the pause asks before anything starts.
    Resume { tenant: TenantId },
    /// The address that its system's webhooks go to. The secret they are signed with is shown once, when it is changed.
    Webhook {
        tenant: TenantId,
        /// Makes a new secret; the one before stays good until the next change.
        #[arg(long)]
        rotate: bool,
    },
}

#[derive(Args)]
pub struct AddTenant {
    /// Registration number: CVR (dk) or organisasjonsnummer (no).
    #[arg(long)]
    pub number: String,
    #[arg(long)]
    pub country: Country,
    #[arg(long)]
    pub name: String,
    /// May be given more than once, at most 50 times.
    #[arg(long, required = true)]
    pub email: Vec<EmailAddress>,
    /// The accounting system.
    #[arg(long)]
    pub accounting: String,
    /// name=value, once for each credential that the system asks for.
    #[arg(long, value_name = "NAME=VALUE")]
    pub credential: Vec<Credential>,
    /// name=value, once for each of the system's own settings that is not to be as usual.
    #[arg(long, value_name = "NAME=VALUE")]
    pub setting: Vec<Setting>,
    #[arg(long, default_value_t = DEFAULT_DECISION_DAYS, value_parser = clap::value_parser!(u16).range(1..=60))]
    pub decision_days: u16,
    /// Days past due before an invoice is fetched; 1 unless set, 15 for Tripletex.
    #[arg(long, value_parser = clap::value_parser!(u16).range(0..=365))]
    pub min_days_overdue: Option<u16>,
    #[arg(long, default_value_t = DEFAULT_LOOK_BACK_DAYS, value_parser = clap::value_parser!(u16).range(0..=1095))]
    pub look_back_days: u16,
    #[arg(long)]
    pub start_date: Option<Date>,
    #[arg(long, default_value = "automatic")]
    pub fetching: Fetching,
    #[arg(long, default_value = "pursue_debtor")]
    pub fee_policy: FeePolicy,
    /// da, nb or en; the country's own unless set.
    #[arg(long)]
    pub language: Option<Language>,
}

#[derive(Args)]
pub struct TenantPlan {
    pub tenant: TenantId,
    /// Whose plan: that for businesses and public authorities, or that for consumers and all of whom it is not known.
    #[arg(long = "for", value_name = "WHOM", value_parser = whom)]
    pub clientele: Option<Clientele>,
    /// The tenant's own plan, in JSON; - reads it from standard input. What the law forbids is refused.
    #[arg(long, value_name = "PLAN", requires = "clientele", conflicts_with = "standard")]
    pub file: Option<std::path::PathBuf>,
    /// Goes back to the standard plan.
    #[arg(long, requires = "clientele")]
    pub standard: bool,
}

fn whom(text: &str) -> Result<Clientele, &'static str> {
    match text {
        "business" => Ok(Clientele::Business),
        "consumer" => Ok(Clientele::Consumer),
        _ => Err("business or consumer"),
    }
}

#[derive(Args)]
pub struct TenantLetterhead {
    pub tenant: TenantId,
    #[arg(long)]
    pub street: Option<String>,
    #[arg(long)]
    pub postal_code: Option<String>,
    #[arg(long)]
    pub city: Option<String>,
    #[arg(long)]
    pub phone: Option<String>,
    /// Where to pay: 1234-12345678 (dk), 1503.40.12345 (no).
    #[arg(long)]
    pub account: Option<String>,
    /// Where debtors' answers go; the tenant's first address unless set.
    #[arg(long)]
    pub reply_to: Option<EmailAddress>,
}

#[derive(Args)]
pub struct TenantAgency {
    #[arg(required_unless_present = "id", conflicts_with = "id")]
    pub tenant: Option<TenantId>,
    /// The same.
    #[arg(long, value_name = "TENANT")]
    pub id: Option<TenantId>,
    /// advokaternes, collectia, debitura, or mail for any agency that takes claims by mail.
    #[arg(long, value_name = "NAME")]
    pub agency: Option<String>,
    /// name=value, once for each of the agency's settings.
    #[arg(long, value_name = "NAME=VALUE", requires = "agency", conflicts_with = "none")]
    pub setting: Vec<Setting>,
    /// name=value; replaces all of the agency's credentials.
    #[arg(long, value_name = "NAME=VALUE", requires = "agency", conflicts_with = "none")]
    pub credential: Vec<Credential>,
    /// It is the agency of before, which takes mail at another address now: what it has is told there.
    #[arg(long, requires = "agency")]
    pub moved: bool,
    /// Nothing more is handed over. What an agency has is followed there to its end.
    #[arg(long, conflicts_with_all = ["agency", "moved"])]
    pub none: bool,
}

#[derive(Args)]
pub struct SetTenant {
    pub tenant: TenantId,
    #[arg(long)]
    pub name: Option<String>,
    /// Replaces all addresses; may be given more than once, at most 50 times.
    #[arg(long)]
    pub email: Vec<EmailAddress>,
    /// name=value; replaces all credentials.
    #[arg(long, value_name = "NAME=VALUE")]
    pub credential: Vec<Credential>,
    /// name=value; changes one of the system's own settings, and an empty value takes it away.
    #[arg(long, value_name = "NAME=VALUE")]
    pub setting: Vec<Setting>,
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=60))]
    pub decision_days: Option<u16>,
    #[arg(long, value_parser = clap::value_parser!(u16).range(0..=365))]
    pub min_days_overdue: Option<u16>,
    #[arg(long, value_parser = clap::value_parser!(u16).range(0..=1095))]
    pub look_back_days: Option<u16>,
    #[arg(long)]
    pub start_date: Option<Date>,
    #[arg(long)]
    pub fetching: Option<Fetching>,
    #[arg(long)]
    pub fee_policy: Option<FeePolicy>,
    #[arg(long)]
    pub language: Option<Language>,
}

#[derive(Args)]
pub struct RunCommand {
    /// Only this tenant.
    #[arg(long)]
    pub tenant: Option<TenantId>,
    /// Waits for the reports and prints them.
    #[arg(long)]
    pub wait: bool,
    /// How long to wait, in seconds.
    #[arg(long, default_value_t = 300)]
    pub timeout: u64,
}

#[derive(Subcommand)]
pub enum ClaimsCommand {
    /// Signs a sample webhook as the tenant's system would, sends it, and prints the answer.
    Push(Box<PushClaim>),
}

#[derive(Args)]
pub struct PushClaim {
    #[arg(long)]
    pub tenant: TenantId,
    /// The type of event whose sample is sent.
    #[arg(long, default_value = "invoice.sent_to_collection", conflicts_with = "file")]
    pub event: String,
    /// A body of one's own; sent byte for byte unless something of it is set.
    #[arg(long)]
    pub file: Option<std::path::PathBuf>,
    /// The event's id; random unless set. The same one again is the same event.
    #[arg(long)]
    pub id: Option<String>,
    /// The instant that it is signed at; now unless set.
    #[arg(long)]
    pub at: Option<jiff::Timestamp>,
    /// path=value, such as invoice.number=10413 or documents=null; values are JSON, or else text.
    #[arg(long, value_name = "PATH=VALUE")]
    pub set: Vec<Setting>,
    /// Signs with a secret that is not the tenant's.
    #[arg(long)]
    pub wrong_secret: bool,
    /// Where to send it; the tenant's own address unless set.
    #[arg(long)]
    pub url: Option<String>,
}

#[derive(Subcommand)]
pub enum PaymentsCommand {
    /// Records a payment: it lowers the claim at once, and is booked where the accounting system takes payments.
    Record {
        #[arg(long)]
        case: CaseId,
        /// In the case's currency: 1234.50 or 1234,50.
        #[arg(long, allow_hyphen_values = true)]
        amount: String,
        /// When the debtor paid.
        #[arg(long)]
        date: Date,
        /// The bank's own, or another: one payment for each.
        #[arg(long)]
        reference: String,
    },
    /// Payments with what became of their booking, of one tenant or of all.
    List {
        #[arg(long)]
        tenant: Option<TenantId>,
        /// Only payments whose booking stands there, such as review.
        #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(BookingState::WORDS))]
        state: Option<String>,
    },
    /// Says how a payment goes on that is held, in doubt or not wanted.
    Resolve {
        #[arg(long)]
        payment: PaymentId,
        /// booked: it stands in the books; again: it does not, book it; dropped: it does not, and is left so.
        #[arg(long = "as")]
        how: Resolution,
    },
    /// The kinds of payment that the tenant's books know, to choose from with --setting payment-type=ID.
    Types {
        #[arg(long)]
        tenant: TenantId,
    },
}

/// What an operator has found out of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Settled {
    Sent,
    NotSent,
}

#[derive(Subcommand)]
pub enum EffectsCommand {
    /// Effects that are not done.
    List,
    /// Tries a dead effect anew with a whole retry plan; without an id, all dead ones and those whose message was lost.
    Redrive { effect: Option<EffectId> },
    /// Says of a letter, or a mail to an agency, that was given up because nobody knows whether it left, whether it did; it
    /// goes on from there.
    Settle {
        effect: EffectId,
        /// sent: its receiver has it. not-sent: it has not; a mail is sent again, a letter is planned anew.
        #[arg(long = "as")]
        how: Settled,
    },
}

impl Arguments {
    /// The arguments of this process. Wrong usage ends it with code 2.
    pub fn of_process() -> Self {
        let arguments = Self::parse();
        if let Err(problem) = arguments.check() {
            Self::command().error(ErrorKind::ValueValidation, problem).exit();
        }
        arguments
    }

    fn check(&self) -> Result<(), NotAPair> {
        let given = match &self.command {
            Command::Tenant(TenantCommand::Add(new)) => &new.credential,
            Command::Tenant(TenantCommand::Set(settings)) => &settings.credential,
            Command::Tenant(TenantCommand::Agency(choice)) => &choice.credential,
            _ => return Ok(()),
        };
        credentials(given.clone()).map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(credential: &str) -> Result<Arguments, clap::Error> {
        let words = ["rykker", "tenant", "set", "taaaaaaaaaaaa", "--credential", credential];
        Arguments::try_parse_from(words)
    }

    #[test]
    fn a_credential_without_a_name_is_refused_by_us_and_never_shown_by_clap() {
        for secret in ["hunter2", "=hunter2", "hunter2=", ""] {
            let refused = set(secret).unwrap_or_else(|error| panic!("{}", error.kind())).check();
            assert_eq!(refused, Err(NotAPair), "{secret:?}");
        }
        assert!(!NotAPair.to_string().contains("hunter2"));
    }
}
