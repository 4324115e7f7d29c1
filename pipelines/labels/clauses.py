"""Whether a clause of a criteria text lets people in or keeps them out: section x negation x exception, per named site."""

import itertools
import re
from functools import cached_property
from typing import NamedTuple

from pipelines.labels.context import FILE, Hit, every, first, is_kind, permits, starting
from pipelines.labels.mentions import Mention, leans
from pipelines.lexicon import by_value

CLAUSE = re.compile(
    r"; ?|(?<=[a-z)]{3})\.\s+(?=[a-z])|(?<=etc\.) (?=(?:patient|subject|participant|those|however))|\s(?=\(?\d\) )"
)
# 'Untreated brain metastases: patients whose ... are eligible' and '... Note: patients ...' begin a new statement.
COLON = re.compile(r":\s+(?=(?:patient|subject|participant|those|individual)s?\b)|\s(?=note: )")
WORD = re.compile(r"[a-z/-]+")
NEGATION_REACH = 110
ADJACENT = 35
FOLLOWING = 45


class Segment(NamedTuple):
    """A piece text[start:end] of a clause; pieces of one `level` belong together, `above` is the level it is an exception to."""

    start: int
    end: int
    level: int
    above: int


def clauses(text: str) -> list[tuple[int, int]]:
    """The clauses of a sentence as (start, end)."""
    named = first("name", text)
    colons = [m.end() for m in COLON.finditer(text, named.end)] if named else []
    cuts = sorted({0, *(m.end() for m in CLAUSE.finditer(text)), *colons, len(text)})
    return [(a, b) for a, b in itertools.pairwise(cuts) if b > a]


def _segments(text: str) -> list[Segment]:
    """The main part and its exceptions; what follows an exception in brackets belongs to the main part again."""
    found, start, level, above, closing, outer = [], 0, 0, 0, -1, (0, 0)
    opens = sorted({hit.start for hit in every("except", text) if hit.start > 0})
    for cut in [*opens, len(text)]:
        if 0 < closing <= cut:
            found.append(Segment(start, closing, level, above))
            (level, above), start, closing = outer, closing, -1
        found.append(Segment(start, cut, level, above))
        if closing < 0:
            bracket = cut if text.startswith("(", cut) else cut - 1 if text.endswith("(", 0, cut) else -1
            closing, outer = _closing(text, bracket), (level, above)
        start, above, level = cut, level, len(found)
    return found


def _closing(text: str, bracket: int) -> int:
    """The place after the bracket that closes the one at `bracket`; -1 where there is none."""
    depth = 0
    for place in range(bracket, len(text)) if bracket >= 0 else ():
        depth += (text[place] == "(") - (text[place] == ")")
        if not depth:
            return place + 1
    return -1


class Clause:
    """A clause with its main part and exceptions (`segments`).

    `section` is where it stands, as bullets above turn it, or 'alternatives' in a list of which one must hold;
    `permitted`: it is a condition below a permission, so that only refusals count; `begins`: where it begins in its sentence.
    """

    def __init__(self, text: str, section: str, permitted: bool, named: list[Mention], begins: int = 0):
        self.text, self.section, self.permitted, self.named, self.begins = text, section, permitted, named, begins
        self.segments = _segments(text)

    def segment(self, place: int) -> Segment:
        """The segment in which a place stands."""
        return next(s for s in reversed(self.segments) if s.start <= place)

    def same_level(self, one: Mention, other: Mention) -> bool:
        """Whether neither stands in an exception to the other."""
        return self.segment(one.start).level == self.segment(other.start).level

    def polarity(self, m: Mention) -> tuple[str, Hit | None]:
        """'permit', 'refuse', 'state' or 'none' for a mention, and the words that say so."""
        if either := first("either", self.text, max(0, m.chain - ADJACENT), m.start):
            return "permit", either
        if negation := self._negation(m):
            return ("none" if self.section == "alternatives" else "refuse"), negation
        segment = self.segment(m.start)
        if verb := self.verb(segment.level, m.end):
            return verb
        if not segment.level:
            return self._default(), None
        before = self._main(segment.above)
        if starting("proviso", self.text, segment.start):
            return before, None
        stated = first("selection", self.text) or self.text.startswith("other", segment.start)
        return {"refuse": "permit", "permit": "refuse"}.get(before, "state" if stated else "refuse"), None

    def verb(self, level: int, toward: int = 0) -> tuple[str, Hit] | None:
        """The verb of permission or refusal of a level; where there are several, the one that follows `toward` first."""
        found = [verb for s in self.segments if s.level == level for verb in self._verbs(s.start, s.end)]
        after = [item for item in found if item[1].start >= toward]
        if after:
            return min(after, key=lambda item: item[1].start)
        return max(found, key=lambda item: item[1].start, default=None)

    def _verbs(self, start: int, end: int) -> list[tuple[str, Hit]]:
        """Verbs in the stretch; 'not an exclusion' is read before 'exclusion', and 'not eligible' before 'eligible'."""
        found, text = [], self.text[:end]
        for role in ("permit-not", "refuse", "permit"):
            for rule in by_value(FILE)[role]:
                for match in rule.pattern.finditer(text, start):
                    found.append((role.removesuffix("-not"), Hit(rule.id, *match.span())))
                    text = text[: match.start()] + "#" * len(match[0]) + text[match.end() :]
        return found

    def _main(self, level: int) -> str:
        if verb := self.verb(level):
            return verb[0]
        return self._main(next(s.above for s in self.segments if s.level == level)) if level else self._default()

    def _default(self) -> str:
        return "refuse" if self.section == "exclusion" and not self.permitted else "state"

    def _negation(self, m: Mention) -> Hit | None:
        """A negation that reaches the mention: between them stand only adjectives, links and other parts of the same list."""
        colon = self.text.rfind(":", 0, m.start) + 1
        begin = max(self.segment(m.start).start, m.start - NEGATION_REACH, colon)
        hits = every("negate", self.text, begin, m.start)
        reaching = [hit for hit in hits if hit.end >= m.chain or self._listed(hit.end, m.chain)]
        return max(reaching, key=lambda hit: hit.start, default=None)

    def _listed(self, start: int, end: int) -> bool:
        between = self.text[start:end]
        if first("people", between):
            return False
        if all(is_kind("listed", word) or leans(word) for word in WORD.findall(between)):
            return True
        return "," in between and not first("verb-between", between)

    def redefined(self, m: Mention) -> bool:
        """'Leptomeningeal disease, defined as ... evidence of leptomeningeal involvement': the second only explains the first."""
        earlier = [other for other in self.named if other.site == m.site and other.end <= m.start]
        return any(first("defined", self.text, other.end, m.start) for other in earlier)

    def aside(self, m: Mention) -> bool:
        """A procedure, a wash-out window or a drug, not people: 'radiotherapy within 14 days (28 days for brain lesions)'."""
        return any(self._is_aside(hit, m) for hit in self._asides)

    @cached_property
    def _asides(self) -> list[Hit]:
        return every("aside", self.text)

    @cached_property
    def _decides(self) -> bool:
        return any(self._verbs(s.start, s.end) for s in self.segments)

    def _is_aside(self, hit: Hit, m: Mention) -> bool:
        if hit.rule_id.endswith("crisis"):
            return m.site in ("visceral", "liver", "lung", "bone")
        if hit.rule_id.endswith("design"):
            before = hit.end + FOLLOWING < m.chain and permits(self.text, m.end)
            return not (before or (m.end < hit.start and permits(self.text, m.end, hit.start)))
        if hit.rule_id.endswith(("blood", "other")):
            return hit.start <= m.start < hit.end
        anywhere = hit.rule_id.endswith(("needless", "suspicion"))
        if self._decides or anywhere or hit.start > m.start:
            return anywhere and not self._decides
        if hit.rule_id.endswith("scan"):
            return not (first("limit", self.text, m.chain, m.end + ADJACENT) or first("stable", self.text))
        if hit.rule_id.endswith("local"):
            return m.start - hit.end <= ADJACENT and "," not in self.text[hit.end : m.start]
        return m.start - hit.end <= FOLLOWING
