"""The accounting systems and the agencies, as the local stack sees them: where each answers, and what its sandbox is called with."""

from __future__ import annotations

import os
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Endpoint:
    """One address of a system or an agency: the environment's name for it, the template's, and its path below the sandbox."""

    setting: str
    parameter: str
    path: str


@dataclass(frozen=True)
class Sandbox:
    """What a sandbox of ours stands for; `name` is the product's, `port` the one that is tried first."""

    name: str
    title: str
    port: int
    endpoints: tuple[Endpoint, ...]


@dataclass(frozen=True)
class System(Sandbox):
    """One accounting system. Its tenants' runs wait in a queue of its own."""

    # Our own credentials there, as its sandbox takes them.
    app: dict[str, str] = field(default_factory=dict)

    def queue_setting(self) -> str:
        return f"{self.name.upper()}_QUEUE_URL"


SYSTEMS = [
    System("billy", "Billy", 8410, (Endpoint("BILLY_URL", "BillyUrl", "/v2"),)),
    System(
        "dinero",
        "Dinero",
        8420,
        (
            Endpoint("DINERO_URL", "DineroUrl", ""),
            Endpoint("DINERO_AUTH_URL", "DineroAuthUrl", "/dineroapi/oauth/token"),
        ),
        {"client-id": "rykker-local-client", "client-secret": "rykker-local-secret"},
    ),
    System("ordrestyring", "Ordrestyring", 8430, (Endpoint("ORDRESTYRING_URL", "OrdrestyringUrl", ""),)),
    System(
        "tripletex",
        "Tripletex",
        8440,
        (Endpoint("TRIPLETEX_URL", "TripletexUrl", "/v2"),),
        {"consumer-token": "rykker-local-consumer"},
    ),
    System(
        "minuba",
        "Minuba",
        8450,
        (
            Endpoint("MINUBA_URL", "MinubaUrl", "/api/1"),
            Endpoint("MINUBA_AUTH_URL", "MinubaAuthUrl", "/oauth2/token"),
        ),
    ),
]

AGENCIES = [Sandbox("debitura", "Debitura", 8460, (Endpoint("DEBITURA_URL", "DebituraUrl", ""),))]

SANDBOXES: list[Sandbox] = [*SYSTEMS, *AGENCIES]

APPS = {system.name: system.app for system in SYSTEMS if system.app}


def addresses(hosts: dict[str, str]) -> dict[str, str]:
    """Every setting with its address: the environment's own, or the sandbox's at `hosts[name]`."""
    return {
        endpoint.setting: os.environ.get(endpoint.setting) or f"{hosts[sandbox.name]}{endpoint.path}"
        for sandbox in SANDBOXES
        for endpoint in sandbox.endpoints
    }


def parameters(settings: dict[str, str]) -> dict[str, str]:
    """The template's parameters of the same meaning."""
    endpoints = [endpoint for sandbox in SANDBOXES for endpoint in sandbox.endpoints]
    return {endpoint.parameter: settings[endpoint.setting] for endpoint in endpoints if endpoint.setting in settings}
