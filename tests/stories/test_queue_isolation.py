"""One accounting system's trouble does not hold up the other: each has its own queue and its own limit."""

from __future__ import annotations

from local_aws import wait_until
from world import World

# Longer than the other system's run takes, shorter than a request is waited for.
LATE_MS = 15_000


def test_while_billy_hangs_for_one_tenant_a_tenant_of_dinero_is_run_and_told(world: World) -> None:
    hangs, flows = (world.open_company(system, "Uafhængig ApS") for system in ("billy", "dinero"))
    for company in (hangs, flows):
        company.invoice("Skyldner ApS", 10_000, world.days_ago(5))
    waiting, served = world.add_tenant(hangs), world.add_tenant(flows)
    before = hangs.requests_seen()
    hangs.fault("slow_answer", delay_ms=LATE_MS, times=1)
    world.rykker.done("run", "--tenant", waiting.id)
    wait_until("Billy is asked", lambda: hangs.requests_seen() > before)

    (report,) = world.rykker.done("run", "--wait", "--tenant", served.id)
    assert (report["outcome"], report["new"]) == ("ok", 1)
    wait_until("the mail of Dinero's tenant", lambda: len(served.mails()) == 1)
    assert not waiting.shown()["runs"], "Billy's answer is still to come"

    world.settle()
    assert waiting.shown()["runs"][0]["outcome"] == "ok"
    assert len(waiting.mails()) == 1
