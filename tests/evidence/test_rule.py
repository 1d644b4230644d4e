"""The rule on any small list: it agrees with the slow reference, and keeps what it promises."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.evidence.assess import ANSWERS, Evidence, assess, weigh, weighs_like
from graph.evidence.facets import facets
from graph.evidence.prepare import prepare
from graph.model import codes
from graph.model.view import CHOSEN, View, without
from tests.evidence.reference import Reference, Rows
from tests.evidence.strategies import PAGES, claims, frames, lists_and_views

bounded = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
"""Enough to meet what matters, the same at every run, and quick."""


def evidence(rows: Rows, view: View) -> Evidence:
    """What Attest itself says."""
    return assess(prepare(frames(rows)), view)


def by_id(frame: pd.DataFrame, identity: str) -> dict[str, dict[str, Any]]:
    """The rows of a frame by their id, each there once."""
    found = {row[identity]: row for row in frame.to_dict("records")}
    assert len(found) == len(frame)
    return {id_: {str(name): value for name, value in row.items()} for id_, row in found.items()}


def same(frame: pd.DataFrame, identity: str, expected: dict[str, dict[str, Any]]) -> None:
    """The frame has these rows, and the expected columns of them hold these values."""
    found = by_id(frame, identity)
    assert list(found) == sorted(expected)
    for id_, row in expected.items():
        told = {name: found[id_][name] for name in row if name in found[id_]}
        assert told == {name: row[name] for name in told}, id_


def equal(one: Evidence, other: Evidence) -> None:
    """Two evidences say the same, row for row."""
    for name in ("positions", "strands", "ties", "claims", "voices"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))
    assert one.counts == other.counts


@settings(bounded, max_examples=70)
@given(lists_and_views())
def test_it_agrees_with_the_reference(made: tuple[Rows, View]) -> None:
    rows, view = made
    found, expected = evidence(rows, view), Reference(rows).judge(view)
    columns = ("strand", "tie", "claim", "voice", "official", "stake", "list", "general", "shown", "backs")
    stands = sorted(zip(*(found.positions[name].tolist() for name in columns), strict=True))
    assert stands == sorted(tuple(getattr(stand, name) for name in columns) for stand in expected.stands)
    same(found.strands, "strand", expected.strands)
    same(found.ties, "tie", expected.ties)
    same(found.claims, "claim", expected.claims)
    assert asdict(found.counts) == expected.counts


@bounded
@given(lists_and_views())
def test_every_claim_stands_in_one_list_of_a_strand(made: tuple[Rows, View]) -> None:
    rows, view = made
    found = evidence(rows, replace(view, count_shown=False))
    stance = {claim["id"]: claim["stance"] for claim in rows["claims"]}
    stands: dict[tuple[str, str], set[str]] = {}
    columns = ("strand", "claim", "list")
    for strand, claim, where in zip(*(found.positions[name].tolist() for name in columns), strict=True):
        stands.setdefault((strand, claim), set()).add(where)
    assert all(len(where) == 1 for where in stands.values())
    lists = {
        "asserts": {"says", "planned", "implied"},
        "denies": {"denied", "earlier"},
        "disputes": {"doubted", "questioned"},
        "declines": {"declined"},
    }
    assert all(where <= lists[stance[claim]] for (_, claim), where in stands.items())
    own = found.positions[found.positions["general"] == 0].drop_duplicates(["strand", "claim"])
    assert sorted(own["claim"]) == sorted(found.claims["claim"])


@bounded
@given(lists_and_views(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(made: tuple[Rows, View], random: Any) -> None:
    rows, view = made
    shuffled = {name: random.sample(table, len(table)) for name, table in rows.items()}
    equal(evidence(shuffled, view), evidence(rows, view))


@bounded
@given(lists_and_views(), st.data())
def test_a_second_report_of_a_voice_changes_no_number_of_voices(made: tuple[Rows, View], data: st.DataObject) -> None:
    rows, view = made
    if not rows["claims"]:
        return
    claim = data.draw(st.sampled_from(rows["claims"]))
    page = next(page for page in rows["sources"] if page["id"] == claim["source"])
    again = {**page, "id": "copied", "publisher": "wire", "derived_from": page["id"], "origin": "", "originator": ""}
    more = {
        **rows,
        "sources": [*rows["sources"], again],
        "claims": [*rows["claims"], {**claim, "id": "again", "source": "copied"}],
    }
    before, after = evidence(rows, view), evidence(more, view)
    numbers = ["voices", *ANSWERS, "backing"]
    for name, identity in (("strands", "strand"), ("ties", "tie")):
        pd.testing.assert_frame_equal(
            getattr(before, name)[[identity, *numbers]], getattr(after, name)[[identity, *numbers]]
        )
        assert set(getattr(after, name)["reports"] - getattr(before, name)["reports"]) <= {0, 1}


def with_one_more(rows: Rows, data: st.DataObject, stances: tuple[str, ...]) -> Rows:
    """The list and one more published claim with one of these stances."""
    kinds = tuple(sorted({claim["kind"] for claim in rows["claims"]})) or (rows["kinds"][0]["id"],)
    claim = data.draw(claims(kinds)) | {"id": "more", "status": "", "stance": data.draw(st.sampled_from(stances))}
    claim["disputes_what"] = data.draw(st.sampled_from(tuple(codes.DISPUTES))) if claim["stance"] == "disputes" else ""
    return {**rows, "claims": [*rows["claims"], claim]}


def answering(found: Evidence) -> set[tuple[str, ...]]:
    """Strand, claim and voice of all that denies, questions or declines."""
    stands = found.positions[found.positions["list"].isin(ANSWERS)]
    return set(zip(*(stands[name].tolist() for name in ("strand", "claim", "voice")), strict=True))


@bounded
@given(lists_and_views(), st.data())
def test_one_more_assertion_lowers_no_backing_and_outvotes_no_denial(
    made: tuple[Rows, View], data: st.DataObject
) -> None:
    rows, view = made
    more = with_one_more(rows, data, ("asserts",))
    best_first = list(codes.BACKINGS)
    before, after = evidence(rows, view), evidence(more, view)
    for name, identity in (("strands", "strand"), ("ties", "tie")):
        old, new = by_id(getattr(before, name), identity), by_id(getattr(after, name), identity)
        for id_, row in old.items():
            assert best_first.index(new[id_]["backing"]) <= best_first.index(row["backing"])
            assert new[id_]["voices"] >= row["voices"] or row["backing"] == "announced"
    assert answering(before) <= answering(after)


@bounded
@given(lists_and_views(), st.data())
def test_a_denial_never_changes_backing(made: tuple[Rows, View], data: st.DataObject) -> None:
    rows, view = made
    more = with_one_more(rows, data, ("denies", "disputes", "declines"))
    before, after = evidence(rows, view), evidence(more, view)
    for name, identity in (("strands", "strand"), ("ties", "tie")):
        old, new = by_id(getattr(before, name), identity), by_id(getattr(after, name), identity)
        assert old.keys() <= new.keys()
        for id_, row in new.items():
            told = [row[column] for column in ("backing", "voices", "reports", "said")]
            if id_ in old:
                assert told == [old[id_][column] for column in ("backing", "voices", "reports", "said")]
            else:
                assert told == ["nobody", 0, 0, 0]


@bounded
@given(lists_and_views(count_shown=False))
def test_a_filter_hides_and_takes_nothing_away(made: tuple[Rows, View]) -> None:
    rows, view = made
    every = View(held_from=view.held_from, held_to=view.held_to, reported=view.reported, unreviewed=view.unreviewed)
    hiding, all_of_it = evidence(rows, view), evidence(rows, every)
    for name in ("positions", "strands", "ties", "claims"):
        whole = getattr(all_of_it, name)
        assert set(whole["shown"]) <= {1}
        pd.testing.assert_frame_equal(getattr(hiding, name).drop(columns="shown"), whole.drop(columns="shown"))
    told = asdict(hiding.counts)
    told |= {"shown": told["live"], "denials_hidden": 0}
    assert told == asdict(all_of_it.counts)


@bounded
@given(lists_and_views(count_shown=False))
def test_the_what_if_counts_the_strands_that_are_shown(made: tuple[Rows, View]) -> None:
    rows, view = made
    # How a strand is backed is only known once it was counted, so these two are looked at afterwards.
    view = without(view, "backings", "answers")
    shown, counted = evidence(rows, view), evidence(rows, replace(view, count_shown=True))
    for name, identity in (("strands", "strand"), ("ties", "tie"), ("claims", "claim")):
        frame = getattr(shown, name)
        assert frame.loc[frame["shown"] == 1, identity].tolist() == getattr(counted, name)[identity].tolist()
        assert set(getattr(counted, name)["shown"]) <= {1}


@bounded
@given(lists_and_views(), st.data())
def test_what_is_weighed_once_is_shared(made: tuple[Rows, View], data: st.DataObject) -> None:
    rows, view = made
    prepared = prepare(frames(rows))
    alike = weighs_like(view)
    assert weighs_like(alike) == alike
    equal(assess(prepared, view, weigh(prepared, alike)), assess(prepared, view))
    moved = replace(view, select="esland", lines="claim", limit=7, at=(("esland", 1, 2),), recorded="2023")
    assert weighs_like(moved) == alike
    if not view.count_shown:
        assert weighs_like(replace(view, actors=("firm",), stances=("denies",), voices=(PAGES[0],))) == alike
    assert weighs_like(replace(view, reported="2019")) != alike
    assert weighs_like(replace(view, unreviewed=not view.unreviewed)) != alike


def chosen(view: View, field: str, choice: str) -> View:
    """The view with this choice alone in a filter."""
    asked: dict[str, Any] = {field: (choice,)}
    return replace(view, **asked)


def left(found: Evidence) -> int:
    """How many ties are shown that a line is drawn for."""
    ties = found.ties
    return int(((ties["shown"] == 1) & ((ties["backing"] != "nobody") | (ties["only_denied"] == 1))).sum())


@bounded
@given(lists_and_views(count_shown=False))
def test_a_choice_says_how_many_ties_it_leaves(made: tuple[Rows, View]) -> None:
    rows, view = made
    prepared = prepare(frames(rows))
    weighed = weigh(prepared, weighs_like(view))
    found = facets(prepared, weighed, view)
    for field in CHOSEN:
        for choice, number in found[field].items():
            assert number == left(assess(prepared, chosen(view, field, choice), weighed)), (field, choice)
    for actor, number in found["actors"].items():
        asked = replace(view, actors=tuple(sorted({*view.actors, actor})))
        assert number == left(assess(prepared, asked, weighed)), actor
    everything = facets(prepared, weigh(prepared, View()), View())
    told = {"kinds": {claim["kind"] for claim in rows["claims"]}, "stances": set(codes.STANCES)}
    for field, choices in told.items():
        for choice in choices - set(found[field]):
            assert left(assess(prepared, chosen(view, field, choice), weighed)) == 0
        assert set(everything[field]) <= choices
