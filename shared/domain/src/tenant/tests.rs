use jiff::SignedDuration;
use jiff::civil::date;

use super::*;
use crate::samples::{days_later, morning, tenant};

/// Has run well this morning, and asks nothing.
fn settled_in() -> Tenant {
    let mut tenant = tenant();
    tenant.run_succeeded(&tenant.clone(), morning().instant, false);
    tenant
}

#[test]
fn the_first_run_asks_first_even_when_the_mark_was_lost() {
    assert_eq!(tenant().asks_first(morning()), Some(AskFirst::FirstRun));
    let unmarked = Tenant { ask_first: None, ..tenant() };
    assert_eq!(unmarked.asks_first(morning()), Some(AskFirst::FirstRun));
    assert_eq!(settled_in().asks_first(days_later(1)), None);
}

#[test]
fn what_gathered_during_a_pause_asks_first() {
    let mut tenant = settled_in();
    tenant.set_fetching(Fetching::Paused);
    assert!(tenant.requirements().fetching_paused);
    for day in 1..40 {
        tenant.run_succeeded(&tenant.clone(), days_later(day).instant, false);
    }
    tenant.set_fetching(Fetching::Automatic);
    assert_eq!(tenant.asks_first(days_later(40)), Some(AskFirst::Resumed));
    tenant.run_succeeded(&tenant.clone(), days_later(40).instant, true);
    assert_eq!(tenant.asks_first(days_later(41)), None);
}

#[test]
fn resuming_what_was_not_paused_changes_nothing() {
    let mut tenant = settled_in();
    let before = tenant.clone();
    tenant.set_fetching(Fetching::Automatic);
    assert_eq!(tenant, before);
}

#[test]
fn a_run_while_paused_does_not_use_up_the_question_of_the_first_run() {
    let mut tenant = tenant();
    tenant.set_fetching(Fetching::Paused);
    tenant.run_succeeded(&tenant.clone(), morning().instant, false);
    tenant.set_fetching(Fetching::Automatic);
    assert_eq!(tenant.asks_first(days_later(1)), Some(AskFirst::FirstRun));
}

#[test]
fn a_long_gap_between_runs_asks_first() {
    assert_eq!(settled_in().asks_first(days_later(i64::from(LONGEST_GAP_DAYS))), None);
    let gap = days_later(i64::from(LONGEST_GAP_DAYS) + 1);
    assert_eq!(settled_in().asks_first(gap), Some(AskFirst::LongGap));
}

#[test]
fn a_run_that_tells_something_begins_the_next_batch() {
    let mut tenant = tenant();
    tenant.run_succeeded(&tenant.clone(), morning().instant, false);
    assert_eq!(tenant.open_batch, BatchNumber(1));
    tenant.run_succeeded(&tenant.clone(), morning().instant, true);
    assert_eq!(tenant.open_batch, BatchNumber(2));
}

#[test]
fn a_good_run_mends_a_broken_connection() {
    let since = morning().instant;
    let mut tenant = Tenant { connection: ConnectionState::Broken { since }, ..tenant() };
    tenant.run_succeeded(&tenant.clone(), days_later(1).instant, false);
    assert_eq!(tenant.connection, ConnectionState::Working);
    assert_eq!(tenant.last_success, Some(days_later(1).instant));
}

#[test]
fn the_look_back_is_counted_from_the_connection_and_not_from_today() {
    assert_eq!(tenant().requirements().reaches_back_to, date(2026, 8, 23));
    let far = Tenant { look_back_days: u16::MAX, ..tenant() };
    assert_eq!(far.requirements().reaches_back_to, date(1847, 6, 18));
    let none = Tenant { look_back_days: 0, ..tenant() };
    assert_eq!(none.requirements().reaches_back_to, none.connected_on);
}

#[test]
fn an_address_that_bounced_is_left_out() {
    let second: EmailAddress = "kontor@toemrer.example".parse().unwrap();
    let mut tenant = tenant();
    let first = tenant.mail_addresses[0].clone();
    tenant.mail_addresses.push(second.clone());
    tenant.suppressed =
        vec![SuppressedAddress { address: first, why: Suppression::Bounced, at: morning().instant }];
    assert_eq!(tenant.reachable_addresses(), [second]);
}

#[test]
fn thirty_six_hours_without_a_good_run_are_noticed() {
    let added = morning().instant;
    let after = |hours| added + SignedDuration::from_hours(hours);
    assert!(!Tenant::has_gone_silent(None, added, after(35)));
    assert!(Tenant::has_gone_silent(None, added, after(36)));
    assert!(!Tenant::has_gone_silent(Some(after(24)), added, after(59)));
    assert!(Tenant::has_gone_silent(Some(after(24)), added, after(60)));
}

#[test]
fn a_question_that_comes_up_while_a_run_is_at_work_is_still_asked() {
    let mut gathered_under = tenant();
    gathered_under.ask_first = None;
    gathered_under.fetching = Fetching::Paused;
    let mut resumed_meanwhile = gathered_under.clone();
    resumed_meanwhile.set_fetching(Fetching::Automatic);
    resumed_meanwhile.run_succeeded(&gathered_under, morning().instant, false);
    assert_eq!(resumed_meanwhile.ask_first, Some(AskFirst::Resumed));
    let next_run = resumed_meanwhile.clone();
    resumed_meanwhile.run_succeeded(&next_run, days_later(1).instant, true);
    assert_eq!(resumed_meanwhile.ask_first, None);
}

#[test]
fn a_disconnected_tenant_stays_so_until_it_is_connected_anew() {
    let since = morning().instant;
    let mut gone = Tenant {
        connection: ConnectionState::Disconnected { since },
        ask_first: None,
        booking_off: Some(crate::received_payment::NotWanted::PostingsHidden),
        ..tenant()
    };
    let before = gone.clone();
    gone.run_succeeded(&before, since, false);
    assert!(gone.is_disconnected() && gone.rests(), "a run that was at work changes nothing of it");
    gone.connected_anew();
    assert_eq!((gone.connection.clone(), gone.rests()), (ConnectionState::Working, false));
    assert_eq!((gone.ask_first, gone.booking_off), (Some(AskFirst::Resumed), None));
}
