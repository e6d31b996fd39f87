"""Story 7: the worker dies in the middle, a job comes twice, a batch has a bad tenant. The end is that of a clean run."""

from __future__ import annotations

import pytest
from accounting_systems import ANY, SYSTEMS, System
from local_aws import LocalAws, wait_until
from sandbox import Company
from tenant import Tenant
from twins import books, end_state, twins
from world import World

# A job whose worker died is taken up again after its queue's visibility timeout.
UNTIL_TAKEN_UP_AGAIN = 1_000.0

# Where the list tells all, cases are opened page by page; where it does not, invoices are read one by one at the end.
LISTING = [system for system in SYSTEMS if system.list_is_whole]
READING = [system for system in SYSTEMS if not system.list_is_whole]


def queue_run(world: World, tenant: Tenant) -> None:
    """Asks for a run, and does not wait for it."""
    world.rykker.done("run", "--tenant", tenant.id)


def kill_the_worker(world: World, company: Company) -> None:
    """Ends the worker in the middle without a word, takes the trouble away, and lets the job be taken up again."""
    assert LocalAws(world.stack).kill("FetchWorker") > 0
    company.heal()
    world.settle(horizon=UNTIL_TAKEN_UP_AGAIN)


@pytest.mark.parametrize("system", LISTING, ids=str)
def test_a_worker_killed_between_two_pages_leaves_the_same_as_one_that_was_not(world: World, system: System) -> None:
    def long_list(company: Company) -> None:
        company.generate(600, world.days_ago(80), last_due=world.days_ago(-5))
        company.switch(**system.paging)

    clean, killed = twins(world, system, "Tvilling ApS", long_list)
    assert clean.run()["outcome"] == "ok"

    before = killed.company.requests_seen()
    killed.company.fault("slow_answer", times=1, path=system.second_page)
    queue_run(world, killed)
    wait_until("the second page is asked for", lambda: killed.company.requests_seen() >= before + 2)
    assert 0 < len(killed.cases()) < len(clean.cases()), "some of the work was done, not all"
    assert not killed.mails()
    kill_the_worker(world, killed.company)

    assert end_state(killed) == end_state(clean)
    assert len(killed.mails()) == 1
    # Later stories need not walk these books again each morning.
    for company in books(clean, killed):
        company.revoke_key()


@pytest.mark.parametrize("system", READING, ids=str)
def test_a_worker_killed_after_it_has_written_changes_tells_of_them_once_all_the_same(
    world: World, system: System
) -> None:
    clean, killed = twins(world, system, "Zwilling ApS")
    numbers = []
    for company in books(clean, killed):
        dues = [world.due(system, 10 + nth) for nth in range(5)]
        numbers = [company.invoice(f"Debitor {nth} ApS", 100_000 + nth, due) for nth, due in enumerate(dues)]
    assert (clean.run()["new"], killed.run()["new"]) == (5, 5)
    for company in books(clean, killed):
        company.pay(numbers[0])
        company.pay(numbers[1], 40_000)
        company.credit(numbers[2])
        numbers.append(company.invoice("Ny ApS", 77_700, world.due(system, 2)))
    assert clean.run()["closed"] == (2 if system.credits_are_linked else 1)

    # New invoices are read after the changed ones, so the changes stand in the table by then, untold.
    new = killed.company.invoice_id(numbers[-1])
    killed.company.fault("slow_answer", times=1, path=new)
    queue_run(world, killed)
    wait_until("the changes are written", lambda: "closed" in killed.statuses().values())
    assert len(killed.mails()) == 1, "nothing has been told of them yet"
    kill_the_worker(world, killed.company)

    assert end_state(killed) == end_state(clean)
    assert len(killed.mails()) == 2


@pytest.mark.parametrize("together", [True, False], ids=["in one batch", "in two batches"])
def test_a_job_that_is_delivered_twice_at_once_does_no_more_than_once(
    world: World, system: System, together: bool
) -> None:
    aws = LocalAws(world.stack)
    count = 120 if system.list_is_whole else 6
    once, twice = twins(
        world, system, "Dobbelt ApS", lambda company: company.generate(count, world.days_ago(60), last_due=world.days_ago(-3))
    )
    assert once.run()["outcome"] == "ok"

    job = {"tenant": twice.id, "run": world.today().isoformat()}
    twice.company.fault("slow_answer", delay_ms=1_500, times=2)
    if together:
        aws.send(system.queue(), job, job)
    else:
        before = twice.company.requests_seen()
        aws.send(system.queue(), job)
        wait_until("the first is at work", lambda: twice.company.requests_seen() > before)
        aws.send(system.queue(), job)
    wait_until("both are at work", lambda: twice.company.requests_seen() >= 2)
    world.settle()

    assert end_state(twice) == end_state(once)
    assert len(twice.mails()) == 1


def test_bad_jobs_in_a_batch_do_not_touch_the_good_ones_beside_them(world: World, system: System) -> None:
    aws = LocalAws(world.stack)
    count = 30 if system.list_is_whole else 6

    def some(company: Company) -> None:
        company.generate(count, world.days_ago(60), last_due=world.days_ago(-3))

    clean, first = twins(world, system, "God Nabo ApS", some)
    bad, last = twins(world, system, "God Nabo ApS", some)
    assert clean.run()["outcome"] == "ok"

    own = sealed_credentials(world, bad)
    # What was sealed for somebody else cannot be opened.
    put_credentials(world, bad, sealed_credentials(world, first))
    run = world.today().isoformat()
    jobs = [{"tenant": tenant.id, "run": run} for tenant in (first, bad, last)]
    aws.send(system.queue(), jobs[0], "this is no job", jobs[1], jobs[2])
    world.settle(horizon=6 * UNTIL_TAKEN_UP_AGAIN)

    assert end_state(first) == end_state(last) == end_state(clean)
    assert "this is no job" in aws.take_dead_letters(system.dead_letters())
    report = bad.shown()["runs"][0]
    assert (report["outcome"], report["new"]) == ("not_understood", 0)
    assert "credentials" in report["problem"]
    assert not bad.mails()

    put_credentials(world, bad, own)
    assert bad.run()["outcome"] == "ok"
    assert end_state(bad)["cases"] == end_state(clean)["cases"]
    assert len(bad.mails()) == 1


def test_a_mail_whose_sender_is_killed_goes_out_all_the_same(world: World) -> None:
    aws = LocalAws(world.stack)
    company = world.open_company(ANY, "Postvæsen ApS")
    number = company.invoice("Modtager ApS", 45_000, world.days_ago(4))
    tenant = world.add_tenant(company)
    with aws.answers_held("SendRawEmail"):
        queue_run(world, tenant)
        aws.wait_until_held()
        assert aws.kill("Effects") > 0
    # The mail had left, but nobody could write that down: better twice than never.
    world.settle(horizon=UNTIL_TAKEN_UP_AGAIN)
    mails = tenant.mails()
    assert 1 <= len(mails) <= 2
    assert all("450,00" in mail.plain_text() for mail in mails)
    assert not [effect for effect in world.rykker.done("effects", "list") if effect["tenant"] == tenant.id]
    assert tenant.decide("approve", number) == 200


def item_of(tenant: Tenant) -> dict[str, dict[str, str]]:
    return {"pk": {"S": f"TENANT#{tenant.id}"}, "sk": {"S": "#PROFILE"}}


def sealed_credentials(world: World, tenant: Tenant) -> dict[str, str]:
    """A tenant's credentials as its item holds them."""
    table = LocalAws(world.stack).dynamodb()
    item = table.get_item(TableName=world.stack.table, Key=item_of(tenant))["Item"]
    return dict(item["profile"]["M"]["sealed"])


def put_credentials(world: World, tenant: Tenant, sealed: dict[str, str]) -> None:
    """Its item holds these from now on."""
    LocalAws(world.stack).dynamodb().update_item(
        TableName=world.stack.table,
        Key=item_of(tenant),
        UpdateExpression="SET #profile.#sealed = :sealed",
        ExpressionAttributeNames={"#profile": "profile", "#sealed": "sealed"},
        ExpressionAttributeValues={":sealed": sealed},
    )
