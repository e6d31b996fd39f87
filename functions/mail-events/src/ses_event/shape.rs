//! The events as they are written, as far as we read them.

use std::collections::BTreeMap;

use domain::ids::{BatchNumber, LetterId, TenantId};
use jiff::Timestamp;
use serde::Deserialize;

/// An event of a kind that we ask SES for; the configuration set in the template names them.
#[derive(Deserialize)]
#[serde(tag = "eventType")]
pub enum SesEvent {
    /// SES took the mail.
    Send {
        mail: Mail,
    },
    Delivery {
        mail: Mail,
        delivery: Delivery,
    },
    Bounce {
        mail: Mail,
        bounce: Bounce,
    },
    Complaint {
        mail: Mail,
        complaint: Complaint,
    },
    /// SES took the mail, found a virus in it, and did not send it.
    Reject {
        mail: Mail,
    },
    /// SES could not write the mail down.
    #[serde(rename = "Rendering Failure", alias = "RenderingFailure")]
    RenderingFailure {
        mail: Mail,
    },
    #[serde(other)]
    Other,
}

impl SesEvent {
    pub fn mail(&self) -> Option<&Mail> {
        match self {
            SesEvent::Send { mail }
            | SesEvent::Delivery { mail, .. }
            | SesEvent::Bounce { mail, .. }
            | SesEvent::Complaint { mail, .. }
            | SesEvent::Reject { mail }
            | SesEvent::RenderingFailure { mail } => Some(mail),
            SesEvent::Other => None,
        }
    }

    /// Whether it says that the mail did not arrive.
    pub fn is_loss(&self) -> bool {
        match self {
            SesEvent::Bounce { bounce, .. } => bounce.is_loss(),
            SesEvent::Reject { .. } | SesEvent::RenderingFailure { .. } => true,
            _ => false,
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Mail {
    #[serde(default)]
    tags: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub message_id: Option<String>,
    /// When it was sent.
    #[serde(default)]
    pub timestamp: Option<Timestamp>,
}

impl Mail {
    fn tag(&self, name: &str) -> Option<&str> {
        Some(self.tags.get(name)?.first()?.as_str())
    }

    pub fn tenant(&self) -> Option<TenantId> {
        self.tag("tenant")?.parse().ok()
    }

    pub fn batch(&self) -> Option<BatchNumber> {
        self.tag("batch")?.parse().ok().map(BatchNumber)
    }

    /// Set on mails to agencies alone.
    pub fn parcel(&self) -> Option<&str> {
        let fits = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_');
        self.tag("parcel").filter(|parcel| parcel.chars().all(fits))
    }

    /// Set on letters to debtors alone.
    pub fn letter(&self) -> Option<LetterId> {
        self.tag("letter")?.parse().ok()
    }
}

#[derive(Deserialize)]
pub struct Delivery {
    #[serde(default)]
    pub timestamp: Option<Timestamp>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Bounce {
    pub bounce_type: String,
    #[serde(default)]
    pub bounce_sub_type: String,
    pub bounced_recipients: Vec<Recipient>,
    #[serde(default)]
    pub timestamp: Option<Timestamp>,
}

impl Bounce {
    /// Whether the mail did not arrive (Amazon SES developer guide, "Bounce types").
    pub fn is_loss(&self) -> bool {
        matches!(
            (self.bounce_type.as_str(), self.bounce_sub_type.as_str()),
            ("Permanent" | "Undetermined", _)
                | ("Transient", "MailboxFull" | "MessageTooLarge" | "ContentRejected")
        )
    }

    /// A report of the receiving mail server came with it, and says that it failed (RFC 3464, section 2.3.3).
    pub fn is_reported_failed(&self) -> bool {
        self.bounced_recipients.iter().any(|recipient| recipient.action.as_deref() == Some("failed"))
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Complaint {
    pub complained_recipients: Vec<Recipient>,
    #[serde(default)]
    pub timestamp: Option<Timestamp>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Recipient {
    pub email_address: String,
    #[serde(default)]
    pub action: Option<String>,
}
