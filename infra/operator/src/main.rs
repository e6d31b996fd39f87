//! `rykker`: the operator's command.
//!
//! Exit code 0, or 1 when refused (message on stderr), or 2 for wrong usage.
#![forbid(unsafe_code)]

mod arguments;
mod commands;
mod local_stack;
mod output;
mod outside;

use std::process::ExitCode;

use arguments::{Arguments, CaseCommand, Command, EvidenceArguments};
use output::Output;
use outside::Outside;

fn main() -> ExitCode {
    let arguments = Arguments::of_process();
    // What the law says is asked of nobody outside, and an archive proves itself.
    let told = match arguments.command {
        Command::Case(CaseCommand::Evidence(EvidenceArguments { verify: Some(file), .. })) => {
            commands::evidence::verify(Output { json: arguments.json }, &file)
        }
        Command::Reckon { explain } => commands::reckon::carry_out(explain),
        Command::Statutes => commands::statutes::carry_out(Output { json: arguments.json }),
        _ => reach_outside(arguments),
    };
    match told {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("rykker: {problem:#}");
            ExitCode::FAILURE
        }
    }
}

fn reach_outside(arguments: Arguments) -> anyhow::Result<()> {
    local_stack::enter()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(carry_out(arguments))
}

async fn carry_out(arguments: Arguments) -> anyhow::Result<()> {
    let output = Output { json: arguments.json };
    let outside = Outside::of_environment().await?;
    match arguments.command {
        Command::Tenant(command) => commands::tenant::carry_out(&outside, output, command).await,
        Command::Run(command) => commands::run::carry_out(&outside, output, command).await,
        Command::Forecast { tenant, days } => {
            commands::forecast::carry_out(&outside, output, &tenant, days).await
        }
        Command::Case(command) => commands::case::carry_out(&outside, output, command).await,
        Command::Claims(command) => commands::claims::carry_out(&outside, output, command).await,
        Command::Payments(command) => commands::payments::carry_out(&outside, output, command).await,
        Command::Effects(command) => commands::effects::carry_out(&outside, output, command).await,
        Command::Reckon { explain } => commands::reckon::carry_out(explain),
        Command::Statutes => commands::statutes::carry_out(output),
    }
}
