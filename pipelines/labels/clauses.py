"""Whether a clause of a criteria text lets people in or keeps them out: section x negation x exception, per named site."""

import itertools
import re
from functools import cached_property

from pipelines.labels.context import Hit, every, first, roles
from pipelines.labels.mentions import LINKS, Mention

CLAUSE = re.compile(
    r"; ?|(?<=[a-z)]{3})\.\s+(?=[a-z])|(?<=etc\.) (?=(?:patient|subject|participant|those|however))|\s(?=\(?\d\) )"
)
# 'Untreated brain metastases: patients whose ... are eligible' and '... Note: patients ...' begin a new statement.
COLON = re.compile(r":\s+(?=(?:patient|subject|participant|those|individual)s?\b)|\s(?=note: )")
NAMES = re.compile(r"metasta|brain|cns|nervous|mening")
DEFINED = re.compile(r"\b(?:defined (?:as|by)|(?:documented|evidenced|indicated|confirmed) by)\b")
SELECTION = re.compile(r"measurable|target|biops|evaluable|extracranial|lesion")
PROVISO = ("provid", "but", "though", "although", "however", "(")
VERB_BETWEEN = re.compile(r"\b(?:must|are|is|may|can|who have|and have|should|will|be)\b")
WORD = re.compile(r"[a-z/-]+")
# Nouns that may stand with a site in one negated list: 'no visceral disease or brain metastases'.
LISTED = frozenset(
    ["metastases", "metastasis", "metastatic", "disease", "involvement", "meningitis", "compression", "carcinomatous"]
    + ["carcinomatosis", "lesions", "lesion", "patients", "participants", "subjects", "tumor", "tumors", "symptoms"]
    + ["progression", "cancer", "malignancy", "malignancies", "primary", "visceral", "pleural", "lymphangitic"]
    + ["spread", "concurrent", "concomitant"]
)
LONGEST = 1500
"""No sentence is longer; a text without any break is read in pieces, so that the work grows with its length only."""
NEGATION_REACH = 110
ADJACENT = 35
FOLLOWING = 45


def clauses(text: str) -> list[tuple[int, int]]:
    """The clauses of a sentence as (start, end)."""
    named = NAMES.search(text)
    colons = [m.end() for m in COLON.finditer(text, named.end())] if named else []
    breath = range(LONGEST, len(text), LONGEST)
    cuts = sorted({0, *(m.end() for m in CLAUSE.finditer(text)), *colons, *breath, len(text)})
    return [(a, b) for a, b in itertools.pairwise(cuts) if b > a]


class Clause:
    """A clause and its main part and exceptions ('segments').

    `section` is where it stands, as bullets above turn it, or 'alternatives' in a list of which one must hold;
    `permitted`: it is a condition below a permission, so that only refusals count.
    """

    def __init__(self, text: str, section: str, permitted: bool, named: list[Mention]):
        self.text, self.section, self.permitted, self.named = text, section, permitted, named
        cuts = [0, *sorted({hit.start for hit in every("except", text) if hit.start > 0})]
        self.segments = list(zip(cuts, [*cuts[1:], len(text)], strict=True))

    def segment(self, place: int) -> int:
        """The number of the segment in which a place stands."""
        return max(i for i, (start, _) in enumerate(self.segments) if start <= place)

    def polarity(self, m: Mention) -> tuple[str, Hit | None]:
        """'permit', 'refuse', 'state' or 'none' for a mention, and the words that say so."""
        if either := first("either", self.text, max(0, m.chain - ADJACENT), m.start):
            return "permit", either
        if negation := self._negation(m):
            return ("none" if self.section == "alternatives" else "refuse"), negation
        index = self.segment(m.start)
        start, end = self.segments[index]
        if verb := self.verb(start, self._closed(start, end, m), m.end):
            return verb
        before = self._default() if index == 0 else self._main(index - 1)
        if index and not self.text[start:].startswith(PROVISO):
            stated = "state" if SELECTION.search(self.text) or self.text[start:].startswith("other") else "refuse"
            return {"refuse": "permit", "permit": "refuse"}.get(before, stated), None
        return before, None

    def verb(self, start: int, end: int, toward: int | None = None) -> tuple[str, Hit] | None:
        """The verb of permission or refusal in text[start:end]; where there are several, the one that follows `toward` first."""
        found = self._verbs(start, end)
        after = [item for item in found if toward is not None and item[1].start >= toward]
        if after:
            return min(after, key=lambda item: item[1].start)
        return max(found, key=lambda item: item[1].start, default=None)

    def _verbs(self, start: int, end: int) -> list[tuple[str, Hit]]:
        """Verbs in the stretch; 'not an exclusion' is read before 'exclusion', and 'not eligible' before 'eligible'."""
        found, text = [], self.text[:end]
        double = [rule for rule in roles()["permit"] if rule.id == "permit-03"]
        for role, rules in (("permit", double), ("refuse", roles()["refuse"]), ("permit", roles()["permit"])):
            for rule in rules:
                for match in rule.pattern.finditer(text, start):
                    found.append((role, Hit(rule.id, *match.span())))
                    text = text[: match.start()] + "#" * len(match[0]) + text[match.end() :]
        return found

    def _closed(self, start: int, end: int, m: Mention) -> int:
        """Where the segment ends for a mention; one that opens within brackets ends with them."""
        close = self.text.find(")", m.end, end)
        return close if close >= 0 and self.text[:start].rstrip().endswith("(") else end

    def _main(self, index: int) -> str:
        verb = self.verb(*self.segments[index])
        return verb[0] if verb else self._default() if index == 0 else self._main(index - 1)

    def _default(self) -> str:
        return "refuse" if self.section == "exclusion" and not self.permitted else "state"

    def _negation(self, m: Mention) -> Hit | None:
        """A negation that reaches the mention: between them stand only adjectives, links and other parts of the same list."""
        colon = self.text.rfind(":", 0, m.start) + 1
        begin = max(self.segments[self.segment(m.start)][0], m.start - NEGATION_REACH, colon)
        hits = every("negate", self.text, begin, m.start)
        reaching = [hit for hit in hits if hit.end >= m.chain or self._listed(hit.end, m.chain)]
        return max(reaching, key=lambda hit: hit.start, default=None)

    def _listed(self, start: int, end: int) -> bool:
        between = self.text[start:end]
        if all(word in LISTED or word in LINKS for word in WORD.findall(between)):
            return True
        return "," in between and not VERB_BETWEEN.search(between)

    def redefined(self, m: Mention) -> bool:
        """'Leptomeningeal disease, defined as ... evidence of leptomeningeal involvement': the second only explains the first."""
        earlier = [other for other in self.named if other.site == m.site and other.end <= m.start]
        return any(DEFINED.search(self.text, other.end, m.start) for other in earlier)

    def aside(self, m: Mention) -> bool:
        """A procedure, a wash-out window or a drug, not people: 'radiotherapy within 14 days (28 days for brain lesions)'."""
        return any(self._is_aside(hit, m) for hit in self._asides)

    @cached_property
    def _asides(self) -> list[Hit]:
        return every("aside", self.text)

    @cached_property
    def _decides(self) -> bool:
        return self.verb(0, len(self.text)) is not None

    def _is_aside(self, hit: Hit, m: Mention) -> bool:
        if hit.rule_id.endswith("crisis"):
            return m.site in ("visceral", "liver", "lung", "bone")
        if hit.rule_id.endswith("design"):
            return True
        if hit.start > m.start or self._decides:
            return False
        if hit.rule_id.endswith("scan"):
            return not (first("limit", self.text, m.chain, m.end + ADJACENT) or first("stable", self.text))
        if hit.rule_id.endswith("local"):
            return m.start - hit.end <= ADJACENT and "," not in self.text[hit.end : m.start]
        return m.start - hit.end <= FOLLOWING
