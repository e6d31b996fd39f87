//! What a tenant of Minuba may choose.

use crate::connection::SettingRow;

pub(super) const ON: &str = "on";

/// Whether pushed invoices are read again in Minuba. Without it, only the push side reports what becomes of them.
pub(super) const READ_BACK: SettingRow = SettingRow {
    name: "read-back",
    default: Some("off"),
    expected: "on or off",
    accepts: |value| matches!(value, "on" | "off"),
};

/// The collection service that the tenant chose in Minuba, and that its invoices are pushed to.
pub(super) const SERVICE: SettingRow = SettingRow {
    name: "service",
    default: None,
    expected: "advokaternes or collectia",
    accepts: |value| matches!(value, "advokaternes" | "collectia"),
};

/// The account in Minuba that pushes: `creditor.external_id` of what is pushed.
pub(super) const ACCOUNT: SettingRow = SettingRow {
    name: "account",
    default: None,
    expected: "the id of an account in Minuba",
    accepts: |value| (1..=60).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_graphic()),
};

/// The types of pushed events that the tenant wants nothing of.
pub(super) const EVENTS_OFF: SettingRow = SettingRow {
    name: "events-off",
    default: None,
    expected: "types of events such as invoice.credited, parted by commas",
    accepts: |value| value.split(',').all(|name| CAN_BE_OFF.contains(&name.trim())),
};

const CAN_BE_OFF: [&str; 5] = [
    "invoice.payment_registered",
    "invoice.credited",
    "invoice.collection_withdrawn",
    "connection.activated",
    "connection.deactivated",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_words_of_the_pages_are_accepted() {
        assert!(["on", "off"].iter().all(|word| (READ_BACK.accepts)(word)));
        assert!(["advokaternes", "collectia"].iter().all(|word| (SERVICE.accepts)(word)));
        assert!((ACCOUNT.accepts)("mb-acc-4471"));
        assert!(!(READ_BACK.accepts)("On") && !(SERVICE.accepts)("Collectia A/S"));
        assert!((EVENTS_OFF.accepts)("invoice.credited, connection.deactivated"));
        assert!(!(EVENTS_OFF.accepts)("invoice.sent_to_collection") && !(EVENTS_OFF.accepts)(""));
        assert!(!(ACCOUNT.accepts)("") && !(ACCOUNT.accepts)("a b") && !(ACCOUNT.accepts)("mb\n1"));
    }

    #[test]
    fn nothing_is_read_back_unless_it_is_chosen() {
        assert_eq!((READ_BACK.default, SERVICE.default, ACCOUNT.default), (Some("off"), None, None));
    }
}
