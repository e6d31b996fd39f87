//! The PDF of an invoice.

use domain::ids::InvoiceId;
use url::{Host, Url};

use super::session::Session;
use super::{answers, names, requests};
use crate::fields::FieldError;
use crate::http::{Ask, Trouble, pdf};

/// With the token where the API's own host has it, and without any elsewhere.
pub(super) async fn fetch(session: &Session, id: &InvoiceId) -> Result<Vec<u8>, Trouble> {
    let url = session.ask(requests::invoice(session, id.as_str()), |answer| {
        let row = answers::one(answer, names::INVOICES)?;
        Ok(row.needed_text(names::name_in(&row, names::invoice::PDF))?.into_owned())
    });
    let url = url.await?;
    let wrong = |problem: &str| Trouble::from(FieldError::new("pdfUrl", problem));
    let url = Url::parse(url.trim()).map_err(|_| wrong("is not an address"))?;
    let own = session.is_own(&url);
    if !own && !is_public(&url) {
        return Err(wrong("leads to no public host"));
    }
    let ask = Ask::document("(pdf)", url, "application/pdf");
    if own {
        return session.ask(ask, pdf).await;
    }
    session.ask_openly(ask, pdf).await.map_err(|trouble| match trouble {
        // No key was shown, so none was refused.
        Trouble::KeyRefused(detail) | Trouble::Forbidden(detail) => {
            Trouble::NotUnderstood { field: "document".into(), problem: format!("is refused ({detail})") }
        }
        other => other,
    })
}

/// An answer must not lead us to a machine that only we can reach.
fn is_public(url: &Url) -> bool {
    let is_named =
        matches!(url.host(), Some(Host::Domain(host)) if host.contains('.') && !host.ends_with(".internal"));
    is_named
        && url.scheme() == "https"
        && url.port().is_none()
        && url.username().is_empty()
        && url.password().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_elsewhere_is_fetched_from_public_hosts_only() {
        let is = |url: &str| is_public(&Url::parse(url).unwrap());
        assert!(is("https://files.example.com/x.pdf?signed=1"));
        for other in [
            "http://files.example.com/x.pdf",
            "https://169.254.169.254/latest/meta-data",
            "https://[::1]/x",
            "https://localhost/x",
            "https://metadata.google.internal/x",
            "https://files.example.com:8443/x",
            "https://user:secret@files.example.com/x",
        ] {
            assert!(!is(other), "{other}");
        }
    }
}
