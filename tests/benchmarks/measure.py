"""One application over one package in one browser: `python -m tests.benchmarks.measure attest 200/1000 20`.

Prints the figures as JSON on stdout. A process of its own, so that whoever calls it can end it: a page that computes
for minutes answers nobody.
"""

from __future__ import annotations

import csv
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Route, WebSocket, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tests.benchmarks.applications import APPLICATIONS, EMPTY, Application, running
from tests.benchmarks.invented import EVERYTHING, OPPOSING, Size, write
from tests.browser.conftest import NAMES

WATCH = Path(__file__).with_name("watch.js")
LONGEST = 60.0
"""Seconds after which a picture counts as never still, and one sort of sample as enough."""
QUIET_AFTER_OPENING, QUIET_AFTER_FILTER = 1.0, 0.5
"""Seconds without change after which a picture is still; they are not part of the figure."""


@dataclass
class Figures:
    """Seconds and bytes; None where there is none to be had. The last numbers but the note count the samples."""

    first: float | None = None
    still: float | None = None
    click_p50: float | None = None
    click_p95: float | None = None
    click_bytes: float | None = None
    filter_p50: float | None = None
    filter_p95: float | None = None
    filter_bytes: float | None = None
    search_p50: float | None = None
    search_p95: float | None = None
    expand_p50: float | None = None
    expand_p95: float | None = None
    clicks: int = 0
    filters: int = 0
    searches: int = 0
    expansions: int = 0
    note: str = ""


@dataclass(frozen=True)
class Seen:
    """What the watch of one frame has noted, in epoch seconds; 0 where it has not happened."""

    opened: float
    first: float
    last: float
    pressed: float
    reached: float


class Session:
    """A page in a clean browser, watched; no request leaves this machine, so that nobody waits for another host."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._context = browser.new_context(viewport={"width": 1280, "height": 720})
        self._context.add_init_script(path=WATCH)
        self._context.route("**/*", _stay_here)
        self.page = self._context.new_page()
        self.bytes = 0
        self.page.on("websocket", self._opened)
        self.page.goto(address, wait_until="commit")

    def _opened(self, socket: WebSocket) -> None:
        socket.on("framesent", self._count)
        socket.on("framereceived", self._count)

    def _count(self, payload: bytes | str) -> None:
        self.bytes += len(payload if isinstance(payload, bytes) else payload.encode())

    def close(self) -> None:
        """Close the page and forget what its browser kept."""
        self._context.close()

    def seen(self) -> list[Seen]:
        """The notes of all frames there are, the page's own first."""
        found = list[Seen]()
        for frame in self.page.frames:
            try:
                values = frame.evaluate(
                    "() => ['opened', 'first', 'last', 'pressed', 'reached'].map((name) => benchWatch[name] / 1000)"
                )
            except PlaywrightError:
                continue  # the frame is just being loaded anew
            found.append(Seen(*values))
        return found

    def opened(self) -> float:
        """When the page was asked for."""
        return self.seen()[0].opened

    def pressed(self) -> float:
        """When the mouse was last pressed."""
        return max(seen.pressed for seen in self.seen())

    def first(self) -> float | None:
        """When anything was first in the picture; waits for it."""
        return _until(lambda: min((seen.first for seen in self.seen() if seen.first), default=None), LONGEST)

    def still(self, since: float, quiet: float) -> float | None:
        """When the picture last changed after `since`, once it has been quiet; None where it never is."""

        def quiet_now() -> float | None:
            last = max(seen.last for seen in self.seen())
            return last if last > since and time.time() - last > quiet else None

        return _until(quiet_now, LONGEST)

    def wait(self, selector: str, text: str) -> None:
        """Have the page watch for a new text in an element."""
        self.page.evaluate("([selector, text]) => benchWatch.wait(selector, text)", [selector, text])

    def reached(self, seconds: float) -> float | None:
        """When that text was there; waits for it."""
        return _until(lambda: self.seen()[0].reached or None, seconds)

    def settle(self) -> None:
        """Wait until Streamlit has finished its run and what follows from it is over."""
        app = self.page.get_by_test_id("stApp")
        _until(lambda: app.get_attribute("data-test-script-state") != "running" or None, LONGEST)
        self.page.wait_for_timeout(250)


def measure(application: Application, size: Size, rounds: int) -> Figures:
    """Measure an application over an invented package of this size, with at most `rounds` clicks and filters each."""
    figures = Figures()
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        package = write(folder / "package", size)
        names = [row["label"] for row in _rows(package, "actors")]
        hub = Counter(row["subject"] for row in _rows(package, "claims")).most_common(1)[0][0]
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        with running(application, package, folder) as address:
            if application is EMPTY:
                figures.first = statistics.median(_word(browser, address) for _ in range(5))
                return figures
            _open_often(browser, address, figures)
            with _session(browser, address) as session:
                session.still(0, QUIET_AFTER_OPENING) if figures.still else session.first()
                session.settle()
                try:
                    _click_lines(application, session, rounds, figures)
                    _go_to_and_fro(application, session, rounds, figures)
                    _search(application, session, names, rounds, figures)
                except PlaywrightError as error:
                    figures.note = str(error).partition("\n")[0]
            if application.box:
                with _session(browser, f"{address}&actors={hub}") as session:
                    session.first()
                    session.settle()
                    try:
                        _expand(application, session, rounds, figures)
                    except PlaywrightError as error:
                        figures.note = str(error).partition("\n")[0]
        browser.close()
    return figures


def _word(browser: Browser, address: str) -> float:
    with _session(browser, address) as session:
        session.wait("[data-testid=word]", "Ready")
        reached = session.reached(LONGEST)
        assert reached is not None, "the empty page did not open"
        return reached - session.opened()


def _open_often(browser: Browser, address: str, figures: Figures) -> None:
    """Open the page in clean browsers: the middle of three, and of what was still within a minute."""
    firsts, stills = list[float](), list[float]()
    never_still = False
    for _ in range(3):
        with _session(browser, address) as session:
            first = session.first()
            if first is None:
                figures.note = f"no picture within {LONGEST:.0f} s"
                return
            firsts.append(first - session.opened())
            still = None if never_still else session.still(0, QUIET_AFTER_OPENING)
            never_still = still is None
            if still is not None:
                stills.append(still - session.opened())
    figures.first = statistics.median(firsts)
    figures.still = statistics.median(stills) if stills else None


def _click_lines(application: Application, session: Session, rounds: int, figures: Figures) -> None:
    lines = application.lines(session.page)
    # A stride through all of them, so that neither hubs nor neighbours are preferred.
    chosen = sorted(lines)[:: max(1, len(lines) // rounds)][:rounds]
    seconds, sizes = list[float](), list[float]()
    for line in _for_a_while(chosen):
        before = session.bytes
        session.wait(*application.goal(line))
        session.page.mouse.click(*lines[line])
        reached = session.reached(10)
        session.settle()
        if reached is not None:
            seconds.append(reached - session.pressed())
            sizes.append(session.bytes - before)
    figures.clicks = len(seconds)
    figures.click_p50, figures.click_p95 = _percentiles(seconds)
    figures.click_bytes = statistics.median(sizes) if sizes else None


def _go_to_and_fro(application: Application, session: Session, rounds: int, figures: Figures) -> None:
    seconds, sizes = list[float](), list[float]()
    for question in _for_a_while([OPPOSING, EVERYTHING] * (rounds // 2)):
        before, start = session.bytes, time.time()
        application.filter(session.page, question)
        done = _first_anew(session, start) if application.reloads else session.still(start, QUIET_AFTER_FILTER)
        if done is None:
            continue
        seconds.append(done - session.pressed())
        session.settle()
        sizes.append(session.bytes - before)
    figures.filters = len(seconds)
    figures.filter_p50, figures.filter_p95 = _percentiles(seconds)
    figures.filter_bytes = statistics.median(sizes) if sizes else None


def _search(application: Application, session: Session, names: Sequence[str], rounds: int, figures: Figures) -> None:
    """Type the names of actors, each at one go: from its last letter to its hit."""
    if not application.box:
        return
    seconds = list[float]()
    for name in _for_a_while(names[:: max(1, len(names) // rounds)][:rounds]):
        session.page.locator(application.box).fill("")
        session.wait(application.hits, name)
        session.page.locator(application.box).press_sequentially(name)
        reached = session.reached(10)
        # Its first letters may have found it already.
        if reached is not None and reached > session.pressed():
            seconds.append(reached - session.pressed())
        session.page.keyboard.press("Escape")
    figures.searches = len(seconds)
    figures.search_p50, figures.search_p95 = _percentiles(seconds)


def _expand(application: Application, session: Session, rounds: int, figures: Figures) -> None:
    """Expand one neighbour of an actor after another, each taken back again: from the press to the still picture."""
    seconds = list[float]()
    neighbours = session.page.evaluate('() => benchWatch.find("[data-testid=network]").attest.ids().actors')
    for actor in _for_a_while(neighbours[:rounds]):
        if application.expand(session.page, actor):
            done = session.still(session.pressed(), QUIET_AFTER_FILTER)
            if done is not None:
                seconds.append(done - session.pressed())
            session.settle()
            application.take_back(session.page)
        session.settle()
    figures.expansions = len(seconds)
    figures.expand_p50, figures.expand_p95 = _percentiles(seconds)


def _rows(package: Path, table: str) -> list[dict[str, str]]:
    with (package / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _first_anew(session: Session, start: float) -> float | None:
    """The first picture of a frame that was loaded after `start`."""
    return _until(
        lambda: min((seen.first for seen in session.seen() if seen.opened > start and seen.first), default=None),
        LONGEST,
    )


def _for_a_while(samples: Sequence[str]) -> Iterator[str]:
    """The samples, until a minute has passed."""
    end = time.monotonic() + LONGEST
    for sample in samples:
        if time.monotonic() > end:
            return
        yield sample


def _until(value: Callable[[], float | bool | None], seconds: float) -> float | None:
    """What `value` gives as soon as it is not None; None where that takes longer than `seconds`."""
    end = time.monotonic() + seconds
    while (found := value()) is None:
        if time.monotonic() > end:
            return None
        time.sleep(0.02)
    return float(found)


def _percentiles(seconds: Sequence[float]) -> tuple[float | None, float | None]:
    """Median and 95th percentile; None where there are fewer than two samples."""
    if len(seconds) < 2:
        return None, None
    return statistics.median(seconds), statistics.quantiles(seconds, n=20, method="inclusive")[-1]


@contextmanager
def _session(browser: Browser, address: str) -> Iterator[Session]:
    session = Session(browser, address)
    try:
        yield session
    finally:
        session.close()


def _stay_here(route: Route) -> None:
    if urlsplit(route.request.url).hostname in ("127.0.0.1", None):
        route.continue_()
    else:
        route.abort()


if __name__ == "__main__":
    name, size, rounds = sys.argv[1:]
    json.dump(asdict(measure(APPLICATIONS[name], Size.read(size), int(rounds))), sys.stdout)
