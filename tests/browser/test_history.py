"""History in the browser: the feed, a change opened, a record, and going back while somebody else works."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from graph.model.person import Person
from graph.store.store import Store
from graph.store.writes import Write
from tests.browser.hands import OpenPage
from tests.browser.server import Server
from tests.store.invented import on_file

MARA = Person("mara", "Mara", frozenset({"editor"}))
PATIENCE = 15_000
KREMLIN = "Kremlin (Presidency of Russia)"


@pytest.fixture
def store(reviewed: Server) -> Iterator[Store]:
    """The store of the running application, as another process opens it."""
    opened = Store.open(f"sqlite:///{reviewed.log.parent / 'attest.sqlite'}")
    yield opened
    opened.close()


def write(store: Store, comment: str, **fields: str) -> None:
    """Mara changes an actor."""
    now = store.history.of("actors", "kremlin")[-1]
    store.save(
        {"actors": [Write({**now.row, **fields}, now.revision)]},
        submission_id=uuid4().hex,
        by=MARA,
        comment=comment,
        now=datetime.now(UTC),
    )


def opened(open_page: OpenPage, server: Server, query: str, heading: str) -> Page:
    """History, with what was asked for."""
    page = open_page(f"{server.url}history{query}", wait=False)
    page.get_by_role("heading", level=1, name=heading).wait_for(timeout=20_000)
    return page


def test_the_feed_tells_who_when_and_why(open_page: OpenPage, reviewed: Server, store: Store) -> None:
    write(store, "A name that *people* <i>use</i>.", naming_note="Also called the Presidency.")
    page = opened(open_page, reviewed, "", "History")
    expect(page.locator(".rv-deed").first).to_contain_text("mara")
    expect(page.locator(".rv-deed").first).to_contain_text("A name that *people* <i>use</i>.")
    page.get_by_role("combobox", name="What was changed").click()
    page.get_by_role("option", name="kinds of tie").click()
    expect(page.locator(".rv-deed")).to_have_count(1)
    expect(page).to_have_url(re.compile("table=kinds"))
    page.go_back()
    expect(page.locator(".rv-deed").first).to_contain_text("mara")
    page.get_by_role("combobox", name="By whom").click()
    page.get_by_role("option", name="mara").click()
    expect(page.locator(".rv-deed").filter(has_text="desk")).to_have_count(0)
    page.get_by_role("link", name=re.compile("^change ")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Change "))
    expect(page.get_by_role("cell", name="Also called the Presidency.")).to_be_visible(timeout=PATIENCE)


def test_a_large_change_is_opened_by_table(open_page: OpenPage, reviewed: Server) -> None:
    page = opened(open_page, reviewed, "?change=1", "Change 1")
    page.get_by_role("link", name="Kinds of tie", exact=True).click()
    expect(page.get_by_role("heading", level=3)).to_have_count(28, timeout=PATIENCE)
    expect(page.get_by_role("heading", level=3, name="transfers arms to")).to_be_visible(timeout=PATIENCE)


def test_one_goes_back_by_a_new_revision(open_page: OpenPage, reviewed: Server, store: Store) -> None:
    write(store, "Shorter.", label="Kremlin")
    before = store.history.of("actors", "kremlin")
    page = opened(open_page, reviewed, "?table=actors&id=kremlin", "Kremlin")
    expect(page.get_by_role("row").filter(has_text=KREMLIN).first).to_contain_text("Kremlin")
    expect(page.get_by_role("link", name="Change it")).to_have_attribute("href", "edit?actor=kremlin")
    expect(page.get_by_role("link", name="See it in the picture")).to_have_attribute("href", "./?select=kremlin&v=1")
    page.get_by_role("button", name="Go back to revision 1").click()
    page.get_by_role("textbox", name="Why").fill("The whole name is clearer.")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Say this again, as a new revision").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(KREMLIN)
    expect(page.get_by_role("status").filter(has_text="Nothing was deleted")).to_be_visible(timeout=PATIENCE)
    assert on_file(store, "actors", "kremlin")["label"] == KREMLIN
    after = store.history.of("actors", "kremlin")
    assert after[: len(before)] == before
    assert (len(after), after[-1].change.comment) == (len(before) + 1, "The whole name is clearer.")


def test_what_is_not_on_file_is_said(open_page: OpenPage, reviewed: Server) -> None:
    page = opened(open_page, reviewed, "?table=claims&id=nowhere", "History")
    expect(page.get_by_text("There is no entry “nowhere” on file.")).to_be_visible(timeout=PATIENCE)
    page.goto(f"{reviewed.url}history?change=999999")
    expect(page.get_by_text("There is no change “999999” on file.")).to_be_visible(timeout=15_000)
