"""How the tests share two cores: those of one file stay together, and there is one browser at a time."""

from __future__ import annotations

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each test its group, all of which goes to one worker (`--dist loadgroup`)."""
    for item in items:
        folder = item.nodeid.split("/")[1]
        item.add_marker(pytest.mark.xdist_group("browser" if folder == "browser" else item.nodeid.split("::")[0]))
