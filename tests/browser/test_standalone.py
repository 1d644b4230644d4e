"""The page in one file, opened from the disk with the network cut: nothing is asked for, everything is reachable."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from graph.export.formats import find
from graph.export.registry import Options
from graph.scene.briefing import Briefing
from tests.browser.hostile import MARKUP
from tests.export.briefings import briefing, renamed

Open = Callable[..., Page]


@pytest.fixture
def open_file(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Writes a briefing as a page and opens it from the disk, offline; at the end it asked for nothing but itself."""
    contexts, asked, complaints = [], [], []

    def open_(of: Briefing, *, theme: str = "light", width: int = 1280) -> Page:
        file = tmp_path / "briefing.html"
        file.write_bytes(find("html").write(of, Options()))
        context = browser.new_context(
            viewport={"width": width, "height": 720},
            color_scheme=theme,  # type: ignore[arg-type]
            offline=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(file.as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.endswith("/briefing.html")] == []
    assert len(asked) == len(contexts)
    assert complaints == []


def test_a_click_on_a_number_leads_to_the_evidence(open_file: Open) -> None:
    of = briefing("curated")
    page = open_file(of)
    line = next(line for line in of.scene.lines if line.id == "iran--russia.positive")
    page.locator(f'[data-kind="badge"][data-id="{line.id}"]').click()
    panel = page.locator("#panel")
    expect(panel.get_by_role("heading", level=2)).to_contain_text(f"{of.numbers[line.id]}  {line.heading}")
    note = of.endnotes[of.numbers[line.id] - 1]
    for tie in note.ties:
        expect(panel.get_by_role("heading", level=3).filter(has_text=tie.sentence).first).to_be_visible()
    link = panel.get_by_role("link").first
    assert link.get_attribute("href") in {one.url for tie in note.ties for one in tie.citations}
    assert link.get_attribute("rel") == "noopener noreferrer"
    expect(page.locator("svg .lit")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.locator("svg .lit")).to_have_count(0)


def test_the_keyboard_is_enough(open_file: Open) -> None:
    page = open_file(briefing("curated"))
    page.locator("#find").focus()
    page.keyboard.type("rússia iran drones", delay=5)
    expect(page.locator("#found")).to_contain_text("found")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    panel = page.locator("#panel")
    expect(panel).to_be_focused()
    expect(panel.get_by_role("heading", level=2)).to_contain_text("Iran – Russia: cooperating")
    expect(page.locator("#hits")).to_be_hidden()
    badge = page.get_by_role("button", name="China – Czechia: opposing")
    badge.focus()
    page.keyboard.press("Enter")
    expect(panel.get_by_role("heading", level=2)).to_contain_text("China – Czechia: opposing")
    page.locator("#panel button", has_text="All lines of China").focus()
    page.keyboard.press("Enter")
    expect(panel.get_by_role("heading", level=2)).to_have_text("China")


def test_an_actor_is_found_by_any_of_its_names(open_file: Open) -> None:
    page = open_file(briefing("curated"))
    for name in ("Kina", "Китай", "中国", "BEIJING"):
        page.locator("#find").fill(name)
        if name != "Kina":
            expect(page.locator("#hits").get_by_role("button").first).to_have_text("China")
        else:
            expect(page.locator("#found")).to_contain_text("found")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_either_theme(open_file: Open, theme: str) -> None:
    page = open_file(briefing(), theme=theme)
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert ground == ("rgb(255, 255, 255)" if theme == "light" else "rgb(14, 17, 23)")
    page.locator('[data-kind="badge"]').first.click()
    page.locator("#find").fill("o")
    expect(page.locator("#hits")).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []


def test_a_page_that_means_harm_runs_nothing(open_file: Open) -> None:
    of = briefing()
    page = open_file(renamed(of, {node.id: MARKUP for node in of.scene.nodes}))
    page.locator('[data-kind="actor"]').first.click()
    expect(page.locator("#panel").get_by_role("heading", level=2)).to_have_text(MARKUP)
    page.locator("#find").fill("img")
    expect(page.locator("#hits").get_by_role("button").first).to_have_text(MARKUP)
    assert page.evaluate("document.querySelectorAll('img, [onerror], [onload]').length") == 0
    assert page.title() == of.title


def test_a_narrow_window_does_not_scroll_sideways(open_file: Open) -> None:
    page = open_file(briefing("curated"), width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.locator("#note-1")).to_be_attached()
