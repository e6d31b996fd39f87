"""Each sample of `events/` is given to its function as the trigger gives it. None of them names anything that exists here."""

from __future__ import annotations

import json
from typing import Any

import pytest
from build import ROOT
from local_aws import LocalAws
from world import World

EVENTS = ROOT / "events"
NO_FAILURES = {"batchItemFailures": []}

# What a function answers when there is nothing to do for it.
QUIET = [
    ("FanOut", "fan-out.by-hand", None),
    ("FanOut", "fan-out.schedule", None),
    ("FanOut", "fan-out.count", None),
    ("FanOut", "fan-out.page", None),
    ("FetchWorker", "fetch-worker", NO_FAILURES),
    ("AutoActivate", "auto-activate", None),
    ("Effects", "effects", NO_FAILURES),
    ("EffectsRelay", "effects-relay", None),
    ("MailEvents", "mail-events.bounce", NO_FAILURES),
    ("MailEvents", "mail-events.full-mailbox", NO_FAILURES),
    ("MailEvents", "mail-events.complaint", NO_FAILURES),
    ("MailEvents", "mail-events.letter-sent", NO_FAILURES),
    ("MailEvents", "mail-events.letter-delivered", NO_FAILURES),
    ("MailEvents", "mail-events.letter-bounced", NO_FAILURES),
    ("MailEvents", "mail-events.letter-complained", NO_FAILURES),
    ("MailEvents", "mail-events.letter-rejected", NO_FAILURES),
    ("MailEvents", "mail-events.letter-not-rendered", NO_FAILURES),
]
PAGES = ["action-links.get", "action-links.post", "action-links.letter-get", "action-links.letter-post"]
WEBHOOKS = ["webhooks.minuba", "webhooks.tripletex", "webhooks.debitura"]


@pytest.fixture(scope="module")
def aws(world: World) -> LocalAws:
    return LocalAws(world.stack)


def sample(name: str) -> Any:
    return json.loads((EVENTS / f"{name}.json").read_text())


def test_every_sample_is_given_to_a_function() -> None:
    used = {name for _, name, _ in QUIET} | set(PAGES) | set(WEBHOOKS)
    assert used == {file.stem for file in EVENTS.glob("*.json")}


@pytest.mark.parametrize(("function", "name", "wanted"), QUIET, ids=[name for _, name, _ in QUIET])
def test_a_function_takes_its_sample_and_is_not_troubled_by_what_does_not_exist(
    world: World, aws: LocalAws, function: str, name: str, wanted: Any
) -> None:
    assert aws.invoke(function, sample(name)) == (wanted, "")
    world.settle()


def test_the_worker_asks_for_the_one_job_that_it_cannot_read_again(aws: LocalAws) -> None:
    event = sample("fetch-worker")
    event["Records"][1]["body"] = "no job"
    failed = {"itemIdentifier": event["Records"][1]["messageId"]}
    assert aws.invoke("FetchWorker", event) == ({"batchItemFailures": [failed]}, "")


def test_the_relay_puts_a_new_effect_on_the_queue_of_those_who_carry_it_out(world: World, aws: LocalAws) -> None:
    event = sample("effects-relay")
    effect = f"run_mail.t4k7m2q5xabcd.{world.now():%y%m%d%H}"
    event["Records"][0]["dynamodb"]["Keys"]["pk"]["S"] = f"EFFECT#{effect}"
    aws.invoke("EffectsRelay", event)
    world.settle()
    assert [line["message"] for line in aws.log("Effects") if line.get("effect") == effect] == ["effect was over before"]


@pytest.mark.parametrize("name", PAGES)
def test_a_token_that_we_never_gave_out_gets_a_helpful_page_and_403(aws: LocalAws, name: str) -> None:
    answer, error = aws.invoke("ActionLinks", sample(name))
    assert (answer["statusCode"], error) == (403, "")
    assert answer["headers"]["content-type"] == "text/html; charset=utf-8"
    assert "<h1" in answer["body"]
    assert "sample-token" not in answer["body"]


@pytest.mark.parametrize("name", WEBHOOKS)
def test_what_comes_to_an_address_that_nobody_has_is_not_found(aws: LocalAws, name: str) -> None:
    answer, error = aws.invoke("Webhooks", sample(name))
    assert (answer["statusCode"], error) == (404, "")
