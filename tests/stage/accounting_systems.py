"""The table of accounting systems that are polled, as the stories see them: what a story must know of one stands in its row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

# What becomes of a row that is odd in some way, where it is not skipped with a code.
CASE, UNSEEN = "case", "not in the list of what is overdue"


@dataclass(frozen=True, eq=False)
class System:
    """One system. `name` is the product's, `title` what people say; `language` is that of its stories' tenants."""

    name: str
    title: str
    country: str
    currency: str
    language: str
    # What `rykker` asks for, from the company's id and its key.
    credentials: Callable[[str, str], dict[str, str]]
    # What becomes of odd rows on the first run; what is not named cannot be there.
    oddities: Mapping[str, str]
    # How often each list is asked for on a day without news.
    daily_lists: Mapping[str, int]
    # A part of the path of its lists and single invoices.
    invoices_path: str
    # Days past due on which an invoice is first fetched.
    just_overdue: int = 1
    # Invoices that fell due longer ago than so many days are not followed; none where nobody is asked.
    follows_days: int | None = None
    # A credit note names the invoice that it credits. Where it does not, its debtor's cases rest and the tenant is asked.
    credits_are_linked: bool = True
    # An invoice that is not found was deleted. Where it may have other reasons, its case rests.
    missing_is_gone: bool = True
    voids: bool = True
    # What people write of it may be a credit note that names no invoice.
    has_unlinked_credits: bool = False
    # The sandbox's switches that make it answer 404 to everything, where that means that the service is gone.
    switched_off: Mapping[str, object] = field(default_factory=dict)
    # The list tells all that a case needs. Where it does not, invoices are read one by one.
    list_is_whole: bool = True
    # How the second page of a list is asked for, and how the sandbox is made to have one.
    second_page: str = ""
    paging: Mapping[str, object] = field(default_factory=dict)
    # How many invoices take several short calls of the worker to read one by one, and how many one such call reads.
    several_calls: int = 0
    reads_a_call: int = 0
    # The most requests of a quiet day beside the lists: of a day, and of each open case.
    more_a_day: int = 0
    more_a_case: int = 0

    def queue(self) -> str:
        return f"{self.title}Queue"

    def dead_letters(self) -> str:
        return f"{self.title}DeadLetters"

    def __str__(self) -> str:
        return self.name


BILLY = System(
    name="billy",
    title="Billy",
    country="dk",
    currency="DKK",
    language="da",
    credentials=lambda _, key: {"access-token": key},
    oddities={
        "foreign": CASE,
        "unknown currency": "unknown_currency",
        "paid": UNSEEN,
        "draft": UNSEEN,
        "credit note": "credit_note",
        "voided, and yet with a balance": UNSEEN,
        "due today": UNSEEN,
        "a day too early": UNSEEN,
        "without a due date": UNSEEN,
    },
    daily_lists={"GET /v2/invoices": 1},
    invoices_path="invoices",
    second_page="page=2",
)

DINERO = System(
    name="dinero",
    title="Dinero",
    country="dk",
    currency="DKK",
    language="en",
    credentials=lambda organization, key: {"organization-id": organization, "api-key": key},
    oddities={
        "foreign": CASE,
        "unknown currency": "unknown_currency",
        "paid": UNSEEN,
        "draft": UNSEEN,
        # They have a list of their own here.
        "credit note": UNSEEN,
        "in collection": "in_collection_elsewhere",
        "due today": "not_overdue",
        "due tomorrow": "not_overdue",
        "a day too early": "not_overdue",
        "without a due date": "no_due_date",
    },
    # The list of what is unpaid, and that of credit notes.
    daily_lists={},
    invoices_path="invoices",
    voids=False,
    list_is_whole=False,
    several_calls=40,
    reads_a_call=10,
    # A token, and the two lists.
    more_a_day=3,
    # The list does not tell what is owed, so an open case is read: the invoice, its debtor, its payments.
    more_a_case=3,
)

ORDRESTYRING = System(
    name="ordrestyring",
    title="Ordrestyring",
    country="dk",
    currency="DKK",
    language="da",
    credentials=lambda _, key: {"api-key": key},
    oddities={
        # Its currencies have ids, and nobody tells of which.
        "foreign": "unknown_currency",
        "unknown currency": "unknown_currency",
        "paid": UNSEEN,
        "draft": UNSEEN,
        "credit note": "credit_note",
        "due today": UNSEEN,
        "due tomorrow": UNSEEN,
        "a day too early": UNSEEN,
        "without a due date": UNSEEN,
    },
    # The list of what is overdue, and that of credit notes.
    daily_lists={"GET /debtor-invoices": 2},
    invoices_path="debtor-invoices",
    credits_are_linked=False,
    missing_is_gone=False,
    voids=False,
    has_unlinked_credits=True,
    switched_off={"switched_off": True},
    list_is_whole=False,
    several_calls=70,
    reads_a_call=60,
)

TRIPLETEX = System(
    name="tripletex",
    title="Tripletex",
    country="no",
    currency="NOK",
    language="nb",
    credentials=lambda _, key: {"employee-token": key},
    oddities={
        "foreign": "unknown_currency",
        "unknown currency": "unknown_currency",
        "paid": UNSEEN,
        "draft": UNSEEN,
        "credit note": "credit_note",
        "voided, and yet with a balance": UNSEEN,
        "due today": UNSEEN,
        "due tomorrow": UNSEEN,
        "a day too early": "below_minimum_days",
        "without a due date": "no_due_date",
    },
    daily_lists={"GET /v2/invoice": 1},
    invoices_path="invoice",
    just_overdue=15,
    follows_days=200,
    missing_is_gone=False,
    has_unlinked_credits=True,
    second_page="from=300",
    paging={"page_limit": 300},
    # A session lives for two days.
    more_a_day=1,
)

SYSTEMS = (BILLY, DINERO, ORDRESTYRING, TRIPLETEX)

# Nothing is polled here: its users send invoices to us.
MINUBA = System(
    name="minuba",
    title="Minuba",
    country="dk",
    currency="DKK",
    language="da",
    credentials=lambda *_: {},
    oddities={},
    daily_lists={},
    invoices_path="Invoice",
    voids=False,
)

BY_NAME = {system.name: system for system in (*SYSTEMS, MINUBA)}
# Where one row is as good as another: what is told there is the same whichever system the invoices come from.
ANY = BILLY
