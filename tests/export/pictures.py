"""Briefings made as the application makes them, of the invented package, of the curated list, or of rows in a test."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pandas as pd

from graph.evidence.assess import assess
from graph.evidence.prepare import prepare
from graph.model.view import View, parse
from graph.network.placing import places
from graph.scene.brief import brief
from graph.scene.briefing import Briefing, Made, Words
from graph.scene.build import scene
from graph.scene.reader import Reader
from graph.store.package import read_package
from tests.cli.terminal import ROOT, SMALL

DATA = ROOT / "data"
MADE = Made(
    generated_at="2026-11-25T20:15:30+00:00",
    seq=7,
    store_digest="5f" * 32,
    recorded_at="2026-11-24T09:00:00+00:00",
    app_version="0.0.1",
)
WORDS = Words(
    title="Who arms whom",
    summary="Drones went one way.\nNobody on this list says that they came back.",
    caveats="Most entries are from the press.",
    handling="TLP:GREEN",
)


def briefing(rows: Mapping[str, pd.DataFrame], query: str = "", words: Words = WORDS) -> Briefing:
    """What is taken away of a query over these tables."""
    view = parse(query).view
    evidence = assess(prepare(rows), view)
    standing = places(assess(prepare(rows), View()), rows)
    drawn = scene(evidence, rows, view, standing)
    return brief(drawn, Reader(evidence, rows), rows, view, words, MADE)


@cache
def tables(folder: Path) -> Mapping[str, pd.DataFrame]:
    """The tables of a package."""
    return read_package(folder).tables


@cache
def small(query: str = "") -> Briefing:
    """The invented package: every backing, every answer."""
    return briefing(tables(SMALL), query)


@cache
def opening() -> Briefing:
    """The opening view of the curated list."""
    return briefing(tables(DATA))
