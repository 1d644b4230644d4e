"""What the filters offer, from the list as it stands: code or id -> the words on screen, in the order offered."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from graph.evidence.assess import Evidence
from graph.model import codes
from graph.scene.countries import country_name
from graph.scene.grammar import matter_words

Tables = dict[str, pd.DataFrame]
Choices = Mapping[str, Mapping[str, str]]
"""Field of the view -> choice -> words."""
Leaves = Mapping[str, Mapping[str, int]]
"""Field of the view -> choice -> how many ties it would leave."""


def choices(evidence: Evidence, tables: Tables) -> Choices:
    """The choices over all evidence on file (no filter set): actors by number of ties, the rest by words.

    Only what occurs is offered; closed sets of codes come in their own order.
    """
    ties, claims = evidence.ties, evidence.claims
    labels = dict(zip(tables["actors"]["id"].tolist(), tables["actors"]["label"].tolist(), strict=True))
    ends = pd.concat([ties["subject"], ties["object"]]).value_counts()
    kinds = tables["kinds"][tables["kinds"]["id"].isin(set(ties["kind"]))].sort_values(["group", "label"])
    heard = set(evidence.positions["voice"])
    voices = {
        voice: label
        for voice, label in zip(evidence.voices["id"].tolist(), evidence.voices["label"].tolist(), strict=True)
        if voice in heard
    }
    names = dict(zip(tables["publishers"]["id"].tolist(), tables["publishers"]["name"].tolist(), strict=True))

    def occurring(column: str, words: Mapping[str, str]) -> dict[str, str]:
        found = set(claims[column]) - {""}
        return {code: word for code, word in words.items() if code in found}

    return {
        "actors": {actor: labels.get(actor, actor) for actor in sorted(ends.index, key=lambda id_: (-ends[id_], id_))},
        "kinds": dict(zip(kinds["id"].tolist(), kinds["label"].tolist(), strict=True)),
        "polarities": {codes.POLARITY_WORDS[code]: words for code, words in codes.POLARITIES.items()},
        "matters": {matter: matter_words(matter) for matter in sorted(set(evidence.strands["matter"]) - {""})},
        "backings": dict(codes.BACKINGS),
        "answers": {**ANSWERS, "none": "nobody answers"},
        "voices": _by_words(voices),
        "stances": dict(codes.STANCES),
        "bases": occurring("basis", codes.BASES),
        "publishers": _by_words({id_: names.get(id_, id_) for id_ in set(claims["publisher"]) - {""}}),
        "countries": _by_words({code: country_name(code) for code in set(claims["country"]) - {""}}),
        "ownerships": occurring("ownership", codes.OWNERSHIPS),
        "source_kinds": occurring("source_kind", codes.SOURCE_KINDS),
        "reliabilities": occurring("reliability", {**codes.RELIABILITIES, "F": "not judged"}),
        "credibilities": occurring("credibility", {**codes.CREDIBILITIES, "6": "not judged"}),
    }


ANSWERS = {
    "denied": "denied",
    "doubted": "doubted",
    "questioned": "questioned in part",
    "earlier": "denied earlier",
}
"""The words of `codes.ANSWERS` without anybody's name behind them."""


def _by_words(found: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(found.items(), key=lambda item: (item[1].casefold(), item[0])))
