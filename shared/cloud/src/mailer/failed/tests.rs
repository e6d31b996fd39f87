use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::thread;

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_ses::config::{Credentials, SharedCredentialsProvider};
use workflows::ports::{Mailer, MessageId, OutgoingMail};

use super::*;
use crate::{Clients, SesMailer};

/// Sends a mail to whatever answers at an address.
async fn sent_to(address: SocketAddr) -> Result<MessageId, MailError> {
    let config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-north-1"))
        .credentials_provider(SharedCredentialsProvider::new(Credentials::new(
            "key", "secret", None, None, "tests",
        )))
        .endpoint_url(format!("http://{address}"));
    let sender = "Rykker <rykker@example.test>".parse().unwrap();
    let now = || "2026-11-18T08:00:00Z".parse().unwrap();
    let mail = OutgoingMail {
        to: vec!["bogholder@smedjen.example".parse().unwrap()],
        from_name: None,
        reply_to: None,
        subject: "Rykker".into(),
        html: Some("<p>Hej</p>".into()),
        text: "Hej".into(),
        attachments: vec![],
        tags: vec![],
    };
    SesMailer::new(Clients::with(config.build()).ses(), sender, None, now).send(&mail).await
}

/// A service that reads each request and answers it with these bytes. Answers how often it was asked.
async fn answered(answer: String) -> (Result<MessageId, MailError>, usize) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let service = thread::spawn(move || {
        let mut asked = 0;
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = Vec::new();
            let mut some = [0; 4096];
            // The connection that only ends this thread sends nothing.
            while !is_whole(&request) {
                match stream.read(&mut some).unwrap() {
                    0 => return asked,
                    read => request.extend_from_slice(&some[..read]),
                }
            }
            asked += 1;
            stream.write_all(answer.as_bytes()).unwrap();
        }
        asked
    });
    let end = sent_to(address).await;
    drop(std::net::TcpStream::connect(address).unwrap());
    (end, service.join().unwrap())
}

/// Whether as many bytes have come as the request says that it has.
fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request).to_ascii_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    length.and_then(|length| length.parse().ok()).is_some_and(|length: usize| body.len() >= length)
}

fn http(status: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/xml\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

fn error(status: &str, code: &str) -> String {
    let body =
        format!("<ErrorResponse><Error><Code>{code}</Code><Message>m</Message></Error></ErrorResponse>");
    http(status, &body)
}

#[tokio::test]
async fn a_mail_that_is_taken_has_the_name_that_ses_gives_it() {
    let body = "<SendRawEmailResponse><SendRawEmailResult><MessageId>0110018f-000000</MessageId></SendRawEmailResult></SendRawEmailResponse>";
    let (end, asked) = answered(http("200 OK", body)).await;
    assert_eq!((end, asked), (Ok(MessageId("0110018f-000000".into())), 1));
}

#[tokio::test]
async fn a_mail_that_ses_throttles_certainly_did_not_leave() {
    for code in ["Throttling", "LimitExceededException", "AccountSendingPausedException"] {
        let (end, asked) = answered(error("400 Bad Request", code)).await;
        assert_eq!((end, asked), (Err(MailError::Unavailable(code.into())), 1));
    }
}

#[tokio::test]
async fn a_mail_that_ses_refuses_is_refused() {
    let (end, _) = answered(error("400 Bad Request", "MessageRejected")).await;
    assert_eq!(end, Err(MailError::Refused("MessageRejected".into())));
}

#[tokio::test]
async fn nobody_knows_of_a_mail_that_ses_stumbled_over_and_it_is_asked_once() {
    let answers = [
        http("500 Internal Server Error", ""),
        http("408 Request Timeout", ""),
        http("502 Bad Gateway", "<html>Bad Gateway</html>"),
        error("500 Internal Server Error", "InternalFailure"),
        error("503 Service Unavailable", "ServiceUnavailable"),
        http("200 OK", "<Cut"),
        "HTTP/1.1 200 OK\r\nContent-Length: 900\r\nConnection: close\r\n\r\n<Send".to_owned(),
        String::new(),
    ];
    for answer in answers {
        let (end, asked) = answered(answer.clone()).await;
        assert!(matches!(end, Err(MailError::Unknown(_))), "{answer}: {end:?}");
        assert_eq!(asked, 1, "{answer}");
    }
}

#[tokio::test]
async fn a_mail_without_a_connection_certainly_did_not_leave() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let nobody = listener.local_addr().unwrap();
    drop(listener);
    assert!(matches!(sent_to(nobody).await, Err(MailError::Unavailable(_))));
}
