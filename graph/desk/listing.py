"""The strands of an evidence as sorted dictionaries, for `ties --json` and whoever reads it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from graph.evidence.assess import Evidence

_ANSWERS = {
    "denied": "denied_by",
    "doubted": "doubted_by",
    "questioned": "questioned_by",
    "earlier": "earlier_denials_by",
}
_STRAND = ("strand", "subject", "kind", "object", "matter", "polarity", "backing", "reports", "first", "last")


def listing(evidence: Evidence) -> list[dict[str, Any]]:
    """One object a strand that is shown, by subject, kind, object and matter.

    `voices` and the four answers are ids of voices, `claims` the ids of the strand's own claims (a denial in general
    stands in its own strand, and its voice in the answers of the others); `first` and `last` are dates of publication
    as on file, null where none is known.
    """
    voices: dict[tuple[str, str], set[str]] = defaultdict(set)
    claims: dict[str, set[str]] = defaultdict(set)
    positions = evidence.positions
    columns = ("strand", "claim", "voice", "list", "general", "backs")
    for strand, claim, voice, where, general, backs in zip(
        *(positions[name].tolist() for name in columns), strict=True
    ):
        if backs:
            voices[strand, "voices"].add(voice)
        if where in _ANSWERS:
            voices[strand, _ANSWERS[where]].add(voice)
        if not general:
            claims[strand].add(claim)
    shown = evidence.strands[evidence.strands["shown"] == 1]
    made = []
    for strand, subject, kind, object_, matter, polarity, backing, reports, first, last in zip(
        *(shown[name].tolist() for name in _STRAND), strict=True
    ):
        answers = {name: sorted(voices[strand, name]) for name in _ANSWERS.values()}
        made.append(
            {
                "subject": subject,
                "kind": kind,
                "object": object_,
                "matter": matter,
                "polarity": polarity,
                "backing": backing,
                "voices": sorted(voices[strand, "voices"]),
                "reports": reports,
                **answers,
                "claims": sorted(claims[strand]),
                "first": first or None,
                "last": last or None,
            }
        )
    return sorted(made, key=lambda item: [item[name] for name in ("subject", "kind", "object", "matter")])
