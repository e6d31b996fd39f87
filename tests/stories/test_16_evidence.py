"""Story 16: what is kept of a case is one archive that proves itself whole, and says so where something is not as it was sent."""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from accounting_systems import BILLY
from deploy import client
from rykker import Answer
from world import World

OWED = 1_000_000
# From any day of the year to the first letter: a decision, two bank days, a weekend, and holidays between them.
LONGEST_WAIT = 14


@dataclass
class Kept:
    """A case after its first letter, and the archive of it."""

    world: World
    case: dict[str, Any]
    file: Path
    answer: dict[str, Any]

    def gather(self, *flags: str) -> Answer:
        return self.world.rykker.call("case", "evidence", self.case["id"], *flags)

    def verify(self, file: Path) -> Answer:
        return self.world.rykker.call("case", "evidence", "--verify", str(file))

    def read(self, name: str) -> bytes:
        with zipfile.ZipFile(self.file) as archive:
            return archive.read(name)

    def json(self, name: str) -> Any:
        return json.loads(self.read(name))

    def letter(self) -> str:
        """The name of the first letter in the archive, without an ending."""
        return next(row["name"] for row in self.answer["files"] if row["name"].startswith("letters/")).rsplit(".", 1)[0]

    def changed(self, folder: Path, old: bytes, new: bytes) -> Path:
        """A copy of the archive in which some bytes are others."""
        assert len(old) == len(new) and old in self.file.read_bytes()
        copy = folder / "changed.zip"
        copy.write_bytes(self.file.read_bytes().replace(old, new, 1))
        return copy


@pytest.fixture(scope="module")
def kept(world: World, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    tenant = world.add_settled_tenant(BILLY)
    debtor = {"name": "Stille A/S", "email": f"silent-{tenant.number}@debtor.example"}
    number = tenant.company.invoice(debtor, OWED, world.due(BILLY, 1))
    assert tenant.run()["new"] == 1
    assert tenant.decide("approve", number) == 200
    for _ in range(LONGEST_WAIT):
        if tenant.statuses()[number] == "reminding":
            break
        world.next_morning()
    case = tenant.cases()[number]
    file = tmp_path_factory.mktemp("evidence") / "case.zip"
    answer = world.rykker.done("case", "evidence", case["id"], "--to", str(file))
    return Kept(world, case, file, answer)


def test_every_file_is_listed_with_its_hash(kept: Kept) -> None:
    with zipfile.ZipFile(kept.file) as archive:
        assert archive.testzip() is None
        hashes = {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}
    manifest = kept.json("manifest.json")
    hashes.pop("manifest.json")
    assert {row["name"]: row["sha256"] for row in manifest["files"]} == hashes
    lines = "".join(f"{row['sha256']}  {row['name']}\n" for row in manifest["files"])
    assert manifest["sha256"] == hashlib.sha256(lines.encode()).hexdigest()
    assert manifest["flaws"] == []
    assert kept.answer["archive_sha256"] == hashlib.sha256(kept.file.read_bytes()).hexdigest()
    assert {**kept.answer, **manifest} == kept.answer


def test_the_letter_is_in_it_as_it_was_sent(kept: Kept) -> None:
    letter = kept.json(f"{kept.letter()}.json")
    pdf = kept.read(f"{kept.letter()}.pdf")
    assert pdf.startswith(b"%PDF")
    assert hashlib.sha256(pdf).hexdigest() == letter["sha256"]
    assert letter["state"]["state"] == "sent"
    assert letter["message_id"]
    amounts = kept.json("amounts.json")
    assert amounts["letters"][0]["total_of_letter_minor"] == letter["letter"]["total"]["minor"]
    on_its_day = next(moment for moment in amounts["moments"] if moment["on"] == letter["on"])
    assert on_its_day["owed"]["total_minor"] == letter["letter"]["total"]["minor"]


def test_it_says_who_decided_and_which_mail_asked(kept: Kept) -> None:
    (decision,) = kept.json("decisions.json")
    (batch,) = kept.json("batches.json")
    assert (decision["what"], decision["by"], decision["batch"]) == ("approved", "creditor_by_link", batch["number"])
    assert decision["asked"]["mailed_at"] == batch["mailed_at"]
    timeline = kept.read("timeline.txt").decode()
    assert "approved by link" in timeline
    assert f"the mail of batch {batch['number']} left" in timeline


def test_nothing_in_it_opens_anything(kept: Kept) -> None:
    keys = {tenant.company.key for tenant in kept.world.tenants}
    with zipfile.ZipFile(kept.file) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            assert b"/a/" not in content and b"/d/" not in content or name.endswith(".pdf")
            assert not any(key.encode() in content for key in keys), name


def test_the_same_case_gives_the_same_archive_and_no_other_is_written_over(kept: Kept, tmp_path: Path) -> None:
    again = tmp_path / "again.zip"
    assert kept.gather("--to", str(again)).code == 0
    assert again.read_bytes() == kept.file.read_bytes()
    assert kept.gather("--to", str(again)).code == 0
    again.write_bytes(b"what somebody else wrote")
    refused = kept.gather("--to", str(again))
    assert (refused.code, again.read_bytes()) == (1, b"what somebody else wrote")
    assert "--force" in refused.error
    assert kept.gather("--to", str(again), "--force").code == 0
    assert again.read_bytes() == kept.file.read_bytes()


def test_an_archive_proves_itself_and_names_what_was_changed(kept: Kept, tmp_path: Path) -> None:
    whole = kept.verify(kept.file)
    assert (whole.code, whole.json()["differences"]) == (0, [])
    changed = kept.verify(kept.changed(tmp_path, b"approved by link", b"approved by LINK"))
    assert (changed.code, changed.json()["differences"]) == (1, [{"file": "timeline.txt", "what": "changed"}])
    assert "timeline.txt" in changed.error
    assert kept.gather("--verify", str(kept.file)).code == 2, "one or the other"


def test_a_letter_that_is_not_kept_as_it_was_sent_is_named_and_the_archive_is_written(kept: Kept, tmp_path: Path) -> None:
    documents = client("s3", kept.world.stack.endpoint)
    bucket = kept.world.stack.outputs["Documents"]
    letter = kept.json(f"{kept.letter()}.json")
    key = f"{letter['tenant']}/letters/{letter['sha256']}.pdf"
    sent = documents.get_object(Bucket=bucket, Key=key)["Body"].read()
    file = tmp_path / "case.zip"
    try:
        documents.put_object(Bucket=bucket, Key=key, Body=b"%PDF-1.7 another letter")
        answer = kept.gather("--to", str(file))
    finally:
        documents.put_object(Bucket=bucket, Key=key, Body=sent)
    pdf = f"{kept.letter()}.pdf"
    assert answer.code == 1
    assert pdf in answer.error
    assert answer.json()["flaws"] == [{"file": pdf, "letter": letter["id"], "what": "pdf_not_as_sent"}]
    found = kept.verify(file)
    assert (found.code, found.json()["differences"]) == (1, [{"file": pdf, "what": "not_as_sent"}])
