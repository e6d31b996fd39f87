//! A tenant: one business, by its registration number, that has its overdue invoices chased.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::country::{Country, Language, UnknownWord};
use crate::dunning::{Clientele, DunningPlan, OwnPlans};
use crate::eligibility::Requirements;
use crate::email_address::EmailAddress;
use crate::handover::AgencyChoice;
use crate::ids::{BatchNumber, ConnectionId, SystemName, TenantId};
use crate::moment::{Moment, days_between, plus_days};
use crate::received_payment::NotWanted;
use crate::registration_number::RegistrationNumber;
use crate::source_invoice::{DebtorKind, PostalAddress};

/// Whether new overdue invoices become cases by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fetching {
    Automatic,
    /// Nothing new is fetched; the cases that are open are followed as before.
    Paused,
}

/// What happens with the fees when the debtor pays the tenant directly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeePolicy {
    PursueDebtor,
    ChargeCreditor,
}

impl std::str::FromStr for FeePolicy {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        match text {
            "pursue_debtor" => Ok(FeePolicy::PursueDebtor),
            "charge_creditor" => Ok(FeePolicy::ChargeCreditor),
            other => Err(UnknownWord {
                field: "fee_policy",
                value: other.into(),
                allowed: "pursue_debtor, charge_creditor",
            }),
        }
    }
}

impl std::str::FromStr for Fetching {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        match text {
            "automatic" => Ok(Fetching::Automatic),
            "paused" => Ok(Fetching::Paused),
            other => {
                Err(UnknownWord { field: "fetching", value: other.into(), allowed: "automatic, paused" })
            }
        }
    }
}

/// What stands on letters to debtors beside the tenant's name and number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letterhead {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<PostalAddress>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Where to pay: registration and account number, or the Norwegian account number. Without it a letter points to the
    /// invoice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Where answers go, when not to the tenant's first address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<EmailAddress>,
}

impl Letterhead {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Whether the accounting system lets us in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ConnectionState {
    Working,
    /// The key was refused. The tenant was told when this began, and is not told again.
    Broken {
        since: Timestamp,
    },
    /// Ended by an operator: nothing is read, nothing starts, and its credentials are forgotten.
    Disconnected {
        since: Timestamp,
    },
}

/// An address that mails are no longer sent to, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuppressedAddress {
    pub address: EmailAddress,
    pub why: Suppression,
    pub at: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Suppression {
    Bounced,
    Complained,
}

/// Why the open batch, whatever it gathers, needs an explicit approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskFirst {
    /// Nothing of a new connection starts by silence (invariant 11).
    FirstRun,
    /// What gathered during a pause must not start at once.
    Resumed,
    /// No run for longer than [`LONGEST_GAP_DAYS`]: the same flood as after a pause.
    LongGap,
}

/// The settings and standing of one tenant. One per registration number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tenant {
    pub id: TenantId,
    pub number: RegistrationNumber,
    pub name: String,
    pub language: Language,
    /// At least one.
    pub mail_addresses: Vec<EmailAddress>,
    pub system: SystemName,
    /// What the tenant chose of the system's own settings, by their names. Nothing secret.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub settings: BTreeMap<String, String>,
    /// Where the system's webhooks arrive, for a system that has any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub connection_id: Option<ConnectionId>,
    /// Days that the tenant has to decide before silence starts the procedure.
    pub decision_days: u16,
    pub min_days_overdue: u16,
    /// How far back a new connection reaches, in days past due.
    pub look_back_days: u16,
    pub start_date: Option<Date>,
    pub fetching: Fetching,
    pub fee_policy: FeePolicy,
    #[serde(default, skip_serializing_if = "Letterhead::is_empty")]
    pub letterhead: Letterhead,
    /// What it chose instead of the standard plans.
    #[serde(default, skip_serializing_if = "OwnPlans::is_empty")]
    pub plans: OwnPlans,
    /// Which agency its claims are handed over to; none, and nothing is handed over. Its credentials are kept beside,
    /// sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<AgencyChoice>,
    /// Those that claims went to before, and that may still have some.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_agencies: Vec<AgencyChoice>,
    /// Where the agency's call-backs arrive. Kept once it is made, whichever agency is chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency_connection: Option<ConnectionId>,
    pub added_at: Timestamp,
    /// The civil date of the first connection: the look-back is counted from here.
    pub connected_on: Date,
    pub connection: ConnectionState,
    /// Why no payment is booked in its books, where something was found that stands against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub booking_off: Option<NotWanted>,
    pub open_batch: BatchNumber,
    pub ask_first: Option<AskFirst>,
    pub last_success: Option<Timestamp>,
    #[serde(default)]
    pub suppressed: Vec<SuppressedAddress>,
    /// Raised by one with every write; a write names the version it read.
    pub version: u64,
}

pub const DEFAULT_DECISION_DAYS: u16 = 3;
pub const DEFAULT_LOOK_BACK_DAYS: u16 = 90;
/// After this many days without a successful run, what has gathered asks for an explicit approval.
pub const LONGEST_GAP_DAYS: i32 = 10;
/// Operators are told of tenants whose last successful run is older (invariant 10).
pub const SILENT_AFTER_HOURS: i64 = 36;

impl Tenant {
    pub fn country(&self) -> Country {
        self.number.country()
    }

    pub fn is_disconnected(&self) -> bool {
        matches!(self.connection, ConnectionState::Disconnected { .. })
    }

    /// Nothing starts by silence.
    pub fn rests(&self) -> bool {
        self.fetching == Fetching::Paused || self.is_disconnected()
    }

    /// New credentials, and what is new in the settings, may have mended what was wrong. What gathered while the tenant was
    /// disconnected asks first, as after a pause.
    pub fn connected_anew(&mut self) {
        if self.is_disconnected() {
            self.ask_first = self.ask_first.or(Some(AskFirst::Resumed));
        }
        self.connection = ConnectionState::Working;
        self.booking_off = None;
    }

    pub fn requirements(&self) -> Requirements {
        Requirements {
            min_days_overdue: self.min_days_overdue,
            start_date: self.start_date,
            reaches_back_to: plus_days(self.connected_on, -i32::from(self.look_back_days)),
            fetching_paused: self.fetching == Fetching::Paused,
        }
    }

    /// The plan by which a debtor of this kind is chased.
    pub fn plan(&self, debtor: DebtorKind) -> DunningPlan {
        self.plan_of(Clientele::from(debtor))
    }

    /// Its own plan for such debtors, or the standard one.
    pub fn plan_of(&self, clientele: Clientele) -> DunningPlan {
        let own = self.plans.of(clientele).cloned();
        own.unwrap_or_else(|| DunningPlan::standard(self.country(), clientele, &self.system))
    }

    /// No mail goes to this address any more, be it the tenant's own or a debtor's.
    pub fn is_suppressed(&self, address: &EmailAddress) -> bool {
        self.suppressed.iter().any(|gone| gone.address == *address)
    }

    /// The addresses that mails still go to.
    pub fn reachable_addresses(&self) -> Vec<EmailAddress> {
        self.mail_addresses.iter().filter(|address| !self.is_suppressed(address)).cloned().collect()
    }

    /// Whether the batch that closes now needs an explicit approval, and why.
    pub fn asks_first(&self, now: Moment) -> Option<AskFirst> {
        let gap = |last: Timestamp| days_between(Moment::new(last, self.country()).today, now.today);
        match (self.ask_first, self.last_success) {
            (Some(why), _) => Some(why),
            (None, None) => Some(AskFirst::FirstRun),
            (None, Some(last)) => (gap(last) > LONGEST_GAP_DAYS).then_some(AskFirst::LongGap),
        }
    }

    /// Pausing and resuming; what gathers during the pause asks first (bug of peers: "resuming after a pause floods the debtor").
    pub fn set_fetching(&mut self, fetching: Fetching) {
        if self.fetching == Fetching::Paused && fetching == Fetching::Automatic {
            self.ask_first = self.ask_first.or(Some(AskFirst::Resumed));
        }
        self.fetching = fetching;
    }

    /// A run has gone well: the connection works, and what asked first has asked.
    ///
    /// Only what the run gathered under is answered: while paused nothing new was gathered, and a question that came up
    /// while the run was at work has not been asked yet.
    pub fn run_succeeded(&mut self, gathered_under: &Tenant, at: Timestamp, closes_batch: bool) {
        if !self.is_disconnected() {
            self.connection = ConnectionState::Working;
        }
        self.last_success = Some(at);
        if gathered_under.fetching == Fetching::Automatic && gathered_under.ask_first == self.ask_first {
            self.ask_first = None;
        }
        if closes_batch {
            self.open_batch = self.open_batch.next();
        }
    }

    /// Whether no run has succeeded for so long that an operator must look.
    pub fn has_gone_silent(last_success: Option<Timestamp>, added: Timestamp, now: Timestamp) -> bool {
        let since = last_success.unwrap_or(added);
        now.duration_since(since).as_hours() >= SILENT_AFTER_HOURS
    }
}

mod agencies;
#[cfg(test)]
mod tests;
