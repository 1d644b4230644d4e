"""The analyst's way through the curated list, in a real Chromium, on real pixels."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import still
from tests.browser.hands import OpenPage, click, focused, ids, panel, places, point, tab_to
from tests.browser.server import Server


def test_the_first_ten_seconds(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url)
    expect(page.get_by_test_id("opening")).to_contain_text(
        re.compile(r"\d+ reported ties around 7 actors, from \d+ pages\. On \d+ lines somebody denies")
    )
    assert page.get_by_test_id("opening").get_by_role("link").count() == 6
    box = page.get_by_test_id("network").bounding_box()
    assert box is not None
    assert box["width"] >= 0.6 * 1280
    assert box["height"] >= 500
    assert box["y"] + 500 <= 720, "the picture is in view without scrolling"
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    words = page.locator(".st-key-filters .stMarkdownEllipsis")
    assert words.evaluate_all("all => all.filter((one) => one.scrollWidth > one.clientWidth).length") == 0
    assert words.count() >= 7
    expect(panel(page)).to_contain_text("Iran")
    found = ids(page)
    assert {"russia", "china", "iran", "turkey", "ukraine", "nato", "united-states"} <= set(found["actors"])
    assert len(found["actors"]) <= 40
    assert len(found["lines"]) <= 120


def test_three_clicks_from_a_line_to_the_address_of_a_source(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url)
    click(page, "iran--russia.positive")
    tie = panel(page).get_by_role("button", name=re.compile("Iran transfers arms to Russia")).first
    tie.click()
    voice = panel(page).get_by_role("button", name=re.compile("^(Ukraine|United States)")).first
    voice.click()
    address = panel(page).get_by_role("link").filter(visible=True).first
    expect(address).to_have_attribute("href", re.compile("^https?://"))
    expect(address).to_have_attribute("rel", re.compile("noopener"))


def test_every_line_can_be_clicked_and_opens_its_own_panel(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url)
    lines = ids(page)["lines"]
    without = [
        line
        for line in lines
        if page.get_by_test_id("network").evaluate("(e, id) => e.attest.pointOf(id)", line) is None
    ]
    assert without == []
    for line in lines[:6]:
        click(page, line)
        expect(page).to_have_url(re.compile(f"select={re.escape(line)}"))


def test_a_filter_shows_what_is_asked_and_says_so(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url)
    before = places(page)
    page.get_by_role("button", name=re.compile("^Actors")).first.click()
    page.get_by_role("combobox", name="Actors").click()
    page.keyboard.type("Iran")
    page.get_by_role("option", name=re.compile(r"^Iran \(\d+\)$")).click()
    expect(page).to_have_url(re.compile("actors=iran"))
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.get_by_role("combobox", name="Actors")).to_be_hidden()
    still(page)
    assert all("iran" in line.split(".")[0].split("--") for line in ids(page)["lines"])
    after = places(page)
    assert {actor: place for actor, place in before.items() if actor in after} == after
    expect(page.get_by_test_id("caption")).to_contain_text(re.compile(r"\d+ of \d+ ties shown"))


def test_a_copied_link_opens_the_same_picture_with_dragged_places(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url + "?actors=china,iran,russia&kinds=arms_transfer")
    x, y = point(page, "iran")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 40, y - 30, steps=8)
    page.mouse.up()
    expect(page).to_have_url(re.compile("at=iran(:|%3A)"))
    still(page)
    other = open_page(page.url)
    assert ids(other) == ids(page)
    assert places(other).keys() == places(page).keys()
    network = "element => element.attest.places && element.attest.places()"
    assert other.get_by_test_id("network").evaluate(network) == page.get_by_test_id("network").evaluate(network)


def test_a_stale_link_says_what_it_ignored(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url + "?actors=atlantis,iran&colour=red&from=2020-13&v=9")
    for part in ("atlantis", "colour=red", "2020-13", "version 9"):
        expect(page.get_by_test_id("network")).to_contain_text(part)
    assert all("iran" in line for line in ids(page)["lines"])


def test_back_and_forward_undo_and_redo(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url)
    click(page, "iran--russia.positive")
    expect(page).to_have_url(re.compile("select=iran--russia.positive"))
    expect(panel(page)).to_contain_text("Iran transfers arms to Russia")
    page.get_by_test_id("opening").get_by_role("link", name="Who sanctions whom?").click()
    expect(page).to_have_url(re.compile("kinds=export_restriction"))
    page.go_back()
    expect(page).to_have_url(re.compile("select=iran--russia.positive"))
    expect(panel(page)).to_contain_text("Iran transfers arms to Russia")
    page.go_back()
    expect(page).not_to_have_url(re.compile("select="))
    page.go_forward()
    expect(page).to_have_url(re.compile("select=iran--russia.positive"))
    expect(panel(page)).to_contain_text("Iran transfers arms to Russia")


def test_nothing_moves_over_fifty_reruns_and_filters(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url)
    at_first = places(page)
    questions = page.get_by_test_id("opening").get_by_role("link")
    for turn in range(50):
        if turn % 5 == 4:
            questions.nth((turn // 5) % 6).click()
        elif turn % 5 == 0 and turn:
            page.get_by_role("button", name="Reset").click()
        else:
            lines = ids(page)["lines"]
            click(page, lines[(7 * turn) % len(lines)])
        page.wait_for_timeout(120)
        still(page)
        now = places(page)
        assert {actor: at_first[actor] for actor in now} == now, f"something moved in turn {turn}"


def test_the_keyboard_alone_leads_from_the_list_to_a_source(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url)
    tab_to(page, "tab", "Who says so")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_test_id("ties")).to_be_visible()
    tab_to(page, "searchbox", "Narrow the list of ties")
    page.keyboard.type("iran transfers arms")
    tab_to(page, "button", "Iran transfers arms to Russia")
    page.keyboard.press("Enter")
    expect(panel(page).get_by_role("heading", name="Iran transfers arms to Russia")).to_be_focused()
    tab_to(page, "button", "United States")
    page.keyboard.press("Enter")
    tab_to(page, "link", "")
    assert str(focused(page)["href"]).startswith("http")


def test_the_search_finds_an_actor_by_another_name_and_by_keyboard(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url)
    tab_to(page, "combobox", "Find an actor")
    page.keyboard.type("turkiy")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("select=turkey"))
    expect(panel(page).get_by_role("heading", name="Turkey", exact=True)).to_be_visible()
