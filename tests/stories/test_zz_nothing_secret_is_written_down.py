"""No key, token or access link in a log, in a mail, or in the clear in the table. This file sorts last: it looks at all stories' traces."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from accounting_systems import BY_NAME
from deploy import client
from local_aws import log_lines
from world import World

# A shorter piece of a secret is too short to look for.
SHORTEST = 12


@pytest.fixture(scope="module")
def tokens(world: World) -> set[str]:
    """The secret part of every link that was mailed."""
    return {link.rsplit("/a/", 1)[1] for mail in world.mailbox.mails() for link in mail.links()}


@pytest.fixture(scope="module")
def keys(world: World) -> set[str]:
    """Every tenant's key at its accounting system and its agency, and the keys and credentials of the service itself."""
    companies = [row for name in BY_NAME for row in world.sandboxes[name].get("/companies")["companies"]]
    creditors = world.sandboxes["debitura"].get("")
    found = {str(row["key"]) for row in [*companies, *creditors]}
    found |= {tenant.company.key for tenant in world.tenants}
    secrets = client("secretsmanager", world.stack.endpoint)
    for name in world.stack.secrets.values():
        text = secrets.get_secret_value(SecretId=name)["SecretString"]
        found |= {part for part in text.split('"') if len(part) >= SHORTEST and not part.startswith("client-")}
    assert all(len(key) >= SHORTEST for key in found)
    return found


def own_logs(world: World) -> Iterator[tuple[str, str]]:
    """The logs of the stack's processes."""
    for log in sorted((Path(world.stack.clock).parent / "logs").glob("*.log")):
        yield log.name, log.read_text(errors="replace")


def cloud_logs(world: World) -> Iterator[tuple[str, str]]:
    """What the functions and the web have logged to CloudWatch."""
    logs = client("logs", world.stack.endpoint)
    for groups in logs.get_paginator("describe_log_groups").paginate():
        for group in groups["logGroups"]:
            name = group["logGroupName"]
            yield name, "\n".join(log_lines(world.stack.endpoint, name))


def places_of(secrets: set[str], texts: Iterator[tuple[str, str]]) -> set[str]:
    """Where any of the secrets stands; never the secret itself, which would be in the report then."""
    return {name for name, text in texts if any(secret in text for secret in secrets)}


def test_there_is_something_to_look_for(world: World, tokens: set[str], keys: set[str]) -> None:
    assert tokens and keys
    logged = {name for name, text in cloud_logs(world) if text}
    for function in ("FanOut", "FetchWorker", "Effects", "ActionLinks"):
        assert any(name.endswith(f"/{function}") for name in logged), function
    assert {name for name, _ in own_logs(world)} >= {"aws.log", "web.log", "sandboxes.log"}


def test_no_access_link_is_in_any_log(world: World, tokens: set[str]) -> None:
    assert places_of(tokens, own_logs(world)) == set()
    assert places_of(tokens, cloud_logs(world)) == set()


def test_no_key_is_in_any_log(world: World, keys: set[str]) -> None:
    assert places_of(keys, own_logs(world)) == set()
    assert places_of(keys, cloud_logs(world)) == set()


def test_no_key_is_in_any_mail(world: World, keys: set[str]) -> None:
    mails = ((mail.subject, f"{mail.subject}\n{mail.text}\n{mail.html}") for mail in world.mailbox.mails())
    assert places_of(keys, mails) == set()


def test_no_key_or_access_link_is_in_the_clear_in_the_table(world: World, keys: set[str], tokens: set[str]) -> None:
    table = client("dynamodb", world.stack.endpoint)
    pages = table.get_paginator("scan").paginate(TableName=world.stack.table)
    items = ((str(item["pk"]), str(item)) for page in pages for item in page["Items"])
    assert places_of(keys | tokens, items) == set()


def test_the_operators_lists_show_no_key(world: World, keys: set[str]) -> None:
    commands = (("tenant", "list"), ("case", "list"), ("effects", "list"))
    answers = ((" ".join(command), world.rykker.call(*command).out) for command in commands)
    assert places_of(keys, answers) == set()
