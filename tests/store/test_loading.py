"""Packages into the store: all of it at first, later three-way, and no side's work is lost."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from graph.model.tables import TABLES
from graph.store.loading import Report, load
from graph.store.package import read_package, write_package
from graph.store.store import Store
from graph.store.writes import STATUSES, Write
from tests.cli.terminal import Row, change, contents, read
from tests.store.invented import ANNA, NOON, on_file, save


def take(store: Store, folder: Path, *, as_drafts: bool = False) -> Report:
    """Load a folder."""
    against = store.tables() if as_drafts else None
    return load(store, read_package(folder, against), as_drafts=as_drafts, by=ANNA, now=NOON)


def edit(folder: Path, table: str, id_: str, **fields: str) -> None:
    """Change one row of a file."""

    def change_row(rows: list[Row]) -> None:
        next(row for row in rows if row["id"] == id_).update(fields)

    change(folder, table, change_row)


def revise(store: Store, table: str, id_: str, **fields: str) -> None:
    """Change a record in the store, as an editor would."""
    base = store.revisions()[table][id_]["revision"]
    writes: dict[str, Any] = {table: [Write(on_file(store, table, id_) | fields, base=base)]}
    save(store, **writes)


def test_an_empty_store_takes_exactly_what_the_folder_holds(store: Store, folder: Path) -> None:
    report = take(store, folder)
    package = read_package(folder)
    tables = store.tables()
    for name in TABLES:
        assert tables[name].equals(package.tables[name]), name
    assert report.seq == 1
    assert len(report.added) == sum(len(frame) for frame in package.tables.values())
    assert store.verify().seq == 1


def test_what_was_loaded_is_published_byte_for_byte(store: Store, folder: Path, tmp_path: Path) -> None:
    take(store, folder)
    about = store.taken()[1]
    write_package(tmp_path / "published", store.tables(), about["about"], frozenset(about["present"]))
    assert contents(tmp_path / "published") == contents(folder)


def test_the_same_package_again_changes_nothing(store: Store, folder: Path) -> None:
    take(store, folder)
    report = take(store, folder)
    assert (report.seq, report.added, report.revised) == (1, [], [])
    assert len(store.changes()) == 1


def test_what_is_new_in_the_file_is_added_and_what_changed_there_is_revised(store: Store, folder: Path) -> None:
    take(store, folder)
    edit(folder, "claims", "c01", statement="Mended words.")
    change(folder, "claims", lambda rows: rows.append(rows[0] | {"id": "c99", "statement": "A new one."}))
    report = take(store, folder)
    assert (report.added, report.revised) == (["claims/c99"], ["claims/c01"])
    assert on_file(store, "claims", "c01")["statement"] == "Mended words."


def test_what_was_changed_here_only_stays(store: Store, folder: Path) -> None:
    take(store, folder)
    revise(store, "claims", "c01", statement="The editor's words.")
    report = take(store, folder)
    assert (report.revised, report.kept_ours) == ([], [])
    assert on_file(store, "claims", "c01")["statement"] == "The editor's words."


def test_what_changed_on_both_sides_stays_ours_and_is_listed(store: Store, folder: Path) -> None:
    take(store, folder)
    revise(store, "claims", "c01", statement="The editor's words.")
    edit(folder, "claims", "c01", statement="The curator's words.")
    edit(folder, "claims", "c02", statement="The curator's words.")
    report = take(store, folder)
    assert (report.revised, report.kept_ours) == (["claims/c02"], ["claims/c01"])
    assert on_file(store, "claims", "c01")["statement"] == "The editor's words."
    assert "claims/c01" in str(report)


def test_the_same_change_on_both_sides_is_no_change(store: Store, folder: Path) -> None:
    take(store, folder)
    revise(store, "claims", "c01", statement="The same words.")
    edit(folder, "claims", "c01", statement="The same words.")
    report = take(store, folder)
    assert (report.revised, report.kept_ours) == ([], [])


PAGE = "times-2022-08"
ENTRIES = ("c08", "c10", "c14", "c15", "c17")


def take_off(store: Store, keys: Sequence[tuple[str, str]]) -> None:
    """Retract records in the store, as an editor would."""
    line = store.revisions()
    writes: dict[str, Any] = defaultdict(list)
    for table, id_ in keys:
        base = line[table][id_]["revision"]
        writes[table].append(Write(on_file(store, table, id_), base, "retracted", "It was made up."))
    save(store, **writes)


def test_what_the_file_puts_on_what_was_taken_off_here_is_listed(store: Store, folder: Path) -> None:
    take(store, folder)
    take_off(store, [("sources", PAGE), *(("claims", id_) for id_ in ENTRIES)])
    edit(folder, "claims", "c01", statement="Mended words.")
    change(folder, "claims", lambda rows: rows.append(rows[0] | {"id": "c99", "source": PAGE}))
    report = take(store, folder)
    assert (report.added, report.revised, report.kept_ours) == ([], ["claims/c01"], ["claims/c99"])
    assert "c99" not in set(store.tables()["claims"]["id"])
    assert take(store, folder).kept_ours == ["claims/c99"]


def test_what_the_file_takes_off_under_something_of_ours_is_listed(store: Store, folder: Path) -> None:
    take(store, folder)
    save(store, claims=[Write(on_file(store, "claims", "c08") | {"id": "c99"})])

    def off(rows: list[Row]) -> None:
        for one in rows:
            gone = one["id"] in (PAGE, *ENTRIES)
            one |= {"status": "retracted", "retraction_reason": "It was made up."} if gone else {}

    for table in ("sources", "claims"):
        change(folder, table, off, "status", "retraction_reason")
    report = take(store, folder)
    assert (sorted(report.revised), report.kept_ours) == ([f"claims/{id_}" for id_ in ENTRIES], [f"sources/{PAGE}"])
    assert on_file(store, "claims", "c99")["status"] == on_file(store, "sources", PAGE)["status"] == ""
    assert store.verify().seq == report.seq


def test_what_stands_on_something_that_is_not_taken_in_is_not_either(store: Store, folder: Path) -> None:
    change(folder, "actors", lambda rows: rows.append(rows[0] | {"id": "zedland", "label": "Zedland"}))
    take(store, folder)
    take_off(store, [("actors", "zedland")])
    change(folder, "actors", lambda rows: rows.append(rows[0] | {"id": "zed-mod", "part_of": "zedland"}))
    change(folder, "claims", lambda rows: rows.append(rows[0] | {"id": "c99", "speakers": "zed-mod"}))
    report = take(store, folder)
    assert (report.added, report.kept_ours) == ([], ["actors/zed-mod", "claims/c99"])


def test_what_is_gone_from_the_file_is_reported_and_not_retracted(store: Store, folder: Path) -> None:
    take(store, folder)
    change(folder, "claims", lambda rows: rows.pop())
    report = take(store, folder)
    assert report.gone_from_file == ["claims/c17"]
    assert on_file(store, "claims", "c17")["status"] == ""


def test_a_package_taken_back_and_forth_is_followed(store: Store, folder: Path) -> None:
    take(store, folder)
    for words in ("second", "first", "second"):
        edit(folder, "claims", "c01", statement=words)
        assert take(store, folder).revised == ["claims/c01"]
        assert on_file(store, "claims", "c01")["statement"] == words


def test_drafts_lie_beside_the_list_until_somebody_reviews_them(store: Store, folder: Path) -> None:
    take(store, folder)
    before = store.tables()
    edit(folder, "claims", "c01", statement="A draft's words.")
    change(folder, "claims", lambda rows: rows.append(rows[0] | {"id": "c99"}))
    report = take(store, folder, as_drafts=True)
    assert "claims/c99" in report.added
    assert all(store.tables()[name].equals(before[name]) for name in TABLES)
    drafts = store.tables(drafts=True)["claims"].set_index("id")
    assert drafts.loc["c99", "status"] == "draft"
    assert drafts.loc["c01", "statement"] == "A draft's words."
    assert take(store, folder, as_drafts=True).seq == report.seq, "loading drafts twice is loading them once"


@pytest.fixture
def drafted(store: Store, folder: Path) -> Path:
    """A package of drafts, a new entry in it, taken in beside the list."""
    take(store, folder)
    change(folder, "claims", lambda rows: rows.append(rows[0] | {"id": "c99", "statement": "As the file says."}))
    take(store, folder, as_drafts=True)
    return folder


def lay(store: Store, status: str, statement: str, base: int | None = None) -> None:
    """Write the drafted entry anew, as an editor or a reviewer would."""
    written = on_file(store, "claims", "c99", drafts=True) | {"statement": statement, "status": ""}
    save(store, claims=[Write(written, base, status)])


def another(store: Store, folder: Path, **fields: str) -> Report:
    """Change the drafted entry in the file where that is asked, another one in any case, and take the file in."""
    (before,) = (one["note"] for one in read(folder, "claims") if one["id"] == "c02")
    edit(folder, "claims", "c02", note=f"{before}Again.")
    edit(folder, "claims", "c99", **fields)
    report = take(store, folder, as_drafts=True)
    assert "claims/c02" in report.revised
    return report


@pytest.mark.parametrize("status", ["draft", "rejected", "published"])
def test_a_file_of_drafts_is_not_laid_over_what_people_wrote(store: Store, drafted: Path, status: str) -> None:
    lay(store, "draft", "Mended here.")
    if status != "draft":
        lay(store, status, "Mended here.")
    report = another(store, drafted)
    assert (report.revised, report.kept_ours) == (["claims/c02"], [])
    report = another(store, drafted, statement="Changed in the file.")
    assert report.kept_ours == ["claims/c99"]
    assert store.newest("claims", ["c99"], STATUSES)["c99"][2]["statement"] == "Mended here."


@pytest.mark.parametrize("status", ["", "rejected", "published"])
def test_what_changed_in_a_file_of_drafts_only_is_drafted_anew(store: Store, drafted: Path, status: str) -> None:
    if status:
        lay(store, status, "As the file says.")
    report = another(store, drafted, statement="Changed in the file.")
    assert (report.revised, report.kept_ours) == (["claims/c02", "claims/c99"], [])
    assert on_file(store, "claims", "c99", drafts=True)["statement"] == "Changed in the file."
    assert take(store, drafted, as_drafts=True).revised == []
    assert another(store, drafted, statement="As the file says.").revised[-1] == "claims/c99"
    assert on_file(store, "claims", "c99", drafts=True)["statement"] == "As the file says."


def test_a_file_of_drafts_leaves_a_draft_that_somebody_has_alone(store: Store, folder: Path) -> None:
    take(store, folder)
    save(store, claims=[Write(on_file(store, "claims", "c01") | {"note": "An editor's."}, 1, "draft")])
    edit(folder, "claims", "c01", note="The file's.")
    assert take(store, folder, as_drafts=True).kept_ours == ["claims/c01"]
    assert on_file(store, "claims", "c01", drafts=True)["note"] == "An editor's."


def test_two_starts_at_once_load_once(address: str, folder: Path) -> None:
    Store.open(address).close()
    failures: list[BaseException] = []
    begin = threading.Barrier(3)

    def start() -> None:
        own = Store.open(address)
        try:
            package = read_package(folder)
            begin.wait()
            load(own, package, as_drafts=False, by=ANNA, now=NOON)
        except BaseException as error:
            failures.append(error)
        finally:
            own.close()

    _together([start] * 3)
    assert failures == []
    store = Store.open(address)
    assert len(store.changes()) == 1
    store.close()


def _together(actions: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=action) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
