//! The index of what is open for a tenant: which kind an item is stands in its sort key.

use workflows::ports::{Known, Standing, StoreError};

use super::item::{Attributes, entity, find, unreadable};
use super::rows::KnownRow;
use super::{keys, profile};

type Read = fn(&Attributes) -> Result<Standing, StoreError>;

const KINDS: [(&str, Read); 4] = [
    (keys::CASES, |item| Ok(Standing::Case(Known::from(entity::<KnownRow>(item, "known")?)))),
    (keys::NEWS, |item| Ok(Standing::News(entity(item, "news")?))),
    (keys::BATCHES, |item| Ok(Standing::Batch(entity(item, "batch")?))),
    (keys::PROFILE, |item| {
        profile::read(item).map(|(tenant, secrets)| Standing::Tenant(Box::new(tenant), secrets))
    }),
];

pub fn read(item: &Attributes) -> Result<Standing, StoreError> {
    let sk = find(item, "sk").unwrap_or_default();
    match KINDS.iter().find(|(prefix, _)| sk.starts_with(prefix)) {
        Some((_, read)) => read(item),
        None => Err(unreadable(item, "its sort key is of no kind that can be open")),
    }
}
