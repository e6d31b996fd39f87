"""What the mail service tells of a letter, brought to the stack's queue as it would be on AWS."""

from __future__ import annotations

import json

from build import ROOT
from local_aws import LocalAws
from mailbox import Mail
from walk import Chased


def tell(chased: Chased, sample: str, letter: str, mail: Mail) -> None:
    """One event of `events/` about a letter of this debtor, and all that follows from it."""
    world = chased.tenant.world
    event = json.loads((ROOT / "events" / f"mail-events.{sample}.json").read_text())
    told = json.loads(event["Records"][0]["body"])
    told["mail"]["tags"]["letter"] = [letter]
    told["mail"] |= {"destination": [chased.address], "messageId": mail.id, "timestamp": mail.sent}
    for recipient in told.get("bounce", {}).get("bouncedRecipients", []):
        recipient["emailAddress"] = chased.address
    if "bounce" in told:
        told["bounce"]["timestamp"] = mail.sent
    LocalAws(world.stack).send("MailEventsQueue", told)
    world.settle()


def letter_id(chased: Chased) -> str:
    """The id of the last letter that was claimed for a case."""
    claimed = [entry["happening"] for entry in chased.shown()["timeline"] if entry["happening"]["what"] == "letter_claimed"]
    return str(claimed[-1]["letter"])
