"""English for sentences made of labels: verbs that agree, articles, and matters as a reader writes them."""

from __future__ import annotations

import re
from types import MappingProxyType

_BARE = re.compile(r"\s*(\(|\bin\b|\bof\b|,).*")
"""What follows the noun of a label: `Firms in China` are firms."""
_HAS_ARTICLE = re.compile(r"^(United|European|Soviet)\b|\b(Union|Emirates|Netherlands|Philippines|Republic|Nations)$")
_DESIGNATION = re.compile(r"^[a-z]{1,3}-\d{1,3}\b")
_ACRONYMS = "csto dji es eu igo nato nsatu sco uav ugv un unga unsc us"
_PLACES = (
    "akkuyu arabia astana belarus caspian china crimea finland iran israel istanbul japan korea madrid montreux "
    "russia saudi siberia syria taiwan tokyo turkey ukraine vostok"
)
_NAMES = "anka bayraktar chinese japanese leopard mir patriot ukrainian uyghurs xi yakhont"
_PROPER = MappingProxyType(
    {word: word.upper() for word in _ACRONYMS.split()}
    | {word: word.capitalize() for word in (*_PLACES.split(), *_NAMES.split())}
    | {"mig": "MiG", "turkstream": "TurkStream"}
)
"""Parts of a matter that are not written as any other word."""


def is_plural(label: str, kind: str) -> bool:
    """Whether an actor takes a verb in the plural: `Firms in China supply`."""
    return kind in ("collective", "unknown") and _BARE.sub("", label).endswith("s")


def verb(words: str, plural: bool) -> str:
    """The words of a kind for one subject or several: `meets or negotiates with`, `meet or negotiate with`."""
    if not plural:
        return words
    parts = words.split(" ")
    return " ".join(
        _plain(part) if place == 0 or parts[place - 1] == "or" else part for place, part in enumerate(parts)
    )


def _plain(part: str) -> str:
    irregular = {"has": "have", "is": "are", "does": "do"}
    if part in irregular:
        return irregular[part]
    if part.endswith("ies"):
        return f"{part[:-3]}y"
    return part.removesuffix("s")


def in_sentence(label: str, kind: str) -> str:
    """A label within a sentence: `the United States`, `the Foreign Ministry of Iran`, `Turkey`."""
    organ = kind == "organ" and not label.split(" ")[0].isupper()
    return f"the {label}" if organ or _HAS_ARTICLE.search(label) else label


def matter_words(matter: str) -> str:
    """A matter as words: `uav-prewar` is `UAV prewar`, `s-400` is `S-400`."""
    designation = _DESIGNATION.match(matter)
    if designation:
        letters, number = designation.group().split("-")
        rest = [_PROPER.get(part, part) for part in matter[designation.end() :].split("-") if part]
        return " ".join([f"{_PROPER.get(letters, letters.capitalize())}-{number}", *rest])
    return " ".join(_PROPER.get(part, part) for part in matter.split("-"))
