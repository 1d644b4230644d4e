"""Review in the browser, on the drafts of the curated list: each decision, several at once, four eyes, and merging."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import still
from tests.browser.hands import OpenPage, panel, tab_to
from tests.browser.server import Server

BAYKAR = "claims:baykar-agrees-motor-sich-2021-09-baykar"
PATIENCE = 15_000
POLAND = "claims:baykar-arms-poland-2021-05-22-poland-mod"


def opened(open_page: OpenPage, server: Server, query: str, theme: str = "light") -> Page:
    """Review, with the draft that was asked for."""
    page = open_page(f"{server.url}review{query}", wait=False, theme=theme)
    page.get_by_role("heading", level=2).first.wait_for(timeout=20_000)
    return page


def waiting(page: Page) -> int:
    """How many drafts the page says are to review."""
    words = page.get_by_text(re.compile(r"^[\d,]+ to review")).inner_text()
    return int(words.split()[0].replace(",", ""))


def approve(page: Page) -> Locator:
    """The button."""
    return page.get_by_role("button", name="Approve", exact=False).first


def say(page: Page, words: str) -> None:
    """Write to the author."""
    box = page.get_by_role("textbox", name="Words to the author")
    box.fill(words)
    box.press("Enter")


def test_a_draft_is_read_approved_and_seen_in_the_picture(open_page: OpenPage, reviewed: Server) -> None:
    page = opened(open_page, reviewed, f"?draft={BAYKAR}")
    before = waiting(page)
    expect(page.get_by_role("heading", level=2)).to_have_text("Baykar has an agreement with Motor Sich (engines)")
    pictures = page.get_by_test_id("pair").get_by_role("img")
    expect(pictures.nth(0)).to_have_attribute("aria-label", "Now: Nothing about this tie is on the list.")
    expect(pictures.nth(1)).to_have_attribute("aria-label", re.compile("^If approved: declared by one side"))
    assert pictures.nth(0).locator("[data-lit]").count() == 0
    assert pictures.nth(1).locator("[data-lit]").count() == 1
    expect(page.get_by_text("Goes with it: 1 source, 2 actors, 5 names")).to_be_attached()
    page.get_by_role("link", name="Edit this draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Change this draft", timeout=PATIENCE)
    page.go_back()
    expect(page.get_by_role("heading", level=2)).to_have_text("Baykar has an agreement with Motor Sich (engines)")
    approve(page).click()
    expect(page.get_by_role("status").filter(has_text="Published")).to_contain_text("8 records that it stands on")
    assert waiting(page) == before - 1
    expect(page).to_have_url(re.compile("draft=claims"))
    expect(page.get_by_role("heading", level=2)).not_to_have_text("Baykar has an agreement with Motor Sich (engines)")
    page.get_by_role("link", name="See it in the picture").click()
    page.get_by_test_id("network").wait_for(timeout=20_000)
    still(page)
    expect(panel(page).get_by_role("heading", level=2)).to_have_text("Baykar has an agreement with Motor Sich")
    panel(page).get_by_role("button", name=re.compile("^Baykar")).first.click()
    expect(panel(page).get_by_role("article")).to_be_visible(timeout=PATIENCE)
    expect(panel(page).get_by_text("Draft, not reviewed yet")).to_have_count(0)
    panel(page).get_by_role("link", name="History").click()
    expect(page.get_by_text("published as drafted")).to_be_visible(timeout=15_000)
    page.goto(f"{reviewed.url}review?draft={BAYKAR}")
    expect(page.get_by_text("This draft waits no longer")).to_be_visible(timeout=15_000)


def test_a_draft_on_drafts_is_changed_as_a_draft_by_the_first_button(open_page: OpenPage, reviewed: Server) -> None:
    page = open_page(f"{reviewed.url}edit?draft=yes&claim={POLAND.partition(':')[2]}", wait=False)
    expect(page.get_by_text(re.compile("waits? in Review: save it as a draft"))).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("button", name="Save", exact=True)).to_have_count(0)
    expect(page.locator(":focus")).to_have_count(1)
    page.get_by_role("textbox", name="Place in the source").fill("paragraph 3")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Saved as a draft.")).to_be_visible(timeout=PATIENCE)


def test_words_are_needed_to_send_back_and_to_reject(open_page: OpenPage, reviewed: Server) -> None:
    page = opened(open_page, reviewed, f"?draft={POLAND}")
    heading = page.get_by_role("heading", level=2).inner_text()
    statement = page.locator(".rv-statement").inner_text()
    here = page.locator(".rv-draft[aria-current]")
    expect(here).to_be_in_viewport()
    page.get_by_role("button", name="Reject").click()
    expect(page.get_by_role("alert").filter(has_text="Say why")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("heading", level=2)).to_have_text(heading)
    say(page, "Where is it *said* that <b>24</b> were bought?")
    page.get_by_role("button", name="Send back").click()
    expect(page.get_by_role("status").filter(has_text="Sent back to desk")).to_be_visible(timeout=PATIENCE)
    # The next one is open, and the list shows where one is.
    expect(page.locator(".rv-statement")).not_to_have_text(statement, timeout=PATIENCE)
    expect(here).to_be_in_viewport(timeout=PATIENCE)
    page.goto(f"{reviewed.url}review?draft={POLAND}&state=sent_back")
    expect(page.get_by_text("Where is it *said* that <b>24</b> were bought?")).to_be_attached(timeout=15_000)
    expect(page.get_by_text("1 sent back")).to_be_visible(timeout=PATIENCE)
    say(page, "Not in the page on file.")
    page.get_by_role("button", name="Reject").click()
    expect(page.get_by_role("status").filter(has_text="Rejected")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("No draft has these words")).to_be_visible(timeout=PATIENCE)


def test_the_queue_is_searched_and_gone_through_with_the_keyboard(open_page: OpenPage, reviewed: Server) -> None:
    page = opened(open_page, reviewed, "?q=houthis")
    expect(page.get_by_role("heading", level=2)).to_contain_text("Houthis")
    first = page.get_by_role("heading", level=2).inner_text()
    statement = page.locator(".rv-statement").inner_text()
    tab_to(page, "link", "Next")
    page.keyboard.press("Enter")
    expect(page.locator(".rv-statement")).not_to_have_text(statement)
    expect(page).to_have_url(re.compile("q=houthis"))
    page.go_back()
    expect(page.locator(".rv-statement")).to_have_text(statement)
    before = page.locator(".rv-draft").count()
    # The key belongs to a button that is drawn after what is read.
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    page.wait_for_timeout(300)
    page.keyboard.press("Alt+a")
    expect(page.get_by_role("status").filter(has_text=f"Published: {first}")).to_be_visible(timeout=PATIENCE)
    assert page.locator(".rv-draft").count() == before - 1
    page.get_by_role("textbox", name="Find a draft").fill("no such words")
    page.keyboard.press("Enter")
    expect(page.get_by_text("No draft has these words")).to_be_visible(timeout=PATIENCE)


def test_the_drafts_of_a_page_are_approved_together_but_one(open_page: OpenPage, reviewed: Server) -> None:
    page = opened(open_page, reviewed, "?q=the-national-2023-04-04")
    before = waiting(page)
    page.get_by_role("link", name="All 5 together").click()
    expect(page.get_by_role("button", name="Approve 5 together")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("combobox", name="Leave out").click()
    left_out = page.get_by_role("option").first.inner_text()
    page.get_by_role("option").first.click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Approve 4 together").click()
    expect(page.get_by_role("status").filter(has_text="4 entries are published, as one change")).to_be_visible(
        timeout=PATIENCE
    )
    assert waiting(page) == before - 4
    assert page.locator(".rv-draft").count() == 1
    assert left_out.startswith(page.locator(".rv-draft .rv-heading").inner_text())


def test_with_four_eyes_the_author_cannot_approve(open_page: OpenPage, reviewed: Server) -> None:
    page = opened(open_page, reviewed, "")
    expect(approve(page)).to_be_enabled()
    page.get_by_text("Four eyes", exact=True).click()
    expect(page.get_by_text("From now on, nobody approves what they wrote.")).to_be_visible(timeout=PATIENCE)
    expect(approve(page)).to_be_disabled()
    expect(page.get_by_text("somebody else has to approve it")).to_be_visible(timeout=PATIENCE)
    page.get_by_text("Four eyes", exact=True).click()
    expect(page.get_by_text("one person is enough")).to_be_visible(timeout=PATIENCE)
    expect(approve(page)).to_be_enabled()


def test_two_actors_are_merged_and_parted_again(open_page: OpenPage, reviewed: Server) -> None:
    page = opened(open_page, reviewed, "?show=same")
    page.get_by_role("combobox", name="This actor").fill("chinese foreign min")
    page.get_by_role("option", name=re.compile("^Foreign Ministry of China")).click()
    page.get_by_role("combobox", name="is the same as").fill("Mofcom")
    page.get_by_role("option").first.click()
    expect(page.get_by_role("heading", level=2).first).to_have_text(
        "Foreign Ministry of China is Ministry of Commerce of China?"
    )
    expect(page.get_by_text("will count as")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("textbox", name="Why").fill("A test.")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.get_by_text("Foreign Ministry of China and Ministry of Commerce of China are the same.")).to_be_visible(
        timeout=PATIENCE
    )
    page.get_by_role("button", name="Undo the merge").click()
    expect(page.get_by_text("are two actors again")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("are no longer the same.")).to_be_visible(timeout=PATIENCE)
