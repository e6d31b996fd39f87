//! An event that was pushed to us: kept for good before it is answered, taken once, and applied in whatever order it comes.
//!
//! Everything of one invoice goes through its record, whose version each event raises: of two at once one is decided anew.

mod claim;
mod hint;
mod report;
mod switch;

use data_encoding::HEXLOWER;
use domain::Tenant;
use domain::claim::CollectionService;
use domain::claim::{Command, ContentType, EventId, Fault, InboundEvent, service_of};
use domain::ids::{CaseId, InvoiceId};
use jiff::Timestamp;
use serde::Serialize;
use sha2::{Digest, Sha256};

pub use hint::READ_BACK_SETTING;

use crate::ports::{
    ClaimFile, CommitError, DocumentKey, Documents, DocumentsError, JobError, Jobs, Store, StoreError,
    Transaction, Write,
};

/// How often an event is decided anew because another one was quicker.
const TRIES: usize = 8;

/// The setting that names the tenant's collection service.
pub const SERVICE: &str = domain::claim::SERVICE_SETTING;

/// The setting that names the types of events that a tenant wants nothing of, parted by commas.
pub const EVENTS_OFF_SETTING: &str = "events-off";

#[derive(Clone, Copy)]
pub struct ClaimPorts<'a> {
    pub store: &'a dyn Store,
    pub documents: &'a dyn Documents,
    /// Where a fresh reading is asked for.
    pub jobs: &'a dyn Jobs,
}

/// One event as it came in, its signature checked and its body read.
#[derive(Debug)]
pub struct Incoming {
    pub event: EventId,
    /// Such as `invoice.sent_to_collection`.
    pub event_type: &'static str,
    pub occurred_at: Timestamp,
    pub command: Command,
    /// What reading a claim found wrong with it.
    pub faults: Vec<Fault>,
    pub documents: Vec<Attached>,
    /// The body as it was signed.
    pub raw: Vec<u8>,
}

/// A document that came along, held against its digest.
#[derive(Debug)]
pub struct Attached {
    pub content_type: ContentType,
    /// Lower-case hexadecimal.
    pub sha256: String,
    pub bytes: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Received {
    /// Kept for good; `duplicate` when it was before.
    Taken { case: Option<CaseId>, duplicate: bool },
    /// A test, or an event that the tenant wants nothing of.
    Nothing,
}

/// Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotReceived {
    #[error("{} fields stand in the way", .0.len())]
    Invalid(Vec<Fault>),
    #[error("the invoice is a case already, for another principal")]
    OtherPrincipal,
    #[error("the invoice was a case, and is over")]
    CaseClosed,
    #[error("the id was used before, for something else")]
    EventReused,
    /// Others kept being quicker: try again later.
    #[error("other events of the invoice are at work")]
    Contended,
    /// Try again later.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// Try again later.
    #[error("{0}")]
    Commit(CommitError),
    /// Try again later.
    #[error("{0}")]
    Documents(#[from] DocumentsError),
    /// Try again later: it is kept, and its invoice is not read again yet.
    #[error("{0}")]
    Jobs(#[from] JobError),
}

/// What one event does to the table.
enum Decided {
    Write(Transaction),
    /// Known, and told the same as before.
    Duplicate,
}

/// Takes one event of a tenant.
///
/// # Errors
/// Nothing was changed then. What may pass (the last five) is to be sent again.
pub async fn receive_claim(
    ports: ClaimPorts<'_>,
    tenant: &Tenant,
    mut incoming: Incoming,
    now: Timestamp,
) -> Result<Received, NotReceived> {
    if incoming.command == Command::Ping || is_switched_off(tenant, incoming.event_type) {
        return Ok(Received::Nothing);
    }
    let service = service_of(tenant.settings.get(SERVICE).map(String::as_str));
    let service = service.ok_or_else(|| StoreError::Unreadable {
        key: tenant.id.to_string(),
        problem: "its service is not in the table".into(),
    })?;
    let case = invoice_of(&incoming.command).map(|id| CaseId::of(&tenant.id, &tenant.system, id));
    let mut tenant = std::borrow::Cow::Borrowed(tenant);
    for attempt in 0..TRIES {
        if attempt > 0 {
            tenant = std::borrow::Cow::Owned(reloaded(ports.store, &tenant).await?);
        }
        let file = ports.store.claim_file(&tenant.id, &incoming.event, case.as_ref()).await?;
        let at_hand = AtHand { tenant: &tenant, service, incoming: &incoming, file, now };
        let duplicate = match at_hand.decide()? {
            Decided::Duplicate => true,
            Decided::Write(transaction) => {
                keep(ports.documents, &tenant, &mut incoming).await?;
                match ports.store.commit(transaction).await {
                    Ok(()) => false,
                    Err(CommitError::Conflict(_)) => continue,
                    Err(other) => return Err(NotReceived::Commit(other)),
                }
            }
        };
        // Of a duplicate, too: the first time it may have been kept, and no reading asked for.
        if let Some(invoice) = hint::hinted(&tenant, &incoming.command) {
            hint::read_again(ports.jobs, &tenant, invoice, now).await?;
        }
        return Ok(Received::Taken { case, duplicate });
    }
    Err(NotReceived::Contended)
}

/// One event with everything that is known of what it is about.
struct AtHand<'a> {
    tenant: &'a Tenant,
    service: &'static CollectionService,
    incoming: &'a Incoming,
    file: ClaimFile,
    now: Timestamp,
}

impl AtHand<'_> {
    fn decide(self) -> Result<Decided, NotReceived> {
        match &self.incoming.command {
            Command::Register(draft) => claim::register(&self, draft),
            Command::Report(told) => report::take(&self, told),
            Command::Switch(switch) => switch::turn(&self, switch),
            Command::Ping => Ok(Decided::Duplicate),
        }
    }

    /// Whether this very event was taken before.
    ///
    /// # Errors
    /// When its id was, and said something else.
    fn is_known(&self, said: &impl Serialize) -> Result<bool, NotReceived> {
        match &self.file.event {
            None => Ok(false),
            Some(known) if known.digest == digest(said) => Ok(true),
            Some(_) => Err(NotReceived::EventReused),
        }
    }

    /// The item that makes the event known from now on.
    fn event(&self, case: Option<&CaseId>, said: &impl Serialize) -> Write {
        Write::AddInboundEvent(Box::new(InboundEvent {
            tenant: self.tenant.id.clone(),
            id: self.incoming.event.clone(),
            case: case.cloned(),
            digest: digest(said),
            at: self.now,
        }))
    }
}

/// Of what an event says: its id, its time and the order of its fields do not count.
#[expect(
    clippy::expect_used,
    reason = "what is said has derived serializers and text keys: JSON takes it all"
)]
fn digest(said: &impl Serialize) -> String {
    let json = serde_json::to_vec(said).expect("what is said is written as JSON");
    HEXLOWER.encode(&Sha256::digest(json)[..16])
}

fn invoice_of(command: &Command) -> Option<&InvoiceId> {
    match command {
        Command::Register(draft) => draft.invoice.as_ref(),
        Command::Report(report) => Some(&report.invoice),
        Command::Switch(_) | Command::Ping => None,
    }
}

fn is_switched_off(tenant: &Tenant, event_type: &str) -> bool {
    let off = tenant.settings.get(EVENTS_OFF_SETTING).map(String::as_str).unwrap_or_default();
    off.split(',').any(|name| name.trim() == event_type)
}

async fn reloaded(store: &dyn Store, tenant: &Tenant) -> Result<Tenant, StoreError> {
    let found = store.tenant(&tenant.id).await?;
    let gone = || StoreError::Unreadable { key: tenant.id.to_string(), problem: "the tenant is gone".into() };
    found.map(|(tenant, _)| tenant).ok_or_else(gone)
}

/// Before anything is written in the table, so that what stands there can always be proved. Taken out of the event: kept once.
async fn keep(
    documents: &dyn Documents,
    tenant: &Tenant,
    incoming: &mut Incoming,
) -> Result<(), DocumentsError> {
    let raw = std::mem::take(&mut incoming.raw);
    let mut all = Vec::new();
    if !raw.is_empty() {
        all.push((DocumentKey::event(&tenant.id, &incoming.event), "application/json", raw));
    }
    for document in std::mem::take(&mut incoming.documents) {
        let key = DocumentKey::document(&tenant.id, &document.sha256, document.content_type);
        all.push((key, document.content_type.name(), document.bytes));
    }
    let kept = all
        .into_iter()
        .map(|(key, content_type, bytes)| async move { documents.keep(&key, content_type, bytes).await });
    futures::future::try_join_all(kept).await.map(|_| ())
}
