//! Writes that happen together or not at all.

use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::CancellationReason;
use backon::{ExponentialBuilder, Retryable};
use workflows::ports::{CommitError, Transaction};

use super::plan::{Action, actions};
use crate::failure::why;

/// Another transaction that touches the same item is over in milliseconds.
const FIRST_PAUSE: Duration = Duration::from_millis(20);
const RETRIES: usize = 5;

/// Why DynamoDB did not write.
enum Refusal {
    Final(CommitError),
    /// Another transaction held an item of these writes: it may be over now.
    Busy(Vec<usize>),
}

pub async fn commit(client: &Client, table: &str, transaction: &Transaction) -> Result<(), CommitError> {
    if transaction.is_empty() {
        return Ok(());
    }
    transaction.fits()?;
    let actions =
        actions(transaction, table).map_err(|problem| CommitError::Unavailable(problem.to_string()))?;
    let pauses =
        ExponentialBuilder::default().with_min_delay(FIRST_PAUSE).with_max_times(RETRIES).with_jitter();
    let written = (|| attempt(client, &actions))
        .retry(pauses)
        .when(|refusal| matches!(refusal, Refusal::Busy(_)))
        .await;
    written.map_err(|refusal| match refusal {
        Refusal::Final(error) => error,
        Refusal::Busy(writes) => CommitError::Conflict(writes),
    })
}

async fn attempt(client: &Client, actions: &[Action]) -> Result<(), Refusal> {
    let items = actions.iter().map(|action| action.item.clone()).collect();
    let answer = client.transact_write_items().set_transact_items(Some(items)).send().await;
    let Err(error) = answer else { return Ok(()) };
    match error.as_service_error() {
        Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) => {
            Err(refusal(cancelled.cancellation_reasons(), actions))
        }
        _ => Err(Refusal::Final(CommitError::Unavailable(why(&error)))),
    }
}

/// DynamoDB gives one reason an action, in their order (TransactionCanceledException, DynamoDB API).
fn refusal(reasons: &[CancellationReason], actions: &[Action]) -> Refusal {
    let with = |code: &'static str| {
        let refused = move |(reason, action)| {
            let reason: &CancellationReason = reason;
            (reason.code() == Some(code)).then_some::<&Action>(action)
        };
        reasons.iter().zip(actions).filter_map(refused)
    };
    if let Some(number) = with("ConditionalCheckFailed").find_map(|action| action.number.clone()) {
        return Refusal::Final(CommitError::NumberTaken(number));
    }
    let writes_with = |code| {
        let mut writes: Vec<usize> = with(code).flat_map(|action| action.writes.clone()).collect();
        writes.sort_unstable();
        writes.dedup();
        writes
    };
    let refused = writes_with("ConditionalCheckFailed");
    if !refused.is_empty() {
        return Refusal::Final(CommitError::Conflict(refused));
    }
    let busy = writes_with("TransactionConflict");
    if !busy.is_empty() {
        return Refusal::Busy(busy);
    }
    let code = reasons.iter().filter_map(CancellationReason::code).find(|code| *code != "None");
    Refusal::Final(CommitError::Unavailable(code.unwrap_or("cancelled without a reason").to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_sdk_dynamodb::types::TransactWriteItem;
    use domain::{Country, RegistrationNumber};

    fn action(writes: Vec<usize>, number: Option<RegistrationNumber>) -> Action {
        Action { item: TransactWriteItem::builder().build(), writes, number }
    }

    fn reasons(codes: &[&str]) -> Vec<CancellationReason> {
        codes.iter().map(|code| CancellationReason::builder().code(*code).build()).collect()
    }

    #[test]
    fn a_refusal_names_the_writes_that_met_another_version() {
        let actions = [action(vec![0], None), action(vec![1, 3], None), action(vec![2], None)];
        let refusal = refusal(&reasons(&["None", "ConditionalCheckFailed", "TransactionConflict"]), &actions);
        assert!(matches!(refusal, Refusal::Final(CommitError::Conflict(writes)) if writes == [1, 3]));
    }

    #[test]
    fn a_number_that_is_taken_is_told_as_that() {
        let number = RegistrationNumber::parse(Country::Denmark, "24256790").unwrap();
        let actions = [action(vec![0], Some(number.clone())), action(vec![0], None)];
        let refusal = refusal(&reasons(&["ConditionalCheckFailed", "None"]), &actions);
        assert!(matches!(refusal, Refusal::Final(CommitError::NumberTaken(taken)) if taken == number));
    }

    #[test]
    fn another_transaction_in_flight_is_waited_for_and_throttling_is_not_a_conflict() {
        let actions = [action(vec![0], None), action(vec![1], None)];
        let busy = refusal(&reasons(&["None", "TransactionConflict"]), &actions);
        assert!(matches!(busy, Refusal::Busy(writes) if writes == [1]));
        let throttled = refusal(&reasons(&["None", "ThrottlingError"]), &actions);
        assert!(
            matches!(throttled, Refusal::Final(CommitError::Unavailable(code)) if code == "ThrottlingError")
        );
    }
}
