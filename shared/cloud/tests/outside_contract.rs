//! Mails, schedules, queues and secrets really arrive where they are sent.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "what fails here fails its test")]

mod stack;

use std::sync::Arc;

use aws_sdk_sqs::types::MessageSystemAttributeName;
use cloud::jobs::EffectJob;
use cloud::mailer::Sender;
use cloud::settings::{Queues, ScheduleSettings};
use cloud::{Keyring, OneTimeSchedules, SecretSource, SecretsManager, SesMailer, SignedLinks, SqsJobs};
use domain::ids::{BatchNumber, EffectId, SystemName, TenantId};
use jiff::Timestamp;
use workflows::ports::{
    Attachment, FetchJob, JobError, Jobs, LinkClaims, Links, MailTag, Mailer, OutgoingMail, Schedules,
    SilentStartCall,
};

fn now() -> Timestamp {
    "2026-11-18T08:00:00Z".parse().unwrap()
}

fn tenant(n: u8) -> TenantId {
    TenantId::from_random([n; 8])
}

#[tokio::test]
async fn calls_are_counted_by_service() {
    let clients = stack::clients();
    clients.sqs().list_queues().send().await.unwrap();
    clients.dynamodb().list_tables().send().await.unwrap();
    clients.dynamodb().list_tables().send().await.unwrap();
    assert_eq!(clients.calls().take().to_string(), r#"{"dynamodb":2,"sqs":1}"#);
}

#[tokio::test]
async fn a_secret_is_read_and_a_missing_one_is_named() {
    let client = stack::clients().secrets();
    let name = stack::unique("keys");
    let text = r#"{"current":"1","1":"0123456789abcdef0123456789abcdef"}"#;
    client.create_secret().name(&name).secret_string(text).send().await.unwrap();
    let source = Arc::new(SecretsManager::new(client));
    let error = source.text("no-such-secret").await.unwrap_err();
    assert_eq!(error.to_string(), "secret no-such-secret: ResourceNotFoundException");
    let links = SignedLinks::new(Keyring::new(source, name), "https://rykker.example");
    let claims = LinkClaims { tenant: tenant(1), batch: BatchNumber(1), expires: now() };
    let address = links.address(&claims).await.unwrap();
    let token = address.strip_prefix("https://rykker.example/a/").unwrap();
    assert_eq!(links.verify(token, Timestamp::UNIX_EPOCH).await, Ok(claims));
}

async fn received(client: &aws_sdk_sqs::Client, queue: &str) -> Vec<String> {
    let mut bodies = Vec::new();
    loop {
        let answer = client
            .receive_message()
            .queue_url(queue)
            .max_number_of_messages(10)
            .message_system_attribute_names(MessageSystemAttributeName::SentTimestamp)
            .send()
            .await
            .unwrap();
        let messages = answer.messages.unwrap_or_default();
        if messages.is_empty() {
            return bodies;
        }
        bodies.extend(messages.into_iter().filter_map(|message| message.body));
    }
}

#[tokio::test]
async fn every_job_arrives_once_however_many_and_a_system_without_a_queue_is_named() {
    let client = stack::clients().sqs();
    let answer = client.create_queue().queue_name(stack::unique("billy")).send().await.unwrap();
    let url = answer.queue_url.unwrap();
    let jobs = SqsJobs::new(client.clone(), Queues::from_pairs([("billy".to_owned(), url.clone())]));
    let work: Vec<FetchJob> =
        (0..23).map(|n| FetchJob::new(tenant(n), "2026-11-18".parse().unwrap())).collect();
    jobs.fetch(&SystemName::known("billy"), &work, 0).await.unwrap();
    let mut bodies = received(&client, &url).await;
    bodies.sort();
    let mut expected: Vec<String> = work.iter().map(|job| serde_json::to_string(job).unwrap()).collect();
    expected.sort();
    assert_eq!(bodies, expected);
    let dinero = SystemName::known("dinero");
    assert_eq!(jobs.fetch(&dinero, &work, 0).await, Err(JobError::NoQueue(dinero.clone())));
    assert!(matches!(jobs.effect(&"a.b.1".parse().unwrap(), 0).await, Err(JobError::Unavailable(_))));
}

#[tokio::test]
async fn a_schedule_is_made_once_and_stays_as_it_was() {
    let client = stack::clients().scheduler();
    let group = stack::unique("silent");
    client.create_schedule_group().name(&group).send().await.unwrap();
    let settings = ScheduleSettings {
        group: group.clone(),
        role_arn: "arn:aws:iam::000000000000:role/schedules".into(),
        target_arn: "arn:aws:lambda:eu-north-1:000000000000:function:auto-activate".into(),
        dead_letters_arn: None,
    };
    let schedules = OneTimeSchedules::new(client.clone(), settings, now);
    let call = SilentStartCall { tenant: tenant(1), batch: BatchNumber(7) };
    let far: Timestamp = "2100-01-01T08:00:00.25Z".parse().unwrap();
    schedules.silent_start(&call, far).await.unwrap();
    schedules.silent_start(&call, "2100-02-02T08:00:00Z".parse().unwrap()).await.unwrap();
    let made = client.get_schedule().group_name(&group).name(call.schedule_name()).send().await.unwrap();
    assert_eq!(made.schedule_expression(), Some("at(2100-01-01T08:00:01)"));
    assert_eq!(made.action_after_completion().map(|action| action.as_str()), Some("DELETE"));
    let input = made.target().and_then(|target| target.input()).unwrap();
    assert_eq!(serde_json::from_str::<SilentStartCall>(input).unwrap(), call);
}

#[tokio::test]
async fn an_effect_is_woken_once_by_a_message_on_its_queue() {
    let client = stack::clients().scheduler();
    let group = stack::unique("wakes");
    client.create_schedule_group().name(&group).send().await.unwrap();
    let settings = ScheduleSettings {
        group: group.clone(),
        role_arn: "arn:aws:iam::000000000000:role/wakes".into(),
        target_arn: "arn:aws:sqs:eu-north-1:000000000000:effects".into(),
        dead_letters_arn: Some("arn:aws:sqs:eu-north-1:000000000000:effects-dead".into()),
    };
    let wakes = OneTimeSchedules::new(client.clone(), settings, now);
    let effect = EffectId::of(&["send_letter", "taaaaaaaaaaaa", "1"]);
    let at: Timestamp = "2100-01-01T07:00:00Z".parse().unwrap();
    wakes.wake(&effect, at).await.unwrap();
    wakes.wake(&effect, at).await.unwrap();
    let listed = client.list_schedules().group_name(&group).send().await.unwrap();
    let [only] = listed.schedules() else { panic!("{listed:?}") };
    let made = client.get_schedule().group_name(&group).name(only.name().unwrap()).send().await.unwrap();
    assert_eq!(made.schedule_expression(), Some("at(2100-01-01T07:00:00)"));
    let target = made.target().unwrap();
    assert_eq!(target.arn(), "arn:aws:sqs:eu-north-1:000000000000:effects");
    let dead = target.dead_letter_config().and_then(|config| config.arn());
    assert_eq!(dead, Some("arn:aws:sqs:eu-north-1:000000000000:effects-dead"));
    assert_eq!(serde_json::from_str::<EffectJob>(target.input().unwrap()).unwrap(), EffectJob { effect });
}

#[tokio::test]
async fn a_schedule_in_a_group_that_is_not_there_fails() {
    let settings = ScheduleSettings {
        group: stack::unique("nowhere"),
        role_arn: "arn:aws:iam::000000000000:role/schedules".into(),
        target_arn: "arn:aws:lambda:eu-north-1:000000000000:function:auto-activate".into(),
        dead_letters_arn: None,
    };
    let schedules = OneTimeSchedules::new(stack::clients().scheduler(), settings, now);
    let call = SilentStartCall { tenant: tenant(1), batch: BatchNumber(1) };
    let error = schedules.silent_start(&call, "2100-01-01T08:00:00Z".parse().unwrap()).await.unwrap_err();
    assert!(error.to_string().contains("ResourceNotFoundException"), "{error}");
}

#[tokio::test]
async fn a_mail_is_taken_by_ses_and_gets_its_name() {
    let client = stack::clients().ses();
    let sender: Sender = "Rykker <rykker@example.test>".parse().unwrap();
    client.verify_email_identity().email_address(sender.address.as_str()).send().await.unwrap();
    let mail = OutgoingMail {
        to: vec!["kontor@nordlys.example".parse().unwrap()],
        from_name: Some("Nordlys Træ & Tag ApS".into()),
        reply_to: Some("kontor@nordlys.example".parse().unwrap()),
        subject: "3 nye sager: Åse Ærø".into(),
        html: Some("<p>Hej</p>".into()),
        text: "Hej".into(),
        attachments: vec![Attachment {
            file_name: "Faktura-1042.pdf".into(),
            content_type: "application/pdf",
            bytes: vec![7; 5_000_000].into(),
        }],
        tags: vec![MailTag { name: "tenant", value: tenant(1).to_string() }],
    };
    let mailer = SesMailer::new(client.clone(), sender, None, now);
    let (first, second) = (mailer.send(&mail).await.unwrap(), mailer.send(&mail).await.unwrap());
    assert!(!first.0.is_empty());
    assert_ne!(first, second);
}
