//! The page behind the link in a letter: shows what the letter is about, or takes its debtor's answer and shows that.

use domain::case::DebtorWords;
use jiff::Timestamp;
use jiff::civil::Date;
use messages::debtor_page::{Answered, DebtorPage, LONGEST_NOTE, OBJECT, PAID};
use messages::problem_page::{self, FormFault, Problem};
use workflows::debtor_desk::{DebtorAnswer, DebtorError, answer, view_letter};
use workflows::ports::{LetterLinkClaims, LinkError, Links, Store};

use crate::answer::Answer;
use crate::request::{AnswerForm, TooLong};

/// What the debtor's page is made of.
pub struct DebtorPages<'a> {
    pub store: &'a dyn Store,
    pub links: &'a dyn Links,
}

impl DebtorPages<'_> {
    pub async fn show(&self, token: &str, now: Timestamp) -> Answer {
        match self.claims(token, now).await {
            Ok(claims) => self.shown(&claims, None, now).await,
            Err(answer) => answer,
        }
    }

    pub async fn answer(&self, token: &str, form: Result<AnswerForm, TooLong>, now: Timestamp) -> Answer {
        let claims = match self.claims(token, now).await {
            Ok(claims) => claims,
            Err(answer) => return answer,
        };
        let given = match form.map_err(|TooLong| bad("form", FormFault::TooLong)).and_then(parsed) {
            Ok(Given::Answer(given)) => given,
            Ok(Given::Unfit(answered)) => return self.shown(&claims, Some(answered), now).await,
            Err(wrong) => return self.problem_of(&claims, &wrong).await,
        };
        match answer(self.store, &claims, &given, now).await {
            Ok(answered) => {
                tracing::info!(letter = %claims.letter, ?answered, "the debtor answered");
                self.shown(&claims, Some(answered), now).await
            }
            Err(error) => self.failed(&claims, &error).await,
        }
    }

    async fn claims(&self, token: &str, now: Timestamp) -> Result<LetterLinkClaims, Answer> {
        match self.links.verify_letter(token, now).await {
            Ok(claims) => Ok(claims),
            Err(LinkError::Forged) => Err(problem(None, &Problem::Forged)),
            Err(LinkError::Expired(claims)) => Err(self.problem_of(&claims, &Problem::Expired).await),
            Err(LinkError::Unavailable(why)) => {
                tracing::error!(%why, "link keys");
                Err(problem(None, &Problem::TryLater))
            }
        }
    }

    async fn shown(&self, claims: &LetterLinkClaims, answered: Option<Answered>, now: Timestamp) -> Answer {
        match view_letter(self.store, claims, now).await {
            Ok(view) => {
                let (figures, letters, standing) = (view.figures, view.letters, view.standing);
                let status = status(answered);
                Answer::page(status, DebtorPage { figures, letters, standing, answered }.render())
            }
            Err(error) => self.failed(claims, &error).await,
        }
    }

    async fn failed(&self, claims: &LetterLinkClaims, error: &DebtorError) -> Answer {
        match error {
            DebtorError::NotFound => self.problem_of(claims, &Problem::NotFound).await,
            DebtorError::Store(_) | DebtorError::Commit(_) => {
                tracing::error!(letter = %claims.letter, problem = %error, "the table cannot be reached");
                problem(None, &Problem::TryLater)
            }
        }
    }

    /// In the letter's language, where the letter can be read.
    async fn problem_of(&self, claims: &LetterLinkClaims, what: &Problem) -> Answer {
        let file = self.store.letter(&claims.letter).await.ok().flatten();
        problem(file.map(|file| file.letter.language), what)
    }
}

fn status(answered: Option<Answered>) -> u16 {
    match answered {
        None | Some(Answered::Objected | Answered::SaidPaid) => 200,
        Some(Answered::ReasonMissing | Answered::DateUnfit) => 400,
        Some(Answered::TooLate) => 409,
    }
}

fn problem(language: Option<domain::Language>, what: &Problem) -> Answer {
    Answer::page(what.status(), problem_page::render(language, what))
}

fn bad(field: &str, reason: FormFault) -> Problem {
    Problem::BadForm { field: field.to_owned(), reason }
}

/// What a form of ours says.
enum Given {
    Answer(DebtorAnswer),
    /// The debtor left something out that a browser without the form's own checks lets through.
    Unfit(Answered),
}

fn parsed(form: AnswerForm) -> Result<Given, Problem> {
    match form.answer.as_deref() {
        Some(OBJECT) => {
            let reason = form.reason.ok_or_else(|| bad("reason", FormFault::Missing))?;
            Ok(Given::Answer(DebtorAnswer::Objects(DebtorWords::new(&reason))))
        }
        Some(PAID) => {
            let paid_on = form.paid_on.ok_or_else(|| bad("paid_on", FormFault::Missing))?;
            let note: String = form.note.unwrap_or_default().chars().take(LONGEST_NOTE).collect();
            Ok(match paid_on.trim().parse::<Date>() {
                Ok(on) => Given::Answer(DebtorAnswer::SaysPaid(on, DebtorWords::new(&note))),
                Err(_) => Given::Unfit(Answered::DateUnfit),
            })
        }
        Some(_) => Err(bad("answer", FormFault::Unknown)),
        None => Err(bad("answer", FormFault::Missing)),
    }
}

#[cfg(test)]
mod tests;
