//! What the tenant and the operator do: press buttons behind a link, change settings.

use domain::ids::BatchNumber;
use domain::tenant::Fetching;
use domain::{Decision, Tenant};
use jiff::Timestamp;
use workflows::auto_activate::{SilentStart, auto_activate};
use workflows::decide_case::{Chosen, DecideError, Decided, decide_case};
use workflows::ports::{LinkClaims, SilentStartCall};
use workflows::register_tenant::{Changes, change_tenant};

use crate::office::{Office, minutes_after, morning};

/// When buttons are pressed, where it does not matter.
pub fn pressed() -> Timestamp {
    minutes_after(morning(1), 180)
}

impl Office {
    pub fn claims(&self, batch: u32) -> LinkClaims {
        LinkClaims { tenant: self.tenant.clone(), batch: BatchNumber(batch), expires: Timestamp::MAX }
    }

    pub fn silence(&self, batch: u32) -> SilentStartCall {
        SilentStartCall { tenant: self.tenant.clone(), batch: BatchNumber(batch) }
    }

    /// What a schedule of this batch does when it fires.
    pub async fn start_by_silence(&self, batch: u32, now: Timestamp) -> SilentStart {
        auto_activate(&self.store, &self.silence(batch), now).await.unwrap()
    }

    /// Presses the button for one invoice of a batch.
    pub async fn decide(&self, batch: u32, number: u32, decision: Decision) -> Result<Decided, DecideError> {
        let id = self.case_id(number);
        self.press(batch, Chosen::One(&id), decision, pressed()).await
    }

    pub async fn decide_all(&self, batch: u32, decision: Decision) -> Decided {
        self.press(batch, Chosen::All, decision, pressed()).await.unwrap()
    }

    pub async fn press(
        &self,
        batch: u32,
        chosen: Chosen<'_>,
        decision: Decision,
        now: Timestamp,
    ) -> Result<Decided, DecideError> {
        decide_case(&self.store, &self.claims(batch), chosen, decision, now, &|| false).await
    }

    pub async fn change(&self, changes: Changes) -> Tenant {
        let changed = change_tenant(self.run_ports(), &self.tenant, &changes, morning(0)).await;
        changed.unwrap().tenant
    }

    pub async fn set_fetching(&self, fetching: Fetching) {
        self.change(Changes { fetching: Some(fetching), ..Changes::default() }).await;
    }
}
