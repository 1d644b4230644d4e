"""Which drafts are open, what belongs together, what deciding on them saves, and what differs field by field."""

from __future__ import annotations

from graph.editing.history import differences, is_same
from graph.editing.review import Key, Web, approval, open_drafts, problems, rejection
from graph.model.tables import TABLES
from graph.store.history import Change, Revision
from graph.store.remarks import Remark
from tests.store.invented import Row, row

MOMENT = "2024-05-06T12:00:00+00:00"


def revision(
    table: str, record: Row, number: int = 1, status: str = "draft", base: int | None = None, by: str = "anna"
) -> Revision:
    change = Change(number, MOMENT, by, "", False, {})
    id_ = TABLES[table].identity(record)
    return Revision(table, id_, number, base, status, record["retraction_reason"], record, change)


def opened(*revisions: Revision, said: tuple[Remark, ...] = ()) -> list[tuple[Key, bool, bool]]:
    records: dict[Key, tuple[Revision, ...]] = {}
    for one in revisions:
        records[one.table, one.id] = (*records.get((one.table, one.id), ()), one)
    return [(key, one.sent_back, one.overtaken) for key, one in open_drafts(records, said).items()]


def remark(revision_: int, verdict: str) -> Remark:
    return Remark(f"r{revision_}", "claims", "c", revision_, verdict, "", "ben", MOMENT)


CLAIM = row("claims", "c")
ANEW = row("claims", "c", statement="Anew.")
KEY = ("claims", "c")


def test_a_draft_is_open_until_it_is_decided_on() -> None:
    draft = revision("claims", CLAIM)
    assert opened(draft) == [(KEY, False, False)]
    assert opened(draft, revision("claims", CLAIM, 2, "published")) == []
    assert opened(draft, revision("claims", CLAIM, 2, "rejected")) == []
    assert opened(draft, revision("claims", CLAIM, 2, "rejected"), revision("claims", ANEW, 3)) == [(KEY, False, False)]


def test_what_was_sent_back_waits_until_it_is_written_anew() -> None:
    draft = revision("claims", CLAIM)
    assert opened(draft, said=(remark(1, "sent_back"),)) == [(KEY, True, False)]
    assert opened(draft, revision("claims", ANEW, 2), said=(remark(1, "sent_back"),)) == [(KEY, False, False)]


def test_a_draft_that_somebody_overtook_stays_in_sight() -> None:
    line = revision("claims", CLAIM, 1, "published")
    mine, theirs = revision("claims", ANEW, 2, base=1), row("claims", "c", statement="Theirs.")
    by_ben = revision("claims", theirs, 3, "published", base=1, by="ben")
    assert opened(line, mine, by_ben) == [(KEY, False, True)]
    by_anna = revision("claims", theirs, 3, "published", base=1)
    assert opened(line, mine, by_anna) == []
    as_drafted = revision("claims", ANEW, 3, "published", base=1, by="ben")
    assert opened(line, mine, as_drafted) == []
    assert opened(line, mine, by_ben, said=(remark(2, "approved"),)) == []


def test_a_draft_stays_in_sight_though_its_author_changed_something_else_meanwhile() -> None:
    line, mine = revision("claims", CLAIM, 1, "published"), revision("claims", ANEW, 2, base=1)
    graded = revision("claims", row("claims", "c", locator="p. 2"), 3, "published", base=1)
    assert opened(line, mine, graded) == [(KEY, False, True)]
    with_both = revision("claims", ANEW | {"locator": "p. 2"}, 4, "published", base=3, by="ben")
    assert opened(line, mine, graded, with_both) == []
    assert opened(revision("claims", ANEW | {"note": "x"}), revision("claims", ANEW, 2, "published")) == []
    asks = revision("claims", CLAIM | {"retraction_reason": "Wrong."}, 2, base=1)
    assert opened(line, asks, graded) == [(KEY, False, True)]


def test_all_who_wrote_at_a_draft_are_its_authors() -> None:
    several = (revision("claims", CLAIM), revision("claims", ANEW, 2, by="ben"))
    assert open_drafts({KEY: several}, ())[KEY].authors == {"anna", "ben"}
    refused = (several[0], revision("claims", CLAIM, 2, "rejected", by="cyn"), revision("claims", ANEW, 3, by="ben"))
    assert open_drafts({KEY: refused}, ())[KEY].authors == {"ben"}


def web() -> Web:
    alias = dict.fromkeys(TABLES["aliases"].columns, "") | {"actor": "x", "alias": "Ex", "alias_kind": "name"}
    rows = {
        "actors": [row("actors", "x", part_of="whole"), row("actors", "whole"), row("actors", "y")],
        "aliases": [alias],
        "publishers": [row("publishers", "post"), row("publishers", "wire")],
        "sources": [
            row("sources", "page", publisher="post", derived_from="root"),
            row("sources", "root", publisher="wire"),
        ],
        "claims": [
            row("claims", "c", subject="x", source="page"),
            row("claims", "d", subject="y", source="page", speakers="x; esland"),
            row("claims", "e", source="elsewhere"),
        ],
    }
    records = {
        (table, TABLES[table].identity(one)): (revision(table, one),)
        for table, several in rows.items()
        for one in several
    }
    published = (
        revision("sources", row("sources", "page2"), 1, "published"),
        revision("sources", row("sources", "page2"), 2, base=1),
    )
    return Web(open_drafts({**records, ("sources", "page2"): published}, ()))


GOES_WITH_C = (
    ("actors", "whole"),
    ("actors", "x"),
    ("aliases", "x|Ex|name|"),
    ("publishers", "post"),
    ("publishers", "wire"),
    ("sources", "page"),
    ("sources", "root"),
)


def test_an_entry_goes_with_its_page_its_outlet_its_actors_and_their_names() -> None:
    found = web()
    assert [key[:2] for key in found.stands_on(KEY)] == sorted(
        found.stands_on(KEY), key=lambda key: list(TABLES).index(key[0])
    )
    assert {(table, id_.split("|")[0]) for table, id_ in found.stands_on(KEY)} == {
        (table, id_.split("|")[0]) for table, id_ in GOES_WITH_C
    }
    assert ("actors", "y") in found.stands_on(("claims", "d"))
    assert found.stands_on(("claims", "e")) == ()


def test_what_another_draft_needs_is_not_rejected_with_the_first() -> None:
    found = web()
    needed = found.needed_by_others(found.with_all([KEY]))
    assert ("sources", "page") in needed
    assert ("actors", "whole") in needed
    with_both = found.with_all([KEY, ("claims", "d")])
    assert found.needed_by_others(with_both) == frozenset()
    # Not only entries need something: an actor is part of another, a page has a publisher.
    assert found.needed_by_others(set(with_both) - {("actors", "x")}) >= {("actors", "whole")}


def test_approving_publishes_what_was_seen_and_rejecting_keeps_it_beside_the_line() -> None:
    drafts = open_drafts({KEY: (revision("claims", CLAIM, 1, "published"), revision("claims", ANEW, 2, base=1))}, ())
    (write,) = approval(drafts, [KEY])["claims"]
    assert (write.status, write.base, write.after, write.row["statement"]) == ("published", 1, 2, "Anew.")
    (write,) = rejection(drafts, [KEY])["claims"]
    assert (write.status, write.base, write.after) == ("rejected", 1, 2)
    gone = ANEW | {"retraction_reason": "Twice."}
    drafts = open_drafts({KEY: (revision("claims", CLAIM, 1, "published"), revision("claims", gone, 2, base=1))}, ())
    (write,) = approval(drafts, [KEY])["claims"]
    assert (write.status, write.retraction_reason) == ("retracted", "Twice.")


def test_a_draft_is_checked_as_a_package_is() -> None:
    bad = row("claims", "c", stance="disputes", held_from="2024-02-30", source="nowhere")
    drafts = open_drafts({KEY: (revision("claims", bad),)}, ())
    found = problems(approval(drafts, [KEY]), {})
    assert {one.file for one in found} == {"claims/c"}
    assert {"disputes_what", "held_from", "source"} <= {one.column for one in found if one.severity == "error"}


def test_differences_are_told_in_the_order_of_the_table() -> None:
    after = ANEW | {"held_from": "2024"}
    assert [(one.column, one.before, one.after) for one in differences("claims", CLAIM, after)] == [
        ("statement", "It says c.", "Anew."),
        ("held_from", "", "2024"),
    ]
    assert is_same("claims", CLAIM, CLAIM | {"status": "draft"})
    assert "source" in [one.column for one in differences("claims", None, CLAIM)]
