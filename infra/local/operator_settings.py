"""What the `rykker` command needs in its environment to work on a stack, from the template's outputs."""

from __future__ import annotations

import json
import sys

# Setting of the command: output of the template.
FROM_OUTPUTS = {
    "TABLE": "Table",
    "PUBLIC_URL": "PublicUrl",
    "SEALING_KEYS_SECRET": "SealingKeys",
    "APP_CREDENTIALS_SECRET": "AppCredentials",
    "BILLY_QUEUE_URL": "BillyQueue",
    "DINERO_QUEUE_URL": "DineroQueue",
    "FAN_OUT_QUEUE_URL": "FanOutQueue",
    "EFFECTS_QUEUE_URL": "EffectsQueue",
}

# Setting of the command: parameter of the template.
FROM_PARAMETERS = {"BILLY_URL": "BillyUrl", "DINERO_URL": "DineroUrl", "DINERO_AUTH_URL": "DineroAuthUrl"}


def of(outputs: dict[str, str], parameters: dict[str, str]) -> dict[str, str]:
    """Settings by name; addresses of accounting systems only where the parameters set them."""
    settings = {name: outputs[output] for name, output in FROM_OUTPUTS.items()}
    return settings | {name: parameters[key] for name, key in FROM_PARAMETERS.items() if key in parameters}


def main() -> None:
    """Reads `sam list stack-outputs --output json` and prints lines for a shell to take over."""
    outputs = {row["OutputKey"]: row["OutputValue"] for row in json.load(sys.stdin)}
    for name, value in of(outputs, {}).items():
        print(f"export {name}='{value}'")


if __name__ == "__main__":
    main()
