"""Brief: a frozen picture with its text as it comes out, the checks, and the way out; without one, all snapshots.

Reads `snapshot` from the address. Session keys: `frozen` (what was frozen and is not on screen yet), `brief_title`,
`brief_summary`, `brief_caveats`, `brief_handling`, `brief_rests`, `brief_override` (the words; set from the snapshot
when another one is opened), `brief_page`, `brief_theme`, `brief_size`, `brief_cards` (how files are made), `brief_read`
(the snapshot that the words were set from), `brief_unkept` (snapshot -> the words written and not kept, which outlive
the widgets), `brief_said` (what went wrong with the last deed), `brief_kept` (that it went well) and the component's
`brief_typing`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from graph.desk.snapshots import LONGEST, LONGEST_SUMMARY
from graph.model.errors import AttestError, NotFound
from graph.model.view import View
from graph.scene.briefing import Briefing, Words
from graph.ui import briefed
from graph.ui.network import components
from graph.ui.opened import desk
from graph.ui.text import plain, show, tag

_HOW = {
    "page": ("Page", {"16:9": "Slide (16:9)", "a4": "A4"}),
    "theme": ("Colours", {"light": "light", "dark": "dark", "grey": "grey print"}),
    "size": ("PNG, in dots", {"1920x1080": "1920 × 1080", "3840x2160": "4K", "7680x4320": "8K"}),
    "cards": ("Cards with", {"key": "key sources", "all": "all sources"}),
}
"""How files are made: name -> its words, and the choices with theirs."""
_WRITTEN = ("title", "summary", "caveats", "handling", "override")
"""The words that have a field each, under their own name."""
_STYLE = Path(__file__).parent / "network" / "brief.css"


def button(view: View, above: DeltaGenerator) -> None:
    """Draw the button that freezes a view and opens it here; what went wrong is told `above`."""
    told = "Freeze this picture with its sources and take it away"
    if view.unreviewed:
        told = "Switch “show unreviewed” off first: what nobody reviewed is taken away by nobody"
    if st.button("Snapshot", key="snapshot", type="primary", help=told, disabled=view.unreviewed):
        try:
            id_ = _freeze(view)
        except AttestError as error:
            above.error(plain(str(error)))
        else:
            components.leave({"to": f"brief?snapshot={id_}"}, key="leave")


def _freeze(view: View) -> str:
    """Freeze a view once, however often the button is pressed before the snapshot is on screen; its id.

    A second press stops the run of the first at the next touch of the session, be it after the freezing and before the
    browser is told. So what was frozen is noted in a dictionary that is in the session already.
    """
    done: dict[tuple[View, int], str] = st.session_state.setdefault("frozen", {})
    mark = (view, desk().head().seq)
    if mark not in done:
        asked = next((ready.question for ready in desk().questions() if ready.is_open(view)), "")
        frozen = desk().snapshots.freeze(view, Words(title=asked))
        done.clear()
        done[mark] = frozen.id
    return done[mark]


def page() -> None:
    """Draw the snapshot that the address names, or the list of all."""
    st.html(_STYLE)
    # The snapshot is here: whoever goes back and presses again wants another one.
    st.session_state.pop("frozen", None)
    asked, notice = st.query_params.get("snapshot", ""), ""
    if asked:
        try:
            _one(desk().snapshots.get(asked))
        except NotFound:
            notice = f"There is no snapshot “{asked}” here. Choose one below, or freeze a picture."
        except AttestError as error:
            notice = str(error)
        else:
            return
    show(*briefed.listed(desk().snapshots.list(), notice), css="brief")


def _one(briefing: Briefing) -> None:
    _to_widgets(briefing)
    words = _words(briefing)
    _shelve(briefing, words)
    said, shown = st.session_state.pop("brief_said", ""), briefing
    try:
        shown = desk().snapshots.preview(briefing.id, words)
    except AttestError as error:
        said = str(error)
    unkept = briefed.words_of(shown) != briefed.words_of(briefing)
    show(*briefed.head(shown, desk().snapshots.versions(briefing.id)), css="brief")
    options = {name: st.session_state[f"brief_{name}"] for name in ("page", "theme", "cards")}
    left, right = st.columns([66, 34], gap="medium")
    with right:
        _take_away(briefing, options, unkept)
        show(briefed.checks(desk().exports.standing(shown)), css="brief")
        _edit(briefing, unkept, said)
    with left:
        picture = desk().exports.picture(shown, desk().exports.options(options))
        show(briefed.sheet(shown, picture), css="brief")
        show(briefed.since(desk().snapshots.changed_since(briefing.id), briefing), css="brief")
        show(*briefed.text(shown, all_sources=options["cards"] == "all"), css="brief")
    components.typing({"focus": "", "form": briefing.id, "at": "", "saves": ""}, key="brief_typing")


def _take_away(briefing: Briefing, options: Mapping[str, str], unkept: bool) -> None:
    show(tag("h2", text="Take it away", id="files"), css="brief")
    with st.popover(" · ".join(offered[st.session_state[f"brief_{name}"]] for name, (_, offered) in _HOW.items())):
        for name, (label, offered) in _HOW.items():
            st.radio(label, list(offered), format_func=offered.__getitem__, key=f"brief_{name}", horizontal=True)
    wide, _, high = st.session_state["brief_size"].partition("x")
    components.takeaway(
        {
            "snapshot": briefing.id,
            "query": urlencode({**options, "width_px": wide, "height_px": high}),
            "formats": [
                {"id": one.id, "label": one.label, "family": one.family, "loses": one.loses}
                for one in desk().exports.formats()
            ],
            "stop": "Keep your words first, or take them back; then make files."
            if unkept
            else desk().exports.stop(briefing),
        },
        key="takeaway",
    )


def _edit(briefing: Briefing, unkept: bool, said: str) -> None:
    show(tag("h2", text="Your words"), css="brief")
    if said:
        st.warning(plain(said))
    kept = st.session_state.pop("brief_kept", "")
    if kept:
        show(tag("p", text=kept, css="notice", role="status"), css="brief")
    st.text_input("Title", key="brief_title", max_chars=LONGEST["title"])
    st.text_area("Summary", key="brief_summary", max_chars=LONGEST["summary"], height=110)
    st.text_area("Caveats", key="brief_caveats", max_chars=LONGEST["caveats"], height=80)
    st.text_input("Handling", key="brief_handling", max_chars=LONGEST["handling"], placeholder="such as TLP:CLEAR")
    st.text_area(
        "What it rests on",
        key="brief_rests",
        max_chars=LONGEST_SUMMARY,
        height=220,
        help="Written by the application; change it as you like. A figure that was not counted stops the files. "
        "Empty it to have the generated text again.",
    )
    if desk().exports.blocks(briefing) or briefing.override:
        st.text_input(
            "Why files are made all the same",
            key="brief_override",
            max_chars=LONGEST["override"],
            help="A check stops the files. A reviewer may answer for it; the reason is printed in every file.",
        )
    with st.container(horizontal=True):
        # Open at all times: a click into it from a field is what hands over the field's last words.
        st.button("Keep these words", key="brief_keep", type="primary", on_click=_keep, args=(briefing.id,))
        st.button("Take them back", key="brief_back", disabled=not unkept, on_click=_back, args=(briefing.id,))


def _keep(id_: str) -> None:
    try:
        kept = desk().snapshots.reword(id_, _words(desk().snapshots.get(id_)))
        _forget(id_)
    except AttestError as error:
        st.session_state["brief_said"] = str(error)
        return
    if kept.id == id_:
        st.session_state["brief_kept"] = "These words are kept already."
        return
    st.query_params["snapshot"] = kept.id
    told = f"Your words are kept, as version {kept.version}. Those before stay as they are."
    st.session_state["brief_kept"] = told


def _back(id_: str) -> None:
    try:
        _forget(id_)
    except AttestError as error:
        st.session_state["brief_said"] = str(error)
        return
    st.session_state.pop("brief_read", None)


def _shelve(briefing: Briefing, words: Words) -> None:
    """Lay words that are not kept yet where another page or a reload finds them again."""
    left: dict[str, Words] = st.session_state.setdefault("brief_unkept", {})
    if words == left.get(briefing.id, _frozen(briefing)):
        return
    try:
        if words == _frozen(briefing):
            _forget(briefing.id)
        else:
            left[briefing.id] = words
            desk().unkept.put(briefing.id, words)
    except AttestError as error:
        st.session_state["brief_said"] = f"{error} What you wrote is still here, but a reload would lose it."


def _left(id_: str) -> Words | None:
    """The words on a snapshot that were not kept, as they were left."""
    left: dict[str, Words] = st.session_state.setdefault("brief_unkept", {})
    if id_ not in left:
        words = desk().unkept.get(id_)
        if words is None:
            return None
        left[id_] = words
    return left[id_]


def _forget(id_: str) -> None:
    if st.session_state.setdefault("brief_unkept", {}).pop(id_, None) is not None:
        desk().unkept.drop(id_)


def _to_widgets(briefing: Briefing) -> None:
    """Set the widgets from a snapshot where another one is open than before, or this page was left meanwhile."""
    for name, (_, offered) in _HOW.items():
        st.session_state[f"brief_{name}"] = st.session_state.get(f"brief_{name}", next(iter(offered)))
    if st.session_state.get("brief_read") == briefing.id and "brief_title" in st.session_state:
        return
    st.session_state["brief_read"] = briefing.id
    words = _left(briefing.id)
    if words is None:
        words = _frozen(briefing)
    else:
        st.session_state["brief_kept"] = "These are your words as you left them; they are not kept yet."
    for name in _WRITTEN:
        st.session_state[f"brief_{name}"] = getattr(words, name)
    st.session_state["brief_rests"] = "\n\n".join(words.source_summary or ())


def _frozen(briefing: Briefing) -> Words:
    """The words of a snapshot, as its widgets have them before anybody writes."""
    written = {name: getattr(briefing, name) for name in _WRITTEN}
    return Words(**written, source_summary=briefing.source_summary or None)


def _words(briefing: Briefing) -> Words:
    """The words as they stand in the widgets."""
    told = {name: str(st.session_state.get(f"brief_{name}", getattr(briefing, name))) for name in _WRITTEN}
    paragraphs = str(st.session_state["brief_rests"]).replace("\r\n", "\n").split("\n\n")
    return Words(**told, source_summary=tuple(part for part in paragraphs if part.strip()) or None)
