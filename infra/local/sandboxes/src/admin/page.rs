//! `GET /_sandbox`: the books on one page, with a button for all that can be done.

use std::fmt::Write;

use axum::extract::State;
use axum::response::Html;
use jiff::civil::Date;

use super::invoices::state_word;
use crate::books::{Books, Invoice, Ledger, SettlementKind, State as Life, System};
use crate::faults::FaultKind;

/// Invoices shown of each company: the latest.
const SHOWN: usize = 100;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;\
color:#1d2733;background:#f7f8fa}h1{margin-bottom:0}section{background:#fff;border:1px solid #dde2e8;\
border-radius:10px;padding:1rem 1.5rem;margin:1.5rem 0}table{border-collapse:collapse;width:100%}\
th,td{text-align:left;padding:.35rem .6rem;border-top:1px solid #e6eaef;vertical-align:top}\
td.d,td.n{white-space:nowrap}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}tr.over td.d{color:#b42318;font-weight:600}\
form{display:inline-flex;gap:.3rem;margin:.1rem .3rem .1rem 0;flex-wrap:wrap}\
input,select,button{font:inherit;padding:.15rem .5rem;border:1px solid #b9c2cd;border-radius:6px}\
input[size='8']{width:6rem}button{background:#eef2f7;cursor:pointer}button:hover{background:#dfe7f1}\
code{background:#eef2f7;padding:.1rem .3rem;border-radius:4px}.muted{color:#5c6b7a}summary{cursor:pointer}";

/// The page.
pub async fn show<S: System>(State(books): State<Books<S>>) -> Html<String> {
    let today = books.clock().today();
    let name = S::NAME;
    let mut page = format!(
        "<!DOCTYPE html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>\
         <title>{name} sandbox</title><style>{STYLE}</style><h1>{name} sandbox</h1>\
         <p class=muted>A stand-in for {name}, in memory. Today is {today} here. \
         <a href='/_sandbox/requests'>Requests so far</a></p>"
    );
    let ledgers = books.ledgers();
    if ledgers.is_empty() {
        page.push_str("<p>No company yet. Add the first one:</p>");
    }
    for ledger in ledgers.iter() {
        company(&mut page, ledger, today);
    }
    page.push_str(
        "<section><h2>New company</h2><form method=post action='/_sandbox/companies'>\
         <input name=name placeholder='Name' aria-label=Name required><input name=cvr placeholder='CVR' \
         aria-label=CVR size=8><input name=key placeholder='Key (made up if empty)' aria-label=Key>\
         <button>Add company</button></form></section>",
    );
    Html(page)
}

// Writing to a String cannot fail, so the results of `write!` below say nothing.

fn company<S: System>(page: &mut String, ledger: &Ledger<S>, today: Date) {
    let here = format!("/_sandbox/companies/{}", escaped(&ledger.organization));
    let (key, revoke, label) = match ledger.revoked {
        true => ("revoked", "false", "Give the key back"),
        false => ("good", "true", "Revoke the key"),
    };
    let _ = write!(
        page,
        "<section id='c-{organization}'><h2>{name}</h2><p>Organization <code>{organization}</code> · CVR {cvr} · \
         key <code>{secret}</code> ({key})</p>{form}<input type=hidden name=revoked value={revoke}>\
         <button>{label}</button></form>",
        organization = escaped(&ledger.organization),
        name = escaped(&ledger.name),
        cvr = escaped(&ledger.cvr),
        secret = escaped(&ledger.key),
        form = form(&format!("{here}/key")),
    );
    faults(page, ledger, &here);
    let total = ledger.invoices.len();
    let _ = write!(page, "<h3>Invoices ({total})</h3>");
    if total > SHOWN {
        let _ = write!(page, "<p class=muted>The latest {SHOWN} are shown.</p>");
    }
    page.push_str(
        "<table><tr><th>No.<th>Debtor<th>Due<th class=n>Total<th class=n>Owed<th>State<th>What happens to it</tr>",
    );
    for invoice in ledger.invoices.iter().rev().take(SHOWN) {
        row(page, ledger, invoice, &here, today);
    }
    page.push_str("</table>");
    new_invoice(page, &here, today);
    switches(page, ledger, &here);
    page.push_str("</section>");
}

fn row<S: System>(page: &mut String, ledger: &Ledger<S>, invoice: &Invoice, here: &str, today: Date) {
    let amount = |minor: i64| format!("{} {}", kroner(minor), invoice.currency);
    let is_over =
        invoice.owed() > 0 && invoice.state == Life::Approved && invoice.due.is_some_and(|due| due < today);
    let kind = if invoice.is_invoice() { "" } else { " credit note" };
    let _ = write!(
        page,
        "<tr{over}><td>{number}<td>{debtor}<td class=d>{due}<td class=n>{gross}<td class=n>{owed}<td>{state}{kind}<td>",
        over = if is_over { " class=over" } else { "" },
        number = invoice.number,
        debtor = escaped(&ledger.contact_of(invoice).debtor.name),
        due = invoice.due.map(|due| due.to_string()).unwrap_or_default(),
        gross = escaped(&amount(invoice.gross())),
        owed = escaped(&amount(invoice.owed())),
        state = state_word(invoice.state),
    );
    let to = |act: &str| form(&format!("{here}/invoices/{}/{act}", invoice.id));
    if invoice.state == Life::Approved && invoice.is_invoice() && invoice.owed() > 0 {
        let some = "<input name=amount size=8 inputmode=decimal placeholder='all' aria-label=Amount>";
        let _ = write!(page, "{}{some}<button>Pay</button></form>", to("pay"));
        let _ = write!(page, "{}{some}<button>Credit</button></form>", to("credit"));
        let _ = write!(
            page,
            "{}<input type=date name=date aria-label='New due date' required><button>Move due date</button></form>",
            to("due")
        );
        if S::VOIDS {
            let _ = write!(page, "{}<button>Void</button></form>", to("void"));
        }
        if S::PUSHES {
            let _ = write!(
                page,
                "{}<input type=hidden name=invoice value={}><button>Send to collection</button></form>",
                form(&format!("{here}/pushes")),
                invoice.number,
            );
        }
    }
    let is_paid = invoice.standing().any(|settled| settled.kind == SettlementKind::Payment);
    if invoice.state == Life::Approved && is_paid {
        let _ = write!(page, "{}<button>Take payment back</button></form>", to("unpay"));
    }
    if invoice.state == Life::Draft {
        let _ = write!(page, "{}<button>Approve</button></form>", to("approve"));
    }
    if invoice.state != Life::Deleted {
        let _ = write!(page, "{}<button>Delete</button></form>", to("delete"));
    }
    page.push_str("</tr>");
}

fn faults<S: System>(page: &mut String, ledger: &Ledger<S>, here: &str) {
    let _ = write!(
        page,
        "<div>Trouble: {}<select name=kind aria-label=Trouble>",
        form(&format!("{here}/faults"))
    );
    for (_, name, about) in FaultKind::ALL {
        let _ = write!(page, "<option value={name}>{about}</option>");
    }
    let _ = write!(
        page,
        "</select><input name=times size=8 placeholder='times (all)' aria-label=Times>\
         <input name=path placeholder='only on path' aria-label=Path><button>Order</button></form>"
    );
    for fault in ledger.faults.ordered().iter().filter(|fault| fault.times != Some(0)) {
        let times = fault.times.map_or("until cleared".to_owned(), |times| format!("{times} times"));
        let path = fault.path.as_deref().map(|path| format!(" on {}", escaped(path))).unwrap_or_default();
        let _ = write!(page, " <code>{}</code> {times}{path};", fault.kind.name());
    }
    if !ledger.faults.ordered().is_empty() {
        let _ = write!(page, " {}<button>Clear all</button></form>", form(&format!("{here}/faults/clear")));
    }
    page.push_str("</div>");
}

fn new_invoice(page: &mut String, here: &str, today: Date) {
    let _ = write!(
        page,
        "<details><summary>New invoice</summary>{}\
         <input name=debtor.name placeholder='Debtor' aria-label=Debtor required>\
         <input name=debtor.email type=email placeholder='E-mail' aria-label=E-mail>\
         <input name=due type=date value={today} aria-label='Due date' required>\
         <input name=amount size=8 inputmode=decimal placeholder='Amount with VAT' aria-label=Amount required>\
         <button>Add invoice</button></form></details>",
        form(&format!("{here}/invoices"))
    );
}

fn switches<S: System>(page: &mut String, ledger: &Ledger<S>, here: &str) {
    page.push_str("<details><summary>Switches</summary>");
    if let Ok(serde_json::Value::Object(all)) = serde_json::to_value(&ledger.switches) {
        for (name, value) in all {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let _ = write!(
                page,
                "<div>{form}<label>{name} <input name='{name}' value='{value}'></label><button>Set</button></form></div>",
                form = form(&format!("{here}/switches")),
                value = escaped(&value),
            );
        }
    }
    page.push_str("</details>");
}

/// Hundredths with both decimals.
fn kroner(minor: i64) -> String {
    let sign = if minor < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", minor.unsigned_abs() / 100, minor.unsigned_abs() % 100)
}

fn form(action: &str) -> String {
    format!("<form method=post action='{action}'>")
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(sign),
        }
    }
    safe
}
