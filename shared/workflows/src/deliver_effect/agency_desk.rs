//! What all work with a tenant's agency needs: the case, the agency, and the claim as it was frozen.

use domain::case::{CaseEvent, CaseHandover, CollectionCase, advance};
use domain::handover::{AgencyChoice, AgencyRow, Channel, ClaimFile};
use domain::ids::CaseId;
use domain::{Moment, Tenant};
use jiff::{SignedDuration, Timestamp};

use super::{After, EffectPorts, Failure};
use crate::connect_agency::{AgencyPorts, NoAgency};
use crate::ports::{Agency, AgencyError, DocumentKey, Secrets, sha256};
use crate::step_writes::writes_of;

/// Where one tenant's agency is worked with.
pub(super) struct AgencyDesk<'a> {
    pub ports: EffectPorts<'a>,
    pub tenant: &'a Tenant,
    pub secrets: &'a Secrets,
    pub now: Moment,
}

impl AgencyDesk<'_> {
    pub async fn case(&self, id: &CaseId) -> Result<CollectionCase, Failure> {
        let found = self.ports.store.cases(std::slice::from_ref(id)).await?.pop();
        found.ok_or_else(|| Failure::Lasting("the case does not exist".into()))
    }

    /// Claims still go to the agency that it was handed over to.
    pub fn is_chosen(&self, handover: &CaseHandover) -> bool {
        self.tenant.agency.as_ref().is_some_and(|choice| is_of(choice, handover))
    }

    /// The agency that the case went to, whether the tenant has left it or not.
    pub async fn agency_of(&self, handover: &CaseHandover) -> Result<Box<dyn Agency>, Failure> {
        let (name, number) = (&handover.agency, handover.agency_number);
        let choice = self.tenant.agency_numbered(number).filter(|choice| is_of(choice, handover));
        let choice =
            choice.ok_or_else(|| Failure::Lasting(format!("the tenant's agency {number} is not {name}")))?;
        let ports = AgencyPorts { vault: self.ports.vault, agencies: self.ports.agencies };
        match ports.connect(&self.tenant.id, choice, self.secrets).await {
            Ok(agency) => Ok(agency),
            Err(NoAgency::Unavailable(why)) => Err(Failure::Passing(why)),
            Err(other) => Err(Failure::Lasting(other.to_string())),
        }
    }

    /// The claim as it was handed over, word for word.
    pub async fn frozen(&self, digest: &str) -> Result<ClaimFile, Failure> {
        let bytes = self.kept(&DocumentKey::claim(&self.tenant.id, digest)).await?;
        if sha256(&bytes) != digest {
            return Err(Failure::Lasting("what is kept of the claim is not what was frozen".into()));
        }
        let file = serde_json::from_slice(&bytes);
        file.map_err(|_| Failure::Lasting("what is kept of the claim cannot be read".into()))
    }

    pub async fn kept(&self, key: &DocumentKey) -> Result<Vec<u8>, Failure> {
        match self.ports.documents.read(key).await {
            Ok(Some(bytes)) => Ok(bytes),
            Ok(None) => Err(Failure::Lasting(format!("{key} is not kept"))),
            Err(problem) => Err(Failure::Passing(problem.to_string())),
        }
    }

    /// What an event makes of the case, to be written; nothing where it changes nothing.
    pub fn step(&self, case: &CollectionCase, event: &CaseEvent) -> After {
        let step = advance(case, event, self.now).ok().flatten();
        writes_of(step.as_slice()).writes
    }

    /// Writes what an event makes of the case, now. It changed meanwhile, or a run closed the batch: everything is looked at
    /// anew.
    pub async fn advanced(&self, case: CollectionCase, event: &CaseEvent) -> Result<CollectionCase, Failure> {
        let Ok(Some(step)) = advance(&case, event, self.now) else { return Ok(case) };
        super::take(self.ports.store, step).await
    }

    /// What becomes of a command that was not answered. Codes and details only: an agency's words may name people.
    pub fn unanswered(&self, row: &AgencyRow, error: &AgencyError) -> Failure {
        match error {
            AgencyError::Unavailable { retry_after: Some(pause), .. } => {
                let pause = SignedDuration::try_from(*pause).unwrap_or(SignedDuration::MAX);
                Failure::NotYet { at: self.later(pause), why: error.to_string() }
            }
            // A mail that may have left is sent by nobody but an operator.
            AgencyError::OutcomeUnknown { .. } if row.channel == Channel::Mail => {
                Failure::Lasting(error.to_string())
            }
            error if error.may_pass() => Failure::Passing(error.to_string()),
            error => Failure::Lasting(error.to_string()),
        }
    }

    pub fn later(&self, pause: SignedDuration) -> Timestamp {
        self.now.instant.checked_add(pause).unwrap_or(Timestamp::MAX)
    }
}

/// By its name, too: what was written before agencies had numbers reads back as the first, on both sides.
fn is_of(choice: &AgencyChoice, handover: &CaseHandover) -> bool {
    choice.number() == handover.agency_number && choice.agency() == handover.agency
}
