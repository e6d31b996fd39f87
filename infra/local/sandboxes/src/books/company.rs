//! One company, as tests and the admin pages hold it.

use jiff::civil::Date;
use serde_json::Value;

use super::ledger::check_name;
use super::{Books, Generate, Invoice, Ledger, NewInvoice, Refused, System};
use crate::faults::Fault;

/// A company to be opened. What is not given is made up.
#[derive(Clone, Debug, Default)]
pub struct NewCompany {
    /// Its name.
    pub name: String,
    /// Token (Billy) or API key (Dinero).
    pub key: Option<String>,
    /// Organization id.
    pub organization: Option<String>,
    /// Registration number (CVR).
    pub cvr: Option<String>,
}

impl NewCompany {
    /// A company of which only the name matters.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }
}

/// A handle on one company of the books. Invoices are named by id or number.
pub struct Company<S: System> {
    books: Books<S>,
    index: usize,
}

impl<S: System> Clone for Company<S> {
    fn clone(&self) -> Self {
        Self { books: self.books.clone(), index: self.index }
    }
}

/// Acts that only need the name of the invoice; each refuses an unknown name.
macro_rules! acts {
    ($($(#[$about:meta])* $act:ident($($input:ident: $kind:ty),*) -> $answer:ty;)*) => {
        impl<S: System> Company<S> {
            $(
                $(#[$about])*
                ///
                /// # Errors
                /// When the invoice is unknown, or its state or the amount does not allow it.
                pub fn $act(&self, invoice: &str $(, $input: $kind)*) -> Result<$answer, Refused> {
                    self.change(|ledger| ledger.$act(invoice $(, $input)*))
                }
            )*
        }
    };
}

acts! {
    /// Pays `amount` hundredths, or all that is owed.
    pay(amount: Option<i64>) -> ();
    /// Takes the latest payment back: the invoice is open again.
    take_payment_back() -> ();
    /// Credits `amount` hundredths, or all that is owed; answers the id of the credit note.
    credit(amount: Option<i64>) -> String;
    /// Charges a reminder fee of `amount` hundredths.
    charge_fee(amount: i64) -> ();
    /// Voids it.
    void() -> ();
    /// Deletes it.
    delete() -> ();
    /// Moves the last day to pay, or takes it away.
    move_due(due: Option<Date>) -> ();
    /// Approves a draft.
    approve() -> ();
}

impl<S: System> Company<S> {
    pub(super) fn new(books: Books<S>, index: usize) -> Self {
        Self { books, index }
    }

    /// Its token (Billy) or API key (Dinero).
    #[must_use]
    pub fn key(&self) -> String {
        self.read(|ledger| ledger.key.clone())
    }

    /// Its organization id.
    #[must_use]
    pub fn organization(&self) -> String {
        self.read(|ledger| ledger.organization.clone())
    }

    /// Adds an invoice and answers its id.
    ///
    /// # Errors
    /// When the invoice cannot be one, or its number is taken.
    pub fn add(&self, new: NewInvoice) -> Result<String, Refused> {
        self.change(|ledger| ledger.add(new))
    }

    /// Adds many invoices and answers their ids.
    ///
    /// # Errors
    /// At the first that is refused; those before it stay.
    pub fn add_all(&self, new: Vec<NewInvoice>) -> Result<Vec<String>, Refused> {
        self.change(|ledger| new.into_iter().map(|one| ledger.add(one)).collect())
    }

    /// Adds many made-up invoices and answers their ids.
    ///
    /// # Errors
    /// When the days do not follow each other.
    pub fn generate(&self, generate: &Generate) -> Result<Vec<String>, Refused> {
        self.add_all(generate.invoices()?)
    }

    /// The invoice as the books hold it now.
    ///
    /// # Errors
    /// When it is unknown.
    pub fn invoice(&self, name: &str) -> Result<Invoice, Refused> {
        self.read(|ledger| ledger.find(name).map(|index| ledger.invoices[index].clone()))
    }

    /// Takes the key back, or gives it again.
    pub fn revoke_key(&self, revoked: bool) {
        self.change(|ledger| ledger.revoked = revoked);
    }

    /// Gives it a new key, which is good; the one before it is not known any more.
    ///
    /// # Errors
    /// When the key is already in use, or cannot be one.
    pub fn replace_key(&self, key: String) -> Result<(), Refused> {
        let mut ledgers = self.books.ledgers();
        check_name("key", &key, &ledgers)?;
        let ledger = &mut ledgers[self.index];
        (ledger.key, ledger.revoked) = (key, false);
        Ok(())
    }

    /// Sets a fault for requests to come.
    pub fn set_fault(&self, fault: Fault) {
        self.change(|ledger| ledger.faults.set(fault));
    }

    /// Takes all faults away.
    pub fn clear_faults(&self) {
        self.change(|ledger| ledger.faults.clear());
    }

    /// Changes how the double behaves towards this company.
    pub fn switch(&self, change: impl FnOnce(&mut S::Switches)) {
        self.change(|ledger| change(&mut ledger.switches));
    }

    /// Turns one switch by its name.
    ///
    /// # Errors
    /// When there is no such switch or it does not take the value.
    pub fn switch_by_name(&self, name: &str, value: &Value) -> Result<(), Refused> {
        self.change(|ledger| {
            ledger.switches = switched(&ledger.switches, name, value)?;
            Ok(())
        })
    }

    /// How often `method` on the path template `path` came for this company.
    #[must_use]
    pub fn count(&self, method: &str, path: &str) -> u64 {
        let company = self.organization();
        let requests = self.books.requests();
        let counts = requests.counts().iter();
        let of_this =
            counts.filter(|(kind, _)| kind.company == company && kind.method == method && kind.path == path);
        of_this.map(|(_, count)| count).sum()
    }

    /// Looks into the ledger.
    pub fn read<T>(&self, look: impl FnOnce(&Ledger<S>) -> T) -> T {
        look(&self.books.ledgers()[self.index])
    }

    fn change<T>(&self, change: impl FnOnce(&mut Ledger<S>) -> T) -> T {
        change(&mut self.books.ledgers()[self.index])
    }
}

/// `switches` with one of them changed. A text also counts as the number or word it spells, because
/// that is all a form can send.
fn switched<W>(switches: &W, name: &str, value: &Value) -> Result<W, Refused>
where
    W: serde::Serialize + serde::de::DeserializeOwned,
{
    let all = serde_json::to_value(switches).map_err(|error| Refused::input(name, error.to_string()))?;
    let Value::Object(mut fields) = all else {
        return Err(Refused::input(name, "there are no switches"));
    };
    if !fields.contains_key(name) {
        let known: Vec<_> = fields.keys().map(String::as_str).collect();
        return Err(Refused::input(name, format!("is no switch; there are {}", known.join(", "))));
    }
    fields.insert(name.to_owned(), value.clone());
    let first = serde_json::from_value(Value::Object(fields.clone()));
    let spelled = value.as_str().and_then(|text| serde_json::from_str(text).ok());
    match (first, spelled) {
        (Ok(switches), _) => Ok(switches),
        (Err(_), Some(spelled)) => {
            fields.insert(name.to_owned(), spelled);
            serde_json::from_value(Value::Object(fields))
                .map_err(|error| Refused::input(name, error.to_string()))
        }
        (Err(error), None) => Err(Refused::input(name, error.to_string())),
    }
}
