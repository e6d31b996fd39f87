//! The courier's twin in memory.

use std::sync::Mutex;

use async_trait::async_trait;
use domain::ids::EffectId;

use super::locked;
use crate::ports::{Courier, CourierError, Parcel};

/// Keeps what was sent, and fails as told.
#[derive(Debug, Default)]
pub struct MemoryCourier {
    sent: Mutex<Vec<Parcel>>,
    trouble: Mutex<Option<CourierTrouble>>,
}

/// What becomes of the next mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CourierTrouble {
    Down,
    Refused,
    /// It leaves, and nobody hears of it.
    LostAnswer,
}

impl MemoryCourier {
    /// Everything that left, in its order.
    pub fn sent(&self) -> Vec<Parcel> {
        locked(&self.sent).clone()
    }

    /// Orders trouble for the next mail.
    pub fn order(&self, trouble: CourierTrouble) {
        *locked(&self.trouble) = Some(trouble);
    }
}

#[async_trait]
impl Courier for MemoryCourier {
    async fn send(&self, parcel: &Parcel) -> Result<(), CourierError> {
        let trouble = locked(&self.trouble).take();
        match trouble {
            Some(CourierTrouble::Down) => return Err(CourierError::Unavailable("told to be down".into())),
            Some(CourierTrouble::Refused) => return Err(CourierError::Refused("told to refuse".into())),
            Some(CourierTrouble::LostAnswer) | None => {}
        }
        let mut sent = locked(&self.sent);
        if !sent.iter().any(|known| known.id == parcel.id) {
            sent.push(parcel.clone());
        }
        match trouble {
            None => Ok(()),
            Some(_) => Err(CourierError::OutcomeUnknown("told to lose the answer".into())),
        }
    }

    async fn has_left(&self, id: &EffectId) -> Result<bool, CourierError> {
        match locked(&self.trouble).take_if(|trouble| *trouble == CourierTrouble::Down) {
            Some(_) => Err(CourierError::Unavailable("told to be down".into())),
            None => Ok(locked(&self.sent).iter().any(|known| known.id == *id)),
        }
    }
}

#[cfg(test)]
mod contract {
    use super::*;
    use crate::courier_contract::{self, CourierBed};

    #[derive(Default)]
    struct Bed(MemoryCourier);

    #[async_trait]
    impl CourierBed for Bed {
        fn courier(&self) -> &dyn Courier {
            &self.0
        }

        async fn sent(&self) -> Vec<String> {
            self.0.sent().into_iter().map(|parcel| parcel.subject).collect()
        }

        async fn order(&self, trouble: courier_contract::CourierTrouble) {
            self.0.order(match trouble {
                courier_contract::CourierTrouble::Down => CourierTrouble::Down,
                courier_contract::CourierTrouble::Refused => CourierTrouble::Refused,
                courier_contract::CourierTrouble::LostAnswer => CourierTrouble::LostAnswer,
            });
        }
    }

    crate::courier_contract!(Bed::default());
}
