"""Story 6: the accounting system answers wrongly, late or not at all. Nothing is lost or closed, and the day after is right."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from accounting_systems import SYSTEMS, System
from local_aws import LocalAws
from tenant import Tenant
from world import World

# What is ordered at the sandbox, and how the run's report has to name it.
TROUBLES: dict[str, tuple[str, dict[str, Any]]] = {
    # Longer than a run waits: it gives up at once and is tried again later.
    "throttled": ("unreachable", {"retry_after": 3600}),
    "unavailable": ("unreachable", {}),
    "closed": ("unreachable", {}),
    "html_answer": ("not_understood", {}),
    "cut_json": ("not_understood", {}),
}
# The service is gone for good: neither "nothing is overdue" nor a broken key, and told apart from a bad hour by a metric.
SWITCHED_OFF = "switched off"
OUTCOMES = {kind: outcome for kind, (outcome, _) in TROUBLES.items()} | {SWITCHED_OFF: "unreachable"}
METRICS = ("RunsUnreachable", "RunsNotUnderstood", "SystemsSwitchedOff")


def troubles_of(system: System) -> list[str]:
    return [*TROUBLES, *([SWITCHED_OFF] if system.switched_off else [])]


@dataclass
class Struck:
    """A tenant with one case that stays, one whose invoice is paid on the bad day, and one invoice that came new that day."""

    tenant: Tenant
    stays: str
    paid: str
    new: str = ""
    bad_day: dict[str, str] = field(default_factory=dict)
    bad_day_mails: int = 0
    bad_day_connection: str = ""

    def strike(self, kind: str) -> None:
        company = self.tenant.company
        if kind == SWITCHED_OFF:
            company.switch(**company.system.switched_off)
        else:
            company.fault(kind, **TROUBLES[kind][1])

    def heal(self) -> None:
        company = self.tenant.company
        company.switch(**{switch: False for switch in company.system.switched_off})
        company.heal()

    def report(self, date: str) -> dict[str, Any]:
        """The report of a morning's run."""
        (report,) = [run for run in self.tenant.shown()["runs"] if run["run"] == date]
        return dict(report)


@dataclass
class Days:
    """Three mornings: all is well, trouble, all is well again. What hangs does so for one attempt of the bad morning only."""

    struck: dict[tuple[str, str], Struck]
    hung: dict[str, Struck]
    bad: str
    good: str
    counted: dict[str, int]
    given_up: str


def opened(world: World, system: System, name: str) -> Struck:
    company = world.open_company(system, name)
    stays = company.invoice("Bliver Stående ApS", 120_050, world.due(system, 20))
    paid = company.invoice("Betaler Snart ApS", 80_000, world.due(system, 9))
    return Struck(world.add_tenant(company, name), stays, paid)


@pytest.fixture(scope="module")
def days(world: World) -> Days:
    aws = LocalAws(world.stack)
    struck = {
        (system.name, kind): opened(world, system, f"Ramt af {kind}")
        for system in SYSTEMS
        for kind in troubles_of(system)
    }
    hung = {system.name: opened(world, system, "Hængt ApS") for system in SYSTEMS}
    world.next_morning()

    for one in [*struck.values(), *hung.values()]:
        company = one.tenant.company
        company.pay(one.paid)
        one.new = company.invoice("Kom Til ApS", 33_333, world.due(company.system, 0))
    for (_, kind), one in struck.items():
        one.strike(kind)
    for one in hung.values():
        # A request is sent three times at most: this is one whole attempt of the run.
        company = one.tenant.company
        company.fault("slow_answer", times=3, path=company.system.invoices_path)
    before = {name: aws.metric("FetchWorker", name) for name in METRICS}
    world.next_morning()
    bad = world.today().isoformat()
    given_up = " ".join(letter for system in SYSTEMS for letter in aws.take_dead_letters(system.dead_letters()))
    for one in struck.values():
        one.bad_day, one.bad_day_mails = one.tenant.statuses(), len(one.tenant.mails())
        one.bad_day_connection = one.tenant.shown()["connection"]["state"]
        one.heal()

    world.next_morning()
    # What a function writes last before it answers is collected with its next call at times.
    counted = {name: aws.metric("FetchWorker", name) - before[name] for name in METRICS}
    return Days(struck, hung, bad, world.today().isoformat(), counted, given_up)


def every_trouble() -> list[tuple[str, str]]:
    return [(system.name, kind) for system in SYSTEMS for kind in troubles_of(system)]


@pytest.mark.parametrize("which", every_trouble(), ids="-".join)
def test_while_the_system_is_in_trouble_nothing_is_closed_opened_or_mailed(days: Days, which: tuple[str, str]) -> None:
    one = days.struck[which]
    assert one.bad_day == {one.stays: "awaiting_approval", one.paid: "awaiting_approval"}
    assert one.bad_day_mails == 1, "only the first morning's mail"
    assert one.bad_day_connection == "working", "it is not the key that is wrong"


@pytest.mark.parametrize("which", every_trouble(), ids="-".join)
def test_the_report_names_the_trouble_and_the_system(days: Days, which: tuple[str, str]) -> None:
    system, kind = which
    report = days.struck[which].report(days.bad)
    assert report["outcome"] == OUTCOMES[kind]
    assert system in report["problem"].lower()
    assert (report["new"], report["changed"], report["closed"]) == (0, 0, 0)


@pytest.mark.parametrize("which", every_trouble(), ids="-".join)
def test_the_day_after_is_right(days: Days, which: tuple[str, str]) -> None:
    assert_all_was_picked_up(days.struck[which], days.good)


def test_the_operator_is_told_by_metrics_that_alarms_watch(days: Days) -> None:
    kinds = [kind for _, kind in days.struck]
    outcomes = [OUTCOMES[kind] for kind in kinds if kind != SWITCHED_OFF]
    assert days.counted["RunsNotUnderstood"] >= outcomes.count("not_understood")
    # Each is tried anew until it is given up, and each try counts.
    assert days.counted["RunsUnreachable"] > outcomes.count("unreachable")
    assert days.counted["SystemsSwitchedOff"] >= kinds.count(SWITCHED_OFF) > 0


def test_a_job_whose_system_stays_away_ends_as_a_dead_letter_and_one_that_was_answered_does_not(days: Days) -> None:
    gone = {which for which, one in days.struck.items() if one.tenant.id in days.given_up}
    assert gone == {which for which in days.struck if OUTCOMES[which[1]] == "unreachable"}


def test_a_system_that_hangs_is_given_up_in_time_and_asked_again_the_same_day(
    world: World, days: Days, system: System
) -> None:
    one = days.hung[system.name]
    tried = [line for line in LocalAws(world.stack).log("FetchWorker") if line.get("tenant") == one.tenant.id]
    assert any("did not answer in time" in str(line.get("problem")) for line in tried)
    assert_all_was_picked_up(one, days.bad)


def assert_all_was_picked_up(one: Struck, date: str) -> None:
    """The run of this date has found the payment and the newcomer, and the tenant was told of both in one mail."""
    report = one.report(date)
    assert (report["outcome"], report["new"], report["closed"]) == ("ok", 1, 1)
    cases = one.tenant.cases()
    assert {number: case["status"] for number, case in cases.items()} == {
        one.stays: "awaiting_approval",
        one.paid: "closed",
        one.new: "awaiting_approval",
    }
    assert (cases[one.paid]["close_reason"], cases[one.paid]["outstanding_minor"]) == ("paid_in_full", 0)
    mails = one.tenant.mails()
    assert len(mails) == 2
    assert mails[1].sent.startswith(date)
