"""The walk that all stories here share: each adds its tenants and invoices before it begins, and looks when it is over."""

from __future__ import annotations

import pytest
from walk import Walk
from world import World


@pytest.fixture(scope="session")
def walk(world: World, request: pytest.FixtureRequest) -> Walk:
    """Every story's `begins(walk)` is called, and then the days pass, once for all."""
    walk = Walk(world)
    modules = {item.module.__name__: item.module for item in request.session.items}
    for module in modules.values():
        module.begins(walk)
    walk.go()
    return walk
