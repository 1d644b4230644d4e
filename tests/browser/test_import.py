"""Import and correct as an editor would: a spreadsheet with faults, its mended report, and a table of corrections."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.hands import OpenPage
from tests.browser.server import Server, serve
from tests.editing.importing.planted import HEADER, article, as_csv, planted

ENDS = ("Iran", "Russia", "transfers arms to")
PACE = 200
"""Milliseconds between what a hand does on the table."""


@pytest.fixture(scope="module")
def working(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The application over the curated list, free to be changed."""
    with serve(tmp_path_factory.mktemp("working")) as server:
        yield server


def at(open_page: OpenPage, working: Server, name: str, **how: str) -> Page:
    """One of the pages for work, reached by its address."""
    page = open_page(working.url + name, wait=False, **how)
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=20_000)
    return page


def upload(page: Page, name: str, data: bytes) -> None:
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": data})


def check(page: Page) -> None:
    page.get_by_role("button", name="Check all rows").click()
    expect(page.get_by_text(re.compile("rows? read:"))).to_be_visible(timeout=30_000)


def rows(page: Page) -> Locator:
    return page.get_by_role("table", name="Rows of the file").locator("tbody tr")


def serious(page: Page) -> list[object]:
    found = Axe().run(page).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in ("serious", "critical")]


def test_forty_faults_among_five_hundred_rows_are_found_mended_and_fed_back(
    open_page: OpenPage, working: Server, tmp_path: Path
) -> None:
    made, expected = planted(500, 40, *ENDS)
    page = at(open_page, working, "import")
    upload(page, "articles.csv", as_csv(made))
    expect(page.get_by_text("500 rows; 17 of 17 columns recognised.")).to_be_visible()
    check(page)
    expect(page.get_by_text("500 rows read: 460 new, 40 refused.")).to_be_visible()
    expect(rows(page)).to_have_count(40)
    told = rows(page).evaluate_all("all => all.map((row) => [...row.cells].map((cell) => cell.innerText))")
    assert {int(number): why for number, _, why in told}.keys() == expected.keys()
    for number, _, why in told:
        column, words = expected[int(number)]
        assert why.startswith(f"{column}: "), (number, why)
        assert words in why, (number, why)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the refused rows").click()
    report = tmp_path / "refused.csv"
    download.value.save_as(report)
    expect(page.get_by_role("button", name="Import 460 rows")).to_be_disabled()
    page.get_by_text("Leave the refused rows out (40)").click()
    page.get_by_role("button", name="Import 460 rows").click()
    expect(page.get_by_text("460 new and 0 changed entries were imported as change 3.")).to_be_visible(timeout=30_000)

    sound = [article(place, *ENDS) for place in range(500)]
    refused = list(csv.reader(io.StringIO(report.read_text(encoding="utf-8-sig"), newline="")))
    mended = [
        dict(zip(refused[0], row, strict=True)) | sound[int(row[-1].partition(":")[0].removeprefix("row ")) - 2]
        for row in refused[1:]
    ]
    assert refused[0][:-1] == list(HEADER)
    upload(page, "mended.csv", as_csv(mended))
    expect(page.get_by_text("40 rows; 17 of 17 columns recognised.")).to_be_visible()
    check(page)
    expect(page.get_by_text("40 rows read: 40 new.")).to_be_visible()
    page.get_by_label("Why (for the history)").fill("The mended rest.")
    page.get_by_role("button", name="Import 40 rows").click()
    expect(page.get_by_text("40 new and 0 changed entries were imported as change 4.")).to_be_visible(timeout=30_000)
    page.get_by_role("link", name="See the picture").click()
    expect(page.get_by_test_id("network")).to_be_visible(timeout=20_000)


def test_columns_are_matched_on_screen_and_letters_chosen_where_they_cannot_be_told(
    open_page: OpenPage, working: Server
) -> None:
    page = at(open_page, working, "import")
    row = {"Satz" if name == "Statement" else name: text for name, text in article(1, *ENDS).items()}
    row = {name: text for name, text in row.items() if name != "Page kind"} | {"Note": "**für** <img src=x>"}
    upload(page, "deutsch.csv", as_csv([row], separator=";", encoding="cp1252"))
    expect(page.get_by_text("deutsch.csv is not UTF-8.")).to_be_visible()
    choose(page, "Its letters are written as", "Western Europe (Windows-1252)")
    expect(page.get_by_text("1 row; 15 of 16 columns recognised.")).to_be_visible()
    expect(page.get_by_text("No column gives statement.")).to_be_visible()
    choose(page, "Satz", "statement")
    choose(page, "page_kind", "news")
    check(page)
    expect(page.get_by_text("1 row read: 1")).to_be_visible()
    assert page.locator("img[src=x]").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_the_import_page(open_page: OpenPage, working: Server, theme: str) -> None:
    page = at(open_page, working, "import", theme=theme)
    assert serious(page) == []
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the template").click()
    assert download.value.path().read_bytes().startswith(b"PK")
    upload(page, "articles.csv", as_csv(planted(30, 6, "Nor", "Rus", "x")[0]))
    check(page)
    page.get_by_text("Columns", exact=True).click()
    expect(page.get_by_role("combobox", name="Headline")).to_be_visible()
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def choose(page: Page, label: str, choice: str) -> None:
    """Choose in a list by typing what begins so."""
    page.get_by_role("combobox", name=label).last.click()
    page.keyboard.type(choice)
    page.get_by_role("option", name=re.compile(f"^{re.escape(choice)}")).first.click()


# Corrections


def write(page: Page, down: int, right: int, text: str) -> None:
    """Write into a cell of the table by keyboard: so many cells down and right of the first."""
    grid = page.get_by_test_id("stDataFrame")
    # While a run is under way the table of before stands beside the new one, and what is written there goes nowhere.
    expect(page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')).to_be_visible()
    expect(grid).to_have_count(1)
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    assert box is not None
    # The cells are painted on a canvas; the second column of the first row is just right of the pinned ids. The table
    # takes what a hand does at a hand's pace; faster than it draws, it keeps the text of before.
    page.mouse.click(box["x"] + 160, box["y"] + 52)
    page.wait_for_timeout(PACE)
    for _ in range(down):
        page.keyboard.press("ArrowDown")
    for _ in range(right):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(PACE // 3)
    page.keyboard.press("Enter")
    cell = page.locator("#portal textarea")
    expect(cell).to_be_focused()
    page.wait_for_timeout(PACE)
    cell.fill(text)
    page.wait_for_timeout(PACE)
    page.keyboard.press("Enter")
    expect(cell).to_have_count(0)


def search(page: Page, words: str, found: str) -> None:
    page.get_by_label("Search", exact=True).fill(words)
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile(f"^{found} found"))).to_be_visible()


STATEMENT_TO_HELD_FROM = 3


def test_corrections_are_checked_shown_and_saved_as_one_change(open_page: OpenPage, working: Server) -> None:
    page = at(open_page, working, "correct")
    search(page, "china abstained", "2")
    write(page, 0, STATEMENT_TO_HELD_FROM, "Jul-22")
    wrong = page.get_by_role("table", name="What is wrong")
    expect(wrong).to_contain_text("is what a spreadsheet program makes of a month")
    expect(wrong).to_contain_text("held from")
    expect(page.get_by_role("button", name="Save 1 record as one change")).to_be_disabled()
    write(page, 0, STATEMENT_TO_HELD_FROM, "2022-03")
    expect(wrong).to_have_count(0)
    changes = page.get_by_role("table", name="What would change")
    expect(changes).to_contain_text(re.compile("2022-03-02.*2022-03"))
    search(page, "china", r"\d{2,}")
    # What is not saved outlives a search.
    expect(changes).to_contain_text(re.compile("2022-03-02.*2022-03"))
    page.get_by_label("Why (for the history)").fill("The month is all that is known.")
    page.get_by_role("button", name="Save 1 record as one change").click()
    expect(page.get_by_text(re.compile(r"1 record was saved as change \d"))).to_be_visible()


def test_what_another_editor_saved_is_shown_and_not_overwritten(open_page: OpenPage, working: Server) -> None:
    one, other = (at(open_page, working, "correct") for _ in range(2))
    for page, text in ((one, "2021"), (other, "2020")):
        search(page, "wei fenghe", r"\d")
        write(page, 0, STATEMENT_TO_HELD_FROM, text)
        expect(page.get_by_role("table", name="What would change")).to_contain_text(text)
    one.get_by_role("button", name="Save 1 record as one change").click()
    expect(one.get_by_text(re.compile("saved as change"))).to_be_visible()
    other.get_by_role("button", name="Save 1 record as one change").click()
    three = other.get_by_role("table", name="Saved by somebody else")
    expect(three).to_contain_text(re.compile(r"2021\s*2020"))
    other.get_by_role("button", name="Keep theirs, drop mine").click()
    expect(three).to_have_count(0)
    expect(other.get_by_text("Nothing is changed yet.")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_the_page_of_corrections(open_page: OpenPage, working: Server, theme: str) -> None:
    page = at(open_page, working, "correct", theme=theme)
    search(page, "china abstained", "2")
    write(page, 0, STATEMENT_TO_HELD_FROM, "soon")
    expect(page.get_by_role("table", name="What is wrong")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Download as CSV"))).to_have_count(0)
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
