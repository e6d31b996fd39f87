//! S3 keeps the documents' promises.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "what fails here fails its test")]

mod stack;

use cloud::S3Documents;
use workflows::documents_contract;

async fn empty_bucket() -> S3Documents {
    let client = stack::clients().s3();
    let bucket = stack::unique("documents");
    let place = aws_sdk_s3::types::CreateBucketConfiguration::builder()
        .location_constraint(aws_sdk_s3::types::BucketLocationConstraint::EuNorth1);
    client.create_bucket().bucket(&bucket).create_bucket_configuration(place.build()).send().await.unwrap();
    S3Documents::new(client, bucket)
}

documents_contract!(empty_bucket().await);
