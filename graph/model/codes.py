"""The closed sets of codes, and the words a layman reads for them.

Each dictionary maps a code to the words on screen, in the order in which choices are offered.
"""

from __future__ import annotations

ACTOR_KINDS = {
    "state": "state",
    "union": "union of states",
    "igo": "international organisation",
    "de_facto": "de facto authority",
    "armed_group": "armed group",
    "organ": "organ of a state or body",
    "company": "company",
    "person": "person",
    "collective": "group of actors",
    "unknown": "party not named",
}
ALIAS_KINDS = {
    "name": "name",
    "demonym": "demonym",
    "capital": "capital",
    "seat": "seat",
    "acronym": "acronym",
    "leader": "leader",
}
OWNERSHIPS = {
    "state": "state-owned",
    "public": "public broadcaster or body",
    "party": "party-owned",
    "private": "private",
    "igo": "international organisation",
    "government": "government",
    "unknown": "ownership not known",
}
SOURCE_KINDS = {
    "government": "government",
    "igo": "international organisation",
    "news": "news",
    "think_tank": "think tank",
    "academic": "academic",
    "reference": "reference work",
    "company": "company",
    "court": "court",
    "social": "social media",
    "other": "other",
}
SOURCE_STATES = {"live": "live", "corrected": "corrected", "withdrawn": "withdrawn", "dead": "dead link"}
STANCES = {
    "asserts": "says",
    "denies": "denies",
    "disputes": "questions part of it",
    "declines": "declines",
}
DISPUTES = {
    "existence": "whether it exists",
    "extent": "how far it goes",
    "meaning": "what it means",
    "responsibility": "who answers for it",
    "lawfulness": "whether it is lawful",
    "reason": "the reason given for it",
}
DOUBTS = ("existence", "extent")
"""Disputes that doubt the tie itself; the others question a part of it."""
MODALITIES = {"stated": "stated", "alleged": "alleged", "planned": "planned", "implied": "our reading"}
BASES = {
    "own_act": "about its own act",
    "official_record": "official record",
    "document": "document",
    "data": "data",
    "wreckage": "physical evidence",
    "intelligence": "intelligence",
    "witness": "witness",
    "unnamed_source": "unnamed source",
    "analysis": "analysis",
    "statement": "statement",
}
GROUPS = {
    "security": "Security",
    "diplomatic": "Diplomatic",
    "economic": "Economic",
    "hybrid": "Hybrid",
    "other": "Other",
}
DIRECTIONS = {"directed": "directed", "symmetric": "mutual"}
POLARITIES = {"+": "cooperating", "-": "opposing", "0": "neutral"}
POLARITY_WORDS = {"+": "positive", "-": "negative", "0": "neutral"}
"""How a polarity is written in ids and addresses: line `iran--russia.positive`."""
SETTLERS = {"subject": "subject", "object": "object", "either": "either side", "both": "both sides", "none": "nobody"}
ASPECTS = {"act": "act", "state": "state"}
RELIABILITIES = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "",
}
"""Admiralty letter of a source (STANAG 2511); F means not judged and is shown as nothing."""
CREDIBILITIES = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "",
}
"""Admiralty digit of a claim (STANAG 2511); 6 means not judged and is shown as nothing."""
STATUSES = {"published": "published", "retracted": "retracted", "draft": "draft", "rejected": "rejected"}

BACKINGS = {
    "on_record": "on record",
    "several_voices": "several independent voices",
    "one_voice": "one voice",
    "one_side": "one side only",
    "announced": "announced",
    "nobody": "nobody on this list says it",
}
"""Who backs a strand, best first."""
ANSWERS = {
    "denied": "denied by",
    "doubted": "doubted by",
    "questioned": "questioned in part by",
    "earlier": "earlier denials by",
}
"""Who answers a strand, strongest first."""
