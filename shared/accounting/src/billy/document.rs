//! The PDF of an invoice. Its address carries its own permission: it is fetched at once and never kept.

use domain::ids::InvoiceId;
use url::{Host, Url};

use super::answers::envelope;
use super::{Billy, requests};
use crate::fields::FieldError;
use crate::http::{Ask, Trouble};

/// Billy's own hosts, beside the one of its API.
const HOSTS: &[&str] = &["billysbilling.com", "billy.dk"];

pub(super) async fn fetch(billy: &Billy, id: &InvoiceId) -> Result<Vec<u8>, Trouble> {
    let ask = requests::bare_invoice(billy, id.as_str());
    let url = billy.ask(&ask, |answer| {
        let invoice = envelope(answer)?.needed_row("invoice")?;
        let text = invoice.needed_text("downloadUrl").map_err(|error| error.under("invoice"))?;
        Ok(text.into_owned())
    });
    let url = url.await?;
    let wrong = |problem: &str| Trouble::from(FieldError::new("invoice.downloadUrl", problem));
    let url = Url::parse(&url).map_err(|_| wrong("is not an address"))?;
    if !is_billys(&billy.base, &url) {
        return Err(wrong("leads to a host that is not Billy's"));
    }
    let own = url.origin() == billy.base.origin();
    let ask = Ask::document("(download)", url, "application/pdf");
    match billy.ask(&ask, crate::http::pdf).await {
        // That the address alone is enough is only assumed: the API itself may ask for the key after all.
        Err(Trouble::KeyRefused(_) | Trouble::Forbidden(_)) if own => {
            billy.ask(&requests::with_key(billy, ask), crate::http::pdf).await.map_err(not_the_keys)
        }
        other => other.map_err(not_the_keys),
    }
}

/// The key has just opened the invoice: a refusal here is about the address.
fn not_the_keys(trouble: Trouble) -> Trouble {
    match trouble {
        Trouble::KeyRefused(detail) | Trouble::Forbidden(detail) => {
            Trouble::NotUnderstood { field: "document".into(), problem: format!("is refused ({detail})") }
        }
        other => other,
    }
}

fn is_billys(api: &Url, url: &Url) -> bool {
    let below = |host: &str, known: &str| {
        host.strip_suffix(known).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    let known = match url.host() {
        Some(Host::Domain(host)) => HOSTS.iter().any(|known| below(host, known)),
        _ => false,
    };
    url.origin() == api.origin() || (known && url.scheme() == "https" && url.port().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_billys_own_hosts_are_asked_for_a_document() {
        let api = Url::parse("https://api.billysbilling.com/v2").unwrap();
        let is = |url: &str| is_billys(&api, &Url::parse(url).unwrap());
        assert!(is("https://api.billysbilling.com/v2/downloads/x.pdf"));
        assert!(is("https://files.billy.dk/x.pdf"));
        for other in [
            "https://evilbilly.dk/x",
            "https://billy.dk.evil.example/x",
            "http://files.billy.dk/x",
            "https://files.billy.dk:8443/x",
            "http://169.254.169.254/latest/meta-data",
        ] {
            assert!(!is(other), "{other}");
        }
        assert!(is_billys(
            &Url::parse("http://127.0.0.1:9/v2").unwrap(),
            &Url::parse("http://127.0.0.1:9/d").unwrap()
        ));
    }
}
