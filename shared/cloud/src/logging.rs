//! Logs: one JSON object a line, with the fields of the spans around an event beside the event's own.

use std::fmt::{self, Write as _};

use serde_json::{Map, Value};
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::{JsonFields, Writer};
use tracing_subscriber::fmt::time::{FormatTime, SystemTime};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormattedFields};
use tracing_subscriber::registry::LookupSpan;

/// Starts logging to stdout, where Lambda picks it up. `RUST_LOG` says how much; `info` unless it is set.
///
/// A second call does nothing: tests start functions more than once in a process.
pub fn start() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let logger = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .fmt_fields(JsonFields::new())
        .event_format(FlatJson)
        .finish();
    let _ = tracing::subscriber::set_global_default(logger);
}

/// `{"timestamp": …, "level": …, "message": …, "tenant": …, "run": …}`: flat, so that a search names a field.
struct FlatJson;

impl<S, F> FormatEvent<S, F> for FlatJson
where
    S: Subscriber + for<'l> LookupSpan<'l>,
    F: for<'w> tracing_subscriber::fmt::FormatFields<'w> + 'static,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, F>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let mut time = String::new();
        SystemTime.format_time(&mut Writer::new(&mut time))?;
        let mut line = Map::new();
        line.insert("timestamp".into(), time.into());
        line.insert("level".into(), event.metadata().level().as_str().into());
        line.insert("target".into(), event.metadata().target().into());
        for span in context.event_scope().into_iter().flatten().collect::<Vec<_>>().iter().rev() {
            let extensions = span.extensions();
            let fields = extensions.get::<FormattedFields<F>>().map(|fields| fields.fields.as_str());
            if let Some(Ok(fields)) = fields.map(serde_json::from_str::<Map<String, Value>>) {
                line.extend(fields);
            }
        }
        event.record(&mut Fields(&mut line));
        writeln!(writer, "{}", Value::Object(line))
    }
}

struct Fields<'l>(&'l mut Map<String, Value>);

impl Fields<'_> {
    fn put(&mut self, field: &Field, value: impl Into<Value>) {
        self.0.insert(field.name().to_owned(), value.into());
    }
}

impl Visit for Fields<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.put(field, value);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field, value);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put(field, value);
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field, value);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let mut text = String::new();
        let _ = write!(text, "{value:?}");
        self.put(field, text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;
    use std::sync::{Arc, Mutex};

    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn an_event_is_one_flat_line_that_knows_its_spans() {
        let lines = Lines::default();
        let to = lines.clone();
        let logger = tracing_subscriber::fmt()
            .fmt_fields(JsonFields::new())
            .event_format(FlatJson)
            .with_writer(move || to.clone())
            .finish();
        tracing::subscriber::with_default(logger, || {
            let _run = tracing::info_span!("run", tenant = "taaaaaaaaaaaa", run = %"2026-11-18").entered();
            let _case = tracing::info_span!("case", case = "c1").entered();
            tracing::info!(read = 3u64, quiet = true, "it went\nwell: \"æøå\"");
        });
        let written = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
        assert_eq!(written.lines().count(), 1, "{written}");
        let mut line: Map<String, Value> = serde_json::from_str(&written).unwrap();
        assert!(line.remove("timestamp").unwrap().as_str().unwrap().starts_with("20"));
        insta::assert_snapshot!(Value::Object(line), @r#"{"case":"c1","level":"INFO","message":"it went\nwell: \"æøå\"","quiet":true,"read":3,"run":"2026-11-18","target":"cloud::logging::tests","tenant":"taaaaaaaaaaaa"}"#);
    }
}
