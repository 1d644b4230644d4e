"""A package that means harm is refused, or runs nothing, changes no word and breaks no page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from graph.model.person import DESK
from graph.store.package import check_package
from graph.store.remarks import Remark
from graph.store.store import Store
from graph.store.writes import Write
from tests.browser import hostile
from tests.browser.hands import OpenPage, click, ids, panel
from tests.browser.server import Server, serve

BIDI = "Iran \u202eeilla\u202c"


@pytest.fixture(scope="module")
def harmed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application over the hostile package, which is sound in form."""
    folder = tmp_path_factory.mktemp("harmed")
    with serve(folder, data=hostile.write(folder / "package")) as server:
        yield server


def unharmed(page: Page) -> None:
    """No script of a record ran: none set the title, and none of its elements is in any root of the page."""
    assert "owned" not in page.title()
    strays: int = page.evaluate(
        """() => {
          let count = 0;
          const look = (root) => {
            for (const e of root.querySelectorAll('*')) {
              if (e.matches('img[src="x"], svg[onload], [onerror]')) count += 1;
              if (e.shadowRoot) look(e.shadowRoot);
            }
          };
          look(document);
          return count;
        }"""
    )
    assert strays == 0


def test_the_picture_and_the_panel_show_the_words_as_they_are(open_page: OpenPage, harmed: Server) -> None:
    page = open_page(harmed.url)
    found = ids(page)
    assert set(found["actors"]) == set(hostile.ACTORS)
    expect(page.get_by_test_id("opening").get_by_role("link")).to_have_text(hostile.MARKUP)
    for line in found["lines"]:
        click(page, line)
        other = line.split(".")[0].split("--")[1]
        expect(panel(page)).to_contain_text(hostile.ACTORS[other])
    click(page, "alfa")
    expect(panel(page).get_by_role("heading", level=2)).to_have_text(hostile.MARKUP)
    for query, name in (("img", hostile.MARKUP), ("nameless", hostile.LONG), ("ايران", hostile.ARABIC)):
        page.get_by_role("combobox", name="Find an actor").fill(query)
        expect(page.get_by_role("option").first.locator(".attest-title")).to_have_text(name)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    unharmed(page)


def test_entries_keep_every_word(open_page: OpenPage, harmed: Server) -> None:
    page = open_page(harmed.url + "?select=alfa.criticizes.charlie")
    expect(panel(page).get_by_role("button", expanded=False)).to_have_count(2)
    panel(page).get_by_role("button", expanded=False).first.click()
    entry = panel(page).get_by_role("article").first
    expect(entry.locator("blockquote p")).to_have_text(hostile.CLOSING)
    expect(entry.locator("blockquote footer")).to_have_text(hostile.MARKDOWN)
    expect(entry.locator(".attest-statement")).to_have_text(f"{hostile.MARKUP} {hostile.MARKDOWN} charlie")
    expect(entry.get_by_role("link", name=hostile.MARKUP)).to_have_attribute("href", "https://example.org/page")
    unharmed(page)


@pytest.mark.parametrize(
    "name",
    [
        "actors?actor=alfa",
        "actors?actor=delta",
        "method",
        "history?change=1",
        "history?table=claims&id=claim-denies-delta",
        "review?show=same&one=delta&other=bravo",
    ],
)
def test_the_other_pages_hold(open_page: OpenPage, harmed: Server, name: str) -> None:
    page = open_page(harmed.url + name, wait=False)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    if "alfa" in name:
        expect(page.get_by_role("heading", level=1)).to_have_text(hostile.MARKUP)
        expect(page.locator(".note")).to_have_text(hostile.MARKUP)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    unharmed(page)


def test_the_form_takes_and_shows_the_words_as_they_are(open_page: OpenPage, harmed: Server) -> None:
    page = open_page(harmed.url + "edit?claim=claim-asserts-charlie", wait=False)
    statement = page.get_by_label("Statement, in your own words")
    expect(statement).to_have_value(f"{hostile.MARKUP} {hostile.MARKDOWN} charlie", timeout=30_000)
    expect(page.get_by_role("combobox", name="Subject")).to_have_value(hostile.MARKUP)
    said = f"{hostile.MARKUP} criticizes {hostile.MARKDOWN}, says Ministry {hostile.MARKUP}"
    expect(page.locator(".outlook .sentence")).to_contain_text(said)
    page.get_by_role("combobox", name="Object").click()
    page.keyboard.type("constructor")
    expect(page.get_by_role("option").first).to_contain_text("{{constructor.constructor('return 1')()}}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    unharmed(page)


def test_a_draft_is_read_word_by_word(open_page: OpenPage, harmed: Server) -> None:
    store = Store.open(f"sqlite:///{harmed.log.parent / 'attest.sqlite'}")
    rows = [
        {**store.history.of("claims", id_)[0].row, "id": f"draft-of-{id_}"}
        for id_ in ("claim-asserts-bravo", "claim-denies-delta")
    ]
    drafts = {"claims": [Write(row, status="draft") for row in rows]}
    store.save(drafts, submission_id="d", by=DESK, comment=hostile.MARKUP, now=datetime.now(UTC))
    said = Remark("r", "claims", rows[0]["id"], 1, "sent_back", hostile.CLOSING, "desk", "2024-05-06T12:00:00+00:00")
    store.remarks.add(said)
    store.close()
    page = open_page(f"{harmed.url}review?draft=claims:{rows[0]['id']}", wait=False)
    expect(page.locator(".rv-statement")).to_have_text(f"{hostile.MARKUP} {hostile.MARKDOWN} bravo")
    expect(page.locator(".rv-said p")).to_have_text(hostile.CLOSING)
    expect(page.get_by_test_id("pair").get_by_role("img").nth(1)).to_be_visible()
    page.get_by_role("link", name="All 2 together").click()
    expect(page.get_by_role("heading", level=2)).to_have_text(hostile.MARKUP)
    page.get_by_role("combobox", name="Leave out").click()
    expect(page.get_by_role("option").first).to_contain_text(f"{hostile.MARKUP} {hostile.MARKDOWN}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    unharmed(page)


def test_a_hostile_address_runs_nothing(open_page: OpenPage, harmed: Server) -> None:
    page = open_page(harmed.url + "?actors=%3Cimg%20src=x%20onerror=alert(1)%3E&select=__proto__&at=constructor:1:1")
    expect(page.get_by_test_id("network")).to_contain_text("were ignored")
    unharmed(page)


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ({"address": "javascript:alert(1)"}, "http"),
        ({"address": "data:text/html,<script>alert(1)</script>"}, "http"),
        ({"label": BIDI}, "U+202E"),
        ({"label": "N" * 10_000}, "10,000"),
        ({"label": "a\u0000b"}, "NUL"),
    ],
)
def test_what_cannot_be_shown_safely_is_refused_by_name(tmp_path: Path, what: dict[str, str], words: str) -> None:
    errors = [
        str(problem)
        for problem in check_package(hostile.write(tmp_path / "package", **what), None)
        if problem.severity == "error"
    ]
    assert errors
    assert all(words in error for error in errors)
