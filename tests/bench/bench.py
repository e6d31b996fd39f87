"""`make bench`: prints the numbers that matter, as tables, and writes them to bench.json in the state folder. Fails on no number.

`--dev` measures the dev build instead: for work on the bench itself.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from contextlib import ExitStack
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "infra" / "local"))

import active_day
import calls
import cold_starts
import letters
import pure_step
import quiet_days
import worker
from build import ROOT, target_dir
from build import build as local_stack
from local_aws import LocalAws
from report import say, step
from stack_file import state_folder

FUNCTION_CRATES = ["fan-out", "fetch-worker", "auto-activate", "action-links", "effects", "mail-events", "webhooks"]
# They ask for no feature of any crate beyond what the functions ask for.
BARE_CRATES = ["bare-function", "bare-loop", "case-bench"]


def build(profile: list[str]) -> Path:
    """Builds what is measured with the features that it has on AWS: the stand-ins ask for others, so they are built by themselves."""
    for crates in (FUNCTION_CRATES + BARE_CRATES, ["stand-ins"]):
        with step(f"building {', '.join(crates)}"):
            packages = [argument for crate in crates for argument in ("-p", crate)]
            subprocess.run(["cargo", "build", "--locked", *profile, *packages], cwd=ROOT, check=True)
    return target_dir() / ("release" if profile else "debug")


def main() -> None:
    # Asked to end, it ends what it has started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    dev = "--dev" in sys.argv[1:]
    # The operator's command only adds tenants here: the build of the local stack will do.
    rykker = local_stack() / "rykker"
    binaries = build([] if dev else ["--release"])
    bench_folder = state_folder() / "bench"
    found: dict[str, Any] = {"at": datetime.now(timezone.utc).isoformat(timespec="seconds"), "profile": "dev" if dev else "release"}

    steps = pure_step.measure(binaries)
    pure_step.show(steps)
    found["pure_step"] = steps

    with ExitStack() as running:
        with step("starting the stand-ins and a local AWS"):
            stand_ins = worker.StandIns(binaries, bench_folder)
            running.callback(stand_ins.end)
            aws = LocalAws(bench_folder)
            running.callback(aws.end)
        quiet_tenant, counted = calls.measure(binaries, aws, stand_ins.billy, rykker, bench_folder)
        calls.show(counted)
        found["calls"] = calls.as_json(counted)

        days = quiet_days.measure(binaries, rykker.with_name("sandboxes"), aws, rykker, bench_folder)
        quiet_days.show(days)
        found["quiet_days"] = quiet_days.as_json(days)

        environment = aws.environment(aws.endpoint, stand_ins.billy)
        sent = letters.measure(binaries, aws, stand_ins.billy, rykker, bench_folder)
        letters.show(sent)
        found["letters"] = letters.as_json(sent)

        starts = cold_starts.measure(binaries, environment, quiet_tenant, bench_folder)
        cold_starts.show(starts)
        found["cold_starts"] = cold_starts.as_json(starts)

    with ExitStack() as running:
        stand_ins = worker.StandIns(binaries, bench_folder)
        running.callback(stand_ins.end)
        new, unchanged = worker.speeds(worker.Bench(stand_ins, binaries, rykker, bench_folder, worker.INVOICES))
        worker.show_speeds(new, unchanged)
        found["worker"] = worker.as_json(new, unchanged)

        day = active_day.measure(stand_ins, binaries, rykker, bench_folder)
        active_day.show(day)
        found["active_day"] = active_day.as_json(day)

        peaks = worker.memory(stand_ins, binaries, rykker, bench_folder)
        worker.show_memory(peaks)
        found["memory_mb"] = peaks

    file = state_folder() / "bench.json"
    file.write_text(json.dumps(found, indent=2) + "\n")
    say(f"the same as JSON: {file}")


if __name__ == "__main__":
    main()
