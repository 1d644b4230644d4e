"""Forms: records added and changed by hand. Who may, what is wrong, what it comes to; saved once, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import uuid4

from graph.desk.foreseen import Outcome, as_saved, outcome, pair, with_rows
from graph.desk.kept import Kept
from graph.desk.onfile import OnFile
from graph.desk.rights import publishes
from graph.desk.ripples import WEIGHS, Ripple, ripple
from graph.desk.saving import OWN, Done, Saving
from graph.desk.wording import called
from graph.editing.addresses import doi_in
from graph.editing.checks import faults
from graph.editing.likeness import Alike, Likeness, mutual
from graph.editing.references import Reference, read_reference
from graph.editing.rows import Made, make
from graph.model import codes
from graph.model.errors import Conflict, DataProblems, NotAllowed, NotFound, Problem, UsageError
from graph.model.form import FORMED, NEW, Fault, Form
from graph.model.labels import RECORDS
from graph.model.person import Person
from graph.scene.reader import Reader
from graph.scene.telling import telling
from graph.scene.words import answer_words
from graph.store.store import Store

_TRIES = 5
"""How often an id is minted anew where somebody else took the one before."""
UNWEIGHED = frozenset({"statement", "quote", "locator", "note", "credibility", "credibility_basis", "qualifiers"})
"""Fields of an entry that change neither who backs a tie nor who answers it."""


@dataclass(frozen=True)
class Foreseen:
    """What a form says.

    Attributes:
        sentence: the record in words.
        faults: what is wrong with it.
        alike: what it may repeat.
        waits: why it can only be a draft, in words: what it stands on waits in Review; empty where it may be published.
    """

    sentence: str
    faults: tuple[Fault, ...]
    alike: tuple[Alike, ...] = ()
    waits: str = ""


@dataclass(frozen=True)
class Unfinished:
    """A form on the shelf: its id, its table, in words what it is about, and when it was kept last."""

    id: str
    table: str
    words: str
    kept_at: str


class Forms:
    """The forms of one person."""

    def __init__(self, store: Store, by: Person, on_file: Callable[[], OnFile], reader: Callable[[], Reader]) -> None:
        self._store, self._by, self._on_file, self._reader = store, by, on_file, reader
        self._saving = Saving(store, by)
        self._foreseen, self._outcomes, self._pairs, self._ripples = Kept(32), Kept(32), Kept(8), Kept(8)

    @property
    def may_edit(self) -> bool:
        """Whether this person may save anything."""
        return bool({"editor", "admin"} & self._by.roles)

    @property
    def may_publish(self) -> bool:
        """Whether what this person saves is on the list at once; where four eyes are asked for it is a draft first."""
        return publishes(self._store, self._by)

    # Opened and kept

    def blank(self, table: str, **cells: str) -> Form:
        """A new form for a new record, with some fields filled in."""
        self._check(table)
        return Form(f"form-{uuid4().hex[:12]}", table, submission=uuid4().hex, row=cells, began=cells)

    def open(self, table: str, id_: str, *, draft: bool = False) -> Form:
        """A new form for a record as it stands, or for the draft of it; NotFound where there is neither."""
        self._check(table)
        line = self._store.newest(table, [id_]).get(id_)
        beside = self._store.newest(table, [id_], ("draft", "rejected")).get(id_)
        number, _, row = line or (None, None, {})
        waits = beside is not None and beside[2]["status"] == "draft" and beside[1] == number
        seen = max(number or 0, beside[0] if beside else 0)
        if beside and waits and (line is None or draft):
            row = beside[2]
        elif waits:
            # A draft that is not on screen is not written over unseen.
            seen = number or 0
        if not row:
            raise NotFound(RECORDS[table], id_)
        cells = {name: text for name, text in row.items() if name not in OWN}
        names = self._on_file().names(id_) if table == "actors" else ()
        form = replace(self.blank(table), row=cells, began=cells, names=names, named=names)
        return replace(form, target=id_, base=number, seen=seen)

    def unfinished(self) -> tuple[Unfinished, ...]:
        """This person's forms that are neither saved nor thrown away, the newest first."""
        return tuple(
            Unfinished(form.id, form.table, self._title(form), when)
            for form, when in self._store.forms.of(self._by.id)
            if form.table in FORMED
        )

    def restored(self, id_: str) -> Form:
        """A form as it was left; NotFound where it was saved or thrown away."""
        form = self._store.forms.get(id_, self._by.id)
        if form.table not in FORMED:
            raise NotFound("form", id_)
        return form

    def keep(self, form: Form) -> Form:
        """Keep a form as it stands; where it was changed elsewhere meanwhile, beside that one, as another."""
        try:
            return self._store.forms.keep(form, self._by.id, datetime.now(UTC))
        except Conflict:
            other = replace(form, id=f"form-{uuid4().hex[:12]}", version=0)
            return self._store.forms.keep(other, self._by.id, datetime.now(UTC))

    def throw_away(self, form: Form) -> None:
        """Forget a form."""
        self._store.forms.put_away(form.id, self._by.id)

    # Looked at before it is saved

    def foresee(self, form: Form) -> Foreseen:
        """What a form says, what is wrong with it, and what it may repeat."""
        on_file = self._on_file()
        key = (
            on_file.key,
            form.table,
            form.target,
            repr(form.row),
            repr(form.beside),
            repr(form.names),
            form.confirmed,
        )
        return self._foreseen.get(key, lambda: self._foresee(form, on_file))

    def _foresee(self, form: Form, on_file: OnFile) -> Foreseen:
        made = make(form, on_file.ids)
        found = tuple(faults(form, made, on_file.known_to(made), _today()))
        rows, waits = on_file.with_rows(made), on_file.waits(made)
        if form.table != "claims":
            return Foreseen(self._title(form), found, waits=waits)
        claim = made.rows["claims"][-1]
        sentence = telling(claim, rows)
        ends = all(claim[end] in rows["actors"] for end in ("subject", "object"))
        if not ends or claim["kind"] not in rows["kinds"] or claim["subject"] == claim["object"]:
            return Foreseen(sentence, found, waits=waits)
        answered = self._answered(on_file, claim) if claim["stance"] == "asserts" else ""
        repeats: tuple[Alike, ...] = ()
        if claim["source"]:
            likeness = Likeness(on_file.sources_with(made), mutual(on_file.known["kinds"].values()))
            repeats = likeness.alike(claim, on_file.between(claim["subject"], claim["object"]))
        return Foreseen("; ".join(filter(None, (sentence, answered))) + ".", found, repeats, waits)

    def _answered(self, on_file: OnFile, claim: Mapping[str, str]) -> str:
        """Who answers, as the list stands, what an entry says: `denied by Iran (5) and Russia (3)`."""
        reader, (subject, object_) = self._reader(), on_file.directed(claim)
        tie = f"{subject}.{claim['kind']}.{object_}"
        # Of a matter that is new here, what is denied in general stands in the strand without one.
        stands = reader.stands.get(f"{tie}.{claim['matter']}" if claim["matter"] else tie) or [
            stand for stand in reader.stands_of_tie.get(tie, []) if stand.general
        ]
        return answer_words(reader, stands)

    def outcome(self, form: Form) -> Outcome:
        """What saving an entry would change; nothing where it is no entry, or not far enough to tell."""
        if form.table != "claims":
            return Outcome()
        on_file = self._on_file()
        made = make(form, on_file.ids)
        claim, rows = as_saved(made.rows["claims"][-1]), on_file.with_rows(made)
        ends = claim["subject"], claim["object"]
        named = ends[0] in rows["actors"] and ends[1] in rows["actors"] and ends[0] != ends[1]
        if not named or claim["kind"] not in rows["kinds"] or claim["source"] not in rows["sources"]:
            return Outcome()
        if claim["stance"] not in codes.STANCES:
            return Outcome()
        beside = {name: made.rows[name] for name in FORMED[1:] if made.rows.get(name)}
        weighed = {name: text for name, text in claim.items() if name not in UNWEIGHED}
        key = (on_file.key, repr(weighed), repr(beside))
        return self._outcomes.get(key, lambda: self._outcome(on_file, claim, beside))

    def _outcome(
        self, on_file: OnFile, claim: Mapping[str, str], beside: Mapping[str, list[dict[str, str]]]
    ) -> Outcome:
        others = on_file.between(claim["subject"], claim["object"])
        key = (on_file.key, frozenset((claim["subject"], claim["object"])))
        before = self._pairs.get(key, lambda: pair(on_file.published, others))
        kept = [row for row in others if row["id"] != claim["id"]]
        new = {name: [*drafts, *beside.get(name, ())] for name, drafts in on_file.drafted.items()}
        return outcome(before, pair(with_rows(on_file.published, new), [*kept, claim]), claim)

    def ripple(self, form: Form) -> Ripple | None:
        """What becomes of the ties where a record that entries stand on is changed; None where nothing of it bears on
        them, or something is to be mended first.
        """
        weighs = WEIGHS.get(form.table, ())
        changed = any(form.row.get(name, "") != form.began.get(name, "") for name in weighs)
        if form.is_new or not changed or any(one.severity == "error" for one in self.foresee(form).faults):
            return None
        on_file = self._on_file()
        made = make(form, on_file.ids)
        rows = [(table, row) for table, several in made.rows.items() if table in WEIGHS for row in several]
        key = (on_file.key, form.target, repr([(table, [row[name] for name in WEIGHS[table]]) for table, row in rows]))
        return self._ripples.get(key, lambda: ripple(on_file.published, rows))

    def known_page(self, text: str) -> str:
        """The id of the page on file that an address or DOI means; empty where there is none."""
        return self._on_file().pages.meant(text)

    def taken_back_page(self, text: str) -> str:
        """The id of the page that an address or DOI means where it was taken back; else empty."""
        return self._on_file().pages.taken_back(text, doi_in(text))

    def is_doi(self, text: str) -> str:
        """The DOI that a short text is; empty where it is anything else."""
        return doi_in(text) if len(text.split()) == 1 else ""

    def read_reference(self, text: str) -> Reference:
        """The fields of a source from a pasted RIS, BibTeX or CSL-JSON; UsageError where it is none.

        The publisher is its id where one of that name is on file.
        """
        found = read_reference(text)
        return replace(found, publisher=self._on_file().publisher_called(found.publisher) or found.publisher)

    def today(self) -> str:
        """The day it is, as a date of the package: when a page was read."""
        return _today().isoformat()

    # Saved

    def save(self, form: Form, *, as_draft: bool = False, comment: str = "") -> Done:
        """Save the record and all that was made beside it as one change; the form is put away then.

        Raises:
            NotAllowed: the person may not.
            DataProblems: something is to be mended first, or waits in Review; the form stays as it is.
            Conflict: the record was saved by somebody else since the form was opened; in texts.
        """
        self._allow(published=not as_draft)
        if not form.is_begun and not form.is_new:
            onward = "; what waits as a draft is approved in Review" if self.standing(form) == "draft" else ""
            raise UsageError(f"nothing is changed, so there is nothing to save{onward}")
        beside = self._store.newest(form.table, [form.target], ("draft", "rejected")).get(form.target)
        if as_draft and beside and beside[2]["status"] == "draft" and beside[2]["retraction_reason"]:
            raise UsageError("it is proposed to take this off the list; that is decided in Review first")
        on_file = self._on_file()
        taken = {table: on_file.ids.get(table, set()) | self._store.ids(table) for table in FORMED}
        for _ in range(_TRIES):
            made = make(form, taken)
            self._refuse_faults(form, made, on_file, as_draft)
            opens = on_file.tie(made.rows["claims"][-1]) if form.table == "claims" else ""
            row = made.rows[form.table][-1]
            told = f"{RECORDS[form.table].capitalize()} {'added' if form.is_new else 'changed'}"
            words = comment.strip() or f"{told}: {called(form.table, row, on_file.with_rows(made))}"
            try:
                done = self._saving.save(form, made, as_draft=as_draft, comment=words, opens=opens)
            except Conflict as conflict:
                if conflict.base is not None or conflict.id in (form.target, ""):
                    raise
                if conflict.id in taken[conflict.table]:
                    raise
                # Somebody else has given this id to another record just now: ours gets the next one.
                taken[conflict.table].add(conflict.id)
                continue
            self._store.forms.put_away(form.id, self._by.id)
            return done
        raise UsageError("no free id was found; try once more")

    def _refuse_faults(self, form: Form, made: Made, on_file: OnFile, as_draft: bool) -> None:
        stopping = ("error",) if as_draft else ("error", "asked")
        problems = [
            Problem(f"{fault.table}/{fault.key or made.id}", 0, fault.column, fault.words)
            for fault in faults(form, made, on_file.known_to(made), _today())
            if fault.severity in stopping
        ]
        waits = "" if as_draft else on_file.waits(made)
        if waits:
            problems.append(Problem(f"{form.table}/{made.id}", 0, "", waits))
        if problems:
            raise DataProblems(problems)

    def rebased(self, form: Form, id_: str, cells: Mapping[str, str]) -> Form:
        """The form after a conflict: on what stands now, with the fields the editor chose, to look at and save."""
        now = self.open(form.table, id_, draft=True)
        row = {**now.row, **cells}
        return replace(form, target=id_, base=now.base, seen=now.seen, submission=uuid4().hex, row=row, began=now.row)

    def standing(self, form: Form) -> str:
        """What became of the record that a form is about: `retracted: the reason`; empty where it stands, or is new."""
        row = self._on_file().known[form.table].get(form.target)
        if row is None or row["status"] not in ("retracted", "draft"):
            return ""
        return "draft" if row["status"] == "draft" else f"retracted: {row['retraction_reason']}"

    def offers(self, table: str, form: Form) -> dict[str, str]:
        """What a picker offers: code -> words; what was made in the form first, and whatever it names already."""
        on_file = self._on_file()
        name = {"publishers": "name", "sources": "title"}.get(table, "label")
        # Named by their order: a picker forgets a choice whose words change while a name is typed.
        made = sorted(form.beside.get(table, {}), key=lambda key: int(key.removeprefix(NEW)))
        new = {key: f"New {RECORDS[table]}{f' {place}' if place > 1 else ''}" for place, key in enumerate(made, 1)}
        offered = on_file.offers[table]
        cells = [form.row, *(row for several in form.beside.values() for row in several.values())]
        named = {code for row in cells for text in row.values() for code in text.split("; ")}
        gone = {
            id_: f"{row.get(name) or id_} ({row['status'] or 'merged'})"
            for id_ in sorted(named & on_file.known[table].keys() - offered.keys())
            for row in (on_file.known[table][id_],)
        }
        return {**new, **offered, **gone}

    def record(self, table: str, id_: str) -> Mapping[str, str]:
        """A record as it is on file; empty where it is not."""
        return self._on_file().known[table].get(id_, {})

    def _allow(self, *, published: bool = True) -> None:
        if not self.may_edit:
            raise NotAllowed("only editors may change the list")
        if published and not self.may_publish:
            raise NotAllowed("this needs somebody else to approve it; save it as a draft")

    def _check(self, table: str) -> None:
        if table not in FORMED:
            raise UsageError(f"there is no form for {table}")

    def _title(self, form: Form) -> str:
        if form.table == "claims":
            made = make(form, self._on_file().ids)
            return telling(made.rows["claims"][-1], self._on_file().with_rows(made))
        return called(form.table, form.row, {}) or form.target or f"New {RECORDS[form.table]}"


def _today() -> date:
    return datetime.now(UTC).date()
