//! `rykker reckon`: the law's answers, one a line. Needs neither AWS nor a stack.

use std::io::{self, BufRead, Write};

use serde_json::json;

/// Answers every line of standard input on standard output, in order. A line that is not a question is answered with its
/// `error`, and fails the command after the last line.
pub fn carry_out(explain: bool) -> anyhow::Result<()> {
    let mut output = io::BufWriter::new(io::stdout().lock());
    let mut wrong = 0_u64;
    for (number, line) in (1_u64..).zip(io::stdin().lock().lines()) {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let answer = reckon::reply(&line, explain).unwrap_or_else(|problem| {
            wrong += 1;
            json!({ "error": format!("line {number}: {problem}") }).to_string()
        });
        // Whoever asks one question at a time waits for its answer.
        match writeln!(output, "{answer}").and_then(|()| output.flush()) {
            // Whoever reads has had enough, such as `head`: that is no failure of the command.
            Err(problem) if problem.kind() == io::ErrorKind::BrokenPipe => return Ok(()),
            told => told?,
        }
    }
    anyhow::ensure!(wrong == 0, "{wrong} lines are not questions");
    Ok(())
}
