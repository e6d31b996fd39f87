//! What happens to an invoice in the books after it was pushed, told by itself where that is switched on.

use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;

use super::delivery::Delivery;
use super::event::EventKind;
use super::order::Push;
use crate::books::{Settlement, SettlementKind};
use crate::minuba::Minuba;

/// Looks for changes after each act on the admin paths.
pub async fn after_admin_acts(State(minuba): State<Minuba>, request: Request, next: Next) -> Response {
    let is_act = request.method() == Method::POST && request.uri().path().starts_with("/_sandbox/");
    let answer = next.run(request).await;
    if is_act {
        minuba.push_changes().await;
    }
    answer
}

/// A settlement that nobody was told of.
struct Untold {
    company: String,
    invoice: String,
    settlement: Settlement,
    pushed: bool,
}

impl Minuba {
    /// Pushes payments and credit notes that came to pushed invoices since the last look, for the companies that have it
    /// switched on. What was not pushed at its time never is.
    pub async fn push_changes(&self) -> Vec<Delivery> {
        let mut made = Vec::new();
        for Untold { company, invoice, settlement, pushed } in self.untold() {
            self.pushes().told.insert(settlement.id.clone());
            let event = match settlement.kind {
                SettlementKind::Payment => EventKind::PaymentRegistered,
                SettlementKind::Credit(_) => EventKind::Credited,
            };
            let known = self.books.company(&company).filter(|_| pushed);
            if let Some(company) = known {
                let push = Push::of(event, &invoice);
                // Without an address or a secret there is nobody to tell.
                made.extend(
                    self.push_settlement(&company, &push, Some(&settlement), None).await.unwrap_or_default(),
                );
            }
        }
        made
    }

    fn untold(&self) -> Vec<Untold> {
        let ledgers = self.books.ledgers();
        let pushes = self.pushes();
        let mut untold = Vec::new();
        for ledger in ledgers.iter() {
            for invoice in ledger.invoices.iter().filter(|invoice| pushes.sent.contains(&invoice.id)) {
                let news = invoice.standing().filter(|settled| !pushes.told.contains(&settled.id));
                untold.extend(news.map(|settlement| Untold {
                    company: ledger.organization.clone(),
                    invoice: invoice.id.clone(),
                    settlement: settlement.clone(),
                    pushed: ledger.switches.pushes_changes,
                }));
            }
        }
        untold
    }
}
