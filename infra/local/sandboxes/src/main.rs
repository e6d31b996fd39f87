//! `sandboxes`: serves the doubles of the accounting systems and of a collection agency until it is ended.
#![forbid(unsafe_code)]

use std::error::Error;
use std::net::SocketAddr;

use clap::{ArgGroup, Parser};
use sandboxes::billy::Billy;
use sandboxes::clock::Clock;
use sandboxes::debitura::Debitura;
use sandboxes::dinero::{AppCredentials, Dinero, DineroSwitches};
use sandboxes::minuba::{Minuba, MinubaSwitches};
use sandboxes::ordrestyring::Ordrestyring;
use sandboxes::tripletex::{CONSUMER_TOKEN, Tripletex, TripletexSwitches};

/// Test doubles of the accounting systems and of a collection agency.
#[derive(Debug, Parser)]
#[command(version, about)]
#[command(group(
    ArgGroup::new("system").required(true).multiple(true).args(["billy", "dinero", "ordrestyring", "tripletex", "minuba", "debitura"])
))]
struct Options {
    /// Address for Billy, such as 127.0.0.1:4601; port 0 takes a free one. Without it there is no Billy.
    #[arg(long, value_name = "ADDR")]
    billy: Option<SocketAddr>,
    /// Address for Dinero. Without it there is no Dinero.
    #[arg(long, value_name = "ADDR")]
    dinero: Option<SocketAddr>,
    /// Client id of the app that may ask Dinero for tokens.
    #[arg(long, default_value_t = AppCredentials::default().client_id)]
    dinero_client_id: String,
    /// Client secret of that app.
    #[arg(long, default_value_t = AppCredentials::default().client_secret)]
    dinero_client_secret: String,
    /// Calls a minute Dinero takes for an organization; 0 for no limit.
    #[arg(long, default_value_t = 60)]
    dinero_per_minute: u32,
    /// Address for Ordrestyring. Without it there is no Ordrestyring.
    #[arg(long, value_name = "ADDR")]
    ordrestyring: Option<SocketAddr>,
    /// Address for Minuba. Without it there is no Minuba.
    #[arg(long, value_name = "ADDR")]
    minuba: Option<SocketAddr>,
    /// Client id of the app that may ask Minuba for tokens.
    #[arg(long, default_value_t = AppCredentials::default().client_id)]
    minuba_client_id: String,
    /// Client secret of that app.
    #[arg(long, default_value_t = AppCredentials::default().client_secret)]
    minuba_client_secret: String,
    /// Address for Tripletex. Without it there is no Tripletex.
    #[arg(long, value_name = "ADDR")]
    tripletex: Option<SocketAddr>,
    /// Consumer token of the app that may make sessions in Tripletex.
    #[arg(long, default_value = CONSUMER_TOKEN)]
    tripletex_consumer_token: String,
    /// Calls in ten seconds Tripletex takes with a key; 0 for no limit.
    #[arg(long, default_value_t = 100)]
    tripletex_per_ten_seconds: u32,
    /// Address for Debitura, the collection agency. Without it there is no Debitura.
    #[arg(long, value_name = "ADDR")]
    debitura: Option<SocketAddr>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::parse();
    let mut servers = Vec::new();
    if let Some(address) = options.billy {
        let (address, server) = sandboxes::serve_on(address, Billy::new(Clock::system()).router()).await?;
        println!("billy ready: http://{address}/v2, page http://{address}/_sandbox");
        servers.push(server);
    }
    if let Some(address) = options.dinero {
        let app = AppCredentials {
            client_id: options.dinero_client_id,
            client_secret: options.dinero_client_secret,
        };
        let switches = DineroSwitches { per_minute: options.dinero_per_minute, ..DineroSwitches::default() };
        let dinero = Dinero::with(Clock::system(), app, switches);
        let (address, server) = sandboxes::serve_on(address, dinero.router()).await?;
        println!("dinero ready: http://{address}, page http://{address}/_sandbox");
        servers.push(server);
    }
    if let Some(address) = options.ordrestyring {
        let ordrestyring = Ordrestyring::new(Clock::system());
        let (address, server) = sandboxes::serve_on(address, ordrestyring.router()).await?;
        println!("ordrestyring ready: http://{address}, page http://{address}/_sandbox");
        servers.push(server);
    }
    if let Some(address) = options.minuba {
        let app = AppCredentials {
            client_id: options.minuba_client_id,
            client_secret: options.minuba_client_secret,
        };
        let minuba = Minuba::with(Clock::system(), app, MinubaSwitches::default());
        let (address, server) = sandboxes::serve_on(address, minuba.router()).await?;
        println!("minuba ready: http://{address}/api/1, page http://{address}/_sandbox");
        servers.push(server);
    }
    if let Some(address) = options.tripletex {
        let per_ten_seconds = options.tripletex_per_ten_seconds;
        let switches = TripletexSwitches { per_ten_seconds, ..TripletexSwitches::default() };
        let tripletex = Tripletex::with(Clock::system(), &options.tripletex_consumer_token, switches);
        let (address, server) = sandboxes::serve_on(address, tripletex.router()).await?;
        println!("tripletex ready: http://{address}/v2, page http://{address}/_sandbox");
        servers.push(server);
    }
    if let Some(address) = options.debitura {
        let (address, server) = sandboxes::serve_on(address, Debitura::new(Clock::system()).router()).await?;
        println!("debitura ready: http://{address}, cases http://{address}/_sandbox");
        servers.push(server);
    }
    for server in servers {
        server.await??;
    }
    Ok(())
}
