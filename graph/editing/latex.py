"""Plain text of what LaTeX writes in BibTeX: accents, special letters, braces that only keep capitals."""

from __future__ import annotations

import re
import unicodedata

_MARKS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "c": "\u0327", "k": "\u0328", "d": "\u0323",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "aa": "å",
    "AA": "Å", "i": "ı", "j": "ȷ", "textendash": "–", "textemdash": "—", "textquoteright": "’", "textquoteleft": "‘",
    "textquotedblleft": "“", "textquotedblright": "”", "textbackslash": "\\",
}  # fmt: skip
_ACCENT = re.compile(r"\\([`'^~=.\"])\s*\{?\\?([A-Za-zı])\}?|\\([uvHcdkr])(?:\s+|\s*\{\\?)([A-Za-zı])\}?")
_LETTER = re.compile(r"\\([A-Za-z]+)(?:\{\}|\s+|(?![A-Za-z]))")
_SIGNS = re.compile(r"\\([&%$#_{}])")
_COMMAND = re.compile(r"\\[A-Za-z]+\s*")


def plain(text: str) -> str:
    """The text as a reader reads it."""

    def accented(found: re.Match[str]) -> str:
        mark, letter = found[1] or found[3], found[2] or found[4]
        return unicodedata.normalize("NFC", letter + _MARKS[mark])

    text = _ACCENT.sub(accented, text)
    text = _LETTER.sub(lambda found: _LETTERS.get(found[1], found[0]), text)
    text = _COMMAND.sub("", text)
    text = _SIGNS.sub(lambda found: {"{": "\0", "}": "\1"}.get(found[1], found[1]), text)
    text = text.replace("{", "").replace("}", "").replace("\0", "{").replace("\1", "}").replace("~", "\u00a0")
    text = text.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    return " ".join(text.split())
