"""Import and correct as an editor would: a spreadsheet with faults, its mended report, and a table of corrections."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import Workbook
from playwright.sync_api import Locator, Page, expect

from tests.browser.hands import OpenPage
from tests.browser.server import Server, serve
from tests.editing.importing.planted import HEADER, article, as_csv, planted

ENDS = ("Iran", "Russia", "transfers arms to")
PACE = 50
"""Milliseconds between two looks at what came of a deed."""
PATIENCE, TRIES = 4_000, 5


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
    # What was imported before takes its file away with it; nobody chooses another one while the page is at that.
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
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


def test_each_file_that_cannot_be_taken_is_told_what_it_is_and_the_next_one_is_read(
    open_page: OpenPage, working: Server, tmp_path: Path
) -> None:
    page = at(open_page, working, "import")
    large = tmp_path / "large.csv"
    large.write_bytes(b"subject,kind\n" + b"a,b\n" * (21 * 1024 * 256))
    page.locator("input[type=file]").set_input_files(large)
    expect(page.get_by_text("File must be 20.0MB or smaller")).to_be_visible(timeout=20_000)
    many = b"subject,kind\n" + b"a,b\n" * 200_000
    for name, data, words in (
        ("none.csv", b"", "none.csv is empty."),
        ("report.pdf", b"%PDF-1.7", "report.pdf is a PDF; take the table out of it first."),
        (
            "locked.xlsx",
            b"\xd0\xcf\x11\xe0" + bytes(600),
            "locked.xlsx is an old Excel file (.xls) or one with",
        ),
        ("broken.csv", b'subject,kind\n"a,b\n', "broken.csv, row 2: cannot be read as CSV: a quotation mark is never"),
        ("many.csv", many, "many.csv has more than 20,000 rows; split it into several files."),
    ):
        upload(page, name, data)
        expect(page.get_by_role("alert").filter(has_text=words)).to_be_visible(timeout=20_000)
    macros = io.BytesIO()
    workbook = Workbook()
    sheet = workbook.create_sheet("Entries", 0)
    sheet.append(["subject", "kind", "object", "stance", "statement", "source"])
    sheet.append(["iran", "arms_transfer", "russia", "asserts", "It is said.", "no-such-source"])
    workbook.save(macros)
    upload(page, "macros.xlsm", macros.getvalue())
    check(page)
    upload(page, "cyrillic.csv", as_csv([article(1, *ENDS) | {"Statement": "Сказано."}], ";", "utf-16"))
    expect(page.get_by_text("Read as UTF-16. Columns are separated by semicolons.")).to_be_visible(timeout=20_000)


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


def until(page: Page, deed: Callable[[], None], seen: Callable[[], bool], what: str) -> None:
    """Do something until it is seen to have been done; a busy machine takes its time, or misses a key."""
    for _ in range(TRIES):
        if seen():
            return
        deed()
        for _ in range(PATIENCE // PACE):
            if seen():
                return
            page.wait_for_timeout(PACE)
    raise AssertionError(what)


def write(page: Page, column: str, text: str) -> None:
    """Write into a cell of the first row by keyboard.

    The cells are painted on a canvas. In it stands a table for who cannot see it, which says which column is where and
    which cell is chosen: the only way to know that a key has reached the table.
    """
    grid = page.get_by_test_id("stDataFrame")
    # While a run is under way the table of before stands beside the new one, and what is written there goes nowhere.
    expect(page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')).to_be_visible(timeout=20_000)
    expect(grid).to_have_count(1)
    grid.scroll_into_view_if_needed()
    chosen = grid.locator("canvas td[aria-selected=true]")
    heading = grid.locator("canvas th").filter(has_text=re.compile(f"^{column}$"))
    wanted = int(heading.get_attribute("aria-colindex") or 0)

    def choose_first() -> None:
        box = grid.bounding_box()
        assert box is not None
        # The second column of the first row, just right of the pinned ids.
        page.mouse.click(box["x"] + 160, box["y"] + 52)

    def place() -> int:
        return int(chosen.first.get_attribute("aria-colindex") or 0)

    def has_left(before: int) -> bool:
        return place() != before

    # After a text is taken, the cell below is chosen.
    first = grid.locator("canvas td#glide-cell-1-0[aria-selected=true]")
    until(page, choose_first, lambda: first.count() == 1, "no cell can be chosen")
    while (before := place()) != wanted:
        key = "ArrowRight" if before < wanted else "ArrowLeft"
        until(page, partial(page.keyboard.press, key), partial(has_left, before), "no arrow moves on")
    cell = page.locator("#portal textarea")
    until(page, lambda: page.keyboard.press("Enter"), lambda: cell.count() == 1, "no cell opens")
    expect(cell).to_be_focused()
    cell.fill(text)
    expect(cell).to_have_value(text)
    # The table takes what a hand does at a hand's pace; faster than it draws, it keeps the text of before.
    page.wait_for_timeout(4 * PACE)
    page.keyboard.press("Enter")
    expect(cell).to_have_count(0)


def alone(table: Locator) -> None:
    """Wait until what a run draws anew, in another place, has taken the place of what stood there before."""
    expect(table).to_have_count(1)


def search(page: Page, words: str, found: str) -> None:
    page.get_by_label("Search", exact=True).fill(words)
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile(f"^{found} found"))).to_be_visible()


def test_corrections_are_checked_shown_and_saved_as_one_change(open_page: OpenPage, working: Server) -> None:
    page = at(open_page, working, "correct")
    search(page, "china abstained", "2")
    write(page, "True from", "Jul-22")
    wrong = page.get_by_role("table", name="What is wrong")
    alone(wrong)
    expect(wrong).to_contain_text("is what a spreadsheet program makes of a month")
    expect(wrong).to_contain_text("True from")
    expect(page.get_by_role("button", name="Save 1 record as one change")).to_be_disabled()
    write(page, "True from", "2022-03")
    expect(wrong).to_have_count(0)
    changes = page.get_by_role("table", name="What would change")
    alone(changes)
    expect(changes).to_contain_text(re.compile("2022-03-02.*2022-03"))
    search(page, "china", r"\d{2,}")
    # What is not saved outlives a search.
    alone(changes)
    expect(changes).to_contain_text(re.compile("2022-03-02.*2022-03"))
    page.get_by_label("Why (for the history)").fill("The month is all that is known.")
    page.get_by_role("button", name="Save 1 record as one change").click()
    expect(page.get_by_text(re.compile(r"1 record was saved as change \d"))).to_be_visible()


def test_what_another_editor_saved_is_shown_and_not_overwritten(open_page: OpenPage, working: Server) -> None:
    one, other = (at(open_page, working, "correct") for _ in range(2))
    for page, text in ((one, "2021"), (other, "2020")):
        search(page, "wei fenghe", r"\d")
        write(page, "True from", text)
        changes = page.get_by_role("table", name="What would change")
        alone(changes)
        expect(changes).to_contain_text(text)
    one.get_by_role("button", name="Save 1 record as one change").click()
    expect(one.get_by_text(re.compile("saved as change"))).to_be_visible()
    other.get_by_role("button", name="Save 1 record as one change").click()
    three = other.get_by_role("table", name="Saved by somebody else")
    alone(three)
    expect(three).to_contain_text(re.compile(r"2021\s*2020"))
    other.get_by_role("button", name="Keep theirs, drop mine").click()
    expect(three).to_have_count(0)
    expect(other.get_by_text("Nothing is changed yet.")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_the_page_of_corrections(open_page: OpenPage, working: Server, theme: str) -> None:
    page = at(open_page, working, "correct", theme=theme)
    search(page, "china abstained", "2")
    write(page, "True from", "soon")
    expect(page.get_by_role("table", name="What is wrong")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Download as CSV"))).to_have_count(0)
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
