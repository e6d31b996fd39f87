"""Story 10: fourteen days on which nothing happens. No mail, and each tenant-day keeps its budget, counted at the receiver."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from accounting_systems import SYSTEMS, System
from local_aws import Call, LocalAws
from tenant import Tenant
from world import World

DAYS = 14
# One Query of all that is open, and one transaction that stores the report.
TABLE_CALLS_A_DAY = 2
KINDS = ["busy", "first", "empty"]


# A plan that is at its end after one letter.
ONE_LETTER = Path(__file__).with_name("one_letter.plan.json")
# A weekend, a letter, and the look that finds nothing more to do.
UNTIL_ALL_IS_SAID = 6


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
            {f"{row['method']} {row['path']}": row["count"] for row in rows if row["company"] in (company.organization, company.key)}
        )


@dataclass
class Fortnight:
    tenants: dict[tuple[str, str], Quiet]
    calls: Counter[Call]


def busy(world: World, system: System) -> Tenant:
    """Three approved cases that had their last letter, and one that was declined and is still overdue."""
    tenant = world.add_settled_tenant(system, decision_days=1)
    for whom in ("business", "consumer"):
        world.rykker.done("tenant", "plan", tenant.id, "--for", whom, "--file", str(ONE_LETTER))
    numbers = [tenant.company.invoice(f"Debitor {nth} ApS", 20_000, world.due(system, 2 + nth)) for nth in range(4)]
    assert tenant.run()["new"] == 4
    assert tenant.decide("decline", numbers[0]) == 200
    assert tenant.decide("approve") == 200
    return tenant


def asked_for_the_first_time(world: World, system: System) -> Tenant:
    """Its first run waits for an answer, for ever."""
    company = world.open_company(system)
    for nth in range(2):
        company.invoice(f"Venter {nth} ApS", 30_000, world.due(system, 10 + nth))
    tenant = world.add_tenant(company)
    assert tenant.run()["new"] == 2
    return tenant


@pytest.fixture(scope="module")
def fortnight(world: World) -> Fortnight:
    tenants = {}
    for system in SYSTEMS:
        tenants[system.name, "busy"] = (busy(world, system), 3)
        tenants[system.name, "first"] = (asked_for_the_first_time(world, system), 2)
        tenants[system.name, "empty"] = (world.add_settled_tenant(system), 0)
    # Time for the short windows to end, for the one letter of the plan to leave, and for every function to be warm.
    world.next_morning(UNTIL_ALL_IS_SAID)
    quiet = {}
    for which, (tenant, open_cases) in tenants.items():
        quiet[which] = Quiet(tenant, open_cases, tenant.statuses(), len(tenant.mails()), Counter())
        quiet[which].requests = quiet[which].requests_now()
    aws = LocalAws(world.stack)
    before = aws.calls()
    world.next_morning(DAYS)
    calls = aws.calls() - before
    for one in quiet.values():
        one.requests = one.requests_now() - one.requests
    return Fortnight(quiet, calls)


@pytest.fixture(params=KINDS)
def quiet(request: pytest.FixtureRequest, system: System, fortnight: Fortnight) -> Quiet:
    return fortnight.tenants[system.name, request.param]


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


def test_a_system_is_asked_for_its_lists_and_for_nothing_that_they_tell(system: System, quiet: Quiet) -> None:
    lists = {path: times * DAYS for path, times in system.daily_lists.items()}
    assert {path: quiet.requests[path] for path in lists} == lists
    more = sum(quiet.requests.values()) - sum(lists.values())
    assert more <= DAYS * (system.more_a_day + system.more_a_case * quiet.open_cases), quiet.requests


def test_a_worker_that_is_warm_asks_for_no_secret(world: World, system: System, fortnight: Fortnight) -> None:
    aws, tenant = LocalAws(world.stack), fortnight.tenants[system.name, "busy"].tenant

    def secrets_read() -> int:
        return sum(n for call, n in aws.calls().items() if call.service == "secretsmanager")

    # The command asks for secrets too, so only the worker is called.
    job = {"tenant": tenant.id, "run": world.today().isoformat()}
    for _ in range(2):
        before = secrets_read()
        aws.send(system.queue(), job)
        world.settle()
    assert secrets_read() == before
