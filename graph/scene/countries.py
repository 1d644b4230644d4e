"""Countries in English, as the Unicode Common Locale Data Repository names them."""

from __future__ import annotations

from functools import cache

from babel import Locale


@cache
def _names() -> dict[str, str]:
    return {str(code): str(name) for code, name in Locale("en").territories.items()}


def country_name(code: str) -> str:
    """The name of a country by its ISO 3166 code of two letters; the code itself where nobody knows it."""
    return _names().get(code, code)
