//! Carries one effect out of the outbox: claimed, done, and marked so; or tried again by the retry plan.

mod agency_desk;
mod ask_agency;
mod book_payment;
mod broken_connection;
mod claim_received;
mod events;
mod hand_over;
mod run_mail;
mod send_letter;
mod silent_start;
mod silent_start_mail;
mod tell_agency;

use std::pin::pin;

use domain::case::Step;
use domain::effect::{Effect, QueuedEffect};
use domain::ids::{EffectId, TenantId};
use domain::retry_plan::Claim;
use domain::{CollectionCase, Moment, Tenant};
use futures::future::{Either, select};
use jiff::Timestamp;
use messages::Mail;

use agency_desk::AgencyDesk;
pub(crate) use events::has_events;

use crate::connect::{ConnectError, ConnectPorts};
use crate::ports::{
    Accounts, Agencies, CommitError, Documents, LinkError, Links, MailError, MailTag, Mailer, OutgoingMail,
    ScheduleError, Schedules, Secrets, Store, StoreError, TimeLimit, Transaction, Vault, Write,
};
use crate::step_writes::writes_of;

#[derive(Clone, Copy)]
pub struct EffectPorts<'a> {
    pub store: &'a dyn Store,
    pub mailer: &'a dyn Mailer,
    pub schedules: &'a dyn Schedules,
    pub links: &'a dyn Links,
    pub vault: &'a dyn Vault,
    pub accounts: &'a dyn Accounts,
    pub documents: &'a dyn Documents,
    pub agencies: &'a dyn Agencies,
    /// Ends what reads for too long.
    pub limit: &'a dyn TimeLimit,
    /// Where we are reached from outside, without a slash at its end.
    pub public_url: &'a str,
}

impl<'a> EffectPorts<'a> {
    fn connection(&self) -> ConnectPorts<'a> {
        ConnectPorts { store: self.store, vault: self.vault, accounts: self.accounts }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    Done {
        kind: &'static str,
        tenant: TenantId,
    },
    /// Done before, given up before, or unknown.
    Nothing,
    /// Somebody else has it, its pause is not over, or it failed and the plan goes on: queue it again for then.
    Again {
        at: Timestamp,
    },
    /// Given up: it stands in the list of dead effects until an operator redrives it.
    Dead {
        kind: &'static str,
        tenant: TenantId,
        why: String,
    },
}

/// Why one attempt failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
enum Failure {
    /// It may pass.
    #[error("{0}")]
    Passing(String),
    /// It will not.
    #[error("{0}")]
    Lasting(String),
    /// It is not its time. This does not count as a failure.
    #[error("{why}")]
    NotYet { at: Timestamp, why: String },
}

/// What an effect leaves in the table when it is done, beside its own mark.
type After = Vec<Write>;

/// Carries out one effect.
///
/// # Errors
/// When the table cannot be reached: the message must be delivered again.
pub async fn deliver_effect(
    ports: EffectPorts<'_>,
    id: &EffectId,
    now: Timestamp,
) -> Result<Delivery, StoreError> {
    let Some(queued) = ports.store.effect(id).await? else { return Ok(Delivery::Nothing) };
    let taken = match queued.claim(now) {
        Claim::Over => return Ok(Delivery::Nothing),
        Claim::NotBefore(at) => return Ok(Delivery::Again { at }),
        Claim::Taken(taken) => taken,
    };
    if !put(ports.store, &taken, vec![]).await? {
        // Another worker was quicker; the claim tells when to look again.
        return Ok(Delivery::Again { at: taken.not_before.unwrap_or(now) });
    }
    let (kind, tenant) = (taken.effect.kind(), taken.effect.tenant().clone());
    let failure = match carry_out(ports, &taken.effect, now).await {
        Ok(after) => match put(ports.store, &taken.done(), after).await? {
            true => return Ok(Delivery::Done { kind, tenant }),
            false => Failure::Passing("what it leaves behind changed meanwhile".into()),
        },
        Err(failure) => failure,
    };
    let next = match &failure {
        Failure::Passing(why) => taken.failed(why, now),
        Failure::Lasting(why) => taken.given_up(why),
        Failure::NotYet { at, why } => taken.waits_until(*at, why),
    };
    put(ports.store, &next, vec![]).await?;
    Ok(match next.not_before {
        Some(at) => Delivery::Again { at },
        None => Delivery::Dead { kind, tenant, why: failure.to_string() },
    })
}

/// Whether the effect still stood as it was read, and is written now.
async fn put(store: &dyn Store, effect: &QueuedEffect, mut beside: After) -> Result<bool, StoreError> {
    beside.push(Write::PutEffect(Box::new(effect.clone())));
    match store.commit(Transaction::from(beside)).await {
        Ok(()) => Ok(true),
        Err(CommitError::Conflict(_)) => Ok(false),
        Err(other) => Err(StoreError::Unavailable(other.to_string())),
    }
}

async fn carry_out(ports: EffectPorts<'_>, effect: &Effect, now: Timestamp) -> Result<After, Failure> {
    let (tenant, secrets) = tenant_of(ports.store, effect.tenant()).await?;
    let now = Moment::new(now, tenant.country());
    let desk = AgencyDesk { ports, tenant: &tenant, secrets: &secrets, now };
    match effect {
        Effect::RunMail { batch, run, .. } => run_mail::send(ports, &tenant, *batch, run, now).await,
        Effect::SilentStart { batch, at, .. } => silent_start::schedule(ports, &tenant, *batch, *at).await,
        Effect::SilentStartMail { batch, .. } => silent_start_mail::send(ports, &tenant, *batch, now).await,
        Effect::BrokenConnectionMail { since, .. } => broken_connection::send(ports, &tenant, *since).await,
        Effect::ClaimReceivedMail { case, .. } => claim_received::send(ports, &tenant, case, now).await,
        Effect::SendLetter { letter, on, cases, .. } => {
            let desk = send_letter::Desk { ports, tenant: &tenant, secrets: &secrets, now };
            send_letter::send(desk, send_letter::Planned { letter, on: *on, cases }).await
        }
        Effect::BookPayment { payment, round, .. } => {
            book_payment::book(ports, (&tenant, &secrets), payment, *round, now).await
        }
        Effect::Subscribe { .. } => events::subscribe(ports, &tenant, &secrets, now).await,
        Effect::Unsubscribe { at, .. } => events::unsubscribe(ports, &tenant, &secrets, *at, now).await,
        Effect::HandOver { case, round, .. } => hand_over::hand_over(desk, &effect.id(), case, *round).await,
        Effect::TellAgency { case, round, report, .. } => {
            tell_agency::tell(desk, &effect.id(), case, *round, report).await
        }
        Effect::AskAgency { case, event, .. } => ask_agency::ask(desk, case, event).await,
    }
}

/// Reads, and puts together what was read, while there is time for it. Only for what leaves nothing half done outside: it is
/// dropped where it stands, and the next attempt begins anew.
async fn in_time<T>(
    ports: EffectPorts<'_>,
    reading: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    match select(pin!(reading), ports.limit.over()).await {
        Either::Left((read, _)) => read,
        Either::Right(_) => Err(Failure::Passing("reading takes longer than an attempt may".into())),
    }
}

/// Writes one step of a case now, and answers the case. It changed meanwhile, or a run closed the batch: everything is looked
/// at anew.
async fn take(store: &dyn Store, step: Step) -> Result<CollectionCase, Failure> {
    let written = store.commit(writes_of(std::slice::from_ref(&step))).await;
    written.map_err(|problem| Failure::Passing(problem.to_string()))?;
    Ok(step.case)
}

async fn tenant_of(store: &dyn Store, id: &TenantId) -> Result<(Tenant, Secrets), Failure> {
    match store.tenant(id).await? {
        Some(found) => Ok(found),
        None => Err(Failure::Lasting("the tenant does not exist".into())),
    }
}

/// Sends a mail to every address of the tenant that still takes mail.
async fn send_to(
    ports: EffectPorts<'_>,
    tenant: &Tenant,
    mail: Mail,
    mut tags: Vec<MailTag>,
) -> Result<(), Failure> {
    let to = tenant.reachable_addresses();
    if to.is_empty() {
        return Err(Failure::Lasting("every address of the tenant has bounced or complained".into()));
    }
    tags.push(MailTag { name: "tenant", value: tenant.id.to_string() });
    let outgoing = OutgoingMail {
        to,
        from_name: None,
        reply_to: None,
        subject: mail.subject,
        html: Some(mail.html),
        text: mail.text,
        attachments: vec![],
        tags,
    };
    ports.mailer.send(&outgoing).await?;
    Ok(())
}

/// For people: `Billy` for `billy`.
fn title_of(tenant: &Tenant) -> String {
    match accounting::systems::find(tenant.system.as_str()) {
        Some(row) => row.title.to_owned(),
        None => tenant.system.to_string(),
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(_) => Failure::Passing(error.to_string()),
            StoreError::Unreadable { .. } => Failure::Lasting(error.to_string()),
        }
    }
}

impl From<ConnectError> for Failure {
    fn from(error: ConnectError) -> Self {
        match error {
            ConnectError::Operator(_) => Failure::Lasting(error.to_string()),
            _ => Failure::Passing(error.to_string()),
        }
    }
}

impl From<MailError> for Failure {
    fn from(error: MailError) -> Self {
        match error {
            // A mail to a tenant may, at worst, come twice.
            MailError::Unavailable(_) | MailError::Unknown(_) => Failure::Passing(error.to_string()),
            MailError::Refused(_) => Failure::Lasting(error.to_string()),
        }
    }
}

impl<C> From<LinkError<C>> for Failure {
    fn from(error: LinkError<C>) -> Self {
        Failure::Passing(error.to_string())
    }
}

impl From<ScheduleError> for Failure {
    fn from(error: ScheduleError) -> Self {
        Failure::Passing(error.to_string())
    }
}
