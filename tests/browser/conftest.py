"""A real Chromium over the real application. Every page is watched: foreign requests, console errors and
violations of the content security policy fail the test that saw them.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tests.browser.server import Server, serve

expect.set_options(timeout=20_000)
"""Two shared cores may be slow; what is expected still has to come."""

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass
class Watch:
    """What a page did besides what the test asked for."""

    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def request(self, request: Request) -> None:
        """Note a request that leaves this machine."""
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1":
            self.foreign.append(request.url)

    def console(self, message: ConsoleMessage) -> None:
        """Note an error; a violation of the policy is one. Opened below its root, Streamlit's page first asks for its
        server beside that page, and is told 404.
        """
        beside = re.match(r"/[a-z]+/_stcore/", urlsplit(message.location["url"]).path)
        if message.type == "error" and not beside:
            self.complaints.append(message.text)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium as found on the machine; `make test` installs it where it is missing."""
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    if found is None:
        pytest.fail(f"no browser: install one of {', '.join(NAMES)} (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=found,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application over the curated list."""
    with serve(tmp_path_factory.mktemp("curated")) as server:
        yield server


@pytest.fixture(scope="session")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application over a store of its own, whose drafts and records are decided on and changed."""
    with serve(tmp_path_factory.mktemp("reviewed")) as server:
        yield server


@dataclass
class Window:
    """A tab in a browser context of its own, which is used again: it has the application's files, as any browser has.

    Attributes:
        page: the tab.
        watch: who watches it now.
    """

    page: Page
    watch: Watch

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.watch.request(request))
        self.page.on("console", lambda message: self.watch.console(message))
        self.page.on("pageerror", lambda error: self.watch.complaints.append(str(error)))

    def forget(self, url: str) -> None:
        """Let it forget all that an application has left in it, cookies too; only files that it fetched stay."""
        self.page.context.clear_cookies()
        devtools = self.page.context.new_cdp_session(self.page)
        devtools.send("Storage.clearDataForOrigin", {"origin": "/".join(url.split("/")[:3]), "storageTypes": "all"})
        devtools.detach()

    def leave(self) -> None:
        """Let go of every key, and leave the application for an empty page, watched by nobody."""
        self.watch = Watch()
        for key in ("Shift", "Control", "Alt", "Meta"):
            self.page.keyboard.up(key)
        self.page.mouse.up()
        self.page.mouse.move(0, 0)
        self.page.evaluate("sessionStorage.clear()")
        self.page.goto("about:blank")
        self.page.context.clear_permissions()


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Iterator[list[Window]]:
    """The windows that are open: as many as a test has needed at once."""
    made: list[Window] = []
    yield made
    for window in made:
        window.page.context.close()


@pytest.fixture
def open_page(browser: Browser, windows: list[Window]) -> Iterator[Callable[..., Page]]:
    """Opens watched pages, each in a browser that knows nothing of the application but its files; at the end nothing
    foreign and no error was seen.
    """
    used: list[Window] = []
    watch = Watch()

    def open_(url: str, *, width: int = 1280, height: int = 720, theme: str = "light", wait: bool = True) -> Page:
        window = windows.pop() if windows else Window(browser.new_context().new_page(), watch)
        used.append(window)
        window.watch, page = watch, window.page
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        window.forget(url)
        page.goto(url)
        if wait:
            page.get_by_test_id("network").wait_for(timeout=20_000)
            still(page)
        return page

    yield open_
    for window in reversed(used):
        try:
            window.leave()
        except PlaywrightError:
            # Closed by the test, or broken by what the test found: the next one gets another.
            window.page.context.close()
        else:
            windows.append(window)
    assert watch.foreign == []
    assert watch.complaints == []


RESTS = """() => {
  const find = (root) => root.querySelector('[data-testid="network"]') ||
    [...root.querySelectorAll('*')].map((e) => e.shadowRoot && find(e.shadowRoot)).find(Boolean);
  const network = find(document);
  const running = document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState;
  return Boolean(network?.attest && network.attest.ids().actors.length) && running !== 'running';
}"""


def still(page: Page) -> None:
    """Wait until the picture has its actors and Streamlit has finished its run."""
    for _ in range(400):
        try:
            if page.evaluate(RESTS):
                return
        except PlaywrightError as error:
            # A link may lead away a moment after the click on it; the page that it leads to is asked next.
            if "context was destroyed" not in error.message:
                raise
        page.wait_for_timeout(50)
    raise AssertionError("the picture did not come to rest within 20 s")
