"""Which pages go back to one, and whose that is."""

from __future__ import annotations

import pytest

from graph.model.roots import Roots

Row = dict[str, str]


def page(id_: str, **more: str) -> Row:
    """A page, carried by a publisher of its own name."""
    empty = dict.fromkeys(("originator", "derived_from", "origin", "status"), "")
    return {**empty, "id": id_, "publisher": f"paper-{id_}", **more}


@pytest.mark.parametrize(
    ("pages", "publisher"),
    [
        pytest.param([page("a"), page("b", derived_from="a")], "paper-a", id="what others derive from"),
        pytest.param([page("b", origin="k"), page("a", origin="k")], "paper-a", id="of one key the first"),
        pytest.param(
            [page("a", origin="k"), page("b", origin="k", originator="wire")], "wire", id="whom one of a key names"
        ),
        pytest.param(
            [page("a", origin="k"), page("b", origin="k", derived_from="c"), page("c")],
            "paper-c",
            id="a key and a page that is derived from make one group",
        ),
        pytest.param(
            [page("a", origin="k", originator="wrong", status="retracted"), page("b", origin="k")],
            "paper-b",
            id="what was taken back tells nothing",
        ),
        pytest.param(
            [page("a", status="retracted"), page("b", derived_from="a")], "paper-a", id="unless one derives from it"
        ),
        pytest.param([page("a", status="retracted", originator="wire")], "wire", id="or there is nothing else"),
        pytest.param([page("b", derived_from="a"), page("a", derived_from="b")], "paper-a", id="a circle has one too"),
        pytest.param([page("b", derived_from="gone")], "paper-b", id="a page that is not on file"),
    ],
)
def test_all_pages_of_a_group_go_back_to_one_publisher(pages: list[Row], publisher: str) -> None:
    for order in (pages, pages[::-1]):
        roots = Roots(order)
        assert {roots.of_page(one["id"]) for one in pages} == {publisher}
        assert len({roots.group(one["id"], one["origin"]) for one in pages}) == 1
        assert {roots.of_origin(one["origin"]) for one in pages if one["origin"]} <= {publisher}


def test_what_has_nothing_in_common_goes_back_to_itself() -> None:
    roots = Roots([page("a"), page("b", origin="k")])
    assert (roots.of_page("a"), roots.of_page("b"), roots.of_page("nowhere")) == ("paper-a", "paper-b", "")
    assert roots.of_origin("other") == ""
    assert len({roots.group("a"), roots.group("b"), roots.group("a", "other"), roots.group("nowhere")}) == 4
