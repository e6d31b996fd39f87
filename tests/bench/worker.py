"""The worker on many invoices: its speed and its processor time beside a bare loop, and its memory.

What makes the ratio fair: the bare loop is a function like the worker, with the same runtime, the same clients and the same build.
It asks for the same pages at the same addresses, reads the same pages of the index, and sends as many transactions, each a
copy of one that the worker sent. Both are counted where they arrive, and the counts must be equal. Billy and the table are
stand-ins in memory, in a process of their own, so that only the function's own time is counted. The bare loop looks at nothing:
not even whether a page is JSON. What a mere look costs is told beside it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

import billy
import deploy
import kernel
import processes
from lambda_stand_in import Answer, Function, of_queue
from local_aws import SECRETS, TABLE, clean_environment
from report import say
from tables import Table

INVOICES = 10_000
MANY = 100_000
ROUNDS_NEW, ROUNDS_UNCHANGED, ROUNDS_WAITED = 5, 9, 3
AIM_RATIO, AIM_MEMORY_MB = 1.15, 96
CASES_PER_TRANSACTION = 49
# What the services themselves take, as a production run meets it: a page of 1,000 invoices, and a call of the table.
PAGE_MS, TABLE_MS = 300, 8
# Billy's limit would stretch 200 pages over minutes of waiting: for the memory figure alone the worker's clock runs faster.
FASTER = 10


@dataclass(frozen=True)
class Speed:
    """Medians for one call of the function over all invoices; seconds. `parsed` is the bare loop that also looks for JSON;
    `waited` is elapsed where each service takes its own time."""

    invoices: int
    seconds: float
    cpu: float
    bare_seconds: float
    bare_cpu: float
    parsed_cpu: float
    waited_seconds: float
    waited_bare_seconds: float

    @property
    def waited_ratio(self) -> float:
        return self.waited_seconds / self.waited_bare_seconds

    @property
    def ratio(self) -> float:
        return self.cpu / self.bare_cpu


class StandIns:
    """The stand-ins of Billy and of the table, and the settings that lead a worker to them."""

    def __init__(self, binaries: Path, state: Path) -> None:
        self._process = processes.start("stand-ins", [str(binaries / "stand-ins")], clean_environment(), state)
        log = state / "logs" / "stand-ins.log"
        processes.wait_for("the stand-ins", lambda: b"\n" in log.read_bytes(), 30, self._process, log)
        addresses = json.loads(log.read_text().splitlines()[0])
        self.billy, self.aws = addresses["billy"], addresses["aws"]
        self.environment = {
            **clean_environment(),
            **deploy.aws_environment(self.aws),
            **SECRETS,
            "TABLE": TABLE,
            "BILLY_URL": f"{self.billy}/v2",
            "BILLY_QUEUE_URL": f"{self.aws}/billy",
        }

    def remember(self) -> None:
        billy.ask(f"{self.aws}/_remember", method="POST")

    def forget(self) -> None:
        billy.ask(f"{self.aws}/_forget", method="POST")

    @contextmanager
    def taking_their_time(self) -> Iterator[None]:
        """The services answer as late as those of production."""
        self._pause(PAGE_MS, TABLE_MS)
        try:
            yield
        finally:
            self._pause(0, 0)

    def _pause(self, page_ms: int, table_ms: int) -> None:
        for address, pause in ((self.billy, page_ms), (self.aws, table_ms)):
            billy.fetch(f"{address}/_pause/{pause}", method="POST")

    def calls(self) -> dict[str, int]:
        """What arrived since the last look, secrets left out."""
        calls = billy.ask(f"{self.aws}/_calls")
        calls.pop("GetSecretValue", None)
        return {**calls, "pages": billy.ask(f"{self.billy}/_asked")["lists"]}

    def pages(self, token: str) -> list[str]:
        """The addresses of the company's pages, in their order."""
        kept = [path for owner, path in billy.ask(f"{self.billy}/_asked")["pages"] if owner == token]
        return [f"{self.billy}{path}" for path in sorted(kept, key=_page_number)]

    def end(self) -> None:
        processes.stop("the process of the stand-ins", self._process.pid, "stand-ins")
        self._process.wait()


def _page_number(path: str) -> int:
    return int(path.split("&page=")[1].split("&")[0])


class Bench:
    """One company with many invoices, and the two functions that are set to work on it."""

    def __init__(self, stand_ins: StandIns, binaries: Path, rykker: Path, state: Path, invoices: int) -> None:
        self.stand_ins, self._binaries, self._state, self.invoices = stand_ins, binaries, state, invoices
        self.company = billy.open_company(stand_ins.billy, f"Mange {invoices} ApS", invoices)
        self.tenant = billy.add_tenant(rykker, stand_ins.environment, self.company)
        self._transaction = state / "transaction.json"

    @contextmanager
    def _function(self, name: str, more: dict[str, str]) -> Iterator[Function]:
        environment = {**self.stand_ins.environment, **more}
        with Function(self._binaries / name, environment, self._state / "logs" / f"worker-{name}.log") as function:
            yield function

    def worker(self, run: str, more: dict[str, str] | None = None) -> tuple[Answer, float]:
        """One run in a process of its own; returns its answer and the process' peak memory in MB."""
        with self._function("fetch-worker", more or {}) as function:
            answer = function.call(of_queue([json.dumps({"tenant": self.tenant, "run": run})]))
            if answer.body.get("batchItemFailures"):
                raise SystemExit(f"the worker's run failed; see {self._state / 'logs' / 'worker-fetch-worker.log'}")
            return answer, function.peak_mb()

    def keep_transaction(self) -> None:
        """Keeps the largest transaction that the worker has sent, for the bare loop to copy."""
        self._transaction.write_bytes(billy.fetch(f"{self.stand_ins.aws}/_largest"))

    def bare(self, transactions: int, parse: bool) -> Answer:
        event = {
            "pages": self.stand_ins.pages(self.company.token),
            "token": self.company.token,
            "tenant": self.tenant,
            "transactions": transactions,
            "parse": parse,
        }
        self.stand_ins.calls()
        with self._function("bare-loop", {"TRANSACTION": str(self._transaction)}) as function:
            return function.call(event)


def speeds(bench: Bench) -> tuple[Speed, Speed]:
    """New invoices, and the same ones unchanged."""
    stand_ins = bench.stand_ins
    stand_ins.remember()
    say(f"worker: {bench.invoices} invoices, a first run that is not counted")
    bench.worker("2100-01-01")
    bench.keep_transaction()
    stand_ins.forget()

    def worker_new() -> Answer:
        return bench.worker("2100-01-01")[0]

    transactions = -(-bench.invoices // CASES_PER_TRANSACTION)
    new = _compare(bench, worker_new, transactions, ROUNDS_NEW, stand_ins.forget)
    bench.worker("2100-01-01")
    days = iter(range(2, 31))

    def worker_unchanged() -> Answer:
        return bench.worker(f"2100-01-{next(days):02}")[0]

    unchanged = _compare(bench, worker_unchanged, 0, ROUNDS_UNCHANGED, lambda: None)
    return new, unchanged


def _compare(
    bench: Bench, worker: Callable[[], Answer], transactions: int, rounds: int, after: Callable[[], None]
) -> Speed:
    ours: list[Answer] = []
    bare: list[Answer] = []
    parsed: list[Answer] = []
    for turn in range(rounds):
        say(f"worker: round {turn + 1} of {rounds}, {'new' if transactions else 'unchanged'} invoices")
        bench.stand_ins.calls()
        ours.append(worker())
        calls_of_worker = bench.stand_ins.calls()
        after()
        bare.append(bench.bare(transactions, parse=False))
        calls_of_bare = bench.stand_ins.calls()
        parsed.append(bench.bare(transactions, parse=True))
        after()
        if calls_of_worker != calls_of_bare:
            raise SystemExit(f"the worker's calls {calls_of_worker} are not the bare loop's {calls_of_bare}")
    waited: list[Answer] = []
    waited_bare: list[Answer] = []
    with bench.stand_ins.taking_their_time():
        for turn in range(ROUNDS_WAITED):
            say(f"worker: round {turn + 1} of {ROUNDS_WAITED} with the services' own time")
            waited.append(worker())
            after()
            waited_bare.append(bench.bare(transactions, parse=False))
            after()
    return Speed(
        bench.invoices,
        median(answer.seconds for answer in ours),
        median(answer.cpu for answer in ours),
        median(answer.seconds for answer in bare),
        median(answer.cpu for answer in bare),
        median(answer.cpu for answer in parsed),
        median(answer.seconds for answer in waited),
        median(answer.seconds for answer in waited_bare),
    )


def memory(stand_ins: StandIns, binaries: Path, rykker: Path, state: Path) -> dict[str, float]:
    """Peak memory in MB of a run over very many invoices: `first`, all of them new, and `second`, none changed."""
    say(f"worker: preparing {MANY} invoices")
    template = next(iter(billy.ask(f"{stand_ins.billy}/_asked")["pages"]))[1]
    bench = Bench(stand_ins, binaries, rykker, state, MANY)
    # The sandbox makes its pages here, and not while the worker waits with its faster clock.
    size = int(template.split("pageSize=")[1].split("&")[0])
    for page in range(1, MANY // size + 1):
        address = stand_ins.billy + template.replace(f"&page={_page_number(template)}&", f"&page={page}&")
        billy.fetch(address, {"X-Access-Token": bench.company.token})
    faster = {"FAKETIME": f"+0 x{FASTER}"} | kernel.preload()
    peaks = {}
    for name, run in (("first", "2100-01-01"), ("second", "2100-01-02")):
        say(f"worker: {MANY} invoices, {name} run")
        peaks[name] = bench.worker(run, faster)[1]
    return peaks


def show_speeds(new: Speed, unchanged: Speed) -> None:
    table = Table("invoices", "a second", "CPU µs each", "bare a second", "bare CPU µs", "ratio", "with JSON", "misses")
    for name, row in (("new", new), ("unchanged", unchanged)):
        each = 1e6 / row.invoices
        table.add(
            f"{row.invoices} {name}",
            f"{row.invoices / row.seconds:,.0f}",
            f"{row.cpu * each:.1f}",
            f"{row.invoices / row.bare_seconds:,.0f}",
            f"{row.bare_cpu * each:.1f}",
            f"{row.ratio:.2f}",
            f"{row.cpu / row.parsed_cpu:.2f}",
            "ratio" if row.ratio > AIM_RATIO else "",
        )
    table.show(
        "The worker beside a bare loop",
        f"Aim: a ratio of processor time (user and system) within {AIM_RATIO}.",
        "The bare loop asks for the same pages, queries the same index and sends as many transactions, copies of one that the",
        "worker sent, with the same clients and the same build; what arrived was counted and is equal. It looks at nothing it reads.",
        "With JSON: beside a bare loop that also walks through each page as JSON, keeping nothing. Billy and the table are stand-ins",
        "in memory in another process, and take no time of their own.",
    )
    waits = Table("invoices", "seconds", "bare seconds", "ratio", "misses")
    for name, row in (("new", new), ("unchanged", unchanged)):
        waits.add(
            f"{row.invoices} {name}",
            f"{row.waited_seconds:.2f}",
            f"{row.waited_bare_seconds:.2f}",
            f"{row.waited_ratio:.2f}",
            "ratio" if row.waited_ratio > AIM_RATIO else "",
        )
    waits.show(
        "The same with the services' own time",
        f"Aim: a ratio of elapsed time within {AIM_RATIO}.",
        f"Each page comes after {PAGE_MS} ms and each answer of the table after {TABLE_MS} ms, as a production run meets them.",
    )


def show_memory(peaks: dict[str, float]) -> None:
    table = Table("run", "peak MB", "misses")
    for name, what in (("first", "all new"), ("second", "all unchanged")):
        table.add(f"{MANY} invoices, {what}", f"{peaks[name]:.1f}", "memory" if peaks[name] > AIM_MEMORY_MB else "")
    table.show(
        "The worker's memory with very many overdue invoices at one tenant",
        f"Aim: under {AIM_MEMORY_MB} MB. Its clock runs {FASTER} times as fast here, or Billy's limit of 60 requests a minute would",
        "stretch each run over three minutes.",
    )


def as_json(new: Speed, unchanged: Speed) -> dict[str, Any]:
    return {
        name: {**asdict(row), "ratio": row.ratio, "waited_ratio": row.waited_ratio} for name, row in (("new", new), ("unchanged", unchanged))
    }
