"""The rule once more, slow and obvious: plain loops over plain rows, written from the rule's words alone.

It is what `graph.evidence` must agree with, claim by claim and figure by figure. No frames, no numbers for ids, nothing
worked out beforehand: where the rule says "for every strand", there is a loop over strands.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graph.model.view import View

Row = dict[str, str]
Rows = dict[str, list[Row]]
Period = tuple[date, date]

BEST_FIRST = ("on_record", "several_voices", "one_voice", "one_side", "announced", "nobody")
ANSWERS = ("denied", "doubted", "questioned", "earlier", "declined")


@dataclass
class Stand:
    """A voice of a claim in a strand: where it stands, and what it counts for."""

    strand: str
    tie: str
    claim: str
    voice: str
    official: bool
    stake: bool
    list: str
    general: bool
    shown: bool
    backs: bool = False


@dataclass
class Judged:
    """All that the rule says of a list and a view; ids to figures."""

    stands: list[Stand] = field(default_factory=list)
    strands: dict[str, dict[str, Any]] = field(default_factory=dict)
    ties: dict[str, dict[str, Any]] = field(default_factory=dict)
    claims: dict[str, dict[str, Any]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)


class Reference:
    """The rule over one list."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.actors = {row["id"]: row for row in rows["actors"]}
        self.publishers = {row["id"]: row for row in rows["publishers"]}
        self.sources = {row["id"]: row for row in rows["sources"]}
        self.kinds = {row["id"]: row for row in rows["kinds"]}

    # Who is whom

    def merged(self, actor: str) -> str:
        """The actor that this one is today."""
        while self.actors[actor]["merged_into"]:
            actor = self.actors[actor]["merged_into"]
        return actor

    def chain(self, actor: str) -> list[str]:
        """The actor and the wholes it is part of, the top last."""
        actor = self.merged(actor)
        found = [actor]
        while self.actors[actor]["part_of"]:
            actor = self.merged(self.actors[actor]["part_of"])
            found.append(actor)
        return found

    def top(self, actor: str) -> str:
        """Whom an actor speaks for."""
        return self.chain(actor)[-1]

    def has_stake(self, voice: str, end: str) -> bool:
        """An end, a whole of it, or the home of one of these."""
        for actor in self.chain(end):
            if voice == actor:
                return True
            home = self.actors[actor]["based_in"]
            if home and voice in (self.merged(home), self.top(home)):
                return True
        return False

    # Whose word a claim is

    def voices(self, claim: Row) -> dict[str, bool]:
        """The voices of a claim, and whether each of them is official."""
        if claim["relayed_by"]:
            return {self.top(claim["relayed_by"]): False}
        if claim["basis"] == "unnamed_source":
            told = slug(claim["speaker_text"] or claim["speakers"])
            return {"unplaced:" + told: False} if told else dict.fromkeys(self.outlet(claim), False)
        if claim["speakers"]:
            found: dict[str, bool] = {}
            for speaker in claim["speakers"].split("; "):
                if self.actors[self.merged(speaker)]["kind"] == "unknown":
                    voice, official = self.merged(speaker), False
                else:
                    voice, official = self.top(speaker), True
                found[voice] = official or found.get(voice, False)
            return found
        if slug(claim["speaker_text"]):
            return {"unplaced:" + slug(claim["speaker_text"]): False}
        return self.outlet(claim)

    def outlet(self, claim: Row) -> dict[str, bool]:
        """The voice of the outlet that a claim goes back to, and whether it is official."""
        publisher = self.root(claim)
        if publisher not in self.publishers:
            return {"origin:" + publisher: False}
        outlet = self.publishers[publisher]
        if outlet["interest"]:
            return {self.top(outlet["interest"]): outlet["ownership"] in ("state", "government")}
        return {"publisher:" + publisher if publisher in self.actors else publisher: False}

    def root(self, claim: Row) -> str:
        """The publisher that a claim goes back to; the key of its origin where nobody is known for it."""
        if claim["origin"]:
            if claim["origin"] in self.publishers:
                return claim["origin"]
            return self.publisher_of_key(claim["origin"]) or claim["origin"]
        return self.publisher_of([self.sources[claim["source"]]])

    def publisher_of_key(self, origin: str) -> str:
        """Whose the pages with a common origin are; empty where there is no such page."""
        pages = [page for page in self.rows["sources"] if page["origin"] == origin]
        return self.publisher_of(pages) if pages else ""

    def publisher_of(self, group: list[Row]) -> str:
        """Whose the pages are that go back to one with these."""
        grown = [page for page in self.rows["sources"] if any(self.are_kin(page, other) for other in group)]
        if len(grown) > len(group):
            return self.publisher_of(grown)
        told = [page for page in grown if page["status"] != "retracted"] or grown
        for page in told:
            if page["derived_from"] and self.sources[page["derived_from"]] not in told:
                told.append(self.sources[page["derived_from"]])
        first = sorted((page for page in told if not page["derived_from"]), key=lambda page: page["id"])
        for originator in sorted(page["originator"] for page in first if page["originator"]):
            return originator
        for page in first:
            if any(other["derived_from"] == page["id"] for other in told):
                return page["publisher"]
        return first[0]["publisher"]

    def are_kin(self, one: Row, other: Row) -> bool:
        """Whether two pages are the same, have one key of origin, or one derives from the other."""
        if one["origin"] and one["origin"] == other["origin"]:
            return True
        return one["id"] in (other["id"], other["derived_from"]) or one["derived_from"] == other["id"]

    # When

    def held(self, claim: Row) -> Period:
        """The days on which it is said to have been so."""
        start = period(claim["held_from"])[0] if claim["held_from"] else date.min
        if claim["held_to"]:
            return start, period(claim["held_to"])[1]
        if claim["held_from"] and self.kinds[claim["kind"]]["aspect"] == "act":
            return start, period(claim["held_from"])[1]
        return start, date.max

    def denied_time(self, denial: Row) -> Period:
        """The days that a denial speaks of."""
        start = period(denial["held_from"])[0] if denial["held_from"] else date.min
        for said in (denial["held_to"], denial["said_on"], self.sources[denial["source"]]["published"]):
            if said:
                return start, period(said)[1]
        return start, date.max

    def left_out_by(self, claim: Row, view: View) -> str:
        """The clock that leaves a claim out; empty where none does."""
        published = self.sources[claim["source"]]["published"]
        if view.reported:
            if not published:
                return "unpublished_left_out"
            if period(published)[1] > period(view.reported)[1]:
                return "later_left_out"
        start = period(view.held_from)[0] if view.held_from else date.min
        end = period(view.held_to)[1] if view.held_to else date.max
        if (claim["held_from"] or claim["held_to"]) and not overlap(self.held(claim), (start, end)):
            return "outside_window"
        return ""

    # What is told, and of what

    def ends(self, claim: Row) -> tuple[str, str]:
        """Subject and object as they are today; in order of their ids where the kind is mutual."""
        subject, object_ = self.merged(claim["subject"]), self.merged(claim["object"])
        if self.kinds[claim["kind"]]["direction"] == "symmetric":
            subject, object_ = sorted((subject, object_))
        return subject, object_

    def tie(self, claim: Row) -> str:
        """The id of the tie a claim speaks of."""
        subject, object_ = self.ends(claim)
        return f"{subject}.{claim['kind']}.{object_}"

    def strand(self, claim: Row, matter: str | None = None) -> str:
        """The id of a claim's strand, or of one of the same tie about another matter."""
        about = claim["matter"] if matter is None else matter
        return f"{self.tie(claim)}.{about}" if about else self.tie(claim)

    def is_shown(self, claim: Row, matter: str, view: View) -> bool:
        """Whether a claim passes the filters that only hide, where it stands under this matter."""
        subject, object_ = self.ends(claim)
        words = {"+": "positive", "-": "negative", "0": "neutral"}
        if view.actors:
            asked = [subject in view.actors, object_ in view.actors]
            near = any(asked) if view.around or len(view.actors) == 1 else all(asked)
            if not near and not any(self.expands(text, claim) for text in view.expand):
                return False
        if subject in view.hide or object_ in view.hide:
            return False
        source = self.sources[claim["source"]]
        publisher = self.publishers[source["publisher"]]
        text = f"{claim['statement']} {claim['quote']} {source['title']}".casefold().replace("ö", "o")
        if not all(word in text for word in view.text.casefold().replace("ö", "o").split()):
            return False
        if view.voices and not any(voice in view.voices for voice in self.voices(claim)):
            return False
        wanted = (
            (view.kinds, claim["kind"]),
            (view.polarities, words[self.kinds[claim["kind"]]["polarity"]]),
            (view.stances, claim["stance"]),
            (view.bases, claim["basis"]),
            (view.publishers, publisher["id"]),
            (view.countries, publisher["country"]),
            (view.ownerships, publisher["ownership"] or "unknown"),
            (view.source_kinds, source["kind"]),
            (view.reliabilities, source["reliability"] or publisher["reliability"] or "F"),
            (view.credibilities, claim["credibility"] or "6"),
            (view.matters, matter),
        )
        return all(value in allowed for allowed, value in wanted if allowed)

    def expands(self, text: str, claim: Row) -> bool:
        """Whether `iran:sanctions+arms_transfer` shows the tie of a claim."""
        actor, _, kinds = text.partition(":")
        return actor in self.ends(claim) and (not kinds or claim["kind"] in kinds.split("+"))

    def judge(self, view: View) -> Judged:
        """What the list says under a view."""
        judged = Judged()
        statuses = ("", "published", "draft") if view.unreviewed else ("", "published")
        live: list[Row] = []
        judged.counts = dict.fromkeys(("unpublished_left_out", "later_left_out", "outside_window"), 0)
        for claim in self.rows["claims"]:
            if claim["status"] in statuses:
                clock = self.left_out_by(claim, view)
                if clock:
                    judged.counts[clock] += 1
                else:
                    live.append(claim)
        stands = self.stand(live, view)
        if view.count_shown:
            stands = [stand for stand in stands if stand.shown]
            live = [claim for claim in live if claim["id"] in {stand.claim for stand in stands}]
        by_id = {claim["id"]: claim for claim in live}
        for strand in sorted({stand.strand for stand in stands}):
            members = [stand for stand in stands if stand.strand == strand]
            self.weigh(members, by_id)
            judged.strands[strand] = self.figures_of_strand(members, by_id)
            if not passes(judged.strands[strand], view):
                judged.strands[strand]["shown"] = False
                for stand in members:
                    stand.shown = False
        for tie in sorted({stand.tie for stand in stands}):
            members = [stand for stand in stands if stand.tie == tie]
            strands = [judged.strands[strand] for strand in sorted({stand.strand for stand in members})]
            judged.ties[tie] = figures_of_tie(members, strands)
        judged.stands = stands
        for claim in live:
            judged.claims[claim["id"]] = {
                "tie": self.tie(claim),
                "strand": self.strand(claim),
                "stance": claim["stance"],
                "source": claim["source"],
                "published": self.sources[claim["source"]]["published"],
                "shown": any(stand.shown for stand in stands if stand.claim == claim["id"]),
                "undated": not claim["held_from"] and not claim["held_to"],
            }
        told = list(judged.claims.values())
        hidden = [claim for claim in live if not judged.claims[claim["id"]]["shown"]]
        judged.counts |= {
            "on_file": sum(claim["status"] in ("", "published") for claim in self.rows["claims"]),
            "live": len(live),
            "shown": sum(claim["shown"] for claim in told),
            "undated": sum(claim["undated"] for claim in told),
            "denials_hidden": sum(place(claim) in ("denied", "doubted") for claim in hidden),
            "pages": len({claim["source"] for claim in live}),
        }
        return judged

    def stand(self, live: list[Row], view: View) -> list[Stand]:
        """Every claim in its own strand; a denial of no matter in every other strand of its tie as well."""
        stands = []
        for claim in live:
            matters = {claim["matter"]}
            if claim["stance"] == "denies" and not claim["matter"]:
                matters |= {other["matter"] for other in live if self.tie(other) == self.tie(claim)}
            for matter in matters:
                for voice, official in self.voices(claim).items():
                    stands.append(
                        Stand(
                            strand=self.strand(claim, matter),
                            tie=self.tie(claim),
                            claim=claim["id"],
                            voice=voice,
                            official=official,
                            stake=any(self.has_stake(voice, end) for end in self.ends(claim)),
                            list=place(claim),
                            general=matter != claim["matter"],
                            shown=self.is_shown(claim, matter, view),
                        )
                    )
        return stands

    def weigh(self, members: list[Stand], claims: dict[str, Row]) -> None:
        """Tell earlier denials from answers in one strand, and what counts for its backing."""
        asserted = [stand for stand in members if stand.list in ("says", "planned", "implied")]
        times = [self.held(claims[stand.claim]) for stand in asserted]
        for stand in members:
            if stand.list == "denied" and times:
                denied = self.denied_time(claims[stand.claim])
                if not any(overlap(denied, held) for held in times):
                    stand.list = "earlier"
        for wanted in ("says", "planned"):
            backing = [stand for stand in members if stand.list == wanted]
            if backing:
                for stand in backing:
                    stand.backs = True
                return

    def figures_of_strand(self, members: list[Stand], claims: dict[str, Row]) -> dict[str, Any]:
        """Backing, answers and dates of one strand."""
        own = [claims[stand.claim] for stand in members if not stand.general]
        one = claims[members[0].claim]
        subject, object_ = self.ends(one)
        kind = self.kinds[one["kind"]]
        says = [stand for stand in members if stand.list == "says"]
        at_subject = {stand.voice for stand in says if stand.official and stand.voice == self.top(subject)}
        at_object = {stand.voice for stand in says if stand.official and stand.voice == self.top(object_)}
        settlers: set[str] = {
            "subject": at_subject,
            "object": at_object,
            "either": at_subject | at_object,
            "both": at_subject | at_object if at_subject and at_object else set[str](),
            "none": set[str](),
        }[kind["settled_by"]]
        record = any(claims[stand.claim]["basis"] == "official_record" for stand in says)
        backing = [stand for stand in members if stand.backs]
        voices = {stand.voice for stand in backing}
        if not backing:
            word = "nobody"
        elif not says:
            word = "announced"
        elif settlers or record:
            word = "on_record"
        elif all(stand.stake for stand in backing):
            word = "one_side"
        elif len(voices) > 1:
            word = "several_voices"
        else:
            word = "one_voice"
        published = [self.sources[claim["source"]]["published"] for claim in own]
        return {
            "tie": members[0].tie,
            "subject": subject,
            "kind": one["kind"],
            "object": object_,
            "matter": next((claim["matter"] for claim in own), members[0].strand[len(members[0].tie) + 1 :]),
            "polarity": kind["polarity"],
            "backing": word,
            "voices": len(voices),
            "reports": len({stand.claim for stand in backing}),
            **{answer: voices_in(members, answer) for answer in ANSWERS},
            "said": bool(backing),
            "answered": voices_in(members, "denied") + voices_in(members, "doubted") > 0,
            "first": earliest(published),
            "last": max(published, default=""),
            "first_held": earliest(claim["held_from"] for claim in own),
            "last_held": max((claim["held_to"] for claim in own), default=""),
            "shown": any(stand.shown for stand in members),
            "settlers": ",".join(sorted(settlers)),
            "official_record": record,
        }


def figures_of_tie(members: list[Stand], strands: list[dict[str, Any]]) -> dict[str, Any]:
    """What a tie shows of its strands."""
    said = any(strand["said"] for strand in strands)
    mark = ""
    if said:
        for strand in strands:
            if strand["questioned"] or strand["earlier"] or (strand["answered"] and not strand["said"]):
                mark = "small"
        for strand in strands:
            if strand["said"] and strand["answered"]:
                mark = "full"
    answered = any(strand[answer] for strand in strands for answer in ("denied", "doubted", "questioned", "earlier"))
    return {
        **{name: strands[0][name] for name in ("subject", "kind", "object", "polarity")},
        "backing": min((strand["backing"] for strand in strands), key=BEST_FIRST.index),
        "voices": len({stand.voice for stand in members if stand.backs}),
        "reports": len({stand.claim for stand in members if stand.backs}),
        **{answer: voices_in(members, answer) for answer in ANSWERS},
        "said": said,
        "only_denied": answered and not said,
        "mark": mark,
        "shown": any(stand.shown for stand in members),
        "first": earliest(strand["first"] for strand in strands),
        "last": max(strand["last"] for strand in strands),
        "first_held": earliest(strand["first_held"] for strand in strands),
        "last_held": max(strand["last_held"] for strand in strands),
        "strands": len(strands),
    }


def passes(strand: dict[str, Any], view: View) -> bool:
    """Whether a strand is backed and answered as the view asks."""
    answers = [answer for answer in ("denied", "doubted", "questioned", "earlier") if strand[answer]] or ["none"]
    backed = not view.backings or strand["backing"] in view.backings
    return backed and (not view.answers or any(answer in view.answers for answer in answers))


def place(claim: Row) -> str:
    """Where a claim stands before times are compared."""
    if claim["stance"] == "asserts":
        return claim["modality"] if claim["modality"] in ("planned", "implied") else "says"
    if claim["stance"] == "denies":
        return "denied"
    if claim["stance"] == "disputes":
        return "doubted" if claim["disputes_what"] in ("existence", "extent") else "questioned"
    return "declined"


def voices_in(members: list[Stand], where: str) -> int:
    """How many different voices stand in a list."""
    return len({stand.voice for stand in members if stand.list == where})


def earliest(texts: Iterable[str]) -> str:
    """The first of the dates that are known."""
    return min((text for text in texts if text), default="")


def overlap(one: Period, other: Period) -> bool:
    """Whether two periods have a day in common."""
    return one[0] <= other[1] and other[0] <= one[1]


def period(text: str) -> Period:
    """The days of a year, a month or a day."""
    year, month, day = [*(int(part) for part in text.split("-")), 0, 0][:3]
    if day:
        return date(year, month, day), date(year, month, day)
    if month:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)


def slug(text: str) -> str:
    """A text of plain letters as an id: small letters and digits, hyphens between."""
    return "-".join("".join(letter if letter.isalnum() else " " for letter in text.lower()).split())
