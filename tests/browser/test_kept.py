"""What a person has begun in the picture or the panel outlives Streamlit's putting a new place under it."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.hands import OpenPage, click
from tests.browser.server import Server

_PARTS = """async () => {
  const { Keeper } = await import(new URL("assets/ui/kept.js", document.baseURI).href);
  const ended = [];
  const kept = new Keeper(() => {
    const root = document.createElement("div");
    root.style.cssText = "height: 40px; overflow: auto";
    root.innerHTML = "<input><p style='height: 400px'>long</p>";
    return { root, end: () => { ended.push(root); root.remove(); } };
  }, 200);
  const place = () => document.body.appendChild(document.createElement("div"));
  const [first, second] = [place(), place()];
  const part = kept.in(first);
  part.root.querySelector("input").value = "begun";
  part.root.scrollTop = 120;
  await new Promise((done) => part.root.addEventListener("scroll", done, { once: true }));
  part.root.querySelector("input").focus({ preventScroll: true });
  first.remove();
  kept.left(first);
  const again = kept.in(second);
  const found = {
    same: again === part && second.contains(part.root),
    text: part.root.querySelector("input").value,
    top: part.root.scrollTop,
    focus: document.activeElement === part.root.querySelector("input"),
  };
  await new Promise((done) => setTimeout(done, 400));
  found.lives = ended.length === 0 && part.root.isConnected;
  second.remove();
  kept.left(second);
  await new Promise((done) => setTimeout(done, 400));
  found.ended = ended.length === 1;
  found.anew = kept.in(place()) !== part;
  return found;
}"""


def test_a_part_that_is_given_another_place_is_the_same_with_text_scroll_and_focus(
    open_page: OpenPage, curated: Server
) -> None:
    page = open_page(curated.url)
    assert page.evaluate(_PARTS) == {
        "same": True,
        "text": "begun",
        "top": 120,
        "focus": True,
        "lives": True,
        "ended": True,
        "anew": True,
    }


def test_clicks_right_after_filters_find_the_same_picture(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url)
    click(page, "iran")
    picture = page.get_by_test_id("network")
    picture.evaluate("element => { element.dataset.first = 'yes'; }")
    for wait in (100, 200, 300, 400):
        for name in ("Only its ties", "Undo"):
            picture.get_by_role("button", name=name, exact=True).click()
            page.wait_for_timeout(wait)
            click(page, "iran")
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(picture).to_have_attribute("data-first", "yes")
