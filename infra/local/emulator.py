"""Runs MiniStack, the local AWS, with a window into its work.

MiniStack looks at schedules every ten seconds and tells nobody whether a function is running. Who moves the calendar must know
when the work of the moment is done and what comes next, so this process looks at schedules more often, and answers on PROBE_PORT
with what is under way. `GET /calls` there tells what was asked of each service, `POST /hold/<operation>` holds its answers back
until `POST /hold`, and `GET /held` tells how many wait. It reads private names of the one version that requirements.txt pins.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from zoneinfo import ZoneInfo

import traffic
from ministack import app
from ministack.core import lambda_runtime
from ministack.services import dynamodb, eventbridge, lambda_svc, scheduler, ses, sqs

TICK_SECONDS = 0.05
_ticks = 0
_look = scheduler._tick_schedules
_next_fire = eventbridge._cron_next_fire
# MiniStack takes a cron's hours for those of UTC, whatever the schedule says. All of ours that name an hour say this.
_SCHEDULES_LIVE_IN = ZoneInfo("Europe/Copenhagen")


def _tick() -> None:
    """Counts the looks at the schedules, so that a caller can wait for one that began after it moved the clock.

    Jobs that show again because the clock was moved are seen at once, and not a second later.
    """
    global _ticks
    _look()
    _ticks += 1
    lambda_svc._esm_wake.set()


def _next_local_fire(fields: Any, after: datetime) -> datetime | None:
    """The next turn of a schedule by the clocks of its time zone, which change twice a year."""
    return _next_fire(fields, after.astimezone(_SCHEDULES_LIVE_IN))


def under_way() -> dict[str, Any]:
    """`ticks`: looks at the schedules so far. `calls`: functions running now. `batches`: queue batches handed to functions.
    `unread`: stream records no function has seen. `jobs`: of each queue, visible now, and seconds until each hidden one shows.
    `due`: seconds until each schedule fires next, but for the one that counts every hour: nothing comes of it, and a calendar
    that stopped for it would stop 24 times a day. A job that a schedule is to put on its queue counts as hidden there."""
    now = sqs.time.time()
    jobs: dict[str, dict[str, Any]] = {}
    for queue in list(sqs._queues._data.values()):
        shows_in = [message.get("visible_at", 0) - now for message in list(queue.get("messages") or [])]
        jobs[queue["name"]] = {
            "visible": sum(1 for seconds in shows_in if seconds <= 0),
            "hidden": sorted(round(seconds, 1) for seconds in shows_in if seconds > 0),
        }
    for queue, seconds in _woken_later(now):
        jobs[queue]["hidden"] = sorted([*jobs[queue]["hidden"], seconds])
    return {
        "ticks": _ticks,
        "calls": lambda_runtime.workers_in_use(),
        "batches": sum(lambda_svc._esm_inflight.values()),
        "unread": _unread_stream_records(),
        "jobs": jobs,
        "due": sorted(_due(now)),
    }


def _due(now: float) -> list[float]:
    due = []
    for key, schedule in list(scheduler._schedules._data.items()):
        expression = schedule.get("ScheduleExpression", "")
        fired = scheduler._schedule_last_fired.get(key)
        at = scheduler._at_time_epoch(expression)
        fields = eventbridge._parse_cron_fields(expression)
        if schedule.get("State") != "ENABLED" or _only_counts(schedule) or _wakes(schedule):
            continue
        if at is not None and fired is None:
            due.append(round(at - now, 1))
        elif fields is not None and fired is not None:
            next_time = eventbridge._cron_next_fire(fields, datetime.fromtimestamp(fired, tz=timezone.utc))
            if next_time is not None:
                due.append(round(next_time.timestamp() - now, 1))
    return due


def _woken_later(now: float) -> list[tuple[str, float]]:
    """Jobs that schedules are to put on their queues, with the seconds until then."""
    found = []
    for key, schedule in list(scheduler._schedules._data.items()):
        at = scheduler._at_time_epoch(schedule.get("ScheduleExpression", ""))
        if _wakes(schedule) and at is not None and scheduler._schedule_last_fired.get(key) is None:
            found.append((schedule["Target"]["Arn"].rsplit(":", 1)[-1], round(at - now, 1)))
    return found


def _input(schedule: dict[str, Any]) -> dict[str, Any]:
    return dict(json.loads(schedule["Target"].get("Input") or "{}"))


def _only_counts(schedule: dict[str, Any]) -> bool:
    return bool(_input(schedule).get("count"))


def _wakes(schedule: dict[str, Any]) -> bool:
    return "effect" in _input(schedule)


def _unread_stream_records() -> int:
    unread = 0
    for _account, _region, mapping in lambda_svc._iter_all_esms():
        source = mapping.get("EventSourceArn", "")
        if ":dynamodb:" in source and "/stream/" in source:
            table = source.split("/stream/")[0].rsplit("/", 1)[-1]
            account = lambda_svc._request_account_id.set(_account)
            region = lambda_svc._request_region.set(_region)
            try:
                end = dynamodb.stream_end_position(table)
                position = lambda_svc._dynamodb_stream_positions.get(mapping["UUID"], 0)
                # What has expired unread is read by nobody any more.
                unread += max(0, end - max(position, dynamodb.stream_start_position(table)))
            finally:
                lambda_svc._request_account_id.reset(account)
                lambda_svc._request_region.reset(region)
    return unread


def _trim_one_at_a_time(*where: Any, **more: Any) -> None:
    """Two threads that drop the same expired records drop as many of the next ones, and no function ever sees those."""
    with _TRIMMING:
        _trim_stream_records(*where, **more)


_TRIMMING = threading.Lock()
_trim_stream_records = dynamodb._trim_stream_records


def _without_papers(raw: Any) -> dict[str, Any]:
    """A raw mail's own text: attachments of text come after it, and are no part of it."""
    parsed = dict(_parse_raw_mime(raw))
    first: dict[str, Any] = {}
    for part in parsed.get("BodyParts", []):
        first.setdefault(part["ContentType"], part)
    return parsed | {"BodyParts": list(first.values())}


_parse_raw_mime = ses._parse_raw_mime


class _Probe(BaseHTTPRequestHandler):
    def do_GET(self) -> None:  # noqa: N802 - the name is the library's
        looks: dict[str, Callable[[], Any]] = {"/calls": traffic.counted, "/held": traffic.answers_held}
        self._answer(looks.get(self.path, under_way)())

    def do_POST(self) -> None:  # noqa: N802 - the name is the library's
        traffic.hold(self.path.removeprefix("/hold").strip("/"))
        self._answer({})

    def _answer(self, value: object) -> None:
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


if __name__ == "__main__":
    scheduler._SCHEDULE_TICK_INTERVAL = TICK_SECONDS
    scheduler._tick_schedules = _tick
    eventbridge._cron_next_fire = _next_local_fire
    dynamodb._trim_stream_records = _trim_one_at_a_time
    ses._parse_raw_mime = _without_papers
    traffic.watch()
    probe = ThreadingHTTPServer(("127.0.0.1", int(os.environ["PROBE_PORT"])), _Probe)
    threading.Thread(target=probe.serve_forever, daemon=True).start()
    app.main()
