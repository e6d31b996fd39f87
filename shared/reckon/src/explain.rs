//! The statute rows and rulings that an answer rests on.

use domain::dunning::because;

use crate::BadQuestion;
use crate::answer::Figures;
use crate::question::Question;

pub fn because(question: &Question, figures: &Figures) -> Result<Vec<String>, BadQuestion> {
    let mut reasons = Vec::new();
    if let Figures::Refused { reason, .. } = figures {
        reasons.push(reason.clone());
    }
    let statutes = question.statutes()?;
    match question {
        Question::EffectiveDue { country, due_date } => {
            reasons.extend(because::moved_on((*country).into(), *due_date));
        }
        Question::Deadline { country, sent, deadline_days, kind } => {
            reasons.push(because::least_days((*country).into(), *kind, *sent));
            let last = domain::moment::plus_days(*sent, *deadline_days);
            reasons.extend(because::moved_on((*country).into(), last));
        }
        Question::Interest { claim, as_of, settings, .. }
        | Question::Total { claim, as_of, settings, .. } => {
            reasons.extend(because::owed(&claim.history()?, &statutes, &settings.caution()?, *as_of));
        }
        Question::Letter { claim, letter, settings, .. } => {
            let claim = claim.history()?;
            reasons.extend(because::letter(&claim, &statutes, letter.kind(), letter.date()));
            reasons.extend(because::owed(&claim, &statutes, &settings.caution()?, letter.date()));
        }
        Question::Earliest { claim, step, .. } => {
            reasons.extend(because::step(&claim.history()?, &statutes, step.kind(), figures.date()));
        }
        Question::CostCap { country, .. } => reasons.push(because::cost_cap((*country).into()).to_owned()),
    }
    Ok(reasons)
}
