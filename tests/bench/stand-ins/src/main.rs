//! What a worker talks to while it is measured, in a process of its own: the sandbox of Billy with its pages kept
//! ready, and a DynamoDB table in memory. Both answer as fast as they can, so that the worker never waits for them.
#![forbid(unsafe_code)]

mod aws;
mod pages;
mod table;

use std::net::SocketAddr;

use sandboxes::billy::Billy;
use sandboxes::clock::Clock;

/// Prints its addresses as one line of JSON, and serves until it is ended.
#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let anywhere = SocketAddr::from(([127, 0, 0, 1], 0));
    let (billy, one) =
        sandboxes::serve_on(anywhere, pages::kept(Billy::new(Clock::system()).router())).await?;
    let (aws, other) = sandboxes::serve_on(anywhere, aws::router()).await?;
    println!("{}", serde_json::json!({ "billy": format!("http://{billy}"), "aws": format!("http://{aws}") }));
    one.await??;
    other.await??;
    Ok(())
}
