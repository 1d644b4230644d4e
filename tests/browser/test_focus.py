"""Whoever works by keyboard stands somewhere after everything they did, never at the top of the page again."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.hands import OpenPage, click
from tests.browser.server import Server


def test_the_focus_outlasts_a_ready_question_a_dialog_and_what_is_hidden(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url)
    question = page.get_by_test_id("opening").get_by_role("link").first
    question.focus()
    page.keyboard.press("Enter")
    expect(question).to_have_attribute("aria-current", "true")
    expect(question).to_be_focused()

    picture = page.get_by_test_id("network")
    expand = picture.get_by_role("button", name="Expand…")
    click(page, "russia")
    expand.focus()
    for leave in ("Escape", "Enter"):
        page.keyboard.press("Enter")
        expect(picture.get_by_role("dialog").locator(":focus")).to_be_visible()
        page.keyboard.press(leave)
        expect(picture.get_by_role("dialog")).to_be_hidden()
        expect(expand).to_be_focused()
    expect(page).to_have_url(re.compile("expand=russia"))

    picture.get_by_role("button", name="Hide").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("hide=russia"))
    expect(picture.get_by_role("button", name="Undo")).to_be_focused()
