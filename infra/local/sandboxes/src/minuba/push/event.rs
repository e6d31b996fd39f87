//! What is pushed.

/// One of the events of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// The user sent an invoice to the collection service.
    SentToCollection,
    /// A payment was booked on it after that.
    PaymentRegistered,
    /// A credit note took from it.
    Credited,
    /// The user took it back.
    CollectionWithdrawn,
    /// The service was chosen.
    ConnectionActivated,
    /// Another service was chosen, or none.
    ConnectionDeactivated,
    /// The test button.
    Ping,
}

impl EventKind {
    /// All, with their names on the wire.
    pub const ALL: [(&'static str, Self); 7] = [
        ("invoice.sent_to_collection", Self::SentToCollection),
        ("invoice.payment_registered", Self::PaymentRegistered),
        ("invoice.credited", Self::Credited),
        ("invoice.collection_withdrawn", Self::CollectionWithdrawn),
        ("connection.activated", Self::ConnectionActivated),
        ("connection.deactivated", Self::ConnectionDeactivated),
        ("ping", Self::Ping),
    ];

    /// Its name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }

    /// Whether it is about one invoice.
    #[must_use]
    pub fn is_of_an_invoice(self) -> bool {
        !matches!(self, Self::ConnectionActivated | Self::ConnectionDeactivated | Self::Ping)
    }
}
