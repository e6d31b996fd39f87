"""One accounting system's trouble does not hold up another: each has its own queue and its own limit."""

from __future__ import annotations

import pytest
from accounting_systems import SYSTEMS, System
from local_aws import wait_until
from world import World

# Each system hangs once, and each is served once meanwhile.
PAIRS = list(zip(SYSTEMS, (*SYSTEMS[1:], SYSTEMS[0])))


@pytest.mark.parametrize(("hanging", "other"), PAIRS, ids=str)
def test_while_one_system_hangs_for_one_tenant_a_tenant_of_another_is_run_and_told(
    world: World, hanging: System, other: System
) -> None:
    hangs, flows = (world.open_company(system, "Uafhængig ApS") for system in (hanging, other))
    for company in (hangs, flows):
        company.invoice("Skyldner ApS", 10_000, world.due(company.system, 5))
    waiting, served = world.add_tenant(hangs), world.add_tenant(flows)
    before = hangs.requests_seen()
    # No answer until it is healed, however often it is asked.
    hangs.fault("slow_answer")
    world.rykker.done("run", "--tenant", waiting.id)
    wait_until(f"{hanging.title} is asked", lambda: hangs.requests_seen() > before)

    (report,) = world.rykker.done("run", "--wait", "--tenant", served.id)
    assert (report["outcome"], report["new"]) == ("ok", 1)
    wait_until(f"the mail of {other.title}'s tenant", lambda: len(served.mails()) == 1)
    assert not waiting.shown()["runs"], f"{hanging.title}'s answer is still to come"

    hangs.heal()
    world.settle()
    assert waiting.shown()["runs"][0]["outcome"] == "ok"
    assert len(waiting.mails()) == 1
