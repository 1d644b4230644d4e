"""What the Method page says: the rule in a layman's words, the vocabulary, the grades, this list's quality and gaps."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import codes
from graph.scene.reader import Reader, Tables
from graph.scene.words import count

RULE = (
    (
        "An entry is one source reporting one thing about one tie.",
        "It says who is tied to whom, how, when, who says so, and whether that speaker says, denies, questions a part "
        "or declines. The picture is drawn from entries; nothing is drawn without one.",
    ),
    (
        "A voice is whoever vouches.",
        "A ministry speaks for its state; a firm or a person that is only at home in a state speaks for itself. Where "
        "a source names no speaker the publisher speaks, and a source that repeats another has the voice of the one it "
        "repeats. Ten papers carrying one ministry are one voice and ten reports.",
    ),
    (
        "Who backs a tie.",
        "On record: those whose own word settles it say so themselves, or it is in an official record. Several "
        "independent voices: two or more, at least one of them no party to the tie. One voice: one, and no party to "
        "it. One side only: all who say so are parties. Announced: it is only planned. Otherwise nobody on this list "
        "says it.",
    ),
    (
        "Who answers it.",
        "Denied by, doubted by (whether it exists or how far it goes), questioned in part by (what it means, who "
        "answers for it, whether it is lawful, the reason given). A denial speaks of the time up to the day it was "
        "said; what it cannot answer yet is an earlier denial. A denial never changes who backs a tie, and no number "
        "of reports outvotes it.",
    ),
    (
        "Four times.",
        "True when; what had been reported by a day; when we read it; what this list knew on a day. The first, second "
        "and last can be set under Time. An entry without a date of its own counts as inside every window; one "
        "without a publication date is outside every cut-off; both are counted.",
    ),
    (
        "Filters hide; they never change what is known.",
        "Who backs and who denies is worked out from all entries within the times you set. A filter only hides, and "
        "says so; “count only what is shown” makes the what-if.",
    ),
)
"""Heading and text of each part of the rule (DESIGN 4)."""


@dataclass(frozen=True)
class Method:
    """The page's content: every table is a header and rows of text."""

    rule: tuple[tuple[str, str], ...]
    vocabulary: tuple[tuple[str, ...], ...]
    grades: tuple[tuple[str, str], ...]
    quality: tuple[tuple[str, str], ...]
    gaps: tuple[tuple[str, str, str], ...]


VOCABULARY = ("Kind", "The other way round", "Group", "Colour", "Whose word settles it", "What it means")
"""The header of the vocabulary's table."""


def method(reader: Reader, tables: Tables) -> Method:
    """The page's content for a list; `gaps` are rows of sentence, answer and tie id."""
    kinds = sorted(reader.kinds.values(), key=lambda kind: (list(codes.GROUPS).index(kind["group"]), kind["label"]))
    return Method(
        rule=RULE,
        vocabulary=tuple(
            (
                kind["label"],
                kind["inverse_label"],
                codes.GROUPS[kind["group"]],
                codes.POLARITIES[kind["polarity"]],
                codes.SETTLERS[kind["settled_by"]],
                kind["definition"],
            )
            for kind in kinds
            if kind["status"] != "retracted"
        ),
        grades=tuple(
            (code, words or "not judged; shown as nothing")
            for grades in (codes.RELIABILITIES, codes.CREDIBILITIES)
            for code, words in grades.items()
        ),
        quality=_quality(reader, tables),
        gaps=_gaps(reader),
    )


def _gaps(reader: Reader) -> tuple[tuple[str, str, str], ...]:
    """Ties that somebody denies or disputes though nobody on this list says them."""
    found = []
    for tie in reader.ties.values():
        if tie.only_denied:
            stands = reader.stands_of_tie[tie.id]
            who = sorted({reader.voices[stand.voice].label for stand in stands if stand.list != "declined"})
            found.append((reader.sentence(tie), f"answered by {', '.join(who)}", tie.id))
    return tuple(sorted(found))


def _quality(reader: Reader, tables: Tables) -> tuple[tuple[str, str], ...]:
    claims = tables["claims"][~tables["claims"]["status"].isin(["retracted", "rejected", "draft"])]
    sources = tables["sources"][tables["sources"]["id"].isin(set(claims["source"]))]
    publishers = tables["publishers"][tables["publishers"]["id"].isin(set(sources["publisher"]))]
    evidence = reader.evidence

    def part(number: int, whole: int) -> str:
        return f"{number:,} of {whole:,} ({100 * number / whole:.0f} %)" if whole else "none"

    backings = evidence.ties["backing"].value_counts()
    state = publishers["ownership"].isin(["state", "government"])
    busiest = sources["publisher"].value_counts()
    rows = [
        ("Entries", f"{len(claims):,}"),
        ("Sources", f"{len(sources):,}"),
        ("Publishers", f"{len(publishers):,}"),
        ("Ties", f"{len(evidence.ties):,}"),
        *(
            (f"Ties: {words}", part(int(backings.get(code, 0)), len(evidence.ties)))
            for code, words in codes.BACKINGS.items()
        ),
        (
            "Ties that somebody denies or doubts",
            part(int(((evidence.ties["denied"] + evidence.ties["doubted"]) > 0).sum()), len(evidence.ties)),
        ),
        ("Entries quoted word for word", part(int((claims["quote"] != "").sum()), len(claims))),
        ("Entries with a named speaker", part(int((claims["speakers"] != "").sum()), len(claims))),
        (
            "Entries with a date of their own",
            part(
                int(((claims["held_from"] != "") | (claims["held_to"] != "") | (claims["said_on"] != "")).sum()),
                len(claims),
            ),
        ),
        ("Sources with a publication date", part(int((sources["published"] != "").sum()), len(sources))),
        ("Sources with a title", part(int((sources["title"] != "").sum()), len(sources))),
        (
            "Sources whose title is inferred from the address",
            part(int((sources["title_inferred"] == "true").sum()), len(sources)),
        ),
        ("Sources with an archived copy", part(int((sources["archived_url"] != "").sum()), len(sources))),
        ("Publishers owned by a state or government", part(int(state.sum()), len(publishers))),
        (
            "Entries whose credibility was judged",
            part(int(claims["credibility"].isin(list("12345")).sum()), len(claims)),
        ),
    ]
    if len(busiest):
        name = reader.publishers[str(busiest.index[0])]["name"]
        rows.append(("Publisher with most sources", f"{name}, {count(int(busiest.iloc[0]), 'source')}"))
    return tuple(rows)
