"""The operator's command, as an operator calls it."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from build import ROOT, target_dir

LIMIT_SECONDS = 400


@dataclass(frozen=True)
class Answer:
    """What the command did. `code` is 0, 1 (refused) or 2 (usage)."""

    code: int
    out: str
    error: str

    def json(self) -> Any:
        return json.loads(self.out)


class Rykker:
    """`rykker` on the stack of this folder, by that stack's clock."""

    def __init__(self, state: Path) -> None:
        self._program = target_dir() / "debug" / "rykker"
        self._environment = {**os.environ, "RYKKER_STATE": str(state)}

    def call(self, *arguments: str) -> Answer:
        """Calls it with `--json`, whatever comes of it."""
        done = subprocess.run(
            [str(self._program), *arguments, "--json"],
            cwd=ROOT,
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=LIMIT_SECONDS,
            check=False,
        )
        return Answer(done.returncode, done.stdout, done.stderr)

    def done(self, *arguments: str) -> Any:
        """Calls it, and answers its JSON; it must succeed."""
        answer = self.call(*arguments)
        assert answer.code == 0, f"rykker {' '.join(arguments[:2])} ended with {answer.code}: {answer.error}"
        return answer.json()
