//! The command line.

use clap::{Args, Parser, Subcommand};
use domain::EmailAddress;
use domain::country::{Country, Language};
use domain::ids::{CaseId, EffectId, TenantId};
use domain::tenant::{
    DEFAULT_DECISION_DAYS, DEFAULT_LOOK_BACK_DAYS, DEFAULT_MIN_DAYS_OVERDUE, FeePolicy, Fetching,
};
use jiff::civil::Date;

/// Reminders for overdue invoices: tenants, runs, cases and effects.
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
    /// Collection cases.
    #[command(subcommand)]
    Case(CaseCommand),
    /// Mails and schedules that wait or were given up.
    #[command(subcommand)]
    Effects(EffectsCommand),
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
    /// Changes settings; what is not named stays.
    Set(Box<SetTenant>),
    /// Pauses fetching: nothing new is fetched, open cases are followed.
    Pause { tenant: TenantId },
    /// Resumes fetching; what gathered during the pause asks before anything starts.
    Resume { tenant: TenantId },
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
    /// May be given more than once.
    #[arg(long, required = true)]
    pub email: Vec<EmailAddress>,
    /// The accounting system.
    #[arg(long)]
    pub accounting: String,
    /// name=value, once for each credential that the system asks for.
    #[arg(long, value_parser = credential)]
    pub credential: Vec<(String, String)>,
    #[arg(long, default_value_t = DEFAULT_DECISION_DAYS, value_parser = clap::value_parser!(u16).range(1..=60))]
    pub decision_days: u16,
    #[arg(long, default_value_t = DEFAULT_MIN_DAYS_OVERDUE, value_parser = clap::value_parser!(u16).range(0..=365))]
    pub min_days_overdue: u16,
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
pub struct SetTenant {
    pub tenant: TenantId,
    #[arg(long)]
    pub name: Option<String>,
    /// Replaces all addresses; may be given more than once.
    #[arg(long)]
    pub email: Vec<EmailAddress>,
    /// name=value; replaces all credentials.
    #[arg(long, value_parser = credential)]
    pub credential: Vec<(String, String)>,
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
pub enum CaseCommand {
    /// Cases, of one tenant or of all.
    List {
        #[arg(long)]
        tenant: Option<TenantId>,
        /// Only cases with this status, such as awaiting_approval.
        #[arg(long)]
        status: Option<String>,
    },
    /// One case with its trail and how its figures came about.
    Show { case: CaseId },
    /// Everything that is kept of a case, with a digest that proves it whole.
    Evidence { case: CaseId },
}

#[derive(Subcommand)]
pub enum EffectsCommand {
    /// Effects that are not done.
    List,
    /// Tries a dead effect anew with a whole retry plan; without an id, all dead ones.
    Redrive { effect: Option<EffectId> },
}

/// `name=value`. The value never appears in a message.
fn credential(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() && !value.is_empty() => {
            Ok((name.to_owned(), value.to_owned()))
        }
        _ => Err("credential: write it as name=value".to_owned()),
    }
}
