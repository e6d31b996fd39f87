//! The agencies of a tenant: the one that its claims go to, and those that still have some.

use super::Tenant;
use crate::handover::AgencyChoice;

impl Tenant {
    /// The one that claims go to now, and those of before.
    pub fn agencies(&self) -> impl Iterator<Item = &AgencyChoice> {
        self.agency.iter().chain(&self.former_agencies)
    }

    /// The agency that a claim went to, whether claims still go there or not.
    pub fn agency_numbered(&self, number: u16) -> Option<&AgencyChoice> {
        self.agencies().find(|choice| choice.number() == number)
    }

    /// Claims go there from now on. What was handed over stays with the agency that it went to, and is followed there.
    ///
    /// `moved` says that it is the agency of before under another address; an agency with a row of its own is known by that.
    pub fn choose_agency(&mut self, choice: AgencyChoice, moved: bool) {
        let present = self.agency.as_ref().filter(|present| moved && present.agency() == choice.agency());
        let known = present.or_else(|| self.agencies().find(|known| known.is_same_agency(&choice)));
        let number = match known {
            Some(known) => known.number(),
            None => self.agencies().map(AgencyChoice::number).max().map_or(1, |last| last + 1),
        };
        self.leave_agency();
        self.former_agencies.retain(|former| former.number() != number);
        self.agency = Some(choice.numbered(number));
    }

    /// Claims go nowhere from now on.
    pub fn leave_agency(&mut self) {
        self.former_agencies.extend(self.agency.take());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::country::Country;

    fn by_mail(agency: &str, address: &str) -> AgencyChoice {
        let settings = [("address".to_owned(), address.to_owned())].into();
        AgencyChoice::parse(agency, Country::Denmark, settings, []).unwrap()
    }

    /// Where each number's claims are written to.
    fn addresses(tenant: &Tenant) -> Vec<(u16, &str)> {
        let mut all: Vec<_> =
            tenant.agencies().map(|one| (one.number(), one.setting("address").unwrap())).collect();
        all.sort_unstable();
        all
    }

    #[test]
    fn claims_stay_with_the_agency_that_they_went_to() {
        let mut tenant = crate::samples::tenant();
        for choice in [by_mail("mail", "a@a.example"), by_mail("mail", "b@b.example")] {
            tenant.choose_agency(choice, false);
        }
        tenant.choose_agency(by_mail("collectia", "c@c.example"), false);
        assert_eq!(addresses(&tenant), [(1, "a@a.example"), (2, "b@b.example"), (3, "c@c.example")]);
        assert_eq!(tenant.agency.as_ref().map(AgencyChoice::number), Some(3));
        tenant.leave_agency();
        assert_eq!((tenant.agency.as_ref(), tenant.agencies().count()), (None, 3));
    }

    #[test]
    fn an_agency_that_moved_keeps_its_claims() {
        let mut tenant = crate::samples::tenant();
        tenant.choose_agency(by_mail("mail", "a@a.example"), false);
        tenant.choose_agency(by_mail("mail", "new@a.example"), true);
        assert_eq!(addresses(&tenant), [(1, "new@a.example")]);
        // One with a row of its own is known by its name.
        tenant.choose_agency(by_mail("collectia", "c@c.example"), false);
        tenant.choose_agency(by_mail("collectia", "new@c.example"), false);
        assert_eq!(addresses(&tenant), [(1, "new@a.example"), (2, "new@c.example")]);
    }

    #[test]
    fn an_agency_that_is_chosen_again_has_its_number_back() {
        let mut tenant = crate::samples::tenant();
        for address in ["a@a.example", "b@b.example", "a@a.example"] {
            tenant.choose_agency(by_mail("mail", address), false);
        }
        assert_eq!(addresses(&tenant), [(1, "a@a.example"), (2, "b@b.example")]);
        assert_eq!(tenant.agency.as_ref().map(AgencyChoice::number), Some(1));
        tenant.leave_agency();
        tenant.choose_agency(by_mail("mail", "c@c.example"), true);
        assert_eq!(tenant.agency.as_ref().map(AgencyChoice::number), Some(3), "none was there to move");
    }
}
