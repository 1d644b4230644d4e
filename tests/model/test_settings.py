"""The settings: where things are, unless the environment says otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.model.settings import Settings

ROOT = Path("/attest")


@pytest.mark.parametrize(
    ("environment", "database", "data", "review"),
    [
        ({}, "sqlite:////attest/var/attest.sqlite", "/attest/data", "/attest/data/review"),
        ({"HOME": "/elsewhere"}, "sqlite:////attest/var/attest.sqlite", "/attest/data", "/attest/data/review"),
        (
            {"ATTEST_DATABASE_URL": "", "ATTEST_DATA": "", "ATTEST_REVIEW": ""},
            "sqlite:////attest/var/attest.sqlite",
            "/attest/data",
            "/attest/data/review",
        ),
        ({"ATTEST_DATABASE_URL": "postgresql://h/d"}, "postgresql://h/d", "/attest/data", "/attest/data/review"),
        ({"ATTEST_DATA": "mine"}, "sqlite:////attest/var/attest.sqlite", "/attest/mine", "/attest/mine/review"),
        ({"ATTEST_DATA": "/lists/a"}, "sqlite:////attest/var/attest.sqlite", "/lists/a", "/lists/a/review"),
        ({"ATTEST_REVIEW": "drafts"}, "sqlite:////attest/var/attest.sqlite", "/attest/data", "/attest/drafts"),
    ],
)
def test_where_things_are(environment: dict[str, str], database: str, data: str, review: str) -> None:
    assert Settings.from_environment(environment, ROOT) == Settings(database, Path(data), Path(review))
