"""One form for texts that a person takes for the same, so that what is typed finds what is written."""

from __future__ import annotations

import unicodedata

_SAME = str.maketrans(
    {
        "ı": "i",  # Turkish dotless i
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ي": "ی",  # Arabic letters as Persian writes them
        "ى": "ی",
        "ك": "ک",
        "ة": "ه",
        "ـ": "",  # tatweel stretches a word and says nothing
        **dict.fromkeys("'’‘`´ʼʹʿʾ\u200c\u200d\u00ad", ""),
        **dict.fromkeys('-‐‑‒–—_/.,;:!?()[]{}«»“”„"', " "),
    }
)


def fold(text: str) -> str:
    """The text in small letters, without accents, marks and apostrophes, one blank between words; no script is lost."""
    if text.isascii():
        # Nothing to take apart, and most texts are such.
        return " ".join(text.casefold().translate(_SAME).split())
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_SAME)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(unicodedata.normalize("NFC", plain).split())
