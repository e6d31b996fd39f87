"""The one-time schedules of silent starts, and the function that they call, through the local AWS."""

from __future__ import annotations

import json
from typing import Any

from deploy import client
from stack_file import Stack


class SilentStarts:
    """What EventBridge Scheduler holds for the stack's tenants."""

    def __init__(self, stack: Stack) -> None:
        self._scheduler = client("scheduler", stack.endpoint)
        self._lambda = client("lambda", stack.endpoint)
        self._group = stack.outputs["ScheduleGroup"]
        self._function = stack.functions["AutoActivate"]

    def of(self, tenant: str) -> list[dict[str, Any]]:
        """The schedules of a tenant, each with `Name`, `ScheduleExpression` and `Input` (what it calls the function with)."""
        found = []
        for page in self._scheduler.get_paginator("list_schedules").paginate(GroupName=self._group):
            for row in page["Schedules"]:
                whole = self._scheduler.get_schedule(GroupName=self._group, Name=row["Name"])
                call = json.loads(whole["Target"]["Input"])
                if call["tenant"] == tenant:
                    expression = whole["ScheduleExpression"]
                    found.append({"Name": row["Name"], "ScheduleExpression": expression, "Input": call})
        return found

    def lose(self, tenant: str) -> None:
        """Deletes a tenant's schedules, as if they had never been."""
        for schedule in self.of(tenant):
            self._scheduler.delete_schedule(GroupName=self._group, Name=schedule["Name"])

    def fire(self, call: dict[str, Any]) -> None:
        """Calls the function as a schedule does, with the schedule's own input."""
        answer = self._lambda.invoke(FunctionName=self._function, Payload=json.dumps(call).encode())
        problem = answer.get("FunctionError")
        assert problem is None, f"{problem}: {answer['Payload'].read().decode()}"
