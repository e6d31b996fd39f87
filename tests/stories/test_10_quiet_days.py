"""Story 10: fourteen days on which nothing happens. No mail, and each tenant-day keeps its budget, counted at the receiver."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pytest
from local_aws import Call, LocalAws
from tenant import Tenant
from world import World

DAYS = 14
# One Query of all that is open, and one transaction that stores the report.
TABLE_CALLS_A_DAY = 2
SYSTEMS = ("billy", "dinero")
# Dinero's list does not tell what is owed, so an open case is read: the invoice, its debtor, its payments.
DINERO_REQUESTS_A_CASE = 3
# A token, the list of what is unpaid, the list of credit notes.
DINERO_REQUESTS_A_DAY = 3


@dataclass
class Quiet:
    """A tenant before and after its quiet days."""

    tenant: Tenant
    open_cases: int
    statuses: dict[str, str]
    mails: int
    requests: Counter[str]

    def requests_now(self) -> Counter[str]:
        """What its company has been asked, by method and path."""
        company = self.tenant.company
        rows = company.sandbox.get("/requests")["counts"]
        return Counter(
            {f"{row['method']} {row['path']}": row["count"] for row in rows if row["company"] == company.organization}
        )


@dataclass
class Fortnight:
    tenants: dict[str, Quiet]
    calls: Counter[Call]


def busy(world: World, system: str) -> Tenant:
    """Three approved cases, and one that was declined and is still overdue. Its window is over when the quiet days begin."""
    tenant = world.add_settled_tenant(system, decision_days=1)
    numbers = [tenant.company.invoice(f"Debitor {nth} ApS", 20_000, world.days_ago(2 + nth)) for nth in range(4)]
    assert tenant.run()["new"] == 4
    assert tenant.decide("decline", numbers[0]) == 200
    assert tenant.decide("approve") == 200
    return tenant


def asked_for_the_first_time(world: World, system: str) -> Tenant:
    """Its first run waits for an answer, for ever."""
    company = world.open_company(system)
    for nth in range(2):
        company.invoice(f"Venter {nth} ApS", 30_000, world.days_ago(10 + nth))
    tenant = world.add_tenant(company)
    assert tenant.run()["new"] == 2
    return tenant


@pytest.fixture(scope="module")
def fortnight(world: World) -> Fortnight:
    tenants = {f"{system} busy": (busy(world, system), 3) for system in SYSTEMS}
    tenants |= {f"{system} first": (asked_for_the_first_time(world, system), 2) for system in SYSTEMS}
    tenants["billy empty"] = (world.add_settled_tenant("billy"), 0)
    # Time for the short windows to end, and for every function to be warm.
    world.next_morning(2)
    quiet = {}
    for name, (tenant, open_cases) in tenants.items():
        quiet[name] = Quiet(tenant, open_cases, tenant.statuses(), len(tenant.mails()), Counter())
        quiet[name].requests = quiet[name].requests_now()
    aws = LocalAws(world.stack)
    before = aws.calls()
    world.next_morning(DAYS)
    calls = aws.calls() - before
    for one in quiet.values():
        one.requests = one.requests_now() - one.requests
    return Fortnight(quiet, calls)


@pytest.fixture(params=["billy busy", "billy first", "billy empty", "dinero busy", "dinero first"])
def quiet(request: pytest.FixtureRequest, fortnight: Fortnight) -> Quiet:
    return fortnight.tenants[request.param]


def test_nothing_changes_and_no_mail_is_sent(quiet: Quiet) -> None:
    assert quiet.tenant.statuses() == quiet.statuses
    assert len(quiet.tenant.mails()) == quiet.mails
    reports = quiet.tenant.shown()["runs"]
    assert {report["outcome"] for report in reports[:5]} == {"ok"}


def test_a_tenant_day_costs_two_calls_of_the_table_and_none_of_secrets_mail_or_schedules(
    fortnight: Fortnight, quiet: Quiet
) -> None:
    own = {(call.service, call.operation): n for call, n in fortnight.calls.items() if call.tenant == quiet.tenant.id}
    # A job is put on its queue with others; the request is counted for the first of them.
    in_queues = own.pop(("sqs", "SendMessageBatch"), 0)
    assert in_queues <= DAYS
    assert sum(own.values()) == TABLE_CALLS_A_DAY * DAYS, own
    assert {service for service, _ in own} == {"dynamodb"}


@pytest.mark.parametrize("name", ["billy busy", "billy first", "billy empty"])
def test_billy_is_asked_for_its_list_once_a_day_and_for_no_case_that_the_list_answers(
    fortnight: Fortnight, name: str
) -> None:
    assert fortnight.tenants[name].requests == {"GET /v2/invoices": DAYS}


@pytest.mark.parametrize("name", ["dinero busy", "dinero first"])
def test_dinero_is_asked_for_its_lists_and_for_open_cases_only(fortnight: Fortnight, name: str) -> None:
    one = fortnight.tenants[name]
    a_day = DINERO_REQUESTS_A_DAY + DINERO_REQUESTS_A_CASE * one.open_cases
    assert DAYS <= sum(one.requests.values()) <= DAYS * a_day, one.requests


@pytest.mark.parametrize("name", ["billy busy", "dinero busy"])
def test_a_worker_that_is_warm_asks_for_no_secret(world: World, fortnight: Fortnight, name: str) -> None:
    aws, tenant = LocalAws(world.stack), fortnight.tenants[name].tenant

    def secrets_read() -> int:
        return sum(n for call, n in aws.calls().items() if call.service == "secretsmanager")

    # The command asks for secrets too, so only the worker is called.
    job = {"tenant": tenant.id, "run": world.today().isoformat()}
    queue = f"{tenant.company.system.capitalize()}Queue"
    for _ in range(2):
        before = secrets_read()
        aws.send(queue, job)
        world.settle()
    assert secrets_read() == before
