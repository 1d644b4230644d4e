"""Qualifiers: what else an entry says of its tie, by words that fit the kind; one JSON object in a cell."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping

from graph.model.characters import hidden_within

WORDS = {
    "commodity": "What",
    "model": "Model or type",
    "quantity": "How many",
    "value": "Worth",
    "deal_status": "State of the deal",
    "route": "By way of",
    "maker": "Made by",
    "payment": "Paid how",
    "recipient": "Who gets it",
    "brokered_by": "Brokered by",
    "place": "Where",
    "instrument": "Treaty, law or decree",
    "signed_on": "Signed on",
    "other_parties": "Other parties",
    "together_with": "Together with",
    "measure": "Measure",
    "measure_by": "Whose measure",
    "target": "Who or what is hit",
    "status": "Standing",
    "role": "Role",
    "body": "Body",
    "body_kind": "Kind of body",
    "resolution": "Resolution",
    "vote": "Vote",
    "territory": "Territory",
    "exercise": "Exercise",
    "quote_translation": "Translation of the quote",
}
"""Qualifier -> the words on screen."""
LISTS = frozenset({"other_parties", "together_with", "route"})
"""Qualifiers that hold several, written with `; ` between."""
TRANSLATION = "quote_translation"

_GOODS = ("commodity", "model", "quantity", "value", "deal_status", "route", "maker", "payment", "place", "brokered_by")
_TALKS = ("instrument", "signed_on", "other_parties", "place")
_VOTES = ("body", "resolution", "vote")
FITTING: Mapping[str, tuple[str, ...]] = {
    "abstains": ("body", "resolution"),
    "agreement": (*_TALKS, "commodity"),
    "arms_transfer": (*_GOODS, "instrument"),
    "consults_with": ("place", "other_parties"),
    "covert_action_against": ("target", "place"),
    "criticizes": (*_VOTES, "instrument"),
    "defence_pact": ("instrument", "signed_on"),
    "diplomatic_relations": ("status", "signed_on"),
    "dual_use_supply": (*_GOODS[:7], "recipient", "measure_by"),
    "economic_aid": ("commodity", "value", "instrument"),
    "energy_supply": ("commodity", "quantity", "value", "route", "instrument"),
    "export_restriction": ("commodity", "measure", "instrument"),
    "facilitates_evasion": ("commodity", "measure", "measure_by", "route"),
    "hosts": ("commodity", "place", "role", "quantity"),
    "linked_to": ("role",),
    "mediates": ("other_parties", "together_with", "instrument", "place"),
    "member_of": ("role", "body_kind", "status"),
    "military_aid": ("commodity", "model", "quantity", "value", "deal_status", "route", "place"),
    "military_cooperation": ("commodity", "exercise", "place", "other_parties"),
    "opposes": (*_VOTES, "instrument", "territory"),
    "sanctions": ("measure", "target", "instrument", "status"),
    "sponsors": ("commodity", "value", "place"),
    "strategic_partnership": ("instrument", "signed_on"),
    "supports_politically": (*_VOTES, "territory"),
    "territorial_claim": ("territory", "instrument"),
    "threatens": ("exercise", "place", "instrument"),
    "trades_with": ("commodity", "quantity", "value", "payment"),
    "uses_force_against": ("commodity", "quantity", "place", "target"),
}
"""Kind of tie -> the qualifiers that fit it, the usual ones first."""


def fitting(kind: str, text: str) -> tuple[str, ...]:
    """The qualifiers to ask for: those that fit the kind, and whatever the cell holds already."""
    own = FITTING.get(kind, ("instrument", "place"))
    return (*own, *(name for name in read(text) if name not in own and name != TRANSLATION))


def words(name: str) -> str:
    """What a qualifier is called on screen."""
    return WORDS.get(name, name.replace("_", " ").capitalize())


def parsed(text: str) -> dict[str, object]:
    """The JSON object of a cell; ValueError, in words, where it holds none, or something in it cannot be kept."""
    try:
        found = json.loads(text, parse_constant=_number, parse_float=_number)
    except (ValueError, RecursionError):
        raise ValueError('is not JSON; write it as in {"commodity": "uav"}') from None
    if not isinstance(found, dict):
        raise ValueError('must be a JSON object, as in {"commodity": "uav"}')
    if hidden := hidden_within(found):
        raise ValueError(hidden)
    return found


def _number(text: str) -> float:
    """A number that JSON can write again: Python reads `NaN` and `1e999` too."""
    if not math.isfinite(number := float(text)):
        raise ValueError(text)
    return number


def read(text: str) -> dict[str, str]:
    """The qualifiers of a cell as texts; nothing where the cell holds no JSON object."""
    try:
        found = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        str(name): "; ".join(map(str, value)) if isinstance(value, list) else str(value)
        for name, value in found.items()
    }


def write(values: Mapping[str, str], before: str = "") -> str:
    """The cell for these texts; a list in the cell `before` stays a list, and what is untouched stays as it is."""
    was = read(before)
    old = json.loads(before) if was else {}
    made: dict[str, object] = {}
    for name, text in values.items():
        if not text.strip():
            continue
        if was.get(name) == text:
            made[name] = old[name]
        elif name in LISTS or isinstance(old.get(name), list):
            made[name] = [part.strip() for part in text.split(";") if part.strip()]
        else:
            made[name] = text.strip()
    return json.dumps(made, ensure_ascii=False, sort_keys=True) if made else ""
