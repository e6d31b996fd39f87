mod bed;
mod earliest;
mod examples;
mod history;
mod invariants;
mod plans;
