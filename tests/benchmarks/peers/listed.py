"""What the peers show: the ties of the package named by `BENCH_PACKAGE`, with the evidence of each."""

from __future__ import annotations

import csv
import os
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

from tests.benchmarks.invented import EVERYTHING, OPPOSING

COLOURS = {"+": "#1a6fb0", "-": "#8f2106", "0": "#b3882c"}


@dataclass(frozen=True)
class Tie:
    """One line of the picture."""

    id: str
    subject: str
    object: str
    label: str
    polarity: str
    evidence: list[str] = field(default_factory=list)


@st.cache_data
def listed() -> tuple[dict[str, str], list[Tie]]:
    """Actors by id with their labels, and all ties."""
    folder = Path(os.environ["BENCH_PACKAGE"])
    tables = {name: _rows(folder / f"{name}.csv") for name in ("actors", "kinds", "claims", "sources")}
    kinds = {row["id"]: row for row in tables["kinds"]}
    sources = {row["id"]: row for row in tables["sources"]}
    evidence = defaultdict[tuple[str, str, str], list[str]](list)
    for claim in tables["claims"]:
        source = sources[claim["source"]]
        words = f"{claim['stance']}: {claim['statement']} [{source['title']}]({source['url']}), {source['published']}"
        evidence[claim["subject"], claim["kind"], claim["object"]].append(words)
    ties = [
        Tie(f"{subject}.{kind}.{object_}", subject, object_, kinds[kind]["label"], kinds[kind]["polarity"], words)
        for (subject, kind, object_), words in evidence.items()
    ]
    return {row["id"]: row["label"] for row in tables["actors"]}, ties


def filtered() -> tuple[dict[str, str], list[Tie]]:
    """The same behind a filter; actors without ties are left out."""
    actors, ties = listed()
    if st.radio("Show", (EVERYTHING, OPPOSING), horizontal=True) == OPPOSING:
        ties = [tie for tie in ties if tie.polarity == "-"]
    ends = {end for tie in ties for end in (tie.subject, tie.object)}
    return {id_: label for id_, label in actors.items() if id_ in ends}, ties


def show(tie: Tie | None) -> None:
    """The evidence of a tie, as text with links."""
    with st.container(key="evidence"):
        if tie is None:
            st.write("Click a line.")
        else:
            st.subheader(f"Evidence for {tie.id}")
            for words in tie.evidence:
                st.markdown(words)
            st.write(f"End of {tie.id}")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
