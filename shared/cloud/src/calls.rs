//! How many calls of AWS a function makes: each is paid for, so each is counted.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use aws_sdk_dynamodb::config::interceptors::BeforeTransmitInterceptorContextRef;
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::BoxError;
use serde::Serialize;

/// Requests sent by service, attempts that the SDK repeats included. Clones count together.
#[derive(Debug, Clone, Default)]
pub struct Calls(Arc<Mutex<BTreeMap<&'static str, u64>>>);

impl Calls {
    fn count(&self, service: &'static str) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(service).or_insert(0) += 1;
    }

    /// What was counted since the last look, and back to nothing: `{"dynamodb": 2}`.
    pub fn take(&self) -> CallCounts {
        CallCounts(std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner)))
    }

    /// The interceptor for one service's client.
    pub(crate) fn of(&self, service: &'static str) -> CountCalls {
        CountCalls { service, calls: self.clone() }
    }
}

/// Calls by service, as a function logs them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct CallCounts(pub BTreeMap<&'static str, u64>);

impl std::fmt::Display for CallCounts {
    /// JSON, for a log field.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let pairs: Vec<String> = self.0.iter().map(|(service, n)| format!("\"{service}\":{n}")).collect();
        write!(f, "{{{}}}", pairs.join(","))
    }
}

#[derive(Debug)]
pub(crate) struct CountCalls {
    service: &'static str,
    calls: Calls,
}

impl Intercept for CountCalls {
    fn name(&self) -> &'static str {
        "CountCalls"
    }

    fn read_before_transmit(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.calls.count(self.service);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_add_up_over_clones_and_start_over_once_taken() {
        let calls = Calls::default();
        calls.of("dynamodb").calls.count("dynamodb");
        calls.clone().count("dynamodb");
        calls.count("sqs");
        assert_eq!(calls.take().to_string(), r#"{"dynamodb":2,"sqs":1}"#);
        assert_eq!(calls.take(), CallCounts::default());
    }
}
