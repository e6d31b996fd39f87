//! What every agency keeps, proven by mail against the courier's twin and by API against the agency's double.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "contract/bed.rs"]
mod bed;
#[path = "contract/call_backs.rs"]
mod call_backs;
#[path = "contract/cases.rs"]
mod cases;
#[path = "contract/lost_answers.rs"]
mod lost_answers;
#[path = "contract/refusals.rs"]
mod refusals;

mod by_mail {
    workflows::agency_contract!(crate::bed::MailBed::new());
}

mod debitura {
    workflows::agency_contract!(crate::bed::DebituraBed::new().await);
}
