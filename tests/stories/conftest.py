"""What every story has: each accounting system in turn, and a stack that is left as it was found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from accounting_systems import SYSTEMS, System
from world import World


@pytest.fixture(params=SYSTEMS, ids=str)
def system(request: pytest.FixtureRequest) -> System:
    """Each system in turn."""
    return request.param  # type: ignore[no-any-return]


@pytest.fixture(scope="module", autouse=True)
def tenants_leave(world: World) -> Iterator[None]:
    """A story's tenants are connected for as long as it is told: the mornings of later ones need not run them.

    It begins with nothing borrowed from its day: a story that asks hours after the day's beginning would see the beginning of
    the last day of the window, and not its end.
    """
    if world.stack.time().borrowed():
        world.next_morning()
    here_before = len(world.tenants)
    yield
    for tenant in world.tenants[here_before:]:
        world.rykker.done("tenant", "disconnect", tenant.id)
    world.settle()


# Letters need rates and fees, and those of the next year are not known before it begins.
FIRST = ["test_15", "test_16", "test_17"]
# Every morning of the local AWS is slower with the thousands of cases that it leaves behind.
HEAVY = "test_09"
# They look at what all others left behind, and in this order.
LAST = ["test_zy", "test_zz"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files as they are named, but for the one that comes first, and the heavy one, which comes late."""
    places = {name: -1 for name in FIRST} | {name: place for place, name in enumerate([HEAVY, *LAST], 1)}
    items.sort(key=lambda item: next((place for name, place in places.items() if item.path.name.startswith(name)), 0))
