//! What an accounting system's profile asks of its tenants.

use accounting::systems::{Profile, find};
use domain::ids::SystemName;

use super::{NewTenant, RegisterError};

/// Holds a new tenant against its system's profile. Answers the days past due before its invoices are fetched.
pub(super) fn check(new: &NewTenant) -> Result<u16, RegisterError> {
    check_days(&new.system, new.min_days_overdue)?;
    let profile = profile_of(&new.system);
    if profile.needs_start_date && new.start_date.is_none() {
        let refusal =
            format!("start-date: {} needs the due date from which invoices are followed", new.system);
        return Err(RegisterError::Refused(refusal));
    }
    Ok(new.min_days_overdue.unwrap_or(profile.min_days_overdue))
}

/// Holds a tenant's own number of days against its system's profile.
pub(super) fn check_days(system: &SystemName, days: Option<u16>) -> Result<(), RegisterError> {
    let allowed = &profile_of(system).allowed_days_overdue;
    match days.filter(|days| !allowed.contains(days)) {
        None => Ok(()),
        Some(days) => Err(RegisterError::Refused(format!(
            "min-days-overdue: {days} is not between {} and {} for {system}",
            allowed.start(),
            allowed.end()
        ))),
    }
}

/// A system that is not known is refused when its connection is made.
fn profile_of(system: &SystemName) -> &'static Profile {
    find(system.as_str()).map_or(&Profile::PLAIN, |row| &row.profile)
}
