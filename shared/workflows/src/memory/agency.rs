//! An agency's twin in memory.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use accounting::Credentials;
use async_trait::async_trait;
use domain::dunning::letter::Deduction;
use domain::handover::{
    AgencyCase, AgencyChoice, AgencyCloseReason, AgencyRef, AgencyRow, AgencyStatus, Balances, Capabilities,
    Channel,
};
use domain::ids::EffectId;
use domain::{CaseId, Country};

use super::locked;
use crate::ports::{
    Agencies, Agency, AgencyError, AgencyRefused, Callback, CallbackError, CaseHint, HandedOver, Outcome,
    RejectionReason, Submission,
};

const NAME: &str = "memory";

static ROW: AgencyRow = row(Channel::Api);
static ROW_BY_MAIL: AgencyRow = row(Channel::Mail);

/// By mail it can be told everything and asked nothing.
const fn row(channel: Channel) -> AgencyRow {
    AgencyRow {
        name: NAME,
        title: "An agency in memory",
        countries: &[Country::Denmark, Country::Norway],
        channel,
        capabilities: Capabilities {
            supports_direct_payment: true,
            supports_credit: true,
            supports_withdrawal: true,
            tells_status: matches!(channel, Channel::Api),
            calls_back: false,
        },
        settings: &[],
        credentials: &[],
        optional_credentials: &[],
    }
}

/// Takes everything, once by its id, and fails as told. Every tenant's agency is this one: clones share their desk.
#[derive(Debug, Clone, Default)]
pub struct MemoryAgency {
    is_by_mail: bool,
    desk: Arc<Mutex<Desk>>,
    trouble: Arc<Mutex<Option<AgencyTrouble>>>,
}

#[derive(Debug, Default)]
struct Desk {
    cases: BTreeMap<AgencyRef, AgencyCase>,
    told: Vec<(EffectId, CaseId, Told)>,
    /// The ids of all commands to take a claim, in their order.
    submissions: Vec<EffectId>,
    /// As which agency it was connected to last.
    reached: Option<AgencyChoice>,
}

/// What an agency was told of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    Payment(Deduction),
    Credit(Deduction),
    Withdrawal,
}

/// What becomes of the next command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgencyTrouble {
    Down,
    Rejects,
    /// It is done, and nobody hears of it.
    LostAnswer,
    KeyRefused,
    /// It has it, and decides later.
    DecidesLater,
}

impl MemoryAgency {
    pub fn by_mail() -> Self {
        Self { is_by_mail: true, ..Self::default() }
    }

    /// The ids under which it was given claims, as often as it was: also those that it answered nothing to.
    pub fn submissions(&self) -> Vec<EffectId> {
        locked(&self.desk).submissions.clone()
    }

    /// Our references of the claims that it has, in their order.
    pub fn cases(&self) -> Vec<CaseId> {
        locked(&self.desk).cases.values().filter_map(|case| case.case.clone()).collect()
    }

    /// Everything that it was told of them, in its order.
    pub fn told(&self) -> Vec<(CaseId, Told)> {
        locked(&self.desk).told.iter().map(|(_, case, told)| (case.clone(), told.clone())).collect()
    }

    /// Which agency it was to be when it was connected to last.
    pub fn reached(&self) -> Option<AgencyChoice> {
        locked(&self.desk).reached.clone()
    }

    /// Orders trouble for the next command.
    pub fn order(&self, trouble: AgencyTrouble) {
        *locked(&self.trouble) = Some(trouble);
    }

    /// Moves a case on.
    pub fn set(&self, case: &CaseId, status: AgencyStatus, close_reason: Option<AgencyCloseReason>) {
        let mut desk = locked(&self.desk);
        for kept in desk.cases.values_mut().filter(|kept| kept.case.as_ref() == Some(case)) {
            (kept.status, kept.close_reason) = (status.clone(), close_reason.clone());
        }
    }

    fn carried_out(&self, act: impl FnOnce(&mut Desk) -> Outcome) -> Result<Outcome, AgencyError> {
        let (agency, detail) = (NAME, "as it was told".to_owned());
        let trouble = locked(&self.trouble).take();
        match trouble {
            Some(AgencyTrouble::Down) => {
                return Err(AgencyError::Unavailable { agency, retry_after: None, detail });
            }
            Some(AgencyTrouble::KeyRefused) => return Err(AgencyError::KeyRefused { agency, detail }),
            Some(AgencyTrouble::Rejects) => {
                let (code, message) = ("Told".to_owned(), "It was told to reject.".to_owned());
                let reasons = vec![RejectionReason { code, message, solution_url: None }];
                return Ok(Outcome::Rejected { reasons });
            }
            Some(AgencyTrouble::LostAnswer | AgencyTrouble::DecidesLater) | None => {}
        }
        match (trouble, act(&mut locked(&self.desk))) {
            (Some(AgencyTrouble::DecidesLater), Outcome::Accepted { agency_ref: Some(poll_ref) }) => {
                Ok(Outcome::Pending { poll_ref })
            }
            (None | Some(AgencyTrouble::DecidesLater), outcome) => Ok(outcome),
            _ => Err(AgencyError::OutcomeUnknown { agency, detail }),
        }
    }

    fn tell(&self, id: &EffectId, claim: HandedOver<'_>, told: Told) -> Result<Outcome, AgencyError> {
        let (case, agency_ref) = (claim.file.case.clone(), claim.agency_ref.cloned());
        self.carried_out(|desk| {
            if !desk.told.iter().any(|(known, ..)| known == id) {
                desk.told.push((id.clone(), case, told));
            }
            Outcome::Accepted { agency_ref }
        })
    }
}

impl Agencies for MemoryAgency {
    fn connect(
        &self,
        choice: &AgencyChoice,
        credentials: &Credentials,
    ) -> Result<Box<dyn Agency>, AgencyRefused> {
        locked(&self.desk).reached = Some(choice.clone());
        match credentials.names().find(|name| credentials.get(name).is_none()) {
            Some(empty) => Err(AgencyRefused(format!("credential: {empty} is empty"))),
            None => Ok(Box::new(self.clone())),
        }
    }
}

#[async_trait]
impl Agency for MemoryAgency {
    fn row(&self) -> &'static AgencyRow {
        if self.is_by_mail { &ROW_BY_MAIL } else { &ROW }
    }

    async fn submit_claim(&self, id: &EffectId, submission: &Submission) -> Result<Outcome, AgencyError> {
        let file = submission.file();
        locked(&self.desk).submissions.push(id.clone());
        // Its own reference is ours: the same claim is the same case.
        let Ok(agency_ref) = AgencyRef::parse(file.case.as_str()) else {
            return Err(AgencyError::UnknownCase { agency: NAME });
        };
        self.carried_out(|desk| {
            let new = AgencyCase {
                agency_ref: agency_ref.clone(),
                reference: None,
                case: Some(file.case.clone()),
                status: AgencyStatus::Submitted,
                close_reason: None,
                closed_at: None,
                is_disputed: false,
                balances: Balances { principal: Some(file.invoice.principal), ..Balances::default() },
            };
            desk.cases.entry(agency_ref.clone()).or_insert(new);
            Outcome::Accepted { agency_ref: Some(agency_ref).filter(|_| !self.is_by_mail) }
        })
    }

    async fn resume_claim(
        &self,
        _: &EffectId,
        submission: &Submission,
    ) -> Result<Option<Outcome>, AgencyError> {
        let trouble =
            |trouble: &mut AgencyTrouble| matches!(trouble, AgencyTrouble::Down | AgencyTrouble::KeyRefused);
        let (agency, detail) = (NAME, "as it was told".to_owned());
        match locked(&self.trouble).take_if(trouble) {
            Some(AgencyTrouble::KeyRefused) => return Err(AgencyError::KeyRefused { agency, detail }),
            Some(_) => return Err(AgencyError::Unavailable { agency, retry_after: None, detail }),
            None => {}
        }
        let ours = &submission.file().case;
        let desk = locked(&self.desk);
        let known = desk.cases.values().find(|case| case.case.as_ref() == Some(ours));
        let agency_ref = |case: &AgencyCase| Some(case.agency_ref.clone()).filter(|_| !self.is_by_mail);
        Ok(known.map(|case| Outcome::Accepted { agency_ref: agency_ref(case) }))
    }

    async fn report_direct_payment(
        &self,
        id: &EffectId,
        claim: HandedOver<'_>,
        payment: &Deduction,
    ) -> Result<Outcome, AgencyError> {
        self.tell(id, claim, Told::Payment(payment.clone()))
    }

    async fn report_credit(
        &self,
        id: &EffectId,
        claim: HandedOver<'_>,
        credit: &Deduction,
    ) -> Result<Outcome, AgencyError> {
        self.tell(id, claim, Told::Credit(credit.clone()))
    }

    async fn withdraw_claim(&self, id: &EffectId, claim: HandedOver<'_>) -> Result<Outcome, AgencyError> {
        let outcome = self.tell(id, claim, Told::Withdrawal);
        if matches!(outcome, Ok(Outcome::Accepted { .. })) {
            self.set(&claim.file.case, AgencyStatus::Closed, Some(AgencyCloseReason::WithdrawnByCreditor));
        }
        outcome
    }

    async fn get_case(&self, agency_ref: &AgencyRef) -> Result<AgencyCase, AgencyError> {
        let known = locked(&self.desk).cases.get(agency_ref).cloned();
        known.ok_or(AgencyError::UnknownCase { agency: NAME })
    }

    fn verify_callback(&self, _: Callback<'_>) -> Result<CaseHint, CallbackError> {
        Err(CallbackError::NotOffered)
    }
}

#[cfg(test)]
mod contract {
    use super::*;
    use crate::agency_contract::{AgencyBed, Trouble};

    #[derive(Default)]
    struct Bed(MemoryAgency);

    #[async_trait]
    impl AgencyBed for Bed {
        fn agency(&self) -> &dyn Agency {
            &self.0
        }

        async fn claims(&self) -> Vec<String> {
            self.0.cases().iter().map(ToString::to_string).collect()
        }

        async fn told(&self) -> usize {
            self.0.told().len()
        }

        async fn order(&self, trouble: Trouble) {
            self.0.order(match trouble {
                Trouble::Down => AgencyTrouble::Down,
                Trouble::Rejects => AgencyTrouble::Rejects,
                Trouble::LostAnswer => AgencyTrouble::LostAnswer,
            });
        }
    }

    crate::agency_contract!(Bed::default());
}
