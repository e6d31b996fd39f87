//! The SDK's clients, with their calls counted.

use std::time::Duration;

use aws_config::environment::EnvironmentVariableCredentialsProvider;
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_dynamodb::config::{IdentityCache, SharedCredentialsProvider};
use aws_sdk_s3::config::RequestChecksumCalculation;

use crate::calls::Calls;
use crate::settings::{Environment, SettingError};

/// A call that hangs is given up early enough to be tried again within a function's time.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(5);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);
/// A mail may carry megabytes, and one that is given up may have left.
const MAIL_TIMEOUT: Duration = Duration::from_secs(10);
const ATTEMPTS: u32 = 3;

/// Makes the client of a service when it is asked for one. Make each once and keep it: it holds its connections.
#[derive(Debug, Clone)]
pub struct Clients {
    config: SdkConfig,
    calls: Calls,
}

impl Clients {
    /// For functions: region, endpoint and credentials from the environment, as Lambda sets them, and from nowhere
    /// else. No file is read and no metadata service is asked, so a cold start costs nothing here.
    ///
    /// # Errors
    /// When `AWS_REGION` is missing.
    pub async fn of_function(environment: &Environment) -> Result<Self, SettingError> {
        let region = Region::new(environment.text("AWS_REGION")?);
        let credentials = SharedCredentialsProvider::new(EnvironmentVariableCredentialsProvider::new());
        let mut config = SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(region)
            .credentials_provider(credentials)
            .identity_cache(IdentityCache::lazy().build())
            .retry_config(RetryConfig::standard().with_max_attempts(ATTEMPTS))
            .timeout_config(timeouts());
        config.set_endpoint_url(environment.optional("AWS_ENDPOINT_URL").map(str::to_owned));
        Ok(Self::with(config.build()))
    }

    /// For the operator's command: whatever credentials and region the person at the keyboard has set up.
    pub async fn of_operator() -> Self {
        let config = aws_config::defaults(BehaviorVersion::latest()).timeout_config(timeouts()).load().await;
        Self::with(config)
    }

    /// For tests, and for a caller that knows better.
    pub fn with(config: SdkConfig) -> Self {
        Self { config, calls: Calls::default() }
    }

    /// What all these clients have called.
    pub fn calls(&self) -> Calls {
        self.calls.clone()
    }

    pub fn dynamodb(&self) -> aws_sdk_dynamodb::Client {
        let config = aws_sdk_dynamodb::config::Builder::from(&self.config);
        aws_sdk_dynamodb::Client::from_conf(config.interceptor(self.calls.of("dynamodb")).build())
    }

    pub fn s3(&self) -> aws_sdk_s3::Client {
        let config = aws_sdk_s3::config::Builder::from(&self.config)
            // The bucket in the path: the local stack has one host for all buckets.
            .force_path_style(self.config.endpoint_url().is_some())
            // What is sent is signed with its digest already.
            .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
            .interceptor(self.calls.of("s3"));
        aws_sdk_s3::Client::from_conf(config.build())
    }

    pub fn sqs(&self) -> aws_sdk_sqs::Client {
        let config = aws_sdk_sqs::config::Builder::from(&self.config);
        aws_sdk_sqs::Client::from_conf(config.interceptor(self.calls.of("sqs")).build())
    }

    /// Asks once: a mail whose answer was lost may have left, and only who wrote it knows whether it may come twice.
    pub fn ses(&self) -> aws_sdk_ses::Client {
        let config = aws_sdk_ses::config::Builder::from(&self.config)
            .retry_config(RetryConfig::disabled())
            .timeout_config(timeouts().to_builder().operation_attempt_timeout(MAIL_TIMEOUT).build());
        aws_sdk_ses::Client::from_conf(config.interceptor(self.calls.of("ses")).build())
    }

    pub fn scheduler(&self) -> aws_sdk_scheduler::Client {
        let config = aws_sdk_scheduler::config::Builder::from(&self.config);
        aws_sdk_scheduler::Client::from_conf(config.interceptor(self.calls.of("scheduler")).build())
    }

    pub fn secrets(&self) -> aws_sdk_secretsmanager::Client {
        let config = aws_sdk_secretsmanager::config::Builder::from(&self.config);
        aws_sdk_secretsmanager::Client::from_conf(config.interceptor(self.calls.of("secretsmanager")).build())
    }
}

fn timeouts() -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .operation_attempt_timeout(ATTEMPT_TIMEOUT)
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_function_without_a_region_says_so() {
        let error = Clients::of_function(&Environment::of([])).await.unwrap_err();
        assert_eq!(error, SettingError::Missing("AWS_REGION".to_owned()));
    }
}
