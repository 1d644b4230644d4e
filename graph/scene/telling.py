"""An entry in one sentence, while it is written: what it says of whom, and who says it."""

from __future__ import annotations

from collections.abc import Mapping

from graph.model import codes, qualifiers
from graph.model.records import split_ids
from graph.scene.grammar import in_sentence, is_plural, matter_words, verb
from graph.scene.words import listed

Rows = Mapping[str, Mapping[str, Mapping[str, str]]]
OPEN = "…"
"""Stands for what is not filled in yet."""


def telling(claim: Mapping[str, str], rows: Rows) -> str:
    """`Iran transfers arms to Russia (UAV war), says the US Treasury`; what is missing is an ellipsis.

    Args:
        claim: the fields of the entry.
        rows: table -> id -> row of everything that it names.
    """
    who, several = _who(claim, rows)
    tie = _tie(claim, rows)
    modality = claim.get("modality", "")
    if modality == "planned":
        tie = f"it is planned that {tie}"
    if claim.get("stance") == "denies":
        return _capital(f"{who} {'deny' if several else 'denies'} that {tie}")
    if claim.get("stance") == "disputes":
        what = codes.DISPUTES.get(claim.get("disputes_what", ""), OPEN)
        return _capital(f"{who} {'question' if several else 'questions'} {what}: {tie}")
    if claim.get("stance") == "declines":
        return _capital(f"{who} {'decline' if several else 'declines'}: {tie}")
    words = f"{tie}, {'say' if several else 'says'} {who}"
    if modality in ("alleged", "implied"):
        words += f" ({codes.MODALITIES[modality]})"
    return _capital(words)


def _tie(claim: Mapping[str, str], rows: Rows) -> str:
    subject, object_ = (rows["actors"].get(claim.get(end, "")) for end in ("subject", "object"))
    kind = rows["kinds"].get(claim.get("kind", ""))
    first = in_sentence(subject["label"], subject["kind"]) if subject else OPEN
    plural = bool(subject and is_plural(subject["label"], subject["kind"]))
    middle = verb(kind["label"], plural) if kind else OPEN
    last = in_sentence(object_["label"], object_["kind"]) if object_ else OPEN
    about = matter_words(claim.get("matter", "")) or qualifiers.read(claim.get("qualifiers", "")).get("commodity", "")
    return f"{first} {middle} {last}{f' ({about})' if about else ''}"


def _who(claim: Mapping[str, str], rows: Rows) -> tuple[str, bool]:
    """Who says it, and whether they are several."""
    speakers = [rows["actors"][id_] for id_ in split_ids(claim.get("speakers", "")) if id_ in rows["actors"]]
    relayer = rows["actors"].get(claim.get("relayed_by", ""))
    told = f", as told by {in_sentence(relayer['label'], relayer['kind'])}" if relayer else ""
    if speakers:
        names = [in_sentence(row["label"], row["kind"]) for row in speakers]
        return listed(names) + told, len(names) > 1 or is_plural(speakers[0]["label"], speakers[0]["kind"])
    if claim.get("speaker_text"):
        return claim["speaker_text"] + told, False
    page = rows["sources"].get(claim.get("source", ""))
    outlet = rows["publishers"].get(page["originator"] or page["publisher"]) if page else None
    return (outlet["name"] if outlet else OPEN) + told, False


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
