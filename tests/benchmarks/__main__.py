"""`make bench`: Attest beside the usual recipe and st-link-analysis, the same list and the same browser in one run.

`make bench ARGS="--sizes 50/300 --rounds 10"` measures less. Machines differ and are shared: compare columns of one
run, never figures of two.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.benchmarks.applications import APPLICATIONS
from tests.benchmarks.invented import Size

ROOT = Path(__file__).resolve().parents[2]
SIZES = ("50/300", "200/1000", "500/5000")
SHOWN = ("attest", "recipe", "link-analysis")
MOST_SECONDS = 420
ROWS = (
    ("first picture", "first", "s"),
    ("still picture", "still", "s"),
    ("click to evidence, p50", "click_p50", "s"),
    ("click to evidence, p95", "click_p95", "s"),
    ("bytes a click", "click_bytes", "b"),
    ("filter to still picture, p50", "filter_p50", "s"),
    ("filter to still picture, p95", "filter_p95", "s"),
    ("bytes a filter", "filter_bytes", "b"),
    ("last letter to hits, p50", "search_p50", "s"),
    ("last letter to hits, p95", "search_p95", "s"),
    ("expansion to still, p50", "expand_p50", "s"),
    ("expansion to still, p95", "expand_p95", "s"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what the command line asks for and print a table a size."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--sizes", nargs="+", default=SIZES, metavar="ACTORS/TIES")
    parser.add_argument("--rounds", type=int, default=20, help="clicks, filters, searches and expansions, at most")
    parser.add_argument("--only", nargs="+", default=SHOWN, choices=SHOWN)
    asked = parser.parse_args(arguments)
    empty = _measured("empty", asked.sizes[0], asked.rounds)
    print(f"An empty Streamlit page shows its one word after {_told(empty.get('first'), 's')} (median of 5).\n")
    for text in asked.sizes:
        size = Size.read(text)
        print(f"{size} actors/ties, all drawn", flush=True)
        figures = {name: _measured(name, text, asked.rounds) for name in asked.only}
        _table(figures)
    return 0


def _measured(name: str, size: str, rounds: int) -> Mapping[str, object]:
    """The figures of one application, measured by a process of its own; a note where there are none."""
    command = [sys.executable, "-m", "tests.benchmarks.measure", name, size, str(rounds)]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=MOST_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return {"note": f"did not end within {MOST_SECONDS} s"}
    if done.returncode:
        return {"note": (done.stderr.strip().splitlines() or ["failed"])[-1][:120]}
    figures: dict[str, object] = json.loads(done.stdout)
    return figures


def _table(figures: Mapping[str, Mapping[str, object]]) -> None:
    print(f"  {'':30}" + "".join(f"{APPLICATIONS[name].name:>20}" for name in figures))
    for words, key, unit in ROWS:
        print(f"  {words:30}" + "".join(f"{_told(one.get(key), unit):>20}" for one in figures.values()))
    for name, one in figures.items():
        samples = ", ".join(f"{one.get(name, 0)} {name}" for name in ("clicks", "filters", "searches", "expansions"))
        note = f"; {one['note']}" if one.get("note") else ""
        print(f"  {APPLICATIONS[name].name}: {samples}{note}")
    print(flush=True)


def _told(figure: object, unit: str) -> str:
    """A figure as printed; a dash where there is none: no click comes back, or it was never still."""
    if not isinstance(figure, (int, float)):
        return "-"
    return f"{figure:.2f} s" if unit == "s" else f"{figure / 1024:,.1f} KiB"


if __name__ == "__main__":
    sys.exit(main())
