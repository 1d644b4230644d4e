"""What the filters offer, from the list as it stands: code or id -> the words on screen, in the order offered."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from graph.evidence.assess import Evidence
from graph.model import codes
from graph.scene.grammar import matter_words

Tables = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Choices:
    """The choices of each filter; only what occurs in the evidence is offered."""

    actors: dict[str, str]
    kinds: dict[str, str]
    matters: dict[str, str]
    voices: dict[str, str]
    polarities: dict[str, str]


def choices(evidence: Evidence, tables: Tables) -> Choices:
    """The choices over all evidence on file (no filter set): actors by number of ties, the rest by words."""
    ties = evidence.ties
    labels = dict(zip(tables["actors"]["id"], tables["actors"]["label"], strict=True))
    ends = pd.concat([ties["subject"], ties["object"]]).value_counts()
    kinds = tables["kinds"][tables["kinds"]["id"].isin(set(ties["kind"]))].sort_values(["group", "label"])
    matters = sorted({matter for matter in evidence.strands["matter"] if matter})
    heard = set(evidence.positions["voice"])
    voices = {
        voice: label
        for voice, label in zip(evidence.voices["id"], evidence.voices["label"], strict=True)
        if voice in heard
    }
    return Choices(
        actors={actor: labels.get(actor, actor) for actor in sorted(ends.index, key=lambda id_: (-ends[id_], id_))},
        kinds=dict(zip(kinds["id"], kinds["label"], strict=True)),
        matters={matter: matter_words(matter) for matter in matters},
        voices=dict(sorted(voices.items(), key=lambda item: item[1].casefold())),
        polarities={codes.POLARITY_WORDS[code]: words for code, words in codes.POLARITIES.items()},
    )
