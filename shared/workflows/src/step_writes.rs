//! What one step of a case is in the table.

use domain::case::Step;
use domain::{News, Tenant};

use crate::ports::{Transaction, Write};

/// The case and its trail, and the news that its tenant's next mail tells: these only while that mail's batch is open.
pub(crate) fn add_step(transaction: &mut Transaction, tenant: &Tenant, step: Step) {
    transaction.push(Write::PutCase(Box::new(step.case)));
    transaction.push(Write::AddTimeline(step.entry));
    if let Some(news) = step.news {
        add_news(transaction, tenant, news);
    }
}

fn add_news(transaction: &mut Transaction, tenant: &Tenant, news: News) {
    let check = Write::CheckOpenBatch { tenant: tenant.id.clone(), batch: news.batch };
    if !transaction.writes.contains(&check) {
        transaction.push(check);
    }
    transaction.push(Write::AddNews(news));
}
