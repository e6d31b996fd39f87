"""A local AWS with what the functions need, of its own: the stack that `make up` leaves running is not touched."""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

from cfnlint.decode import cfn_yaml

import deploy
import processes
from build import ROOT
from systems import APPS, SYSTEMS

QUEUES = [*(system.name for system in SYSTEMS), "fan_out", "effects"]
SECRETS = {"LINK_KEYS_SECRET": "link-keys", "SEALING_KEYS_SECRET": "sealing-keys", "APP_CREDENTIALS_SECRET": "apps"}
KEYRING = '{"current": "1", "1": "%s"}' % ("a1b2c3d4" * 8)
TABLE = "rykker"
DOCUMENTS = "documents"


def clean_environment() -> dict[str, str]:
    """Ours without what would lead a program to the real AWS, or change what a function logs."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "RUST_"))}


class LocalAws:
    """Runs until `end`. `endpoint` is its own address; `environment` holds the functions' settings, to be led past a proxy."""

    def __init__(self, state: Path) -> None:
        port, probe = processes.free_port(), processes.free_port()
        self.endpoint = f"http://127.0.0.1:{port}"
        temporary = state / "tmp"
        temporary.mkdir(parents=True, exist_ok=True)
        own = {
            "GATEWAY_PORT": str(port),
            "PROBE_PORT": str(probe),
            "BIND_HOST": "127.0.0.1",
            "MINISTACK_REGION": deploy.REGION,
            "TMPDIR": str(temporary),
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
        }
        emulator = ROOT / "infra" / "local" / "emulator.py"
        environment = {**clean_environment(), **deploy.aws_environment(self.endpoint), **own}
        self._process = processes.start("aws", [sys.executable, str(emulator)], environment, state)
        ready = partial(processes.answers, f"{self.endpoint}/_ministack/health")
        processes.wait_for("the local AWS", ready, 60, self._process, state / "logs" / "aws.log")
        self.dynamodb, self.sqs = self._client("dynamodb"), self._client("sqs")
        self.queues = {name: self.sqs.create_queue(QueueName=name)["QueueUrl"] for name in QUEUES}
        self._fill()

    def _client(self, service: str) -> Any:
        return deploy.client(service, self.endpoint)

    def _fill(self) -> None:
        template = cfn_yaml.load(str(ROOT / "infra" / "template.yaml"))
        properties = template["Resources"]["Table"]["Properties"]
        wanted = ("BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")
        self.dynamodb.create_table(TableName=TABLE, **{name: properties[name] for name in wanted})
        for secret in SECRETS.values():
            text = json.dumps(APPS) if secret == "apps" else KEYRING
            self._client("secretsmanager").create_secret(Name=secret, SecretString=text)
        self._client("ses").verify_email_identity(EmailAddress=deploy.SENDER)
        for group in ("silent-starts", "wakes"):
            self._client("scheduler").create_schedule_group(Name=group)
        self._client("s3").create_bucket(Bucket=DOCUMENTS, CreateBucketConfiguration={"LocationConstraint": deploy.REGION})

    def environment(self, endpoint: str, accounting: str) -> dict[str, str]:
        """The settings of all functions, with AWS at `endpoint` and every accounting system at `accounting`."""
        return {
            **clean_environment(),
            **deploy.aws_environment(endpoint),
            **SECRETS,
            **{f"{name.upper()}_QUEUE_URL": url for name, url in self.queues.items()},
            "TABLE": TABLE,
            "PUBLIC_URL": "http://127.0.0.1:1",
            "SENDER": deploy.SENDER,
            "SCHEDULE_GROUP": "silent-starts",
            "SCHEDULE_ROLE_ARN": "arn:aws:iam::000000000000:role/schedules",
            "AUTO_ACTIVATE_ARN": f"arn:aws:lambda:{deploy.REGION}:000000000000:function:auto-activate",
            "WAKE_GROUP": "wakes",
            "WAKE_ROLE_ARN": "arn:aws:iam::000000000000:role/wakes",
            "EFFECTS_QUEUE_ARN": f"arn:aws:sqs:{deploy.REGION}:000000000000:effects",
            "EFFECTS_DEAD_LETTERS_ARN": f"arn:aws:sqs:{deploy.REGION}:000000000000:effects-dead-letters",
            "DOCUMENTS_BUCKET": DOCUMENTS,
            **{end.setting: f"{accounting}{end.path}" for system in SYSTEMS for end in system.endpoints},
        }

    def documents(self, begins: str) -> list[str]:
        """The keys of the documents that begin so."""
        listed = self._client("s3").list_objects_v2(Bucket=DOCUMENTS, Prefix=begins)
        return [row["Key"] for row in listed.get("Contents", [])]

    def end(self) -> None:
        processes.stop("the local AWS", self._process.pid, "emulator.py")
        self._process.wait()
