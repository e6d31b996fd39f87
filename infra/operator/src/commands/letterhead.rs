//! `rykker tenant letterhead`: what stands on a tenant's letters to debtors beside its name and number.

use serde_json::json;
use workflows::choose_letterhead::{LetterheadChanges, choose_letterhead};

use crate::arguments::TenantLetterhead;
use crate::output::{Output, table};
use crate::outside::Outside;

pub async fn carry_out(outside: &Outside, output: Output, asked: TenantLetterhead) -> anyhow::Result<()> {
    let TenantLetterhead { tenant, street, postal_code, city, phone, account, reply_to } = asked;
    let changes = LetterheadChanges { street, postal_code, city, phone, account, reply_to };
    let tenant = choose_letterhead(&outside.store, &tenant, &changes).await?;
    let value = json!({ "tenant": tenant.id, "letterhead": tenant.letterhead });
    output.show(&value, |value| {
        let rows = value["letterhead"].as_object().into_iter().flatten();
        table(&["letterhead", ""], rows.map(|(name, value)| vec![name.clone(), super::tenant::plain(value)]))
    })
}
