//! What one step of a case is in the table.

use domain::News;
use domain::case::Step;
use domain::effect::QueuedEffect;

use crate::ports::{Transaction, Write};

/// The case, its trail and its effects, and the news that its tenant's next mail tells: these only while that mail's batch is open.
pub(crate) fn add_step(transaction: &mut Transaction, step: Step) {
    for effect in step.effects {
        transaction.push(Write::PutEffect(Box::new(QueuedEffect::new(effect, step.entry.at))));
    }
    transaction.push(Write::PutCase(Box::new(step.case)));
    transaction.push(Write::AddTimeline(step.entry));
    if let Some(news) = step.news {
        add_news(transaction, news);
    }
}

/// All of these steps, of different cases.
pub(crate) fn writes_of(steps: &[Step]) -> Transaction {
    let mut transaction = Transaction::default();
    for step in steps {
        add_step(&mut transaction, step.clone());
    }
    transaction
}

fn add_news(transaction: &mut Transaction, news: News) {
    let check = Write::CheckOpenBatch { tenant: news.case.tenant(), batch: news.batch };
    if !transaction.writes.contains(&check) {
        transaction.push(check);
    }
    transaction.push(Write::AddNews(news));
}
