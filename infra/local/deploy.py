"""Deploys the production template to the local AWS, and reads back what it made."""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

import boto3

from build import ROOT
from systems import APPS, SYSTEMS

REGION = "eu-north-1"
STACK = "rykker"
SENDER = "rykker@example.test"

FUNCTIONS = ["FanOut", "FetchWorker", "AutoActivate", "ActionLinks", "Effects", "EffectsRelay", "MailEvents", "Webhooks"]
CARRIERS = [*(system.title for system in SYSTEMS), "FanOut", "Effects", "MailEvents"]
QUEUES = [
    *(f"{name}{kind}" for name in CARRIERS for kind in ("Queue", "DeadLetters")),
    "AutoActivateDeadLetters",
]
SECRETS = ["LinkKeys", "SealingKeys", "AppCredentials"]


def aws_environment(endpoint: str) -> dict[str, str]:
    """What a program needs in its environment to speak to this stack and never to the real AWS."""
    return {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_EC2_METADATA_DISABLED": "true",
        "SAM_CLI_TELEMETRY": "0",
    }


def client(service: str, endpoint: str) -> Any:
    """A boto3 client of the local AWS."""
    return boto3.client(
        service, endpoint_url=endpoint, region_name=REGION, aws_access_key_id="test", aws_secret_access_key="test"
    )


def deploy(endpoint: str, environment: dict[str, str], parameters: dict[str, str], log: Path) -> dict[str, str]:
    """`sam deploy --config-env local`; returns the template's outputs."""
    wanted = {
        "Architecture": "arm64" if platform.machine() in ("arm64", "aarch64") else "x86_64",
        "Sender": SENDER,
        "LogRetentionDays": "7",
        "RequestMilliseconds": "5000",
        "FirstPauseMilliseconds": "20",
        **parameters,
    }
    command = [str(Path(sys.executable).with_name("sam")), "deploy", "--config-env", "local", "--config-file"]
    command += [
        str(ROOT / "samconfig.toml"),
        "--parameter-overrides",
        *(f"{key}={value}" for key, value in wanted.items()),
    ]
    with open(log, "wb") as output:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**environment, **aws_environment(endpoint)},
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode != 0:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-30:])
        raise SystemExit(f"sam deploy failed with code {done.returncode}:\n{tail}")
    stack = client("cloudformation", endpoint).describe_stacks(StackName=STACK)["Stacks"][0]
    return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}


def do_operators_part(endpoint: str, outputs: dict[str, str]) -> None:
    """What an operator does once on AWS: our own credentials at the accounting systems, and the sender's identity in SES."""
    client("secretsmanager", endpoint).put_secret_value(
        SecretId=outputs["AppCredentials"], SecretString=json.dumps(APPS)
    )
    client("ses", endpoint).verify_email_identity(EmailAddress=SENDER)
