"""What the analyst does to a picture: each step is a view, and does what it says."""

from __future__ import annotations

from dataclasses import replace

from graph.model import shaping
from graph.model.view import View, parse, to_query

ASKED = View(kinds=("sanctions",), at=(("iran", 1, 2),), select="iran")


def test_only_between_and_only_around() -> None:
    between = shaping.only_between(ASKED, ["russia", "iran"])
    assert (between.actors, between.around, between.kinds) == (("iran", "russia"), False, ("sanctions",))
    assert shaping.only_around(ASKED, ["russia", "iran"]).around
    assert not shaping.only_around(ASKED, ["iran"]).around


def test_what_is_hidden_is_closed_and_comes_back() -> None:
    view = shaping.hidden(shaping.expanded(ASKED, "iran"), ["iran"])
    assert (view.hide, view.select, view.expand) == (("iran",), "", ())
    assert shaping.shown(view, ["iran"]).hide == ()
    assert shaping.expanded(view, "iran").hide == ()


def test_an_expansion_adds_to_the_one_before() -> None:
    view = shaping.expanded(shaping.expanded(ASKED, "iran", ["sanctions"]), "iran", ["arms_transfer"])
    assert view.expand == ("iran:arms_transfer+sanctions",)
    assert shaping.expanded(view, "iran").expand == ("iran",)
    assert shaping.expanded(shaping.expanded(ASKED, "iran"), "iran", ["sanctions"]).expand == ("iran",)
    assert shaping.expanded(view, "china").expand == ("china", "iran:arms_transfer+sanctions")


def test_collapsing_takes_an_expansion_back() -> None:
    view = shaping.collapsed(shaping.expanded(ASKED, "iran", ["sanctions"]), "iran")
    assert (view.expand, view.collapse) == ((), ("iran",))
    assert shaping.expanded(view, "iran").collapse == ()


def test_a_drag_keeps_the_other_places_and_those_of_other_layouts() -> None:
    view = shaping.moved(shaping.moved(View(), "iran", 1, 2), "china", 3, 4)
    assert view.at == (("china", 3, 4), ("iran", 1, 2))
    circle = shaping.moved(replace(view, layout="circle"), "iran", 5, 6)
    assert circle.at == (("china", 3, 4), ("circle/iran", 5, 6), ("iran", 1, 2))
    assert shaping.moved(view, "iran", 7, 8).at == (("china", 3, 4), ("iran", 7, 8))


def test_groups_close_and_open() -> None:
    view = shaping.grouped(shaping.grouped(ASKED, ["iran"]), ["china"])
    assert view.rollup == ("china", "iran")
    assert shaping.opened(view, ["iran"]).rollup == ("china",)


def test_a_reset_keeps_where_everybody_stands() -> None:
    view = shaping.hidden(View(at=ASKED.at, layout="circle", select="nato"), ["iran"])
    assert shaping.reset(view) == View(at=ASKED.at, layout="circle", select="nato")


def test_every_step_has_an_address_of_its_own() -> None:
    view = shaping.grouped(shaping.expanded(shaping.hidden(ASKED, ["nato"]), "iran", ["sanctions"]), ["china"])
    assert parse(to_query(view)).view == view
    assert shaping.shape_of(view).select == ""
