//! Where nothing is published, or a rare behaviour is wanted at will.

use serde::{Deserialize, Serialize};

use crate::json::Spelling;

/// What a list is wrapped in: all are seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Envelope {
    /// `[…]`; a single record stands alone.
    Bare,
    /// `{"invoices": […]}`, `{"invoice": {…}}`
    Named,
    /// `{"Invoices": […]}`, `{"Invoice": {…}}`
    Capitalised,
    /// `{"data": …}`
    Data,
}

/// The collection service that the company chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// Advokaternes Inkasso Service: its terms are accepted in Minuba.
    Advokaternes,
    /// Collectia: there is no terms step.
    Collectia,
}

/// How the double behaves towards one company.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MinubaSwitches {
    /// What answers are wrapped in.
    pub envelope: Envelope,
    /// Whole amounts as `255.0` or `255`.
    pub numbers: Spelling,
    /// Life of an access token, seconds.
    pub expires_in: i64,
    /// A refresh token is good for one use, and another comes in its place.
    pub rotates_refresh_tokens: bool,
    /// `remainingAmount` has the fees of reminders in it.
    pub remaining_has_fees: bool,
    /// Where invoices are pushed to.
    pub webhook_url: Option<String>,
    /// What they are signed with: `whsec_…`.
    pub webhook_secret: Option<String>,
    /// The secret before it, as long as both count.
    pub webhook_old_secret: Option<String>,
    /// Payments and credit notes on invoices that were pushed are pushed too.
    pub pushes_changes: bool,
    /// The service that was chosen.
    pub service: Service,
    /// Its terms were accepted, where it has any.
    pub terms_accepted: bool,
    /// Amounts are pushed as texts of the same form.
    pub amounts_as_text: bool,
}

impl Default for MinubaSwitches {
    fn default() -> Self {
        Self {
            envelope: Envelope::Bare,
            numbers: Spelling::Shortest,
            expires_in: 3_599,
            rotates_refresh_tokens: true,
            remaining_has_fees: false,
            webhook_url: None,
            webhook_secret: None,
            webhook_old_secret: None,
            pushes_changes: false,
            service: Service::Advokaternes,
            terms_accepted: true,
            amounts_as_text: false,
        }
    }
}
