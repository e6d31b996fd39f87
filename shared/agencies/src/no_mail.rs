//! A courier for programs that hand nothing over.

use async_trait::async_trait;
use domain::ids::EffectId;
use workflows::ports::{Courier, CourierError, Parcel};

pub(crate) struct NoMail;

#[async_trait]
impl Courier for NoMail {
    async fn send(&self, _: &Parcel) -> Result<(), CourierError> {
        Err(CourierError::Unavailable("no mail leaves from here".to_owned()))
    }

    async fn has_left(&self, _: &EffectId) -> Result<bool, CourierError> {
        Err(CourierError::Unavailable("no mail leaves from here".to_owned()))
    }
}
