"""Runs targets of the Makefile at the same time, and shows what each says behind its name: `side_by_side.py stories procedure`.

Ends with 0 when all did. One that fails does not end the others: what they find is worth as much.
"""

from __future__ import annotations

import subprocess
import sys
import threading


def main(targets: list[str]) -> int:
    running = {name: _start(name) for name in targets}
    told = [threading.Thread(target=_tell, args=one) for one in running.items()]
    for thread in told:
        thread.start()
    try:
        for thread in told:
            thread.join()
    except KeyboardInterrupt:
        # The terminal has told them, too: each ends what it has started.
        for thread in told:
            thread.join()
    codes = {name: process.wait() for name, process in running.items()}
    for name in (name for name, code in codes.items() if code != 0):
        print(f"{name} failed; what is wrong stands above, behind its name", file=sys.stderr)
    return max(codes.values(), default=0)


def _start(target: str) -> subprocess.Popen[str]:
    command = ["make", "--no-print-directory", target]
    return subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    )


def _tell(name: str, process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        print(f"{name:9} | {line.rstrip()}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
