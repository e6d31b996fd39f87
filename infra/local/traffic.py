"""Watches what is asked of the local AWS: counts each request, and can hold the answers of one operation back.

Counted where the requests arrive, so that it does not rest on what our own code says of itself. Held back, so that a function
can be met in the middle of its work.
"""

from __future__ import annotations

import asyncio
import re
import threading
from collections import Counter
from typing import Any

from ministack import app
from ministack.core.router import detect_service

# A tenant's id, as it stands in the keys of its items and in the tags of its mails.
TENANT = re.compile(rb"\bt[a-z2-7]{12}\b")
LOOK_SECONDS = 0.02

_counts: Counter[tuple[str, str, str]] = Counter()
_lock = threading.Lock()
_held_operation = ""
_answers_held = 0
_serve = app._dispatch_service_request


async def _serve_watched(
    method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, list[str]], request_id: str
) -> Any:
    global _answers_held
    routing = app._routing_params(method, path, headers, body, query)
    service = detect_service(method, path, headers, routing)
    operation = app._ct_event_name(service, method, path, headers, routing)
    named = TENANT.search(body)
    with _lock:
        _counts[(service, operation, named.group().decode() if named else "")] += 1
    answer = await _serve(method, path, headers, body, query, request_id)
    if operation == _held_operation:
        _answers_held += 1
        while operation == _held_operation:
            await asyncio.sleep(LOOK_SECONDS)
        _answers_held -= 1
    return answer


def watch() -> None:
    """Every request to a service passes by here from now on."""
    app._dispatch_service_request = _serve_watched


def counted() -> list[dict[str, str | int]]:
    """Requests since the start by `service`, `operation` and the first `tenant` named in them (empty for none)."""
    with _lock:
        rows = sorted(_counts.items())
    return [
        {"service": service, "operation": operation, "tenant": tenant, "count": count}
        for (service, operation, tenant), count in rows
    ]


def hold(operation: str) -> None:
    """Requests for `operation` are carried out, and their answers held back until another operation, or none, is named."""
    global _held_operation
    _held_operation = operation


def answers_held() -> int:
    return _answers_held
