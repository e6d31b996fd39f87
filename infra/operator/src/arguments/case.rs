//! `rykker case`: what may stand behind it.

use clap::{Args, Subcommand, ValueEnum};
use domain::dunning::CreditEffect;
use domain::ids::{CaseId, TenantId};

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
    /// Says from when the credit notes of a case count, by the tenant's word.
    Credits {
        case: CaseId,
        /// start: the invoice was wrong. date: it was right until the credit note.
        #[arg(long)]
        from: CreditsFrom,
    },
    /// Writes all that is kept of a case into one archive that proves itself whole, or proves such an archive.
    Evidence(EvidenceArguments),
}

#[derive(Args)]
pub struct EvidenceArguments {
    #[arg(required_unless_present = "verify")]
    pub case: Option<CaseId>,
    /// Where the archive goes; evidence-<case number>.zip in this folder unless set.
    #[arg(long, value_name = "FILE")]
    pub to: Option<std::path::PathBuf>,
    /// Writes over a file that is there and says something else.
    #[arg(long)]
    pub force: bool,
    /// Checks every hash of an archive instead. Asks nobody outside.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["case", "to", "force"])]
    pub verify: Option<std::path::PathBuf>,
}

/// From when credit notes count.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum CreditsFrom {
    Start,
    Date,
}

impl From<CreditsFrom> for CreditEffect {
    fn from(from: CreditsFrom) -> Self {
        match from {
            CreditsFrom::Start => CreditEffect::FromStart,
            CreditsFrom::Date => CreditEffect::FromDate,
        }
    }
}
