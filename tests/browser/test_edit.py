"""The form as an editor works with it: by mouse, by keyboard alone, interrupted, in a hurry, against somebody else."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from graph.model.tables import texts
from graph.store.store import Store
from tests.browser.conftest import still
from tests.browser.hands import OpenPage, panel
from tests.browser.server import ROOT, Server, free_port, serve

PATIENCE = 30_000
"""Milliseconds that a busy machine may take for an answer."""
SAVED = re.compile(r"^Saved\.")
TYPIST = 0.2
"""Seconds a skilled typist takes for a key: 60 words a minute."""


@pytest.fixture(scope="module", autouse=True)
def patient() -> Iterator[None]:
    """A form is drawn in many pieces, and the machine may be busy."""
    expect.set_options(timeout=PATIENCE)
    yield
    expect.set_options(timeout=20_000)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for a store, with a copy of the curated list beside it."""
    folder = tmp_path_factory.mktemp("edit")
    shutil.copytree(ROOT / "data", folder / "data")
    return folder


@pytest.fixture(scope="module")
def own(home: Path) -> Iterator[Server]:
    """The application over a list of its own that may be written."""
    with serve(home, data=home / "data") as server:
        yield server


def entries(home: Path) -> dict[str, dict[str, str]]:
    """The published entries on file, by id."""
    store = Store.open(f"sqlite:///{home / 'attest.sqlite'}")
    rows = list(texts(store.tables()["claims"]))
    store.close()
    return {row["id"]: row for row in rows if row["status"] == ""}


def opened(open_page: OpenPage, address: str, **how: object) -> Page:
    """The form at an address, at rest."""
    page: Page = open_page(address, wait=False, **how)
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_visible()
    expect(page.locator(":focus")).to_have_count(1)
    rest(page)
    return page


def rest(page: Page) -> None:
    """Wait until what was typed was taken: the pause after which it is, and the run that it starts."""
    page.wait_for_timeout(700)
    expect(page.locator('[data-testid="stApp"]')).to_have_attribute(
        "data-test-script-state",
        "notRunning",
    )


def pick(page: Page, field: str, text: str) -> None:
    """Choose the first that a text finds."""
    page.get_by_role("combobox", name=field).click()
    page.keyboard.type(text)
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("option")).to_have_count(0)


def fill(page: Page, subject: str = "Iran", kind: str = "transfers arms", object_: str = "Russia") -> None:
    """The fields that every entry needs, of a page that is on the list."""
    pick(page, "Subject", subject)
    pick(page, "Kind of tie", kind)
    pick(page, "Object", object_)
    page.get_by_role("radio", name="Says").check(force=True)
    pick(page, "Source", "Turkish president denounces")


def sentence(page: Page) -> str:
    """What the form says in words."""
    return page.locator(".outlook .sentence").inner_text()


def test_the_claim_of_a_fresh_article_is_added_and_seen_by_everybody(
    open_page: OpenPage, own: Server, home: Path
) -> None:
    watching = open_page(own.url + "?select=iran--russia.positive")
    page = opened(open_page, own.url + "edit")
    page.get_by_label("or its address").fill("https://fresh.example/drones-again?utm_source=mail")
    expect(page.get_by_role("heading", name="New source")).to_be_visible()
    page.get_by_label("Title", exact=True).fill("Drones again")
    page.get_by_label("Published", exact=True).fill("2026-11-20")
    page.get_by_role("button", name="+ New publisher").click()
    expect(page.get_by_role("heading", name="New publisher")).to_be_visible()
    page.get_by_label("Name", exact=True).fill("The Fresh Paper")
    pick(page, "Subject", "Tehran")
    pick(page, "Kind of tie", "transfers arms")
    pick(page, "Object", "Moscow")
    page.get_by_role("button", name="+ New actor").click()
    expect(page.get_by_label("Name", exact=True).first).to_be_focused()
    page.keyboard.type("Port Authority of Astrakhan")
    pick(page, "Kind of actor", "organ")
    pick(page, "Part of", "Russia")
    page.get_by_role("button", name="Who says it").click()
    page.get_by_role("radio", name="Says").check(force=True)
    page.get_by_label("Statement, in your own words").fill("The port says that <b>forty</b> drones came.")
    rest(page)
    assert sentence(page).startswith("Iran transfers arms to Russia, says the Port Authority of Astrakhan; denied by")
    expect(page.get_by_text("Before and after")).to_be_visible()
    expect(page.locator(".attest-pair svg")).to_have_count(2)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text(SAVED)).to_be_visible()
    page.get_by_role("link", name="See it in the picture").click()
    still(page)
    expect(panel(page).get_by_role("heading", level=2)).to_have_text("Iran transfers arms to Russia")
    panel(page).get_by_role("button", name=re.compile("^Russia .*says")).first.click()
    expect(panel(page).get_by_text("The port says that <b>forty</b> drones came.")).to_be_visible()
    # Somebody who was there before takes it in with the next click.
    panel(watching).get_by_role("button", name=re.compile("^Iran transfers arms to Russia")).first.click()
    panel(watching).get_by_role("button", name=re.compile("^Russia .*says")).first.click()
    expect(panel(watching).get_by_text("The port says that <b>forty</b> drones came.")).to_be_visible()
    row = next(row for row in entries(home).values() if row["statement"].startswith("The port says"))
    assert (row["speakers"], row["source"]) == ("port-authority-of-astrakhan", "the-fresh-paper-2026-11-20")

    again = opened(open_page, own.url + "edit")
    again.get_by_label("or its address").fill("https://www.fresh.example/drones-again/#top")
    expect(again.get_by_text("This source is on the list already; it is chosen.")).to_be_visible()


def test_an_entry_to_a_known_source_is_added_within_a_minute_by_keyboard_alone(
    open_page: OpenPage, own: Server, home: Path
) -> None:
    page = opened(open_page, own.url + "edit")
    before, keys, began = entries(home), 0, time.monotonic()

    def press(*names: str) -> None:
        nonlocal keys
        for name in names:
            page.keyboard.press(name)
            keys += 1

    def write(text: str, options: bool = False) -> None:
        nonlocal keys
        page.keyboard.type(text)
        keys += len(text)
        if options:
            expect(page.get_by_role("option").first).to_be_visible()
            press("Enter")

    expect(page.get_by_role("combobox", name="Subject")).to_be_focused()
    write("tehran", options=True)
    press("Tab")
    write("transfers arms", options=True)
    press("Tab")
    write("russia", options=True)
    press("Tab", "Tab", "Tab")
    expect(page.get_by_role("combobox", name="Who says it")).to_be_focused()
    write("US Treasury", options=True)
    press("Escape", "Tab", "Tab")
    write("Brian Nelson, under secretary")
    press("Tab", "Space", "Tab")
    write("2022-07")
    press("Tab", "Tab")
    expect(page.get_by_label("Statement, in your own words")).to_be_focused()
    write("The Treasury said that Iran had sent drones.")
    press("Tab")
    write("Turkish president denounces", options=True)
    press("Control+Enter")
    expect(page.get_by_text(SAVED)).to_be_visible()
    assert time.monotonic() - began + keys * TYPIST < 60
    (added,) = (row for id_, row in entries(home).items() if id_ not in before)
    assert {
        name: added[name] for name in ("subject", "kind", "object", "speakers", "stance", "held_from", "source")
    } == {
        "subject": "iran",
        "kind": "arms_transfer",
        "object": "russia",
        "speakers": "us-treasury",
        "stance": "asserts",
        "held_from": "2022-07",
        "source": "abc-news-2020-02-03",
    }
    assert added["statement"] == "The Treasury said that Iran had sent drones."
    assert added["speaker_text"] == "Brian Nelson, under secretary"
    expect(page.get_by_role("combobox", name="Subject")).to_be_focused()


def test_what_is_missing_is_named_at_its_field_and_a_double_click_saves_once(
    open_page: OpenPage, own: Server, home: Path
) -> None:
    page = opened(open_page, own.url + "edit")
    fill(page)
    save = page.get_by_role("button", name="Save", exact=True)
    expect(page.get_by_text("it is needed")).to_have_count(0)
    rest(page)
    save.click()
    expect(page.get_by_role("alert").filter(has_text="Not saved yet.")).to_be_visible()
    expect(page.get_by_label("Statement, in your own words")).to_be_focused()
    before = entries(home)
    page.keyboard.type("Once only.")
    rest(page)
    save.dblclick()
    expect(page.get_by_text(SAVED)).to_be_visible()
    rest(page)
    assert len(entries(home)) == len(before) + 1
    page.go_back()
    rest(page)
    page.reload()
    rest(page)
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_visible()
    assert len(entries(home)) == len(before) + 1


def test_another_entry_of_the_same_source_is_begun_with_it(open_page: OpenPage, own: Server) -> None:
    page = opened(open_page, own.url + "edit?subject=turkey&kind=sanctions&object=russia")
    expect(page.get_by_role("combobox", name="Object")).to_have_value("Russia")
    page.get_by_role("button", name="⇄ Swap").click()
    expect(page.get_by_role("combobox", name="Object")).to_have_value("Turkey")
    page.get_by_role("radio", name="Denies").check(force=True)
    pick(page, "Source", "Turkish president denounces")
    page.get_by_label("Statement, in your own words").fill("Russia said that there were none.")
    page.get_by_role("button", name="Save and add another from this source").click()
    expect(page.get_by_text(SAVED)).to_be_visible()
    expect(page.get_by_role("combobox", name="Source")).to_have_value(re.compile("Turkish president denounces"))
    expect(page.get_by_role("combobox", name="Subject")).to_have_value("")


def test_an_entry_is_changed_from_the_panel_and_taken_off_and_brought_back(
    open_page: OpenPage, own: Server, home: Path
) -> None:
    page = open_page(own.url + "?select=china.abstains.russia")
    add = panel(page).get_by_role("link", name="Add an entry")
    assert "subject=china" in (add.get_attribute("href") or "")
    panel(page).get_by_role("button", name=re.compile("says"), expanded=False).first.click()
    panel(page).get_by_role("link", name="Change", exact=True).first.click()
    expect(page.get_by_role("heading", level=1, name="Change this entry")).to_be_visible()
    rest(page)
    area = page.get_by_label("Statement, in your own words")
    text = area.input_value()
    (id_,) = (id_ for id_, row in entries(home).items() if row["statement"] == text)
    area.fill(f"{text} So it says.")
    rest(page)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text(SAVED)).to_be_visible()
    assert entries(home)[id_]["statement"] == f"{text} So it says."
    page.get_by_role("link", name="Change it again").click()
    expect(page).to_have_url(re.compile(f"claim={id_}"))
    page.get_by_role("button", name="Retract…").click()
    page.get_by_label("Why is it taken off the list?").fill("Misread.")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Retract this entry").click()
    expect(page.get_by_text("This entry is retracted: Misread.")).to_be_visible()
    assert id_ not in entries(home)
    page.get_by_role("button", name="Bring back").click()
    expect(page.get_by_text("The entry is on the list again.")).to_be_visible()
    assert id_ in entries(home)


def test_a_page_goes_with_its_entries_and_comes_back_with_them(open_page: OpenPage, own: Server, home: Path) -> None:
    page_id = "newscats-2023-12-13"
    several = {id_ for id_, row in entries(home).items() if row["source"] == page_id}
    assert len(several) > 1
    page = opened(open_page, own.url + f"edit?page={page_id}")
    page.get_by_role("button", name="Retract…").click()
    expect(page.get_by_text(f"Its {len(several)} entries go with it, in the same change.")).to_be_visible()
    expect(page.get_by_text("China restricts exports to Russia")).to_be_visible()
    expect(page.get_by_label("Why is it taken off the list?")).to_be_focused()
    assert serious(page) == []
    page.keyboard.type("It was made up.")
    page.keyboard.press("Enter")
    rest(page)
    page.get_by_role("button", name="Retract this source").click()
    expect(page.get_by_text("This source is retracted: It was made up.")).to_be_visible()
    assert not several & entries(home).keys()
    page.get_by_role("button", name=f"Bring back with its {len(several)} entries").click()
    expect(page.get_by_text("The source is on the list again.")).to_be_visible()
    assert several <= entries(home).keys()


def test_the_second_of_two_editors_sees_both_sides_and_loses_no_word(
    open_page: OpenPage, own: Server, home: Path
) -> None:
    id_ = next(iter(entries(home)))
    first, second = (opened(open_page, own.url + f"edit?claim={id_}") for _ in range(2))
    old = first.get_by_label("Statement, in your own words").input_value()
    first.get_by_label("Statement, in your own words").fill("What the first wrote.")
    second.get_by_label("Statement, in your own words").fill("What the second wrote.")
    second.get_by_label("Name and office").fill("Jane Doe, minister")
    rest(first)
    first.get_by_role("button", name="Save", exact=True).click()
    expect(first.get_by_text(SAVED)).to_be_visible()
    rest(second)
    second.get_by_role("button", name="Save", exact=True).click()
    expect(second.get_by_text("Somebody else saved this entry while you were writing")).to_be_visible()
    for words in ("What the second wrote.", "What the first wrote.", old, "Jane Doe, minister"):
        expect(second.locator(".clash dd", has_text=words).first).to_be_visible()
    assert serious(second) == []
    assert entries(home)[id_]["statement"] == "What the first wrote."
    second.get_by_role("button", name="Go on with these").click()
    expect(second.get_by_label("Statement, in your own words")).to_have_value(
        "What the second wrote.",
    )
    second.get_by_role("button", name="Save", exact=True).click()
    expect(second.get_by_text(SAVED)).to_be_visible()
    row = entries(home)[id_]
    assert (row["statement"], row["speaker_text"]) == ("What the second wrote.", "Jane Doe, minister")


@pytest.fixture
def unwatched(browser: Browser) -> Iterator[OpenPage]:
    """Opens pages that nobody watches: a browser whose server is gone complains of it, as it should."""
    contexts = []

    def open_(url: str, **_: object) -> Page:
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 720}))
        page = contexts[-1].new_page()
        page.goto(url)
        return page

    yield open_
    for context in contexts:
        context.close()


def test_a_half_filled_form_survives_a_reload_a_dropped_connection_and_a_restart(
    unwatched: OpenPage, tmp_path: Path
) -> None:
    data, port = Path(shutil.copytree(ROOT / "data", tmp_path / "data")), free_port()
    with serve(tmp_path, data=data, port=port) as server:
        page = opened(unwatched, server.url + "edit")
        pick(page, "Subject", "Iran")
        page.get_by_label("Statement, in your own words").click()
        page.keyboard.type("Half a sentence, and no")
        rest(page)
        page.reload()
        expect(page.get_by_label("Statement, in your own words")).to_have_value(
            "Half a sentence, and no",
        )
        expect(page.get_by_role("combobox", name="Subject")).to_have_value("Iran")
        page.get_by_label("Statement, in your own words").click()
        page.keyboard.press("Control+End")
        page.keyboard.type("w more")
        rest(page)
        address = page.url
    statement = page.get_by_label("Statement, in your own words")
    # What cannot be kept is not taken: nobody writes into a form whose server is gone.
    expect(statement).to_be_disabled()
    expect(statement).to_have_value("Half a sentence, and now more")
    with serve(tmp_path, data=data, port=port) as server:
        other = opened(unwatched, address)
        expect(other.get_by_label("Statement, in your own words")).to_have_value("Half a sentence, and now more")
        other.close()
        expect(statement).to_be_enabled()
        rest(page)
        expect(statement).to_have_value("Half a sentence, and now more")
        statement.click()
        page.keyboard.press("Control+End")
        page.keyboard.type(" and more")
        rest(page)
        page.reload()
        expect(statement).to_have_value("Half a sentence, and now more and more")
        fresh = opened(unwatched, server.url + "edit")
        fresh.get_by_role("button", name="Not finished · 1").click()
        fresh.get_by_role("link", name="Iran … …, says …").click()
        expect(fresh.get_by_role("combobox", name="Subject")).to_have_value("Iran")


_TYPES_ON_AND_LEAVES = """async () => {
  const app = document.querySelector('[data-testid="stApp"]');
  await new Promise((done) => new MutationObserver((_, watch) => {
    if (app.dataset.testScriptState !== "running") return;
    watch.disconnect();
    done();
  }).observe(app, { attributes: true }));
  document.execCommand("insertText", false, " and two words");
  [...document.querySelectorAll("a")].find((link) => link.textContent.trim() === "Explore").click();
}"""


def test_the_last_words_come_along_where_one_leaves_while_the_form_is_weighed(open_page: OpenPage, own: Server) -> None:
    page = opened(open_page, own.url + "edit?claim=china-abstains-us-2024-01-10-al-monitor")
    statement = page.get_by_label("Statement, in your own words")
    statement.fill("Half a sentence")
    page.evaluate(_TYPES_ON_AND_LEAVES)
    expect(page.get_by_test_id("network")).to_be_visible()
    page.go_back()
    expect(statement).to_have_value("Half a sentence and two words")
    page.get_by_role("button", name="Throw away").click()
    expect(page.get_by_text("The form was thrown away")).to_be_visible()


def test_the_list_is_given_back_to_its_folder(open_page: OpenPage, own: Server, home: Path) -> None:
    page = opened(open_page, own.url + "edit")
    page.get_by_role("button", name="Back to git").click()
    page.get_by_role("button", name="Publish into the folder").click()
    expect(page.get_by_text("The folder now holds the list as of change")).to_be_visible()
    written = (home / "data" / "claims.csv").read_text()
    assert all(f"\n{id_}," in written for id_ in entries(home))


def serious(page: Page) -> list[tuple[str, object]]:
    """What axe finds serious or critical."""
    found = Axe().run(page).response["violations"]
    return [
        (one["id"], [node["target"] for node in one["nodes"]][:4])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (1280, "dark"), (390, "light")])
def test_the_form_keeps_nobody_out(open_page: OpenPage, own: Server, width: int, theme: str) -> None:
    page = opened(open_page, own.url + "edit?claim=china-abstains-us-2024-01-10-al-monitor", width=width, theme=theme)
    for fold in page.locator("summary").all():
        if fold.locator("xpath=..").get_attribute("open") is None:
            fold.click()
    page.get_by_label("True from").fill("2024-13")
    rest(page)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="Not saved yet.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert serious(page) == []
