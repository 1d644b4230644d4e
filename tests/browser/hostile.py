"""A package that means harm: markup, scripts, markdown and overlong words in every field that takes text."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

MARKUP = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
CLOSING = "</script></style></textarea><svg onload=\"document.title='owned'\">"
MARKDOWN = "**bold** _it_ [link](https://example.org/x) $x^2$ :red[red] `code` # no heading"
TEMPLATE = "${document.title='owned'} {{constructor.constructor('return 1')()}} %s \\u003cb\\u003e"
LONG = "Nameless" * 36
ARABIC = "\u0625\u064a\u0631\u0627\u0646 (\u0645\u0635\u062f\u0631)"

ACTORS = {
    "alfa": MARKUP,
    "bravo": CLOSING,
    "charlie": MARKDOWN,
    "delta": LONG,
    "echo": ARABIC,
    "foxtrot": TEMPLATE,
}


def write(folder: Path, *, label: str = "", address: str = "https://example.org/page") -> Path:
    """Write the package; `label` takes the place of the first actor's label, `address` that of the page."""
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "data" / "kinds.csv", folder)
    names = {**ACTORS, **({"alfa": label} if label else {})}
    _table(folder, "actors", "id,label,kind,naming_note", [[id_, name, "state", MARKUP] for id_, name in names.items()])
    _table(
        folder, "aliases", "actor,alias,alias_kind", [[id_, f"{name[:100]} 2", "name"] for id_, name in names.items()]
    )
    _table(folder, "publishers", "id,name", [["paper", MARKUP]])
    _table(
        folder,
        "sources",
        "id,publisher,title,kind,url,published,descriptor",
        [["page", "paper", MARKUP, "news", address, "2024-05-01", CLOSING]],
    )
    others = [id_ for id_ in names if id_ != "alfa"]
    claims = [
        [
            f"claim-{stance}-{other}",
            "alfa",
            "criticizes",
            other,
            "",
            stance,
            "Ministry " + MARKUP,
            f"{MARKUP} {MARKDOWN} {other}",
            CLOSING,
            MARKDOWN,
            "page",
            MARKUP,
        ]
        for other in others
        for stance in ("asserts", "denies")
    ]
    header = "id,subject,kind,object,matter,stance,speaker_text,statement,quote,locator,source,note"
    _table(folder, "claims", header, claims)
    _table(folder, "views", "id,question,query", [["q", MARKUP, "actors=alfa"]])
    resources = [{"name": file.stem, "path": file.name} for file in sorted(folder.glob("*.csv"))]
    (folder / "datapackage.json").write_text(json.dumps({"name": "hostile", "resources": resources}), encoding="utf-8")
    return folder


def _table(folder: Path, name: str, header: str, rows: list[list[str]]) -> None:
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header.split(","), *rows])
