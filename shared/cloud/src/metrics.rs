//! Metrics as log lines: CloudWatch reads them out of the log (CloudWatch embedded metric format), so they cost no call.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

pub const NAMESPACE: &str = "Rykker";

/// Counts with the dimensions they hold for, such as `("System", "billy")`, as one line on stdout.
pub fn emit(counts: &[(&str, u64)], dimensions: &[(&str, &str)], at: Timestamp) {
    println!("{}", line(counts, dimensions, at));
}

/// The line of [`emit`]. Without dimensions the metric stands for the whole service.
pub fn line(counts: &[(&str, u64)], dimensions: &[(&str, &str)], at: Timestamp) -> String {
    let names: Vec<&str> = dimensions.iter().map(|(name, _)| *name).collect();
    let metrics: Vec<Value> = counts.iter().map(|(name, _)| json!({"Name": name, "Unit": "Count"})).collect();
    let about = json!({
        "Timestamp": at.as_millisecond(),
        "CloudWatchMetrics": [{"Namespace": NAMESPACE, "Dimensions": [names], "Metrics": metrics}],
    });
    let mut object = Map::from_iter([("_aws".to_owned(), about)]);
    object.extend(dimensions.iter().map(|(name, value)| ((*name).to_owned(), json!(value))));
    object.extend(counts.iter().map(|(name, count)| ((*name).to_owned(), json!(count))));
    Value::Object(object).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at() -> Timestamp {
        "2026-11-18T08:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_metric_of_the_whole_service_is_one_line_without_dimensions() {
        insta::assert_snapshot!(line(&[("TenantsWithoutRun", 0)], &[], at()), @r#"{"TenantsWithoutRun":0,"_aws":{"CloudWatchMetrics":[{"Dimensions":[[]],"Metrics":[{"Name":"TenantsWithoutRun","Unit":"Count"}],"Namespace":"Rykker"}],"Timestamp":1794988800000}}"#);
    }

    #[test]
    fn several_counts_share_a_line_and_its_dimensions() {
        let counts = [("RunsUnreachable", 2), ("RunsNotUnderstood", 1)];
        insta::assert_snapshot!(line(&counts, &[("System", "billy")], at()), @r#"{"RunsNotUnderstood":1,"RunsUnreachable":2,"System":"billy","_aws":{"CloudWatchMetrics":[{"Dimensions":[["System"]],"Metrics":[{"Name":"RunsUnreachable","Unit":"Count"},{"Name":"RunsNotUnderstood","Unit":"Count"}],"Namespace":"Rykker"}],"Timestamp":1794988800000}}"#);
    }
}
