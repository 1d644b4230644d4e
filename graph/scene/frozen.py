"""A briefing as canonical JSON, and back: the same briefing gives the same bytes.

The format has a version. Whoever changes the shape of a briefing raises it, and gives the old one a reader that brings
it to the next; snapshots are never rewritten.
"""

from __future__ import annotations

import hashlib
import json
import types
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields, is_dataclass, replace
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from graph.model.errors import StoreDamaged, UsageError
from graph.scene.briefing import Briefing

FORMAT = 1
Upgrades = Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]]
UPGRADES: Upgrades = types.MappingProxyType({})
"""Version -> what makes the content of the next one of it."""


def canonical(briefing: Briefing) -> str:
    """The briefing as text: keys sorted, nothing between them, text as it is; what was withdrawn since is left out."""
    content = asdict(replace(briefing, withdrawn=()))
    return _text({"format": FORMAT, **content})


def sealed(briefing: Briefing) -> Briefing:
    """The briefing with the digest of everything else in it."""
    return replace(briefing, digest=digest_of(briefing))


def digest_of(briefing: Briefing) -> str:
    """SHA-256 of the canonical text with an empty digest, as hexadecimal text."""
    return _sha256(json.loads(canonical(briefing)))


def read(text: str, upgrades: Upgrades = UPGRADES) -> Briefing:
    """The briefing of a canonical text of this version or an older one.

    Raises:
        StoreDamaged: the text is no briefing, or it is not what was frozen.
        UsageError: a later version of the application wrote it.
    """
    try:
        content = json.loads(text)
        version = content["format"]
        if version > FORMAT:
            raise UsageError(f"this snapshot is of format {version}; this application reads up to {FORMAT}: upgrade it")
        if content["digest"] and _sha256(content) != content["digest"]:
            raise StoreDamaged("this snapshot is not what was frozen: its digest does not hold")
        for older in range(version, FORMAT):
            content = upgrades[older](content)
        briefing: Briefing = _value(Briefing, content)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreDamaged(f"this snapshot cannot be read: {error!r}") from error
    return briefing


def _sha256(content: dict[str, Any]) -> str:
    return hashlib.sha256(_text(content | {"digest": ""}).encode()).hexdigest()


def _text(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@cache
def _hints(shape: type) -> Mapping[str, Any]:
    return get_type_hints(shape)


def _value(hint: Any, value: Any) -> Any:  # noqa: ANN401
    """A value of JSON as its type wants it: dictionaries become dataclasses, lists tuples."""
    if is_dataclass(hint) and isinstance(hint, type):
        hints = _hints(hint)
        known = {item.name for item in fields(hint) if item.init}
        return hint(**{name: _value(hints[name], one) for name, one in value.items() if name in known})
    if get_origin(hint) is tuple:
        inside = get_args(hint)
        if inside[-1] is Ellipsis:
            return tuple(_value(inside[0], one) for one in value)
        return tuple(_value(kind, one) for kind, one in zip(inside, value, strict=True))
    if get_origin(hint) is not None and issubclass(get_origin(hint), Mapping):
        inside = get_args(hint)[1]
        return {name: _value(inside, one) for name, one in value.items()}
    return value
