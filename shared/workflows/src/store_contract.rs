//! The suite that every store must pass: DynamoDB and its twin in memory keep the same promises.
//!
//! Each function is one promise and expects an empty store; `store_contract!` makes a test of each.
#![allow(clippy::unwrap_used, reason = "a suite of tests: what fails here fails its test")]

mod claims;
pub mod fixtures;
mod indexes;
mod letters;
mod reads;
mod transactions;

pub use claims::*;
pub use indexes::*;
pub use letters::*;
pub use reads::*;
pub use transactions::*;

/// One test per promise, each on its own store: `store_contract!(MemoryStore::default())`.
#[macro_export]
macro_rules! store_contract {
    ($store:expr) => {
        $crate::store_contract!(@each $store =>
            an_empty_transaction_does_nothing
            a_registration_number_has_one_tenant
            a_changed_tenant_keeps_its_sealed_credentials_unless_new_ones_come
            a_session_is_kept_without_touching_the_tenant
            a_connection_leads_to_its_tenant_and_to_nobody_else
            a_connection_can_be_added_to_a_tenant_and_is_nobody_elses
            each_agencys_credentials_are_kept_beside_the_systems
            what_stands_at_another_version_is_not_overwritten
            one_conflict_stops_the_whole_transaction_and_is_named
            a_conflict_is_counted_by_writes_and_not_by_items
            of_two_writers_one_wins
            no_case_enters_a_batch_that_has_been_told
            a_check_goes_with_a_change_of_the_same_tenant
            a_report_is_replaced_until_one_is_ok
            the_largest_transaction_fits
            a_transaction_beyond_the_largest_is_refused_whole
            the_tenant_comes_first_of_what_is_open
            what_is_over_leaves_the_index
            a_batch_is_open_only_while_silence_may_start_it
            a_followed_case_is_known_by_what_a_listed_row_means_for_it
            every_page_together_is_everything_once
            a_page_that_nobody_gave_is_unreadable
            every_tenant_is_in_exactly_one_shard
            what_is_not_there_is_not_found
            cases_are_found_by_id_however_many
            all_cases_of_a_tenant_are_listed_closed_ones_too
            a_batchs_cases_come_in_pages_by_id
            a_case_that_moved_is_in_its_new_batch_alone
            news_are_kept_by_batch
            the_newest_reports_come_first
            a_report_of_the_greatest_length_is_kept_whole
            a_trail_comes_in_its_order
            an_effect_is_undone_until_it_is_done
            a_payment_is_found_by_its_id_and_listed_with_its_tenant
            a_letter_is_found_by_its_id_and_listed_with_its_tenant
            letters_come_newest_last_each_once
            a_letter_is_not_overwritten_at_another_version
            a_letter_of_forty_invoices_is_kept_whole
            tenants_never_see_each_other
            a_claim_file_holds_what_there_is
            an_event_is_taken_once_for_each_tenant
            records_and_standings_are_not_overwritten_at_another_version
            what_came_by_push_is_not_among_the_cases
        );
    };
    (@each $store:expr => $($promise:ident)*) => {
        $(
            #[tokio::test]
            async fn $promise() {
                let store = $store;
                $crate::store_contract::$promise(&store).await;
            }
        )*
    };
}
