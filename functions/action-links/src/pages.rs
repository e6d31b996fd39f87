//! Shows a batch, or decides in it and shows what was decided.

use cloud::{DynamoStore, SignedLinks};
use domain::ids::CaseId;
use domain::moment::days_between;
use domain::{CollectionCase, Decision, Moment, Money, Tenant};
use jiff::Timestamp;
use messages::agency_words::{called, called_by_name};
use messages::decision_page::{BatchState, CaseRow, CaseStanding, DecisionPage, Notice};
use messages::problem_page::{self, FormFault, Problem};
use workflows::decide_case::{BatchView, Chosen, DecideError, Decided, decide_case, view_batch};
use workflows::ports::{LinkClaims, LinkError, Links, Store};

use crate::answer::Answer;
use crate::debtor::DebtorPages;
use crate::request::Form;

/// Kept of a call's time for rendering and sending the page.
const MILLISECONDS_KEPT: i64 = 4_000;

pub struct Pages {
    pub store: DynamoStore,
    pub links: SignedLinks,
}

impl Pages {
    pub fn debtor(&self) -> DebtorPages<'_> {
        DebtorPages { store: &self.store, links: &self.links }
    }

    pub fn not_found(&self) -> Answer {
        problem(None, &Problem::NotFound)
    }

    pub async fn show(&self, token: &str, from: Option<String>) -> Answer {
        match self.claims(token).await {
            Ok(claims) => self.shown(&claims, from, None).await,
            Err(answer) => answer,
        }
    }

    /// Decides what the form says. `deadline` is when Lambda ends this call, in milliseconds of the epoch.
    pub async fn decide(&self, token: &str, from: Option<String>, form: &Form, deadline: u64) -> Answer {
        let claims = match self.claims(token).await {
            Ok(claims) => claims,
            Err(answer) => return answer,
        };
        let (decision, case) = match parsed(form) {
            Ok(parsed) => parsed,
            Err(wrong) => return self.problem_of(&claims, &wrong).await,
        };
        let end = i64::try_from(deadline).unwrap_or(i64::MAX) - MILLISECONDS_KEPT;
        let out_of_time = move || Timestamp::now().as_millisecond() >= end;
        let chosen = case.as_ref().map_or(Chosen::All, Chosen::One);
        let now = Timestamp::now();
        match decide_case(&self.store, &claims, chosen, decision, now, &out_of_time).await {
            Ok(decided) => {
                tracing::info!(
                    tenant = %claims.tenant, batch = %claims.batch, case = case.as_ref().map(CaseId::as_str),
                    decision = ?decision, changed = decided.changed, refused = ?decided.refused, "decided"
                );
                self.shown(&claims, from, Some((decision, decided))).await
            }
            Err(error) => self.failed(&claims, &error).await,
        }
    }

    async fn claims(&self, token: &str) -> Result<LinkClaims, Answer> {
        match self.links.verify(token, Timestamp::now()).await {
            Ok(claims) => Ok(claims),
            Err(LinkError::Forged) => Err(problem(None, &Problem::Forged)),
            Err(LinkError::Expired(claims)) => Err(self.problem_of(&claims, &Problem::Expired).await),
            Err(LinkError::Unavailable(why)) => {
                tracing::error!(%why, "link keys");
                Err(problem(None, &Problem::TryLater))
            }
        }
    }

    async fn shown(
        &self,
        claims: &LinkClaims,
        from: Option<String>,
        decided: Option<(Decision, Decided)>,
    ) -> Answer {
        // A place in the list that nobody gave out begins at the top.
        let after: Option<CaseId> = from.and_then(|text| text.parse().ok());
        match view_batch(&self.store, claims, after.as_ref()).await {
            Ok(view) => {
                let refused = matches!(&decided, Some((_, decided)) if decided.refused.is_some());
                let notice = decided.map(|(decision, decided)| notice(decision, &decided, view.waiting));
                Answer::page(if refused { 409 } else { 200 }, page(view, notice).render())
            }
            Err(error) => self.failed(claims, &error).await,
        }
    }

    async fn failed(&self, claims: &LinkClaims, error: &DecideError) -> Answer {
        match error {
            DecideError::NotFound => self.problem_of(claims, &Problem::NotFound).await,
            DecideError::Store(_) | DecideError::Commit(_) => {
                tracing::error!(tenant = %claims.tenant, problem = %error, "the table cannot be reached");
                problem(None, &Problem::TryLater)
            }
        }
    }

    /// In the tenant's language, where the tenant can be read.
    async fn problem_of(&self, claims: &LinkClaims, what: &Problem) -> Answer {
        let tenant = self.store.tenant(&claims.tenant).await.ok().flatten();
        problem(tenant.as_ref().map(|(tenant, _)| tenant), what)
    }
}

fn problem(tenant: Option<&Tenant>, what: &Problem) -> Answer {
    Answer::page(what.status(), problem_page::render(tenant.map(|tenant| tenant.language), what))
}

/// What the form decides: `None` for all that wait.
fn parsed(form: &Form) -> Result<(Decision, Option<CaseId>), Problem> {
    let wrong = |field: &str, value: &Option<String>| Problem::BadForm {
        field: field.to_owned(),
        reason: if value.is_none() { FormFault::Missing } else { FormFault::Unknown },
    };
    let decision = match form.decision.as_deref() {
        Some("approve") => Decision::Approve,
        Some("decline") => Decision::Decline,
        Some("hand_over") => Decision::HandOver,
        _ => return Err(wrong("decision", &form.decision)),
    };
    match form.case.as_deref() {
        Some("all") => Ok((decision, None)),
        other => match other.map(str::parse) {
            Some(Ok(case)) => Ok((decision, Some(case))),
            _ => Err(wrong("case", &form.case)),
        },
    }
}

fn notice(decision: Decision, decided: &Decided, waiting: usize) -> Notice {
    match decided {
        Decided { refused: Some(refusal), .. } => Notice::Refused(*refusal),
        Decided { changed: 0, .. } => Notice::AlreadyDecided,
        Decided { changed, more: true, .. } => {
            Notice::PartlyDone { decision, count: *changed, left: u32::try_from(waiting).unwrap_or(u32::MAX) }
        }
        Decided { changed, .. } => Notice::Decided { decision, count: *changed },
    }
}

fn page(view: BatchView, notice: Option<Notice>) -> DecisionPage {
    let now = Timestamp::now();
    let today = Moment::new(now, view.tenant.country()).today;
    let language = view.tenant.language;
    let went_to = |case: &CollectionCase| called_by_name(language, &case.handover.as_ref()?.agency);
    let row = |case: &CollectionCase| CaseRow {
        id: case.id.to_string(),
        invoice_number: case.invoice_number.clone(),
        debtor_name: case.debtor.name.clone(),
        due_date: case.due_date,
        days_over: days_between(case.due_date, today),
        outstanding: asked_for(case),
        principal: case.principal,
        standing: CaseStanding::of(case),
        went_to: went_to(case),
        objection: case.answers.open_objection().map(|objection| objection.reason.as_str().to_owned()),
    };
    DecisionPage {
        language,
        zone: view.tenant.country(),
        tenant_name: view.tenant.name.clone(),
        batch: BatchState {
            silence: view.batch.silence,
            decide_by: view.batch.decide_by,
            settled_at: view.batch.settled_at,
            mailed_at: view.batch.mailed_at,
        },
        run_date: view.batch.run.date().unwrap_or(today),
        cases: view.cases.iter().map(row).collect(),
        total_cases: view.batch.cases,
        waiting: u32::try_from(view.waiting).unwrap_or(u32::MAX),
        totals: view.batch.totals,
        next: view.next.map(|case| case.to_string()),
        notice,
        agency: called(&view.tenant),
        now,
    }
}

/// What is left to pay of the invoice; of one that is paid, what is left of its charges.
fn asked_for(case: &CollectionCase) -> Money {
    match case.charges.filter(|_| case.chases_charges()) {
        Some(charges) => case.principal.with_minor(charges.minor),
        None => case.outstanding,
    }
}
