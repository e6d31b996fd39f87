//! What a function is told by its environment. A setting that is missing or wrong is named.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use domain::SystemName;

/// The process's variables, or a test's own.
#[derive(Clone)]
pub struct Environment(BTreeMap<String, String>);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingError {
    #[error("the environment variable {0} is missing")]
    Missing(String),
    #[error("the environment variable {name} cannot be used: {problem}")]
    Unusable { name: String, problem: String },
}

impl Environment {
    /// Those variables of the process that are text.
    pub fn of_process() -> Self {
        let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        };
        Self(std::env::vars_os().filter_map(text).collect())
    }

    pub fn of(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(pairs.into_iter().collect())
    }

    /// A variable, unless it is missing or empty.
    pub fn optional(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|value| value.trim()).filter(|value| !value.is_empty())
    }

    /// # Errors
    /// When the variable is missing or empty.
    pub fn text(&self, name: &str) -> Result<String, SettingError> {
        self.optional(name).map(str::to_owned).ok_or_else(|| SettingError::Missing(name.to_owned()))
    }

    /// # Errors
    /// When the variable is missing or does not parse.
    pub fn parsed<T: FromStr<Err: fmt::Display>>(&self, name: &str) -> Result<T, SettingError> {
        self.text(name)?.parse().map_err(|problem: T::Err| SettingError::Unusable {
            name: name.to_owned(),
            problem: problem.to_string(),
        })
    }

    /// An address that others are appended to: without a slash at its end.
    ///
    /// # Errors
    /// When the variable is missing or is no http(s) address.
    pub fn address(&self, name: &str) -> Result<String, SettingError> {
        let text = self.text(name)?;
        if text.starts_with("https://") || text.starts_with("http://") {
            return Ok(text.trim_end_matches('/').to_owned());
        }
        Err(SettingError::Unusable {
            name: name.to_owned(),
            problem: "not an http or https address".to_owned(),
        })
    }

    fn with_suffix<'e>(&'e self, suffix: &'e str) -> impl Iterator<Item = (&'e str, &'e str)> {
        self.0.iter().filter_map(move |(name, value)| Some((name.strip_suffix(suffix)?, value.as_str())))
    }
}

impl fmt::Debug for Environment {
    /// Names only: a process's variables hold its credentials.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.keys()).finish()
    }
}

/// The queues by what they carry: `billy` for `BILLY_QUEUE_URL`, so a new system's queue needs no line here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Queues(BTreeMap<String, String>);

impl Queues {
    pub const SUFFIX: &'static str = "_QUEUE_URL";

    /// Every queue that the environment names.
    pub fn of(environment: &Environment) -> Self {
        Self::from_pairs(
            environment
                .with_suffix(Self::SUFFIX)
                .map(|(stem, url)| (stem.to_ascii_lowercase(), url.to_owned())),
        )
    }

    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(pairs.into_iter().filter(|(_, url)| !url.is_empty()).collect())
    }

    pub fn of_system(&self, system: &SystemName) -> Option<&str> {
        self.named(system.as_str())
    }

    pub fn named(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

/// How one-time schedules are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduleSettings {
    pub group: String,
    /// What the scheduler may do: call the target.
    pub role_arn: String,
    pub target_arn: String,
    /// Where a call is kept that could not be handed over.
    pub dead_letters_arn: Option<String>,
}

impl ScheduleSettings {
    /// For schedules that call the function of the silent start.
    ///
    /// # Errors
    /// When `SCHEDULE_GROUP`, `SCHEDULE_ROLE_ARN` or `AUTO_ACTIVATE_ARN` is missing.
    pub fn of_silent_starts(environment: &Environment) -> Result<Self, SettingError> {
        let names = ["SCHEDULE_GROUP", "SCHEDULE_ROLE_ARN", "AUTO_ACTIVATE_ARN"];
        // The next run does the work of a start that is lost.
        Self::named(environment, names, None)
    }

    /// For schedules that put an effect on its queue.
    ///
    /// # Errors
    /// When `WAKE_GROUP`, `WAKE_ROLE_ARN`, `EFFECTS_QUEUE_ARN` or `EFFECTS_DEAD_LETTERS_ARN` is missing.
    pub fn of_wakes(environment: &Environment) -> Result<Self, SettingError> {
        let names = ["WAKE_GROUP", "WAKE_ROLE_ARN", "EFFECTS_QUEUE_ARN"];
        Self::named(environment, names, Some(environment.text("EFFECTS_DEAD_LETTERS_ARN")?))
    }

    fn named(
        environment: &Environment,
        [group, role_arn, target_arn]: [&str; 3],
        dead_letters_arn: Option<String>,
    ) -> Result<Self, SettingError> {
        Ok(Self {
            group: environment.text(group)?,
            role_arn: environment.text(role_arn)?,
            target_arn: environment.text(target_arn)?,
            dead_letters_arn,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment() -> Environment {
        let pairs = [
            ("TABLE", "rykker"),
            ("PUBLIC_URL", "https://rykker.example/"),
            ("EMPTY", " "),
            ("BILLY_QUEUE_URL", "https://sqs.example/billy"),
        ];
        Environment::of(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())))
    }

    #[test]
    fn what_is_missing_is_named() {
        let names = |error: SettingError| error.to_string();
        assert_eq!(environment().text("TABLE"), Ok("rykker".into()));
        assert_eq!(
            environment().text("EMPTY").map_err(names),
            Err("the environment variable EMPTY is missing".into())
        );
        let missing = ScheduleSettings::of_silent_starts(&environment()).map_err(names);
        assert_eq!(missing, Err("the environment variable SCHEDULE_GROUP is missing".into()));
    }

    #[test]
    fn an_address_is_ready_to_be_appended_to() {
        assert_eq!(environment().address("PUBLIC_URL"), Ok("https://rykker.example".into()));
        let wrong = environment().address("TABLE").unwrap_err().to_string();
        assert!(wrong.contains("TABLE") && wrong.contains("https"), "{wrong}");
    }

    #[test]
    fn a_queue_is_found_by_its_systems_name() {
        let queues = Queues::of(&environment());
        assert_eq!(queues.of_system(&SystemName::known("billy")), Some("https://sqs.example/billy"));
        assert_eq!(queues.of_system(&SystemName::known("dinero")), None);
    }

    #[test]
    fn the_environment_never_prints_its_values() {
        assert!(!format!("{:?}", environment()).contains("rykker.example"));
    }
}
