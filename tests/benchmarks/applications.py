"""The applications measured: how each is started, where its lines can be clicked, and how its evidence is known."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.server import free_port

ROOT = Path(__file__).resolve().parents[2]
PEERS = Path("tests") / "benchmarks" / "peers"
Point = tuple[float, float]

_CYTOSCAPE = """() => {
  const cy = document.getElementById("cy")._cyreg.cy;
  const { width, height } = document.getElementById("cy").getBoundingClientRect();
  return cy.edges().map((edge) => [edge.id(), edge.renderedMidpoint()])
    .filter(([, { x, y }]) => x > 60 && y > 60 && x < width - 60 && y < height - 60)
    .map(([id, { x, y }]) => [id, x, y]);
}"""
_ATTEST = """() => {
  const { attest } = benchWatch.find("[data-testid=network]");
  return attest.ids().lines.map((id) => [id, attest.pointOf(id)]).filter(([, point]) => point)
    .map(([id, { x, y }]) => [id, x, y]);
}"""

_POINT = """(actor) => benchWatch.find("[data-testid=network]").attest.pointOf(actor)"""


@dataclass(frozen=True)
class Application:
    """One of those measured side by side.

    Attributes:
        name: as printed.
        script: what Streamlit runs.
        query: the address asks for all that is in the package.
        health: answers 200 once the application is ready.
        reloads: a filter loads the picture's frame anew; then the first picture is what is timed.
        box, hits: where one types what to search for, and where it is found; empty where there is no search.
    """

    name: str
    script: str
    query: str = ""
    health: str = "_stcore/health"
    reloads: bool = False
    box: str = ""
    hits: str = ""

    def environment(self, package: Path, folder: Path) -> Mapping[str, str]:
        """What the application is told."""
        return {
            "ATTEST_DATA": str(package),
            "ATTEST_REVIEW": str(folder / "none"),
            "ATTEST_DATABASE_URL": f"sqlite:///{folder / 'attest.sqlite'}",
            "BENCH_PACKAGE": str(package),
        }

    def lines(self, page: Page) -> dict[str, Point]:
        """Where lines can be clicked, in page pixels, by id; empty where no click comes back."""
        return {}

    def filter(self, page: Page, question: str) -> None:
        """Go to one of the two questions."""
        page.locator("label", has_text=question).locator("visible=true").last.click()

    def expand(self, page: Page, actor: str) -> bool:
        """Expand an actor by all its ties, the last press being the one that draws them; False where that cannot be."""
        return False

    def take_back(self, page: Page) -> None:
        """Undo it."""

    def goal(self, line: str) -> tuple[str, str]:
        """Where the evidence of a line is shown, and the text that is there once all of it is."""
        return ".st-key-evidence", f"End of {line}"


class Attest(Application):
    """Ours."""

    def lines(self, page: Page) -> dict[str, Point]:
        """Asked of the picture itself."""
        return {id_: (x, y) for id_, x, y in page.evaluate(_ATTEST)}

    def filter(self, page: Page, question: str) -> None:
        """The ready questions of the first screen."""
        page.get_by_test_id("opening").get_by_role("link", name=question).click()

    def goal(self, line: str) -> tuple[str, str]:
        """The panel tells what the server last had it show."""
        return f'[data-testid="evidence"][data-shows="{line}"]', ""

    def expand(self, page: Page, actor: str) -> bool:
        """By a double click, and the dialog that says what it will bring."""
        point = page.evaluate(_POINT, actor)
        if point is None:
            return False
        page.mouse.dblclick(point["x"], point["y"])
        dialog = page.get_by_role("dialog")
        dialog.get_by_role("heading").wait_for()
        for box in dialog.get_by_role("checkbox").all():
            box.check()
        draw = dialog.get_by_role("button", name="Expand", exact=True)
        if not draw.count():
            dialog.get_by_role("button", name="Close").click()
            return False
        draw.click()
        return True

    def take_back(self, page: Page) -> None:
        """With the button over the picture."""
        page.get_by_role("button", name="Undo").click()


class LinkAnalysis(Application):
    """st-link-analysis: Cytoscape, in a frame."""

    def lines(self, page: Page) -> dict[str, Point]:
        """Asked of Cytoscape: the middles of the lines."""
        frame = next(frame for frame in page.frames if "st_link_analysis" in frame.url)
        box = frame.frame_element().bounding_box()
        assert box is not None
        return {id_: (box["x"] + x, box["y"] + y) for id_, x, y in frame.evaluate(_CYTOSCAPE)}

    def goal(self, line: str) -> tuple[str, str]:
        """Lines lie upon each other in its picture, so whichever was hit counts."""
        return ".st-key-evidence", "End of "


EMPTY = Application("an empty Streamlit page", str(PEERS / "empty.py"))
ATTEST = Attest(
    "Attest", "app.py", query="?limit=5000&v=1", health="readyz", box=".attest-search", hits=".attest-options"
)
RECIPE = Application("usual recipe", str(PEERS / "recipe.py"), reloads=True)
LINK_ANALYSIS = LinkAnalysis("st-link-analysis", str(PEERS / "link_analysis.py"))
APPLICATIONS = {"attest": ATTEST, "recipe": RECIPE, "link-analysis": LINK_ANALYSIS, "empty": EMPTY}


@contextmanager
def running(application: Application, package: Path, folder: Path, seconds: float = 180) -> Iterator[str]:
    """Run an application over a package; yields its address once it is ready."""
    port = free_port()
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", application.script, "--server.port", str(port)],
            cwd=ROOT,
            env=os.environ | application.environment(package, folder),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(process, f"http://127.0.0.1:{port}/{application.health}", folder / "server.log", seconds)
        yield f"http://127.0.0.1:{port}/{application.query}"
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], address: str, log: Path, seconds: float) -> None:
    end = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=10):
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
    raise RuntimeError(f"the application did not get ready:\n{log.read_text(errors='replace')[-3000:]}")
