//! Test doubles of the accounting systems and of a collection agency: for the demo, for tests and benches, and
//! for operators who want to try what happens when an invoice is paid, credited or voided.
//!
//! They follow what is publicly known of each system, quirks included, and not what a connector
//! would like to read. State lives in memory; nothing is kept when the process ends.
//!
//! ```no_run
//! # async fn try_it() -> Result<(), Box<dyn std::error::Error>> {
//! use sandboxes::{billy::Billy, books::NewInvoice, clock::Clock};
//!
//! let billy = Billy::new(Clock::system());
//! let company = billy.books().open("Nordlys Tømrer ApS")?;
//! let invoice = company.add(NewInvoice::due_on("2026-09-09".parse()?, 1_000_000))?;
//! company.pay(&invoice, Some(600_000))?;
//! let (address, _server) = sandboxes::serve(billy.router()).await?;
//! println!("http://{address}/v2 with X-Access-Token: {}", company.key());
//! # Ok(()) }
//! ```
#![forbid(unsafe_code)]

pub mod admin;
mod app_credentials;
pub mod billy;
pub mod books;
pub mod clock;
pub mod debitura;
pub mod dinero;
pub mod faults;
mod front_door;
pub mod json;
pub mod minuba;
pub mod ordrestyring;
mod pdf;
mod query;
pub mod requests;
pub mod tripletex;

use std::io;
use std::net::SocketAddr;

use axum::Router;
use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// Serves on a free port of this machine until the handle is aborted or the runtime ends.
///
/// # Errors
/// When no port can be opened.
pub async fn serve(router: Router) -> io::Result<(SocketAddr, JoinHandle<io::Result<()>>)> {
    serve_on(SocketAddr::from(([127, 0, 0, 1], 0)), router).await
}

/// Serves on `address`; port 0 takes a free one. The returned address is the one really taken.
///
/// # Errors
/// When the address cannot be opened.
pub async fn serve_on(
    address: SocketAddr,
    router: Router,
) -> io::Result<(SocketAddr, JoinHandle<io::Result<()>>)> {
    let listener = TcpListener::bind(address).await?;
    let taken = listener.local_addr()?;
    // Small answers must not wait for the acknowledgement of the one before. A socket that refuses
    // the option still works, only slower.
    let listener = listener.tap_io(|socket| {
        let _ = socket.set_nodelay(true);
    });
    let server = tokio::spawn(async move { axum::serve(listener, router).await });
    Ok((taken, server))
}
