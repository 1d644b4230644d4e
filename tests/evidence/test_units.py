"""The rule in small examples, a clarification at a time: voices, stake, clocks, backing, answers, marks, filters."""

from __future__ import annotations

import pandas as pd
import pytest

from graph.evidence.assess import Evidence, assess
from graph.evidence.prepare import prepare
from graph.evidence.voices import slug
from graph.model.view import View
from tests.evidence.reference import Row
from tests.evidence.small import claim, judged, lists, official, strand, tables, tie

ARMS = "norland.arms.esland"
DRONES = f"{ARMS}.drones"


def says(who: str, words: str = "norland arms esland", **more: str) -> Row:
    """Somebody asserts it."""
    return claim(words, speakers=who, **more)


def denies(who: str, words: str = "norland arms esland", **more: str) -> Row:
    """Somebody denies it."""
    return claim(words, speakers=who, stance="denies", **more)


def disputes(who: str, what: str, words: str = "norland arms esland", **more: str) -> Row:
    """Somebody questions it."""
    return claim(words, speakers=who, stance="disputes", disputes_what=what, **more)


@pytest.mark.parametrize(
    ("told", "voices"),
    [
        pytest.param({"speakers": "norland"}, {"norland": True}, id="a speaker"),
        pytest.param({"speakers": "norland-un"}, {"norland": True}, id="raised to the top of what it is part of"),
        pytest.param({"speakers": "northland"}, {"norland": True}, id="merged into another"),
        pytest.param({"speakers": "northland-mfa"}, {"norland": True}, id="part of what was merged into another"),
        pytest.param({"speakers": "norland-works"}, {"norland-works": True}, id="a firm at home there is its own"),
        pytest.param(
            {"speakers": "norland-mfa; westmark"}, {"norland": True, "westmark": True}, id="two speakers, two voices"
        ),
        pytest.param({"speakers": "norland-mfa; norland-un"}, {"norland": True}, id="two speakers, one voice"),
        pytest.param(
            {"speakers": "a-norland-official"}, {"a-norland-official": False}, id="a party not named is its own"
        ),
        pytest.param(
            {"speakers": "a-norland-official; norland"},
            {"a-norland-official": False, "norland": True},
            id="a party not named beside its state",
        ),
        pytest.param(
            {"speakers": "norland", "relayed_by": "westmark-intelligence"},
            {"westmark": False},
            id="told by another: the relayer, never officially",
        ),
        pytest.param(
            {"speaker_text": "A trader in Port Esk"}, {"unplaced:a-trader-in-port-esk": False}, id="words, no speaker"
        ),
        pytest.param(
            {"speakers": "norland", "speaker_text": "the minister"}, {"norland": True}, id="a speaker beats words"
        ),
        pytest.param(
            {"speakers": "norland", "speaker_text": "Two officials", "basis": "unnamed_source"},
            {"unplaced:two-officials": False},
            id="nobody named, told in words",
        ),
        pytest.param(
            {"speakers": "norland", "basis": "unnamed_source"}, {"unplaced:norland": False}, id="nobody named"
        ),
        pytest.param({"basis": "unnamed_source"}, {"daily": False}, id="nobody named and nothing told: the outlet"),
        pytest.param(
            {"basis": "unnamed_source", "speaker_text": "…", "source": "norland-tv"},
            {"norland": False},
            id="nobody named, a state's outlet, not officially",
        ),
        pytest.param({"speaker_text": "?"}, {"daily": False}, id="words without a letter are none"),
        pytest.param({}, {"daily": False}, id="the outlet"),
        pytest.param({"source": "westmark"}, {"publisher:westmark": False}, id="an outlet called like an actor"),
        pytest.param({"source": "norland-tv"}, {"norland": True}, id="a state's own outlet speaks for it"),
        pytest.param({"source": "norland-gazette"}, {"norland": True}, id="so does a government's"),
        pytest.param({"source": "norland-party-paper"}, {"norland": False}, id="a party's outlet, not officially"),
        pytest.param({"source": "daily-carries-wire"}, {"wire": False}, id="a page that carries another's"),
        pytest.param({"source": "weekly-carries-that"}, {"wire": False}, id="the first page of a chain"),
        pytest.param({"source": "daily-by-wire"}, {"wire": False}, id="whom the page names as its root"),
        pytest.param({"source": "daily-of-leak"}, {"daily": False}, id="the first of the pages of one origin"),
        pytest.param({"source": "weekly-of-leak"}, {"daily": False}, id="all pages of one origin have one voice"),
        pytest.param(
            {"source": "daily-of-talk"}, {"wire": False}, id="the first of the roots that pages of one origin name"
        ),
        pytest.param({"origin": "wire"}, {"wire": False}, id="the claim's own origin, a publisher"),
        pytest.param({"origin": "talk", "source": "weekly"}, {"wire": False}, id="the claim's own origin, of pages"),
        pytest.param({"origin": "weekly"}, {"weekly": False}, id="the claim's own origin, a publisher before a key"),
        pytest.param({"origin": "rumour"}, {"origin:rumour": False}, id="the claim's own origin, otherwise unknown"),
        pytest.param({"origin": "norland-tv"}, {"norland": True}, id="the claim's own origin, a state's outlet"),
    ],
)
def test_whose_voice_a_claim_has(told: Row, voices: dict[str, bool]) -> None:
    assert official(judged(claim("westmark arms esland", **told))) == voices


@pytest.mark.parametrize(
    ("subject", "voice", "stake"),
    [
        ("norland", "norland", 1),
        ("norland", "esland", 1),
        ("norland", "westmark", 0),
        ("norland-un", "norland", 1),
        ("norland-works", "norland", 1),
        ("norland-arsenal", "norland", 1),
        ("norland-yard", "norland", 1),
        ("northland", "norland", 1),
        ("northland-mfa", "norland", 1),
        ("northland-works", "norland", 1),
        ("norland", "norland-works", 0),
    ],
)
def test_who_has_a_stake(subject: str, voice: str, stake: int) -> None:
    assert judged(says(voice, f"{subject} arms esland")).positions["stake"].tolist() == [stake]


ON_RECORD = "on_record"


@pytest.mark.parametrize(
    ("kind", "speakers", "backing", "settlers"),
    [
        ("arms", ("norland",), ON_RECORD, "norland"),
        ("arms", ("esland-mfa",), ON_RECORD, "esland"),
        ("arms", ("norland", "esland"), ON_RECORD, "esland,norland"),
        ("aid", ("esland",), ON_RECORD, "esland"),
        ("aid", ("norland",), "one_side", ""),
        ("sanctions", ("norland", "esland"), ON_RECORD, "norland"),
        ("sanctions", ("esland",), "one_side", ""),
        ("pact", ("norland",), "one_side", ""),
        ("pact", ("norland-mfa", "esland-mfa"), ON_RECORD, "esland,norland"),
        ("pact", ("norland; esland",), ON_RECORD, "esland,norland"),
        ("pact", ("norland", "westmark"), "several_voices", ""),
        ("linked", ("norland", "esland"), "one_side", ""),
        ("arms", ("westmark",), "one_voice", ""),
        ("arms", ("westmark", "westmark-intelligence"), "one_voice", ""),
        ("arms", ("westmark", "norland-works"), "several_voices", ""),
    ],
)
def test_whose_own_word_settles_it(kind: str, speakers: tuple[str, ...], backing: str, settlers: str) -> None:
    words = f"norland {kind} esland"
    (row,) = judged(*(says(who, words) for who in speakers)).strands.to_dict("records")
    assert (row["backing"], row["settlers"]) == (backing, settlers)


@pytest.mark.parametrize(
    ("claims", "backing", "voices", "reports"),
    [
        pytest.param([says("westmark", basis="official_record")], ON_RECORD, 1, 1, id="an official record"),
        pytest.param([denies("westmark", basis="official_record")], "nobody", 0, 0, id="a record of a denial"),
        pytest.param([says("westmark", modality="planned")], "announced", 1, 1, id="only planned"),
        pytest.param([says("norland", modality="planned")], "announced", 1, 1, id="planned by its own word"),
        pytest.param(
            [says("norland", modality="planned"), says("westmark")],
            "one_voice",
            1,
            1,
            id="planned and said: said counts",
        ),
        pytest.param([says("westmark", modality="implied")], "nobody", 0, 0, id="our own reading backs nothing"),
        pytest.param([says("westmark", modality="alleged")], "one_voice", 1, 1, id="alleged"),
        pytest.param(
            [claim("norland arms esland"), says("westmark")], "several_voices", 2, 2, id="two without a stake"
        ),
        pytest.param(
            [claim("norland arms esland"), claim("norland arms esland", source="daily-undated")],
            "one_voice",
            1,
            2,
            id="two pages, one voice",
        ),
        pytest.param(
            [claim("norland arms esland", source=page) for page in ("wire", "daily-carries-wire", "daily-by-wire")],
            "one_voice",
            1,
            3,
            id="three papers carry one wire",
        ),
        pytest.param([denies("norland")], "nobody", 0, 0, id="a denial backs nothing"),
        pytest.param([claim("norland arms esland", stance="declines")], "nobody", 0, 0, id="declining backs nothing"),
    ],
)
def test_who_backs_it(claims: list[Row], backing: str, voices: int, reports: int) -> None:
    (row,) = judged(*claims).strands.to_dict("records")
    assert (row["backing"], row["voices"], row["reports"]) == (backing, voices, reports)


@pytest.mark.parametrize(
    ("told", "denied", "where"),
    [
        pytest.param({}, {"said_on": "2022-05-01"}, "denied", id="what has no date is always answered"),
        pytest.param({"held_from": "2022-05-02"}, {"said_on": "2022-05-01"}, "earlier", id="denied the day before"),
        pytest.param({"held_from": "2022-05-01"}, {"said_on": "2022-05-01"}, "denied", id="denied on the day"),
        pytest.param({"held_from": "2022"}, {"said_on": "2022"}, "denied", id="in the same year"),
        pytest.param({"held_from": "2022-05-31"}, {"said_on": "2022-05"}, "denied", id="a month is all of its days"),
        pytest.param({"held_from": "2022-07"}, {}, "earlier", id="the page's date where no day is told"),
        pytest.param({"held_from": "2022-07"}, {"source": "daily-undated"}, "denied", id="no date at all: of all time"),
        pytest.param(
            {"held_from": "2022-07"}, {"said_on": "2022-05", "held_to": "2022-08"}, "denied", id="it says until when"
        ),
        pytest.param(
            {"held_to": "2020"}, {"said_on": "2022-05", "held_from": "2021"}, "earlier", id="it says since when"
        ),
        pytest.param(
            {"held_from": "2020"}, {"said_on": "2022-05", "held_from": "2021"}, "earlier", id="an act was over by then"
        ),
        pytest.param(
            {"held_from": "2021-12-31"}, {"held_from": "2021", "held_to": "2021"}, "denied", id="both bounded"
        ),
    ],
)
def test_what_a_denial_answers(told: Row, denied: Row, where: str) -> None:
    found = judged(says("westmark", **told), denies("norland", **denied))
    assert lists(found, ARMS) == {"says": ["westmark"], where: ["norland"]}


def test_a_state_goes_on_until_it_is_said_to_end() -> None:
    words = "norland hosts esland"
    found = judged(
        says("westmark", words, held_from="2020"), denies("norland", words, held_from="2021", said_on="2022")
    )
    assert lists(found, "norland.hosts.esland") == {"denied": ["norland"], "says": ["westmark"]}


@pytest.mark.parametrize("modality", ["stated", "alleged", "planned", "implied"])
def test_a_denial_answers_what_is_asserted_in_any_way(modality: str) -> None:
    found = judged(says("westmark", modality=modality, held_from="2023"), denies("norland", said_on="2022"))
    assert "earlier" in lists(found, ARMS)


def test_one_assertion_that_a_denial_can_mean_is_enough() -> None:
    found = judged(says("westmark", held_from="2023"), says("westmark"), denies("norland"))
    assert lists(found, ARMS)["denied"] == ["norland"]


@pytest.mark.parametrize(
    ("what", "where"),
    [
        ("existence", "doubted"),
        ("extent", "doubted"),
        ("meaning", "questioned"),
        ("responsibility", "questioned"),
        ("lawfulness", "questioned"),
        ("reason", "questioned"),
    ],
)
def test_what_a_dispute_doubts_or_questions(what: str, where: str) -> None:
    found = judged(says("westmark", held_from="2023"), disputes("norland", what, said_on="2020"))
    assert lists(found, ARMS) == {"says": ["westmark"], where: ["norland"]}


def test_a_denial_of_no_matter_answers_every_matter_of_the_tie() -> None:
    found = judged(
        says("westmark", "norland arms esland: drones"),
        says("westmark", "norland arms esland: tanks", held_from="2023"),
        denies("norland"),
        denies("esland", "norland arms esland: tanks", said_on="2024"),
        disputes("norland", "existence"),
    )
    assert lists(found, DRONES) == {"denied": ["norland"], "says": ["westmark"]}
    assert lists(found, f"{ARMS}.tanks") == {"denied": ["esland"], "earlier": ["norland"], "says": ["westmark"]}
    assert lists(found, ARMS) == {"denied": ["norland"], "doubted": ["norland"]}
    general = found.positions[found.positions["general"] == 1]
    assert sorted(general["strand"]) == [DRONES, f"{ARMS}.tanks"]


def test_dates_of_a_strand_are_of_its_own_entries() -> None:
    found = judged(
        says("westmark", "norland arms esland: drones", held_from="2022-02", held_to="2022-03", source="early"),
        says("westmark", "norland arms esland: drones", source="daily-undated"),
        denies("norland", source="late"),
        pages={
            "early": {"publisher": "daily", "published": "2021-07-09"},
            "late": {"publisher": "daily", "published": "2024"},
        },
    )
    row = strand(found, DRONES)
    assert [row[name] for name in ("first", "last", "first_held", "last_held")] == [
        "2021-07-09",
        "2021-07-09",
        "2022-02",
        "2022-03",
    ]
    assert [tie(found, ARMS)[name] for name in ("first", "last")] == ["2021-07-09", "2024"]


MARKS: list[tuple[str, list[Row], str, str]] = [
    ("said only", [says("westmark")], "", "0"),
    ("said and denied", [says("westmark"), denies("norland")], "full", "0"),
    ("said and doubted", [says("westmark"), disputes("norland", "extent")], "full", "0"),
    ("said and questioned", [says("westmark"), disputes("norland", "reason")], "small", "0"),
    ("denied before", [says("westmark", held_from="2023"), denies("norland")], "small", "0"),
    ("another matter denied", [says("westmark"), denies("norland", "norland arms esland: drones")], "small", "0"),
    ("announced and denied", [says("westmark", modality="planned"), denies("norland")], "full", "0"),
    ("our reading, denied", [says("westmark", modality="implied"), denies("norland")], "", "1"),
    ("only denied", [denies("norland")], "", "1"),
    ("only questioned", [disputes("norland", "reason")], "", "1"),
    ("only declined", [claim("norland arms esland", stance="declines")], "", "0"),
    ("said and declined", [says("westmark"), claim("norland arms esland", stance="declines")], "", "0"),
]


@pytest.mark.parametrize(("claims", "mark", "only_denied"), [row[1:] for row in MARKS], ids=[row[0] for row in MARKS])
def test_what_mark_a_tie_carries(claims: list[Row], mark: str, only_denied: str) -> None:
    row = tie(judged(*claims), ARMS)
    assert (row["mark"], row["only_denied"]) == (mark, only_denied)


def test_a_tie_shows_its_best_backed_matter_and_counts_voices_once() -> None:
    found = judged(
        says("westmark", "norland arms esland: drones"),
        says("norland", "norland arms esland: tanks"),
        says("westmark", "norland arms esland: tanks"),
        denies("esland", "norland arms esland: drones"),
        denies("esland", "norland arms esland: tanks"),
    )
    row = tie(found, ARMS)
    assert {name: row[name] for name in ("backing", "voices", "reports", "denied", "strands")} == {
        "backing": "on_record",
        "voices": "2",
        "reports": "3",
        "denied": "1",
        "strands": "2",
    }


@pytest.mark.parametrize(
    ("page", "reported", "live"),
    [
        ("2022-06-15", "2022-06-14", False),
        ("2022-06-15", "2022-06-15", True),
        ("2022-06-15", "2022-06", True),
        ("2022-06", "2022-06-29", False),
        ("2022-06", "2022-06-30", True),
        ("2022", "2022-12", True),
        ("2022", "2022-11", False),
        ("", "2030", False),
        ("", "", True),
    ],
)
def test_what_had_been_reported_by_then(page: str, reported: str, live: bool) -> None:
    found = judged(
        says("westmark", source="page"),
        pages={"page": {"publisher": "daily", "published": page}},
        view=View(reported=reported),
    )
    assert found.counts.live == int(live)
    assert found.counts.unpublished_left_out == int(not live and not page)
    assert found.counts.later_left_out == int(not live and bool(page))


@pytest.mark.parametrize(
    ("kind", "told", "window", "live"),
    [
        pytest.param("arms", {}, ("2020", "2020"), True, id="no date is inside every window"),
        pytest.param("arms", {"held_from": "2019"}, ("2020", ""), False, id="an act was over with its day"),
        pytest.param("hosts", {"held_from": "2019"}, ("2020", ""), True, id="a state is not known to have ended"),
        pytest.param("hosts", {"held_from": "2019", "held_to": "2019"}, ("2020", ""), False, id="a state that ended"),
        pytest.param("arms", {"held_from": "2020-06"}, ("", "2020-06-01"), True, id="a month begins on its first day"),
        pytest.param("arms", {"held_from": "2020-06"}, ("2020-06-30", ""), True, id="and ends on its last"),
        pytest.param("arms", {"held_from": "2020-06"}, ("2020-07", ""), False, id="not a day later"),
        pytest.param("arms", {"held_to": "2020"}, ("2018", "2018"), True, id="only an end: since ever"),
    ],
)
def test_what_was_true_then(kind: str, told: Row, window: tuple[str, str], live: bool) -> None:
    view = View(held_from=window[0], held_to=window[1])
    found = judged(says("westmark", f"norland {kind} esland", **told), view=view)
    assert (found.counts.live, found.counts.outside_window) == (int(live), int(not live))
    assert found.counts.undated == int(not told)


@pytest.mark.parametrize(
    ("status", "unreviewed", "live", "on_file"),
    [
        ("", False, 1, 1),
        ("draft", False, 0, 0),
        ("draft", True, 1, 0),
        ("retracted", True, 0, 0),
        ("rejected", True, 0, 0),
    ],
)
def test_what_is_on_file(status: str, unreviewed: bool, live: int, on_file: int) -> None:
    counts = judged(says("westmark", status=status), view=View(unreviewed=unreviewed)).counts
    assert (counts.live, counts.on_file) == (live, on_file)


def test_a_withdrawn_page_takes_nothing_back_by_itself() -> None:
    page = {"publisher": "daily", "state": "withdrawn", "status": "retracted", "retraction_reason": "withdrawn"}
    assert judged(says("westmark", source="gone"), pages={"gone": page}).counts.live == 1


TOLD = (
    says("westmark", "norland arms esland: drones"),
    denies("norland"),
    says("norland", "norland sanctions westmark"),
    says("norland-works", "esland pact norland", held_from="2020"),
)


@pytest.mark.parametrize(
    ("view", "claims"),
    [
        (View(), {"c0", "c1", "c2", "c3"}),
        (View(actors=("esland",)), {"c0", "c1", "c3"}),
        (View(actors=("norland", "westmark")), {"c2"}),
        (View(kinds=("arms",)), {"c0", "c1"}),
        (View(matters=("drones",)), {"c0", "c1"}),
        (View(matters=("tanks",)), set()),
        (View(polarities=("negative",)), {"c2"}),
        (View(stances=("denies",)), {"c1"}),
        (View(voices=("westmark",)), {"c0"}),
        (View(voices=("norland",), kinds=("sanctions",)), {"c2"}),
    ],
)
def test_what_a_filter_shows_and_that_it_counts_all_the_same(view: View, claims: set[str]) -> None:
    found, every = judged(*TOLD, view=view), judged(*TOLD)
    assert set(found.claims.loc[found.claims["shown"] == 1, "claim"]) == claims
    assert found.ties.drop(columns="shown").equals(every.ties.drop(columns="shown"))
    assert found.counts.denials_hidden == int("c1" not in claims)


def test_the_what_if_counts_only_what_is_shown() -> None:
    view = View(voices=("westmark",))
    row = strand(judged(*TOLD, view=view), DRONES)
    assert (row["denied"], row["shown"]) == ("1", "1")
    found = judged(*TOLD, view=View(voices=("westmark",), count_shown=True))
    assert found.strands["strand"].tolist() == [DRONES]
    assert strand(found, DRONES)["denied"] == "0"
    assert tie(found, ARMS)["mark"] == ""


def test_a_mutual_tie_is_one_whichever_way_it_was_entered() -> None:
    found = judged(says("norland", "norland pact esland"), says("esland", "esland pact norland"))
    assert found.ties["tie"].tolist() == ["esland.pact.norland"]
    assert found.ties["backing"].tolist() == ["on_record"]


def test_a_merged_actor_has_its_ties_under_the_name_that_is_left() -> None:
    found = judged(says("northland", "northland arms esland"), denies("norland"))
    assert found.ties["tie"].tolist() == [ARMS]
    assert lists(found, ARMS) == {"denied": ["norland"], "says": ["norland"]}


def test_an_empty_list_says_nothing() -> None:
    found = judged()
    frames = (found.positions, found.strands, found.ties, found.claims, found.voices)
    assert [len(frame) for frame in frames] == [0] * 5
    assert found.counts.live == found.counts.on_file == found.counts.pages == 0


@pytest.mark.parametrize(
    ("table", "id_", "column", "value"),
    [
        ("actors", "norland", "part_of", "norland-un"),
        ("actors", "norland", "merged_into", "northland"),
        ("actors", "norland", "based_in", "norland-works"),
        ("sources", "wire", "derived_from", "weekly-carries-that"),
    ],
)
def test_a_circle_in_an_old_list_hangs_nobody(table: str, id_: str, column: str, value: str) -> None:
    made = tables(says("norland-un"), says("norland-works"), claim("norland arms esland", source="daily-carries-wire"))
    frame = made[table]
    frame.loc[frame["id"] == id_, column] = value
    assert assess(prepare(made), View()).counts.live == 3


def test_voices_are_told_by_what_they_are() -> None:
    found = judged(
        says("norland-mfa"),
        claim("norland arms esland"),
        claim("norland arms esland", origin="rumour"),
        claim("norland arms esland", speaker_text="A trader"),
    )
    columns = ["id", "label", "actor", "publisher", "kind"]
    assert found.voices[columns].to_numpy().tolist() == [
        ["daily", "Daily", "", "daily", "outlet"],
        ["norland", "Norland", "norland", "", "actor"],
        ["origin:rumour", "rumour", "", "", "origin"],
        ["unplaced:a-trader", "A trader", "", "", "unplaced"],
    ]


def test_preparing_and_assessing_leave_the_tables_alone() -> None:
    made = tables(*TOLD)
    before = {name: frame.copy() for name, frame in made.items()}
    prepared = prepare(made)
    first: Evidence = assess(prepared, View(stances=("denies",), count_shown=True))
    again = assess(prepared, View(stances=("denies",), count_shown=True))
    pd.testing.assert_frame_equal(first.ties, again.ties)
    for name, frame in made.items():
        pd.testing.assert_frame_equal(frame, before[name])


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("A trader, in Port-Esk!", "a-trader-in-port-esk"),
        ("  Élysée  ", "elysee"),
        ("МИД России", "мид-россии"),
        ("外交部", "外交部"),
        ("İstanbul", "istanbul"),
        ("<b>", "b"),
        ("…", ""),
    ],
)
def test_a_text_as_an_id(text: str, id_: str) -> None:
    assert slug(text) == id_
