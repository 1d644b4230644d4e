"""Review: the drafts that wait, each as it would change the picture, and what a reviewer decides on them.

A decision is one change of the list with its remarks, all or nothing. It holds for the draft that was on screen: where
another one was written meanwhile, nothing is decided.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from uuid import uuid4

from graph.desk.beforeafter import Pair, pair
from graph.desk.drafts import DraftCard, Shown, State, card
from graph.desk.kept import Kept
from graph.desk.queue import Queue, group
from graph.desk.rights import FOUR_EYES, four_eyes, need
from graph.desk.ripples import Ripple, ripple
from graph.desk.wording import Wording, how_many
from graph.editing.merging import decided, refused
from graph.editing.review import Key, Web, approval, open_drafts, problems, rejection
from graph.model.errors import DataProblems, NotAllowed, UsageError
from graph.model.labels import NAMES
from graph.model.person import Person
from graph.store.decisions import Decision
from graph.store.remarks import Remark
from graph.store.store import Store
from graph.store.writes import Saved, Writes

LONGEST_WORDS = 2000
"""The longest remark, in characters."""
_FEW = 2
"""So many entries are named one by one where they are approved without a word."""


class Review:
    """The drafts of a store, as one person may see and decide on them."""

    def __init__(self, store: Store, by: Person) -> None:
        self._store, self._by = store, by
        self._states, self._pairs, self._queues, self._ripples = Kept(4), Kept(32), Kept(16), Kept(8)

    # What waits

    def queue(self, words: str = "", state: str = "") -> Queue:
        """The drafts by page in which all words occur; `state` is open, sent_back, overtaken, or empty for all."""
        now = self._state()
        asked = (now.moment, words, state)
        return self._queues.get(asked, lambda: group(now.drafts, now.web, now.wording, words, state))

    def draft(self, table: str, id_: str) -> DraftCard:
        """A draft with all that a reviewer looks at; NotFound where none is open."""
        return card(self._state(), (table, id_), self._store.remarks.of(table, id_))

    def pair(self, table: str, id_: str) -> Pair | None:
        """The two actors of an entry before and after it is published; None for a record of another table."""
        now = self._state()
        one = now.one((table, id_)).draft
        if table != "claims":
            return None
        asked = (now.moment, table, id_, one.revision)
        return self._pairs.get(asked, lambda: pair(now.tables, _as_approved(now, (table, id_)), one.row))

    def ripple(self, table: str, id_: str) -> Ripple:
        """What becomes of the ties where a draft of an actor, a page or a publisher is published."""
        now = self._state()
        if table == "claims" or now.one((table, id_)).now is None:
            return Ripple()
        asked = (now.moment, table, id_, now.one((table, id_)).draft.revision)
        return self._ripples.get(asked, lambda: ripple(now.tables, _as_approved(now, (table, id_))))

    def shown(self, keys: Iterable[Key]) -> Shown:
        """These drafts and all that they stand on, as they are now: what approving them publishes."""
        return self._state().shown(keys)

    def may_not_approve(self, shown: Shown) -> str:
        """Why this person may not approve these, in words; empty where they may."""
        if "reviewer" not in self._by.roles:
            return "Only a reviewer may approve drafts."
        drafts = self._state().drafts
        if self.four_eyes and any(self._by.id in drafts[key].authors for key in shown if key in drafts):
            return "Four eyes are asked for here, and you wrote or took in this draft: somebody else has to approve it."
        return ""

    # What is decided

    def approve(self, shown: Shown, words: str = "") -> Saved:
        """Publish drafts with all that they stand on, as one change; a second click gives the first one's answer.

        Raises:
            NotAllowed: the person is no reviewer, or wrote at one of them and four eyes are needed.
            NotFound: one is open no longer.
            UsageError: one was written anew since it was shown, or stands on something that was not.
            Conflict: one was written anew, or its record was saved, in this very moment.
            DataProblems: the list would not be sound with them.
        """
        need(self._by, "reviewer", "approve drafts")
        submission = _submission("approve", shown)
        before = self._store.history.submitted(submission)
        if before is not None:
            return Saved(before, True)
        now = self._as_shown(shown)
        if set(now.shown(shown)) - set(shown):
            raise UsageError("this stands on something now that it did not when you looked; look at it again")
        reason = self.may_not_approve(shown)
        if reason:
            raise NotAllowed(reason)
        keys = now.web.with_all(shown)
        writes = approval(now.drafts, keys)
        errors = [one for one in problems(writes, now.tables) if one.severity == "error"]
        errors += refused([write.row for write in writes.get("actors", ())], now.tables)
        if errors:
            raise DataProblems(errors)
        said = self._remarks(now, keys, "approved", words)
        comment = words.strip() or f"Approved: {_what(now, keys)}"
        return self._save(writes, submission, comment, [*said, *self._decisions(writes, now, words)])

    def reject(self, shown: Shown, words: str) -> Saved:
        """Reject drafts, and what only they stand on, as one change; what was written stays on file.

        Of what they stand on, who is no reviewer rejects only what is all their own.

        Raises:
            NotAllowed: the person is no reviewer, and others wrote at one of them.
            NotFound: one is open no longer.
            UsageError: no reason is given, or one was written anew since it was shown.
        """
        words = _needed(words, "say why; its author reads it")
        submission = _submission("reject", shown)
        before = self._store.history.submitted(submission)
        if before is not None:
            return Saved(before, True)
        now = self._as_shown(shown)
        mine = {key for key, one in now.drafts.items() if one.authors == {self._by.id}}
        if not mine.issuperset(shown):
            need(self._by, "reviewer", "reject what others wrote")
        going = now.web.with_all(shown)
        if "reviewer" not in self._by.roles:
            going = tuple(key for key in going if key in mine)
        kept = now.web.needed_by_others(going)
        keys = [key for key in going if key in shown or key not in kept]
        return self._save(
            rejection(now.drafts, keys), submission, f"Rejected: {words}", self._remarks(now, keys, "rejected", words)
        )

    def send_back(self, table: str, id_: str, revision: int, words: str) -> None:
        """Give a draft back to its author with words; it waits for them until they write it anew."""
        need(self._by, "reviewer", "send drafts back")
        self._say((table, id_), revision, "sent_back", _needed(words, "say what is missing; its author reads it"))

    def comment(self, table: str, id_: str, revision: int, words: str) -> None:
        """Say something of a draft, without deciding on it."""
        if "reviewer" not in self._by.roles:
            need(self._by, "editor", "comment on drafts")
        self._say((table, id_), revision, "comment", _needed(words, "write what you want to say"))

    @property
    def four_eyes(self) -> bool:
        """Whether nobody may approve what they wrote."""
        return four_eyes(self._store)

    @property
    def may_turn(self) -> bool:
        """Whether this person may turn four eyes on and off."""
        return "admin" in self._by.roles

    def turn_four_eyes(self, on: bool) -> None:
        """Ask for a second person from now on, or no longer."""
        need(self._by, "admin", "change who may approve what")
        self._store.switches.turn(FOUR_EYES, on, by=self._by, now=datetime.now(UTC))

    # How it is worked out

    def _state(self) -> State:
        """The drafts as they are now, worked out anew where something was saved or decided since."""
        verdicts, head = self._store.remarks.standing(), self._store.head()
        # By its digest too: the store may have been put back from a backup, and gone on from there.
        moment = (head.seq, head.digest, len(verdicts))

        def work_out() -> State:
            drafts = open_drafts(self._store.history.drafted(), verdicts)
            tables = self._store.tables(head.seq)
            over = [(key[0], one.draft.row) for key, one in drafts.items()]
            return State(moment, drafts, Web(drafts), tables, Wording(tables, over))

        return self._states.get(moment, work_out)

    def _as_shown(self, shown: Shown) -> State:
        """The state, where every draft is in it as it was shown."""
        if not shown:
            raise UsageError("choose one draft at least")
        now = self._state()
        for key, revision in shown.items():
            if now.one(key).draft.revision != revision:
                raise UsageError("this was written anew while you read it; look at it again")
        return now

    def _save(self, writes: Writes, submission: str, comment: str, beside: Sequence[Remark | Decision]) -> Saved:
        return self._store.save(
            writes, submission_id=submission, by=self._by, comment=comment, now=datetime.now(UTC), beside=beside
        )

    def _remarks(self, now: State, keys: Iterable[Key], verdict: str, words: str) -> list[Remark]:
        return [self._remark(key, now.drafts[key].draft.revision, verdict, words.strip()) for key in keys]

    def _remark(self, key: Key, revision: int, verdict: str, words: str) -> Remark:
        moment = datetime.now(UTC).isoformat(timespec="microseconds")
        return Remark(f"remark-{uuid4().hex[:16]}", *key, revision, verdict, words, self._by.id, moment)

    def _say(self, key: Key, revision: int, verdict: str, words: str) -> None:
        self._as_shown({key: revision})
        self._store.remarks.add(self._remark(key, revision, verdict, words))

    def _decisions(self, writes: Writes, now: State, words: str) -> list[Decision]:
        """What publishing these decides on pairs of actors."""
        moment = datetime.now(UTC).isoformat(timespec="microseconds")
        made = []
        for write in writes.get("actors", ()):
            before = now.drafts["actors", write.row["id"]].now
            for pair_ in decided(before.row if before else None, write.row):
                made.append(Decision(f"decision-{uuid4().hex[:16]}", *pair_, words.strip(), self._by.id, moment))
        return made


def _as_approved(now: State, key: Key) -> list[tuple[str, dict[str, str]]]:
    """The rows that approving a draft publishes, as (table, row)."""
    drafts = [(one[0], now.drafts[one].draft) for one in now.shown([key])]
    return [(table, {**draft.row, "retraction_reason": draft.retraction_reason}) for table, draft in drafts]


def _submission(deed: str, shown: Shown) -> str:
    told = repr([deed, *sorted((*key, revision) for key, revision in shown.items())])
    return f"{deed}:{hashlib.sha256(told.encode()).hexdigest()}"


def _what(now: State, keys: Sequence[Key]) -> str:
    """`Iran transfers arms to Russia`, `3 entries`, `1 actor, 2 names`: the entries, else all there is."""
    entries = [key for key in keys if key[0] == "claims"]
    if 0 < len(entries) <= _FEW:
        return "; ".join(now.wording.heading("claims", now.drafts[key].draft.row) for key in entries)
    number = Counter(table for table, _ in entries or keys)
    return ", ".join(how_many(table, number[table]) for table in NAMES if table in number)


def _needed(words: str, otherwise: str) -> str:
    words = words.strip()
    if not words:
        raise UsageError(otherwise)
    if len(words) > LONGEST_WORDS:
        raise UsageError(f"a remark holds {LONGEST_WORDS:,} characters at most; this one has {len(words):,}")
    return words
