"""The stack that the Makefile has started, found by RYKKER_STATE as everything finds it."""

from __future__ import annotations

import pytest
from mailbox import Mailbox
from page import Pages
from rykker import Rykker
from sandbox import Sandbox
from stack_file import load, state_folder
from world import World


@pytest.fixture(scope="session")
def world() -> World:
    """One stack for all stories of a folder."""
    state = state_folder()
    stack = load(state)
    if stack is None:
        pytest.exit(f"no stack is running from {state}; the Makefile starts one", 2)
    admin = stack.sandboxes["admin"]
    assert isinstance(admin, dict)
    sandboxes = {name: Sandbox(name, str(address)) for name, address in admin.items()}
    return World(stack, Rykker(state), Mailbox(stack.mailbox_url), Pages(stack.public_url), sandboxes)
