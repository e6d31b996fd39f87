//! Documents in S3, one object a key.

use async_trait::async_trait;
use aws_sdk_s3::Client;
use aws_sdk_s3::primitives::ByteStream;
use workflows::ports::{DocumentKey, Documents, DocumentsError};

use crate::failure::why;

/// [`Documents`] in one bucket.
pub struct S3Documents {
    client: Client,
    bucket: String,
}

impl S3Documents {
    pub fn new(client: Client, bucket: impl Into<String>) -> Self {
        Self { client, bucket: bucket.into() }
    }
}

#[async_trait]
impl Documents for S3Documents {
    async fn keep(
        &self,
        key: &DocumentKey,
        content_type: &str,
        bytes: Vec<u8>,
    ) -> Result<(), DocumentsError> {
        let put = self
            .client
            .put_object()
            .bucket(&self.bucket)
            .key(key.as_str())
            .content_type(content_type)
            .body(ByteStream::from(bytes));
        put.send().await.map(|_| ()).map_err(|error| DocumentsError(why(&error)))
    }

    async fn read(&self, key: &DocumentKey) -> Result<Option<Vec<u8>>, DocumentsError> {
        let get = self.client.get_object().bucket(&self.bucket).key(key.as_str());
        let object = match get.send().await {
            Ok(object) => object,
            Err(error) if error.as_service_error().is_some_and(|error| error.is_no_such_key()) => {
                return Ok(None);
            }
            Err(error) => return Err(DocumentsError(why(&error))),
        };
        let bytes = object.body.collect().await.map_err(|_| DocumentsError("the object broke off".into()))?;
        Ok(Some(bytes.to_vec()))
    }
}
