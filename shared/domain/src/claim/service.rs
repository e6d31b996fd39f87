//! The collection services that a tenant may choose from, as a table.

/// The setting of the connection that names one of [`SERVICES`].
pub const SERVICE_SETTING: &str = "service";

/// How a service and its creditor come to an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Terms {
    /// The creditor has accepted them before it sends: when it chose the service, or with the invoice itself, at the
    /// latest at the instant of the click.
    AcceptedBefore,
    /// The first invoice makes the agreement; its instant is kept.
    AgreedByFirstPush,
}

/// What is special about one service.
#[derive(Debug, PartialEq, Eq)]
pub struct CollectionService {
    /// In settings and in the table: `collectia`.
    pub name: &'static str,
    /// For people.
    pub title: &'static str,
    pub terms: Terms,
    /// Whether it takes over reminders that were sent before, with their fees; otherwise they must be voided first.
    pub takes_reminders: bool,
}

/// Both services that Minuba offers its users (Minuba support, "Send dine forfaldne faktura og rykkere til inkasso").
pub static SERVICES: &[CollectionService] = &[
    CollectionService {
        name: "advokaternes",
        title: "Advokaternes Inkasso Service",
        terms: Terms::AcceptedBefore,
        takes_reminders: true,
    },
    CollectionService {
        name: "collectia",
        title: "Collectia",
        terms: Terms::AgreedByFirstPush,
        takes_reminders: false,
    },
];

/// Where a tenant has chosen none, the one that asks for an explicit agreement.
pub static DEFAULT_SERVICE: &CollectionService = &SERVICES[0];

/// The service of this name, or the default where none was chosen; `None` for a name that is not in the table.
pub fn service_of(chosen: Option<&str>) -> Option<&'static CollectionService> {
    match chosen {
        None => Some(DEFAULT_SERVICE),
        Some(name) => SERVICES.iter().find(|service| service.name == name),
    }
}
