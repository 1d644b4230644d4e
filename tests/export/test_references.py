"""CSL-JSON, RIS and BibTeX: the right type and fields for each page, nothing made up, nothing that breaks a record."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from graph.export import bibtex as latex
from graph.export import references as made
from graph.export.registry import Options
from graph.model.codes import SOURCE_KINDS
from graph.scene.briefing import Briefing
from tests.export.hostile import EXAMPLES, TEXTS
from tests.export.pictures import opening, small
from tests.export.readers import READERS, bibtex, of_scene

PAGE = "gazette-2022-05"


def csl(briefing: Briefing) -> dict[str, dict[str, Any]]:
    return {item["id"]: item for item in json.loads(made.to_csl(briefing, Options()))}


def ris(briefing: Briefing) -> dict[str, dict[str, list[str]]]:
    return {record["ID"][0]: record for record in made.read_ris(made.to_ris(briefing, Options()))}


def bib(briefing: Briefing) -> dict[str, tuple[str, dict[str, str]]]:
    return {key: (kind, fields) for kind, key, fields in bibtex(latex.to_bibtex(briefing, Options()))}


def changed(briefing: Briefing, page: str, **fields: str) -> Briefing:
    """The briefing with other fields of a page, in the record and in the citations of it."""
    sources = tuple({**row, **fields} if row["id"] == page else row for row in briefing.records["sources"])
    told: dict[str, Any] = {
        name: fields[name] for name in ("title", "url", "archived_url", "doi", "quote") if name in fields
    }
    if "title_inferred" in fields:
        told["title_inferred"] = fields["title_inferred"] == "true"
    notes = []
    for note in briefing.endnotes:
        ties = []
        for tie in note.ties:
            citations = (replace(one, **told) if one.source == page else one for one in tie.citations)
            ties.append(replace(tie, citations=tuple(citations)))
        notes.append(replace(note, ties=tuple(ties)))
    return replace(briefing, endnotes=tuple(notes), records={**briefing.records, "sources": sources})


def test_every_cited_page_is_there_once_in_all_three() -> None:
    cited = {one.source for note in opening().endnotes for tie in note.ties for one in tie.citations}
    assert set(csl(opening())) == set(ris(opening())) == set(bib(opening())) == cited
    assert len(json.loads(made.to_csl(opening(), Options()))) == len(cited)


def test_a_page_by_example() -> None:
    item, record, (kind, fields) = csl(small())[PAGE], ris(small())[PAGE], bib(small())[PAGE]
    assert (item["type"], record["TY"], kind) == ("report", ["GOVDOC"], "online")
    assert (
        item["title"] == record["TI"][0] == fields["title"].strip("{}") == "Notice on deliveries of unmanned aircraft"
    )
    assert item["publisher"] == record["PB"][0] == fields["organization"].strip("{}") == "Official Gazette of Norland"
    assert item["issued"] == {"date-parts": [[2022, 5, 2]]}
    assert (record["PY"], record["DA"], fields["date"], fields["year"]) == (
        ["2022"],
        ["2022/05/02/"],
        "2022-05-02",
        "2022",
    )
    assert item["accessed"] == {"date-parts": [[2024, 6, 1]]}
    assert (record["Y2"], fields["urldate"]) == (["2024/06/01/"], "2024-06-01")
    assert item["URL"] == record["UR"][0] == fields["url"] == "https://example.org/gazette-2022-05"
    assert item["keyword"] == record["KW"][0] == fields["keywords"] == "1a esland--norland.positive"


@pytest.mark.parametrize("kind", SOURCE_KINDS)
def test_every_kind_of_page_has_a_type(kind: str) -> None:
    briefing = changed(small(), PAGE, kind=kind)
    assert csl(briefing)[PAGE]["type"] == made.TYPES[kind].csl
    assert ris(briefing)[PAGE]["TY"] == [made.TYPES[kind].ris]
    assert bib(briefing)[PAGE][0] == made.TYPES[kind].bibtex


@pytest.mark.parametrize(
    ("date", "parts", "slashed"), [("2023", [2023], "2023///"), ("2023-09", [2023, 9], "2023/09//"), ("", None, None)]
)
def test_a_date_keeps_its_precision_and_an_unknown_one_stays_empty(
    date: str, parts: list[int] | None, slashed: str | None
) -> None:
    briefing = changed(small(), PAGE, published=date)
    item, record, (_, fields) = csl(briefing)[PAGE], ris(briefing)[PAGE], bib(briefing)[PAGE]
    assert item.get("issued") == (None if parts is None else {"date-parts": [parts]})
    assert record.get("DA") == (None if slashed is None else [slashed])
    assert record.get("PY") == ([date[:4]] if date else None)
    assert fields.get("date") == (date or None)


def test_an_inferred_title_says_so_and_a_missing_one_is_not_made_up() -> None:
    inferred, missing = changed(small(), PAGE, title_inferred="true"), changed(small(), PAGE, title="")
    words = "The title was inferred from the address."
    assert words in csl(inferred)[PAGE]["note"]
    assert words in ris(inferred)[PAGE]["N1"]
    assert words in bib(inferred)[PAGE][1]["note"]
    assert "title" not in csl(missing)[PAGE]
    assert "TI" not in ris(missing)[PAGE]
    assert "title" not in bib(missing)[PAGE][1]


def test_a_quote_is_a_note_and_never_an_abstract() -> None:
    for item in csl(small()).values():
        assert "abstract" not in item
    assert "“Two of them stood by the fence.” (par. 3)" in ris(small())["post-2022-02"]["N1"]
    assert not {"AB", "N2"} & {tag for record in ris(small()).values() for tag in record}


def test_authors_archive_and_doi_are_fields_of_their_own() -> None:
    briefing = changed(
        small(),
        PAGE,
        authors="Ann Bee; Office of the Gazette",
        archived_url="https://archive.example.org/x_1",
        doi="10.1000/182_a",
        handling="TLP:AMBER",
    )
    item, record, (_, fields) = csl(briefing)[PAGE], ris(briefing)[PAGE], bib(briefing)[PAGE]
    assert item["author"] == [{"literal": "Ann Bee"}, {"literal": "Office of the Gazette"}]
    assert record["AU"] == ["Ann Bee", "Office of the Gazette"]
    assert fields["author"] == "{Ann Bee} and {Office of the Gazette}"
    assert item["archive_location"] == record["L2"][0] == "https://archive.example.org/x_1"
    assert fields["addendum"] == r"Archived at https://archive.example.org/x\_1"
    assert (item["DOI"], record["DO"], fields["doi"]) == ("10.1000/182_a", ["10.1000/182_a"], r"10.1000/182\_a")
    assert "Handling: TLP:AMBER." in record["N1"]


def test_bibtex_escapes_text_and_leaves_an_address_as_it_is() -> None:
    briefing = changed(
        small(), PAGE, title=r"50% & $5_a #1 {x} ^~\input", url="https://example.org/a_b?c=%20&d=~e#f", kind="news"
    )
    fields = bib(briefing)[PAGE][1]
    assert fields["title"] == (
        r"{50\% \& \$5\_a \#1 \textbraceleft{}x\textbraceright{} "
        r"\textasciicircum{}\textasciitilde{}\textbackslash{}input}"
    )
    assert fields["url"] == "https://example.org/a_b?c=%20&d=~e#f"


@settings(max_examples=40, deadline=None)
@given(title=TEXTS, quote=TEXTS, authors=TEXTS, descriptor=TEXTS)
def test_no_text_breaks_a_record(title: str, quote: str, authors: str, descriptor: str) -> None:
    _hold(changed(small(), PAGE, title=title, quote=quote, authors=authors, descriptor=descriptor))


@pytest.mark.parametrize("text", EXAMPLES)
def test_no_hostile_text_breaks_a_record(text: str) -> None:
    fields = dict.fromkeys(("title", "quote", "authors", "descriptor", "handling", "kind"), text)
    briefing = replace(changed(small(), PAGE, **fields), title=text, handling=text)
    _hold(briefing)
    for record in ris(briefing).values():
        assert len(record["TY"]) == len(record["ID"]) == len(record["ER"]) == 1
    for line in made.to_ris(briefing, Options()).decode().split("\r\n"):
        assert re.fullmatch(r"([A-Z][A-Z0-9]  - [^\r\n]*)?", line)


def _hold(briefing: Briefing) -> None:
    for format_ in (*made.FORMATS, *latex.FORMATS):
        data = format_.write(briefing, Options())
        (reader,) = READERS[format_.id]
        assert reader.read(data) == of_scene(briefing, ends=False)
        assert format_.check is not None
        format_.check(data, briefing)
