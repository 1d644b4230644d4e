"""How the tests share two cores: one worker has the browser to itself, the other takes the rest and steps back for it.

Only where pytest is asked for two workers, as `make test` does.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

BROWSER = "browser"
FIRST = "gw0"
"""The worker of the browser, which takes other tests when it is through with those."""
LATER = 10
"""How much the other workers step back, as `nice` counts: they take what time the browser and its server leave."""


def pytest_configure(config: pytest.Config) -> None:
    worker: dict[str, Any] | None = getattr(config, "workerinput", None)
    if worker and worker["workerid"] != FIRST:
        os.nice(LATER)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    # In the order of their names: by number of tests, the few that take longest would come last, and one worker wait.
    config.option.loadscopereorder = False
    return Sharing(config, log)


class Sharing(LoadScopeScheduling):  # type: ignore[misc]
    """Hands out the files of tests one by one, and all of the browser's at once."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return BROWSER if file.startswith("tests/browser/") else file

    def _assign_work_unit(self, node: WorkerController) -> None:
        queue: MutableMapping[str, dict[str, bool]] = self.workqueue
        mine = [scope for scope in queue if (scope == BROWSER) == (node.gateway.id == FIRST)]
        self.workqueue.move_to_end(mine[0] if mine else next(iter(queue)), last=False)
        super()._assign_work_unit(node)
