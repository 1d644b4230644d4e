"""What is done on the page reaches the server, however quickly one thing follows another."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.hands import OpenPage, click, panel
from tests.browser.server import Server

_MESSAGES = """async () => {
  const { did, tell, heard, through } = await import(new URL("assets/ui/told.js?apart", document.baseURI).href);
  const sent = [];
  through((name, value) => sent.push([name, JSON.parse(JSON.stringify(value))]));
  did({ do: "hide", actors: ["iran"] });
  tell("selected", { id: "china" });
  tell("noted", { notes: [] });
  heard(2);
  tell("selected", { id: "russia" });
  heard(4);
  did({ do: "undo" });
  return sent;
}"""


def test_each_message_repeats_all_that_has_no_answer(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url)
    hide = {"do": "hide", "actors": ["iran"], "number": 1}
    assert page.evaluate(_MESSAGES) == [
        ["acted", {"deeds": [hide]}],
        ["acted", {"deeds": [hide]}],
        ["selected", {"id": "china", "number": 2}],
        ["acted", {"deeds": [hide]}],
        ["selected", {"id": "china", "number": 2}],
        ["noted", {"notes": [], "number": 3}],
        ["noted", {"notes": [], "number": 3}],
        ["selected", {"id": "russia", "number": 4}],
        ["acted", {"deeds": [{"do": "undo", "number": 5}]}],
    ]


def test_a_deed_survives_clicks_that_come_while_the_server_is_busy(open_page: OpenPage, curated: Server) -> None:
    page = open_page(curated.url)
    click(page, "iran")
    picture = page.get_by_test_id("network")
    # One run for each of these; whatever comes meanwhile waits together for the next.
    page.evaluate(
        """() => {
          const press = (name) => [...document.querySelectorAll(".attest-network button")]
            .find((button) => button.textContent === name || button.ariaLabel === name).click();
          press("Hide");
        }"""
    )
    for _ in range(3):
        page.wait_for_timeout(30)
        click(page, "china")
    expect(page).to_have_url(re.compile("hide=iran"))
    expect(page).to_have_url(re.compile("select=china"))
    picture.get_by_role("button", name="Undo").click()
    page.wait_for_timeout(30)
    click(page, "russia")
    expect(page).not_to_have_url(re.compile("hide=iran"))
    expect(page).to_have_url(re.compile("select=russia"))


_CHOSEN_AND_HIDDEN = """async () => {
  const ours = (name) => import(new URL(`assets/ui/${name}.js`, document.baseURI).href);
  const [bus, told] = [await ours("bus"), await ours("told")];
  const select = (id) => {
    bus.select(id, "network");
    told.tell("selected", { id });
  };
  select("china");
  await new Promise((done) => setTimeout(done, 20));
  select("iran");
  told.did({ do: "hide", actors: ["iran"] });
}"""


def test_the_panel_lets_go_of_an_actor_that_is_hidden_before_the_server_heard_of_the_click(
    open_page: OpenPage, curated: Server
) -> None:
    page = open_page(curated.url)
    # The first click's run is on; what comes meanwhile reaches the server together.
    page.evaluate(_CHOSEN_AND_HIDDEN)
    expect(page).to_have_url(re.compile("hide=iran"))
    expect(panel(page).get_by_role("heading", name="Where they disagree")).to_be_visible()
