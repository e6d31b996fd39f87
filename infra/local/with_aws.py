"""Runs a command beside an empty local AWS, for the tests of what speaks to AWS: `with_aws.py cargo test`.

The command finds it by `RYKKER_TEST_ENDPOINT`. Its clock is the real one, and it ends with the command.
"""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial

import deploy
import processes
from report import step
from stack_file import state_folder

NAME = "aws-for-tests"


def main(command: list[str]) -> int:
    state = state_folder()
    port = processes.free_port()
    endpoint = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "GATEWAY_PORT": str(port), "BIND_HOST": "127.0.0.1"}
    environment |= {"MINISTACK_REGION": deploy.REGION, "IOT_MTLS_ENABLED": "0", "SFTP_ENABLED": "0"}
    with step("starting a local AWS for the tests"):
        process = processes.start(NAME, [sys.executable, "-m", "ministack"], environment, state)
        ready = partial(processes.answers, f"{endpoint}/_ministack/health")
        processes.wait_for("the local AWS", ready, 60, process, state / "logs" / f"{NAME}.log")
    try:
        done = subprocess.run(command, env={**os.environ, "RYKKER_TEST_ENDPOINT": endpoint}, check=False)
        return done.returncode
    finally:
        processes.stop(NAME, process.pid, "ministack")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
