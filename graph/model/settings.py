"""The settings, read once from the environment by whoever composes the application."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_DATABASE = "var/attest.sqlite"


@dataclass(frozen=True)
class Settings:
    """Where things are.

    Attributes:
        database_url: an SQLAlchemy address; SQLite under `var/` unless `ATTEST_DATABASE_URL` says otherwise.
        data_dir: the curated data package (`ATTEST_DATA`).
        review_dir: the package of drafts (`ATTEST_REVIEW`).
    """

    database_url: str
    data_dir: Path
    review_dir: Path

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], root: Path) -> Settings:
        """Read the settings; relative paths count from `root`, the project's folder."""
        data_dir = root / (environment.get("ATTEST_DATA") or "data")
        return cls(
            database_url=environment.get("ATTEST_DATABASE_URL", "") or f"sqlite:///{root / DEFAULT_DATABASE}",
            data_dir=data_dir,
            review_dir=root / (environment.get("ATTEST_REVIEW") or data_dir / "review"),
        )
