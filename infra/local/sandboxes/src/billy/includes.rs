//! `include=invoice.contact:sideload,invoice.lines:embed`: which related records come along, and where.

/// Where related records are put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// In a root list of the answer; the default.
    Sideload,
    /// Inside the record.
    Embed,
}

/// What was asked to come along.
#[derive(Clone, Debug, Default)]
pub struct Includes(Vec<(String, Mode)>);

impl Includes {
    /// Reads the parameter. What is not known here is ignored.
    pub fn read(text: Option<&str>) -> Self {
        let items = text.unwrap_or_default().split(',').filter(|item| !item.is_empty());
        let item = |item: &str| match item.split_once(':') {
            Some((path, "embed")) => (path.to_owned(), Mode::Embed),
            Some((path, _)) => (path.to_owned(), Mode::Sideload),
            None => (item.to_owned(), Mode::Sideload),
        };
        Self(items.map(str::trim).map(item).collect())
    }

    /// How `resource.property` comes along, if at all.
    pub fn mode(&self, path: &str) -> Option<Mode> {
        self.0.iter().find(|(known, _)| known == path).map(|(_, mode)| *mode)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sideloading_is_the_default() {
        let includes = Includes::read(Some("invoice.contact,invoice.lines:embed,contact.city:sideload"));
        assert_eq!(includes.mode("invoice.contact"), Some(Mode::Sideload));
        assert_eq!(includes.mode("invoice.lines"), Some(Mode::Embed));
        assert_eq!(includes.mode("contact.city"), Some(Mode::Sideload));
        assert_eq!(includes.mode("invoice.lateFees"), None);
    }
}
