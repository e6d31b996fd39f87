"""What the `rykker` command needs in its environment to work on a stack, from the template's outputs."""

from __future__ import annotations

import json
import sys

from systems import SYSTEMS

# Setting of the command: output of the template.
FROM_OUTPUTS = {
    "TABLE": "Table",
    "PUBLIC_URL": "PublicUrl",
    "SEALING_KEYS_SECRET": "SealingKeys",
    "APP_CREDENTIALS_SECRET": "AppCredentials",
    "DOCUMENTS_BUCKET": "Documents",
    **{system.queue_setting(): f"{system.title}Queue" for system in SYSTEMS},
    "FAN_OUT_QUEUE_URL": "FanOutQueue",
    "EFFECTS_QUEUE_URL": "EffectsQueue",
}


def of(outputs: dict[str, str]) -> dict[str, str]:
    """Settings by name. Where the accounting systems answer is not among them: the command knows their real addresses."""
    return {name: outputs[output] for name, output in FROM_OUTPUTS.items()}


def main() -> None:
    """Reads `sam list stack-outputs --output json` and prints lines for a shell to take over."""
    outputs = {row["OutputKey"]: row["OutputValue"] for row in json.load(sys.stdin)}
    for name, value in of(outputs).items():
        print(f"export {name}='{value}'")


if __name__ == "__main__":
    main()
