"""`make up`: starts the local stack and leaves it running. A stack that ran from the same folder is ended first."""

from __future__ import annotations

import os
import shutil
import sys
from functools import partial
from pathlib import Path

import build
import deploy
import operator_settings
import processes
from clock import Clock, parse_instant
from down import end
from report import say, step
from settle import settle
from stack_file import DEFAULT_STATE, Stack, save, state_folder
from systems import SANDBOXES, addresses, parameters

HERE = Path(__file__).resolve().parent
# Tried first by the stack of the default folder, so that its addresses stay the same from day to day. Others get free ones.
PORTS = {"aws": 4566, "probe": 4565, "web": 8400} | {sandbox.name: sandbox.port for sandbox in SANDBOXES}


def up() -> Stack:
    state = state_folder()
    end(state)
    with step("building the functions and the sandboxes"):
        binaries = build.build()
        if missing := build.place_functions(binaries):
            raise SystemExit(f"these functions were not built: {', '.join(missing)}")

    clock = Clock(state / "clock")
    now = os.environ.get("NOW")
    clock.start_at(parse_instant(now) if now else None)
    ports = {name: processes.free_port(preferred if state == DEFAULT_STATE else 0) for name, preferred in PORTS.items()}
    endpoint = f"http://127.0.0.1:{ports['aws']}"
    environment = {**_clean_environment(), **clock.environment(), **deploy.aws_environment(endpoint)}
    stack = Stack(
        endpoint=endpoint,
        region=deploy.REGION,
        clock=str(clock.file),
        probe=f"http://127.0.0.1:{ports['probe']}",
        environment={**deploy.aws_environment(endpoint), **clock.environment()},
    )
    save(stack, state)
    try:
        _start_aws(stack, state, ports, environment)
        _start_web(stack, state, ports, environment)
        accounting = _start_sandboxes(stack, state, ports, environment, binaries)
        _deploy(stack, state, environment, accounting)
        # A schedule is first seen by the look after its creation; a clock moved before that would skip its first turn.
        settle(stack, horizon=0)
    except BaseException:
        end(state)
        raise
    say(f"the stack is up; its clock says {clock.now():%Y-%m-%d %H:%M:%S} UTC")
    say(f"pages    {stack.public_url}")
    say(f"mailbox  {stack.mailbox_url}")
    say(f"facts    {state / 'stack.json'}")
    return stack


def _clean_environment() -> dict[str, str]:
    """Ours without what would lead a function to the real AWS."""
    return {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}


def _start_aws(stack: Stack, state: Path, ports: dict[str, int], environment: dict[str, str]) -> None:
    with step("starting the local AWS"):
        temporary = state / "tmp"
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir()
        process = processes.start(
            "aws",
            [sys.executable, str(HERE / "emulator.py")],
            {
                **environment,
                "GATEWAY_PORT": str(ports["aws"]),
                "PROBE_PORT": str(ports["probe"]),
                "BIND_HOST": "127.0.0.1",
                "MINISTACK_REGION": deploy.REGION,
                "TMPDIR": str(temporary),
                "IOT_MTLS_ENABLED": "0",
                "SFTP_ENABLED": "0",
            },
            state,
        )
        stack.pids["aws"] = process.pid
        save(stack, state)
        ready = partial(processes.answers, f"{stack.endpoint}/_ministack/health")
        processes.wait_for("the local AWS", ready, 60, process, state / "logs" / "aws.log")


def _start_sandboxes(
    stack: Stack, state: Path, ports: dict[str, int], environment: dict[str, str], binaries: Path
) -> dict[str, str]:
    """Starts our sandboxes of the accounting systems and agencies; returns their settings, which the environment may override."""
    hosts = {sandbox.name: f"http://127.0.0.1:{ports[sandbox.name]}" for sandbox in SANDBOXES}
    settings = addresses(hosts)
    stack.sandboxes = {setting.lower(): address for setting, address in settings.items()}
    stack.sandboxes["admin"] = {name: f"{host}/_sandbox" for name, host in hosts.items()}
    if not (binaries / "sandboxes").exists():
        say("the sandboxes are not built; going on without them")
        return settings
    titles = [sandbox.title for sandbox in SANDBOXES]
    with step(f"starting the sandboxes of {', '.join(titles[:-1])} and {titles[-1]}"):
        flags = [flag for box in SANDBOXES for flag in (f"--{box.name}", f"127.0.0.1:{ports[box.name]}")]
        process = processes.start("sandboxes", [str(binaries / "sandboxes"), *flags], environment, state)
        stack.pids["sandboxes"] = process.pid
        save(stack, state)
        log = state / "logs" / "sandboxes.log"
        for sandbox in SANDBOXES:
            ready = partial(processes.answers, f"{hosts[sandbox.name]}/_sandbox")
            processes.wait_for(f"the sandbox of {sandbox.title}", ready, 30, process, log)
    return settings


def _deploy(stack: Stack, state: Path, environment: dict[str, str], accounting: dict[str, str]) -> None:
    with step("deploying infra/template.yaml with sam"):
        wanted = {**parameters(accounting), "PublicUrl": stack.public_url}
        outputs = deploy.deploy(stack.endpoint, environment, wanted, state / "logs" / "deploy.log")
        deploy.do_operators_part(stack.endpoint, outputs)
    stack.outputs = outputs
    stack.environment |= operator_settings.of(outputs) | accounting
    stack.table = outputs["Table"]
    stack.functions = {name: outputs[name] for name in deploy.FUNCTIONS}
    stack.queues = {name: outputs[name] for name in deploy.QUEUES}
    stack.secrets = {name: outputs[name] for name in deploy.SECRETS}
    save(stack, state)


def _start_web(stack: Stack, state: Path, ports: dict[str, int], environment: dict[str, str]) -> None:
    stack.public_url = f"http://127.0.0.1:{ports['web']}"
    stack.mailbox_url = f"{stack.public_url}/mailbox"
    with step("starting the pages and the mailbox"):
        command = [sys.executable, str(HERE / "web.py"), "--port", str(ports["web"]), "--state", str(state)]
        process = processes.start("web", command, environment, state)
        stack.pids["web"] = process.pid
        save(stack, state)
        ready = partial(processes.answers, stack.mailbox_url)
        processes.wait_for("the mailbox", ready, 30, process, state / "logs" / "web.log")


if __name__ == "__main__":
    up()
