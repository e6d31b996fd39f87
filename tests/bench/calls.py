"""Calls by service, counted on their way: of a quiet tenant-day, and of a new invoice."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import billy
from counting_proxy import CountingProxy
from lambda_stand_in import Function, of_queue
from local_aws import LocalAws, TABLE
from report import say
from tables import Table

TENANTS = 10
INVOICES = 50
AT_ONCE = 10
Counts = Counter[tuple[str, str]]


class Morning:
    """Plays Lambda's part of a morning: fan-out, the queue, the worker, the stream, the outbox."""

    def __init__(self, binaries: Path, aws: LocalAws, billy_url: str, rykker: Path, state: Path) -> None:
        self._aws, self._binaries, self._state = aws, binaries, state
        self._to_aws, self._to_billy = CountingProxy(aws.endpoint), CountingProxy(billy_url)
        self._environment = aws.environment(self._to_aws.url, self._to_billy.url)
        uncounted = aws.environment(aws.endpoint, billy_url)
        self.companies = [billy.open_company(billy_url, f"Bænk {n} ApS", INVOICES) for n in range(TENANTS)]
        self.tenants = [billy.add_tenant(rykker, uncounted, company) for company in self.companies]
        self._told: set[str] = set()

    def take(self) -> Counts:
        return self._to_aws.take() + self._to_billy.take()

    def call(self, name: str, event: Any) -> None:
        with Function(self._binaries / name, self._environment, self._state / "logs" / f"calls-{name}.log") as function:
            function.call(event)

    def receive(self, queue: str) -> list[str]:
        """Takes a batch off a queue, as Lambda does for a function; returns the messages' bodies."""
        url = self._aws.queues[queue]
        messages = self._aws.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=AT_ONCE).get("Messages", [])
        if messages:
            handles = [{"Id": str(n), "ReceiptHandle": m["ReceiptHandle"]} for n, m in enumerate(messages)]
            self._aws.sqs.delete_message_batch(QueueUrl=url, Entries=handles)
        return [message["Body"] for message in messages]

    def jobs(self) -> list[str]:
        """Fans out, and takes the jobs off the queue."""
        self.call("fan-out", {})
        return self.receive("billy")

    def work(self, jobs: list[str], run: str) -> None:
        """Runs the tenants of the jobs, as of another morning's run."""
        bodies = [json.dumps({**json.loads(job), "run": run}) for job in jobs]
        self.call("fetch-worker", of_queue(bodies))

    def carry_out(self) -> None:
        """Hands new effects on and carries them out, until there are none."""
        while new := self._new_effects():
            keys = [{"eventName": "INSERT", "dynamodb": {"Keys": {"pk": {"S": key}, "sk": {"S": "EFFECT"}}}} for key in new]
            self.call("effects-relay", {"Records": keys})
            while bodies := self.receive("effects"):
                self.call("effects", of_queue(bodies, "EffectsQueue"))

    def _new_effects(self) -> list[str]:
        pages = self._aws.dynamodb.get_paginator("scan").paginate(TableName=TABLE, ProjectionExpression="pk")
        keys = {item["pk"]["S"] for page in pages for item in page["Items"] if item["pk"]["S"].startswith("EFFECT#")}
        new = sorted(keys - self._told)
        self._told |= keys
        return new


def measure(binaries: Path, aws: LocalAws, billy_url: str, rykker: Path, state: Path) -> tuple[str, dict[str, Counts]]:
    """Returns a quiet tenant, and what was counted: `fan_out`, `quiet`, `new`, `outbox`."""
    morning = Morning(binaries, aws, billy_url, rykker, state)
    say(f"calls: {TENANTS} tenants with {INVOICES} overdue invoices each")
    morning.take()
    jobs = morning.jobs()
    if len(jobs) != TENANTS:
        raise SystemExit(f"fan-out queued {len(jobs)} jobs for {TENANTS} tenants; see {state / 'logs'}")
    counted = {"fan_out": morning.take()}
    morning.work(jobs, "2100-01-01")
    counted["new"] = morning.take()
    morning.carry_out()
    counted["outbox"] = morning.take()
    morning.work(jobs, "2100-01-02")
    counted["quiet"] = morning.take()
    return morning.tenants[0], counted


def by_service(counts: Counts) -> dict[str, int]:
    services: Counter[str] = Counter()
    for (service, _), count in counts.items():
        services[service] += count
    return dict(sorted(services.items()))


def show(counted: dict[str, Counts]) -> None:
    everything = TENANTS * INVOICES
    columns = [
        ("fan_out", 1, "fan-out, a morning"),
        ("quiet", TENANTS, "a quiet tenant-day"),
        ("new", everything, "a new invoice"),
        ("outbox", TENANTS, "a tenant's mail"),
    ]
    services = sorted({service for counts in counted.values() for service, _ in counts})
    table = Table("service", *(head for _, _, head in columns))
    for service in services:
        cells = [by_service(counted[name]).get(service, 0) / share for name, share, _ in columns]
        table.add(service, *(f"{cell:g}" for cell in cells))
    table.show(
        "Calls by service, counted on their way",
        f"{TENANTS} Billy tenants in one batch, {INVOICES} invoices each; the functions' own calls. Beside them Lambda receives and",
        "deletes each batch of ten jobs: a tenth of two SQS calls a tenant-day. Fan-out reads its shards once a morning, however many",
        "tenants are on a page, and sends up to ten jobs of a shard in one call: with few tenants, that is a call a shard. A keyring is",
        "read once in the life of a process, here once a batch. New invoices are written 49 to a transaction, so the share of each",
        "shrinks with their number. Items written are part of DynamoDB's calls, checks included.",
        "Budget of a quiet tenant-day: 2 DynamoDB calls, no Secrets Manager, SES or Scheduler call, the list pages of Billy.",
    )


def as_json(counted: dict[str, Counts]) -> dict[str, Any]:
    named = {
        name: {f"{service} {operation}".strip(): count for (service, operation), count in sorted(counts.items())}
        for name, counts in counted.items()
    }
    return {"tenants": TENANTS, "invoices_each": INVOICES, **named}
