"""Builds the workspace once and puts each function where the template looks for it."""

from __future__ import annotations

import filecmp
import json
import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FUNCTIONS = [
    "fan-out",
    "fetch-worker",
    "auto-activate",
    "action-links",
    "webhooks",
    "effects",
    "effects-relay",
    "mail-events",
]

# Crates of the bench.
NOT_OF_THE_STACK = ["bare-function", "bare-loop", "case-bench", "stand-ins"]


def target_dir() -> Path:
    """Cargo's own answer, so that CARGO_TARGET_DIR and configuration are honoured."""
    answer = subprocess.run(
        ["cargo", "metadata", "--format-version=1", "--no-deps", "--offline"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return Path(json.loads(answer.stdout)["target_directory"]) if answer.returncode == 0 else ROOT / "target"


def build() -> Path:
    """Builds every binary with the dev profile; returns the folder they are in.

    With `WITH_TESTS` set, all tests are built along: then every crate has the features that the tests want of it, as it has for
    `cargo test`, and the AWS SDK is compiled once and not twice.
    """
    # Cargo shows its own progress.
    command = ["cargo", "build", "--workspace", "--bins", "--locked"]
    if os.environ.get("WITH_TESTS"):
        command += ["--tests"]
    else:
        command += [word for name in NOT_OF_THE_STACK for word in ("--exclude", name)]
    done = subprocess.run(command, cwd=ROOT, check=False)
    if done.returncode != 0:
        raise SystemExit("the build failed; what is wrong stands above")
    return target_dir() / "debug"


def place_functions(binaries: Path) -> list[str]:
    """Puts each function at `target/lambda/<name>/bootstrap`, stripped; returns the names that are not built."""
    missing = []
    for name in FUNCTIONS:
        binary = binaries / name
        if not binary.exists():
            missing.append(name)
            continue
        bootstrap = ROOT / "target" / "lambda" / name / "bootstrap"
        bootstrap.parent.mkdir(parents=True, exist_ok=True)
        _copy_stripped(binary, bootstrap)
    return missing


def _copy_stripped(binary: Path, bootstrap: Path) -> None:
    """Symbols are half of a dev binary, and every byte is zipped and uploaded. Kept as it is when nothing changed."""
    mark = bootstrap.parent.parent / f".{binary.name}.from"
    built = binary.stat()
    source = f"{binary} {built.st_size} {built.st_mtime_ns}"
    if bootstrap.exists() and mark.exists() and mark.read_text() == f"{source} {bootstrap.stat().st_size}":
        return
    # Beside its folder, which is what is zipped, and its own, for two stacks may be started at once.
    new = bootstrap.parent.parent / f".{binary.name}.{os.getpid()}.new"
    shutil.copy2(binary, new)
    if strip := shutil.which("strip"):
        subprocess.run([strip, str(new)], check=False)
    if bootstrap.exists() and filecmp.cmp(new, bootstrap, shallow=False):
        new.unlink()
    else:
        os.replace(new, bootstrap)
    mark.write_text(f"{source} {bootstrap.stat().st_size}")
