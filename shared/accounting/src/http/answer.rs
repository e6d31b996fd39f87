//! An answer, read to its end but never beyond its limit.

use std::time::Duration;

use jiff::fmt::rfc2822;
use reqwest::Response;
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

use super::pace::Quota;
use super::trouble::Trouble;

pub struct Answer {
    pub status: u16,
    pub retry_after: Option<Duration>,
    /// What is left of the caller's quota, where the system tells it.
    pub quota: Option<Quota>,
    /// What the system calls this request, where it tells it: for its support.
    pub request_id: Option<String>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Reads the body piece by piece.
    ///
    /// # Errors
    /// `Down` when it is cut off or takes too long, `NotUnderstood` when it is larger than `largest` bytes.
    pub async fn read(mut response: Response, largest: usize) -> Result<Self, Trouble> {
        let status = response.status().as_u16();
        let (quota, request_id) = (quota(response.headers()), request_id(response.headers()));
        let retry_after = retry_after(response.headers());
        let announced =
            response.content_length().and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
        if announced > largest {
            return Err(too_large(largest));
        }
        let mut body = Vec::with_capacity(announced);
        while let Some(piece) = response.chunk().await.map_err(|error| broken(&error))? {
            if body.len() + piece.len() > largest {
                return Err(too_large(largest));
            }
            body.extend_from_slice(&piece);
        }
        Ok(Self { status, retry_after, quota, request_id, body })
    }

    /// The body as text.
    ///
    /// # Errors
    /// Names the body when it is not JSON at first sight: a page for people, or not even text.
    pub fn text(&self) -> Result<&str, Trouble> {
        let garbled = |problem: &str| Trouble::Garbled { field: "body".into(), problem: problem.into() };
        let text = std::str::from_utf8(&self.body).map_err(|_| garbled("is not UTF-8"))?;
        let text = text.trim_start_matches('\u{feff}').trim();
        match text.as_bytes().first() {
            None => Err(garbled("is empty")),
            Some(b'<') => Err(garbled("is HTML and not JSON")),
            Some(_) => Ok(text),
        }
    }
}

#[cfg(test)]
impl Answer {
    /// A successful answer of which only the body matters.
    pub fn ok(body: &[u8]) -> Self {
        Self { status: 200, retry_after: None, quota: None, request_id: None, body: body.to_vec() }
    }
}

/// A document, which must be a PDF and not a page that says why there is none; and whole, which its end mark within the
/// last kilobyte tells (ISO 32000-1, 7.5.5).
pub fn pdf(answer: &Answer) -> Result<Vec<u8>, Trouble> {
    let end = &answer.body[answer.body.len().saturating_sub(1024)..];
    let problem = match (answer.body.starts_with(b"%PDF"), end.windows(5).any(|mark| mark == b"%%EOF")) {
        (true, true) => return Ok(answer.body.clone()),
        (true, false) => "is half a PDF",
        (false, _) => "is not a PDF",
    };
    Err(Trouble::Garbled { field: "document".into(), problem: problem.into() })
}

/// What went wrong on the way, without the address that reqwest would tell.
pub(super) fn broken(error: &reqwest::Error) -> Trouble {
    if error.is_dns() {
        return Trouble::NoHost;
    }
    let what = [
        (error.is_timeout(), "it did not answer in time"),
        (error.is_connect(), "no connection"),
        (error.is_body() || error.is_decode(), "its answer was cut off"),
    ];
    let detail = what.into_iter().find_map(|(is, what)| is.then_some(what)).unwrap_or("the connection broke");
    Trouble::Down(detail.into())
}

fn too_large(largest: usize) -> Trouble {
    let problem = format!("is larger than {} MB", largest / (1024 * 1024));
    Trouble::NotUnderstood { field: "body".into(), problem }
}

/// `Retry-After`, in seconds or as a date (RFC 9110 § 10.2.3); a date is held against the answer's own `Date`.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let then = rfc2822::parse(text).ok()?;
    let now = rfc2822::parse(headers.get(DATE)?.to_str().ok()?).ok()?;
    let wait = then.timestamp().duration_since(now.timestamp());
    Some(Duration::try_from(wait).unwrap_or_default())
}

/// `X-Rate-Limit-Remaining` and `X-Rate-Limit-Reset`, the latter in seconds from now (Tripletex API 2.0, rate limits).
fn quota(headers: &HeaderMap) -> Option<Quota> {
    let number = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse::<u64>().ok();
    let resets_in = Duration::from_secs(number("x-rate-limit-reset")?);
    Some(Quota { remaining: number("x-rate-limit-remaining").unwrap_or(0), resets_in })
}

/// An id goes into logs: letters, digits and dashes, and not many.
fn request_id(headers: &HeaderMap) -> Option<String> {
    let text = headers.get("x-tlx-request-id")?.to_str().ok()?;
    Some(text.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(64).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;

    fn wait(after: &'static str, date: &'static str) -> Option<Duration> {
        let pairs = [(RETRY_AFTER, HeaderValue::from_static(after)), (DATE, HeaderValue::from_static(date))];
        retry_after(&HeaderMap::from_iter(pairs))
    }

    #[test]
    fn retry_after_is_read_in_seconds_and_as_a_date() {
        let date = "Sat, 21 Nov 2026 06:00:00 GMT";
        assert_eq!(wait("7", date), Some(Duration::from_secs(7)));
        assert_eq!(wait("Sat, 21 Nov 2026 06:01:30 GMT", date), Some(Duration::from_secs(90)));
        assert_eq!(wait("Sat, 21 Nov 2026 05:00:00 GMT", date), Some(Duration::ZERO));
        assert_eq!(wait("soon", date), None);
        assert_eq!(wait("-3", date), None);
    }

    #[test]
    fn a_pdf_is_taken_with_its_end_and_not_without() {
        let told = |body: &str| pdf(&Answer::ok(body.as_bytes()));
        assert!(told("%PDF-1.4 lines of it\n%%EOF\r\n").is_ok());
        for (body, said) in [("%PDF-1.4 lines of", "half"), ("", "not"), ("Notice\n%PDF-1.4\n%%EOF", "not")] {
            assert!(
                matches!(told(body), Err(Trouble::Garbled { problem, .. }) if problem.contains(said)),
                "{body}"
            );
        }
    }

    #[test]
    fn a_page_for_people_is_named_as_such() {
        let answer = Answer::ok;
        assert!(
            matches!(answer(b" <!DOCTYPE html>").text(), Err(Trouble::Garbled { problem, .. }) if problem.contains("HTML"))
        );
        assert!(
            matches!(answer(b"").text(), Err(Trouble::Garbled { problem, .. }) if problem.contains("empty"))
        );
        assert!(answer(&[0xff, 0xfe]).text().is_err());
        assert!(answer("\u{feff}{}".as_bytes()).text().is_ok_and(|text| text == "{}"));
    }
}
