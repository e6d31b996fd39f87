//! The local AWS that these tests talk to.

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_dynamodb::config::{Credentials, SharedCredentialsProvider};
use cloud::Clients;
use data_encoding::BASE32_NOPAD;

/// The address of the local AWS.
pub fn endpoint() -> String {
    std::env::var("RYKKER_TEST_ENDPOINT")
        .expect("RYKKER_TEST_ENDPOINT must be the address of a local AWS; `make test` starts one and sets it")
}

/// Clients of the local AWS; the credentials only have to be there.
pub fn clients() -> Clients {
    let credentials = Credentials::new("test", "test", None, None, "test");
    let config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-north-1"))
        .endpoint_url(endpoint())
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .build();
    Clients::with(config)
}

/// A name that nothing else has: the tests share one local AWS.
pub fn unique(prefix: &str) -> String {
    let mut bytes = [0u8; 10];
    getrandom::fill(&mut bytes).unwrap();
    format!("{prefix}-{}", BASE32_NOPAD.encode(&bytes).to_ascii_lowercase())
}
