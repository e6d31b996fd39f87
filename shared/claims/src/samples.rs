//! One event of each type, as a sender would write it. What the document shows, the command sends, and the tests read.

/// Each type with its sample, in the order of [`crate::EVENT_TYPES`].
pub static SAMPLES: [(&str, &str); 7] = [
    ("invoice.sent_to_collection", include_str!("../samples/invoice.sent_to_collection.json")),
    ("invoice.payment_registered", include_str!("../samples/invoice.payment_registered.json")),
    ("invoice.credited", include_str!("../samples/invoice.credited.json")),
    ("invoice.collection_withdrawn", include_str!("../samples/invoice.collection_withdrawn.json")),
    ("connection.activated", include_str!("../samples/connection.activated.json")),
    ("connection.deactivated", include_str!("../samples/connection.deactivated.json")),
    ("ping", include_str!("../samples/ping.json")),
];

/// The sample of one type.
pub fn sample(event_type: &str) -> Option<&'static str> {
    SAMPLES.iter().find(|(known, _)| *known == event_type).map(|(_, sample)| *sample)
}
