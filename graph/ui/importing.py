"""Import: entries from a spreadsheet, in four steps on one page: the file, its columns, every row, and the change.

Session keys: `import_round` (how many files were done; part of the widgets' keys, so that the next one begins afresh),
`import_letters`, `import_column_<place>`, `import_same_<column>`, `import_drafts`, `import_twice`, `import_shown`,
`import_page`, `import_without`, `import_comment` (the widgets), `import_read` (the file that is open, and its rows),
`import_checked` (what was checked, and the dry run of it), `import_said` (what to say of the last deed; set here).
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from graph.desk.imports import OUTCOMES, DryRun, Matching, Outcome, Sheet
from graph.model.errors import AttestError
from graph.ui.listed import Drawn, table, words
from graph.ui.opened import desk
from graph.ui.rounds import count, heading, key, sentence
from graph.ui.sheets import columns, file
from graph.ui.text import own_link, plain, show, tag

_SIZE = 50


def page() -> None:
    """Draw the page."""
    show(
        tag("h1", text="Import entries"),
        tag(
            "p",
            text="From a spreadsheet to the list. You see what becomes of every row before anything is saved; what is "
            "saved is one change, all of it or nothing.",
            css="lead",
        ),
        css="work",
    )
    said = st.session_state.pop("import_said", None)
    if said:
        _said(*said)
    sheet = file()
    if sheet is None:
        return
    matching = columns(sheet)
    run = _check(sheet, matching)
    if run is not None:
        _rows(run)
        _save(run)


def _said(told: str, drafts: bool) -> None:
    link = own_link("See the picture", "./", **({"unreviewed": "yes"} if drafts else {}))
    show(tag("p", tag("span", text=told + " "), link, css="notice"), css="work")


def _check(sheet: Sheet, matching: Matching) -> DryRun | None:
    """Step 3: the dry run of exactly what is chosen above; None until it is asked for."""
    heading(3, "What becomes of every row")
    with st.container(horizontal=True, vertical_alignment="center"):
        asked = st.button("Check all rows", type="primary", key=key("check"))
        only = desk().imports.drafts_only
        drafts = st.toggle("As drafts, to be reviewed", key=key("drafts"), disabled=only) or only
        twice = st.toggle(
            "Take duplicates for new entries",
            key=key("twice"),
            help="A duplicate has the same tie, source, speaker and dates as an entry of the list or a row above.",
        )
    missing = matching.missing()
    if missing:
        named = ", ".join("the source (source, url, doi or title)" if name == "source" else name for name in missing)
        st.error(plain(f"No column gives {named}. Choose above which one does."))
        return None
    what = (sheet, matching, drafts, twice)
    if asked:
        bar = st.progress(0.0, text=f"Checking {count(len(sheet.rows))}")
        try:
            run = desk().imports.dry_run(sheet, matching, as_drafts=drafts, keep_duplicates=twice, tell=_moving(bar))
        except AttestError as error:
            st.error(plain(sentence(error)))
            return None
        finally:
            bar.empty()
        st.session_state["import_checked"] = (what, run)
    before, run = st.session_state.get("import_checked", (None, None))
    return run if before == what else None


def _moving(bar: DeltaGenerator) -> Callable[[float], None]:
    def move(part: float) -> None:
        bar.progress(min(part, 1.0))

    return move


def _rows(run: DryRun) -> None:
    """What becomes of the rows: the counts, the rows of one kind, and the report of those that are refused."""
    counts, rows = run.plan.counts, run.plan.outcomes
    show(tag("p", text=f"{count(len(rows))} read: {run.in_words()}.", css="lead"), css="work")
    brought = run.plan.brought
    if brought:
        show(*[tag("p", text=_brought(kind, names)) for kind, names in brought.items()], css="work small")
    there = [name for name, number in counts.items() if number]
    first = "refused" if counts["refused"] else there[0]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        shown = st.segmented_control(
            "Show rows that are",
            there,
            default=first,
            required=True,
            format_func=lambda name: f"{OUTCOMES[name]} ({counts[name]:,})",
            key=f"{key('shown')}_{run.submission_id}",
        )
        picked = [row for row in rows if row.outcome == shown]
        pages = max(1, -(-len(picked) // _SIZE))
        number = 1
        if pages > 1:
            number = int(
                st.number_input(
                    f"Page of {pages:,}", 1, pages, key=f"{key('page')}_{run.submission_id}_{shown}", width=140
                )
            )
        if counts["refused"]:
            st.download_button(
                "Download the refused rows",
                run.report,
                file_name="attest-refused-rows.csv",
                mime="text/csv",
                on_click="ignore",
                help="Your own columns with the reasons in a last one. Mend it, and import it as it is.",
            )
    show(table(_DRAWN, picked[(number - 1) * _SIZE : number * _SIZE], name="Rows of the file"), css="work rows")


def _why(row: Outcome) -> str:
    reasons = [tag("p", text=f"{column}: {told}" if column else told) for column, told in row.reasons]
    changes = [
        tag(
            "p",
            tag("span", text=f"{column}: "),
            tag("del", text=before or "empty"),
            tag("span", text=" → "),
            tag("ins", text=after or "empty"),
        )
        for column, before, after in row.changes
    ]
    remarks = [tag("p", text=told, css="small") for told in row.remarks]
    return "".join([*reasons, *changes, *remarks])


_DRAWN = (
    Drawn[Outcome]("number", "Row", 7, lambda row: words(f"{row.number:,}")),
    Drawn[Outcome]("sentence", "Entry", 38, lambda row: words(row.sentence) + (_id(row) if row.record else "")),
    Drawn[Outcome]("why", "Why, what changes, what to look at", 55, _why),
)


def _id(row: Outcome) -> str:
    return tag("span", text=row.record, css="small")


def _brought(kind: str, names: tuple[str, ...]) -> str:
    if kind == "sources":
        return f"{len(names):,} new sources come along."
    what = {"actors": "New actors", "publishers": "New publishers"}[kind]
    told = ", ".join(names[:12]) + (f" and {len(names) - 12:,} more" if len(names) > 12 else "")
    return f"{what} ({len(names):,}): {told}"


def _save(run: DryRun) -> None:
    """Step 4: one change, all of it or nothing."""
    heading(4, "Import")
    counts = run.plan.counts
    kept = counts["new"] + counts["changed"]
    if not kept:
        st.markdown("Nothing in the file is new or changed; there is nothing to import.")
        return
    without = True
    if counts["refused"]:
        st.warning(
            f"{count(counts['refused'])} {'is' if counts['refused'] == 1 else 'are'} refused. Mend them and begin "
            "again, or leave them out and import the mended report later."
        )
        without = st.checkbox(f"Leave the refused rows out ({counts['refused']:,})", key=key("without"))
    st.text_input("Why (for the history)", key=key("comment"), max_chars=300, placeholder=_comment(run))
    st.button(
        f"Import {count(kept)}{' as drafts' if run.plan.as_drafts else ''}",
        type="primary",
        disabled=not without,
        on_click=_imported,
        args=(run,),
        key=key("save"),
    )
    wrong = st.session_state.pop("import_wrong", "")
    if wrong:
        st.error(plain(wrong))


def _comment(run: DryRun) -> str:
    return f"Imported from {run.plan.sheet.name}"


def _imported(run: DryRun) -> None:
    comment = str(st.session_state.get(key("comment"), ""))
    without = bool(st.session_state.get(key("without"), False))
    try:
        saved = desk().imports.save(run, comment, without_refused=without)
    except AttestError as error:
        st.session_state["import_wrong"] = sentence(error)
        return
    counts = run.plan.counts
    told = f"{counts['new']:,} new and {counts['changed']:,} changed entries were imported"
    as_ = "as drafts " if run.plan.as_drafts else ""
    left = f" Left out because refused: {count(counts['refused'])}." if counts["refused"] else ""
    st.session_state["import_said"] = (f"{told} {as_}as change {saved.seq:,}.{left}", run.plan.as_drafts)
    st.session_state.pop("import_checked", None)
    st.session_state.pop("import_read", None)
    st.session_state["import_round"] = st.session_state.get("import_round", 0) + 1
