"""What one sentence of a criteria text says about the places of metastasis it names: section x negation x exception.

Source: label guide, 'sites'. An exclusion limited by an adjective ('untreated', 'symptomatic') lets the others in.
"""

import itertools
import re
from typing import NamedTuple

from pipelines.labels.mentions import CANDIDATE, CENTRAL, LINKS, Hit, Mention, first, holder, mentions, roles, starting

CLAUSE = re.compile(
    r"; ?|(?<=[a-z)]{3})\.\s+(?=[a-z])|(?<=etc\.) (?=(?:patient|subject|participant|those|however))|\s(?=\(?\d\) )"
)
# 'Untreated brain metastases: patients whose ... are eligible' and '... Note: patients ...' begin a new statement.
COLON = re.compile(r":\s+(?=(?:patient|subject|participant|those|individual)s?\b)|\s(?=note: )")
SKIP = re.compile(
    r"[\s,)\]-]+|\([^()]{0,90}\)|(?:and/or|and|or|/)(?=\s)|(?:spinal cord|epidural) (?:compression|disease|metasta\w+)|(?:metasta\w+|mets?|lesions?|disease|involvement|spread|tumou?rs?|parenchymal)\b(?:\(s\))?"
)
NOUN = re.compile(
    r"(?:metas?t\w*|mets?|lesions?|disease|involvement|spread|tumou?rs?|cancer|secondar\w+|nodules?)\b(?:\(s\))?"
)
DUTY = re.compile(r"\b(?:must|should|need|needs|have to|has to|required to|only if|if)\b")
ALL_KINDS = re.compile(
    r"(?<!a)symptomatic (?:or|and/or|and) asymptomatic|asymptomatic (?:or|and) symptomatic|(?<!un)treated (?:or|and) untreated"
    r"|untreated (?:or|and) treated|active (?:or|and) (?:inactive|stable)|past (?:or|and) (?:present|current)|current (?:or|and) (?:past|prior|previous|history)"
    r"|present (?:or|and) past|history (?:of )?(?:or|and) (?:current|active|presence)|(?:active|current) (?:or|and) (?:a )?history"
)
VERB_BETWEEN = re.compile(r"\b(?:must|are|is|may|can|who have|and have|should|will|be)\b")
OTHER_TUMOUR = re.compile(r"prostat|crpc|psma|neuroblastoma|myeloma")
DEFINED = re.compile(r"\b(?:defined (?:as|by)|(?:documented|evidenced|indicated|confirmed) by)\b")
FOR_PEOPLE = re.compile(r"(?:[\w ]+: )?for (?:patient|participant|subject|those)s? with\b")
SELECTION = re.compile(r"measurable|target|biops|evaluable|extracranial|lesion")
MUST = re.compile(r"\b(?:must|should)(?: not)? (?:have|be|show|exhibit)\b")
EMPTY_EXCEPTION = 30
ADJACENT = 35
FOLLOWING = 45
NEGATED = re.compile(r"\b(?:no|without|not|absence|free|never)\b[^,;]{0,35}$")
NEGATION_REACH = 110
WORD = re.compile(r"[a-z/-]+")
LISTED = frozenset(
    ["metastases", "metastasis", "metastatic", "disease", "involvement", "meningitis", "compression", "carcinomatous"]
    + ["carcinomatosis", "lesions", "lesion", "patients", "participants", "subjects", "tumor", "tumors", "symptoms"]
    + [
        "progression",
        "cancer",
        "malignancy",
        "malignancies",
        "primary",
        "visceral",
        "pleural",
        "lymphangitic",
        "spread",
        "concurrent",
        "concomitant",
    ]
)


class Reading(NamedTuple):
    """A stance on a site with the span that forces it. 'open' is allowed even if untreated, 'limited' an exclusion of some only,
    'demand' and 'bare' may be requirements."""

    site: str
    stance: str
    start: int
    end: int
    rule_id: str


def readings(text: str, section: str, permitted: bool = False) -> list[Reading]:
    """Stances that a sentence takes; `permitted`: it is a condition below a permission, so only refusals count."""
    found = []
    for start, end in _clauses(text):
        clause = text[start:end]
        named = mentions(clause)
        done: dict[Mention, Reading | None] = {}
        for mention in named:
            done[mention] = _Clause(clause, section, permitted, named).read(mention)
        found += [r._replace(start=r.start + start, end=r.end + start) for r in done.values() if r]
    return found


def _clauses(text: str) -> list[tuple[int, int]]:
    named = CANDIDATE.search(text)
    colons = [m.end() for m in COLON.finditer(text, named.end())] if named else []
    cuts = sorted({0, *(m.end() for m in CLAUSE.finditer(text)), *colons, len(text)})
    return [(a, b) for a, b in itertools.pairwise(cuts) if b > a]


class _Clause:
    def __init__(self, text: str, section: str, permitted: bool, named: list[Mention]):
        self.text, self.section, self.permitted, self.named = text, section, permitted, named
        self.segments = self._segments()

    def read(self, m: Mention) -> Reading | None:
        """The stance on one mention, or None where the clause takes none."""
        if m.site in ("liver", "bone") and (hit := first("threshold", self.text)) and not _near_verb(self.text, m):
            return self._made(m, "allowed", min(m.start, max(hit.start, m.start - 60)), m.end, hit.rule_id)
        if self._aside(m) or self._redefined(m):
            return None
        polarity, verb = self._polarity(m)
        if polarity == "refuse" or m.rule_id == "site-bone_only-03":
            return self._refusal(m, verb)
        if polarity == "permit":
            return self._permission(m, verb)
        return None if self.permitted or polarity == "none" else self._statement(m)

    def _redefined(self, m: Mention) -> bool:
        """'Leptomeningeal disease, defined as ... evidence of leptomeningeal involvement': the second only explains the first."""
        earlier = [other for other in self.named if other.site == m.site and other.end <= m.start]
        return any(DEFINED.search(self.text, other.end, m.start) for other in earlier)

    def _segments(self) -> list[tuple[int, int]]:
        """The main clause and the exceptions that follow it."""
        cuts = [0]
        place = 0
        while hit := first("except", self.text, place):
            if hit.start > 0:
                cuts.append(hit.start)
            place = hit.end
        return list(zip(cuts, [*cuts[1:], len(self.text)], strict=True))

    def _segment(self, place: int) -> int:
        return max(i for i, (start, _) in enumerate(self.segments) if start <= place)

    def _aside(self, m: Mention) -> bool:
        """A procedure, a wash-out window or a drug, not people: 'radiotherapy within 14 days (28 days for brain lesions)'."""
        return any(
            self._is_aside(rule.id, match.span(), m)
            for rule in roles()["aside"]
            for match in rule.pattern.finditer(self.text)
        )

    def _is_aside(self, rule_id: str, span: tuple[int, int], m: Mention) -> bool:
        start, end = span
        if rule_id.endswith("crisis"):
            return m.site in ("visceral", "liver", "lung", "bone")
        if rule_id.endswith("design"):
            return True
        if start > m.start or self._verb(0, len(self.text)):
            return False
        if rule_id.endswith("scan"):
            return not (first("limit", self.text, m.chain, m.end + 30) or first("stable", self.text))
        if rule_id.endswith("local"):
            return m.start - end <= ADJACENT and "," not in self.text[end : m.start]
        return m.start - end <= FOLLOWING

    def _verb(self, start: int, end: int, toward: int | None = None) -> tuple[str, Hit] | None:
        """The verb of permission or refusal in a stretch; where there are several, the one that follows `toward` first."""
        found, masked = [], self.text[:end]
        for role, rule in [("permit", "permit-03"), ("refuse", ""), ("permit", "")]:
            for pattern in roles()[role]:
                if not pattern.id.startswith(rule):
                    continue
                for match in pattern.pattern.finditer(masked, start):
                    found.append((role, Hit(pattern.id, *match.span())))
                    masked = masked[: match.start()] + "#" * (match.end() - match.start()) + masked[match.end() :]
        if not found:
            return None
        after = [item for item in found if toward is not None and item[1].start >= toward]
        return min(after, key=lambda item: item[1].start) if after else max(found, key=lambda item: item[1].start)

    def _polarity(self, m: Mention) -> tuple[str, Hit | None]:
        index = self._segment(m.start)
        if either := first("either", self.text, max(0, m.chain - ADJACENT), m.start):
            return "permit", either
        if negation := self._negation(m):
            return ("none" if self.section == "alternatives" else "refuse"), negation
        start, end = self.segments[index]
        if verb := self._verb(start, end, m.end):
            return verb
        before = self._default() if index == 0 else self._main(index - 1)
        if index and not self.text[start:].startswith(("provid", "but", "though", "although", "however", "(exclud")):
            stated = "state" if SELECTION.search(self.text) or self.text[start:].startswith("other") else "refuse"
            return {"refuse": "permit", "permit": "refuse"}.get(before, stated), None
        return before, None

    def _main(self, index: int) -> str:
        start, end = self.segments[index]
        verb = self._verb(start, end)
        return verb[0] if verb else self._default() if index == 0 else self._main(index - 1)

    def _default(self) -> str:
        return "refuse" if self.section == "exclusion" and not self.permitted else "state"

    def _negation(self, m: Mention) -> Hit | None:
        """A negation that reaches the mention: between them stand only adjectives, links and other parts of the same list."""
        begin = max(
            self.segments[self._segment(m.start)][0], m.start - NEGATION_REACH, self.text.rfind(":", 0, m.start) + 1
        )
        hits = [
            Hit(rule.id, *match.span())
            for rule in roles()["negate"]
            for match in rule.pattern.finditer(self.text, begin, m.start)
            if match.end() >= m.chain or self._listed(match.end(), m.chain)
        ]
        return max(hits, key=lambda hit: hit.start) if hits else None

    def _listed(self, start: int, end: int) -> bool:
        """Whether only nouns of the same list stand between a negation and a mention's own words."""
        words = WORD.findall(self.text[start:end])
        return all(word in LISTED or word in LINKS for word in words) or (
            "," in self.text[start:end] and not VERB_BETWEEN.search(self.text, start, end)
        )

    def _refusal(self, m: Mention, verb: Hit | None) -> Reading:
        if m.rule_id == "site-bone_only-03":
            return self._made(m, "excluded", m.start, m.end, "biopsy")
        start = min(m.chain, verb.start) if verb and verb.start < m.start else m.chain
        limit = self._limit(m)
        if limit:
            return self._made(m, "limited", min(start, limit.start), max(m.end, limit.end), limit.rule_id)
        if exception := self._exception(m):
            return self._made(m, "treated_stable", start, exception.end, exception.rule_id)
        if not verb and m.site not in CENTRAL and FOR_PEOPLE.match(self.text):
            return self._made(m, "allowed", start, m.end, "for-people")
        if not verb and (duty := self._duty(m)):
            return self._made(m, "treated_stable", start, duty.end, duty.rule_id)
        end = verb.end if verb and verb.start > m.end else self._noun_end(m)
        return self._made(m, "excluded", start, end, verb.rule_id if verb else "section")

    def _duty(self, m: Mention) -> Hit | None:
        """'Brain metastases must have been treated' in an exclusion list is a condition, not a refusal."""
        duty = MUST.search(self.text, m.end)
        return first("condition", self.text, duty.end()) if duty and m.site in CENTRAL else None

    def _limit(self, m: Mention) -> Hit | None:
        """The words that narrow a refusal to some kind of the site: before it, after it, or around the list it stands in."""
        if ALL_KINDS.search(self.text, max(0, m.chain - 12), min(len(self.text), m.end + 60)):
            return None
        before = first("limit", self.text, m.chain, m.end)
        if before and m.site != "bone_only":
            return before
        above = holder(self.text, m, [other for other in self.named if other.start < m.start])
        if above and (inherited := self._limit(above)):
            return inherited
        if about := re.search(
            r"(?:symptoms?|signs?|progress\w+|worsening|growth|enlargement|presence of symptoms) (?:\w+ ){0,2}?(?:of|from|related to|due to|caused by|in) (?:\w+ ){0,3}$",
            self.text[: m.chain],
        ):
            if not about[0].startswith("sign"):
                return Hit("limit-about", about.start(), m.end)
        return self._limit_after(m)

    def _limit_after(self, m: Mention) -> Hit | None:
        place = m.end
        while True:
            if hit := starting("post", self.text, place):
                return None if self._next_item(m, hit) else hit
            following = next(
                (o for o in self.named if o.start == place and o.site in CENTRAL and m.site in CENTRAL), None
            )
            skipped = SKIP.match(self.text, place)
            if following and following.end > place:
                place = following.end
            elif skipped and skipped.end() > place:
                inner = first("limit", self.text, place, skipped.end()) if skipped[0].startswith("(") else None
                if inner:
                    return inner
                place = skipped.end()
            else:
                return None

    def _next_item(self, m: Mention, hit: Hit) -> bool:
        """Whether an adjective opens the next item of the list ('meningitis, or |uncontrolled brain metastases')."""
        if any(other.chain <= hit.start < other.start for other in self.named if other.start > m.start):
            return True
        bare = hit.rule_id.startswith("post-05") and re.search(r",|\bor\b|\band\b", self.text[m.end : hit.start])
        return bool(bare) and not re.match(r"\s*(?:$|[,.;)]|(?:or|and|and/or|at|on|for|by)\b)", self.text[hit.end :])

    def _exception(self, m: Mention) -> Hit | None:
        """An exception after the mention that lets some of these people in, unless it names the other central site only."""
        for start, end in self.segments[self._segment(m.start) + 1 :]:
            inside = {o.site for o in self.named if start <= o.start < end and o.site in CENTRAL}
            if inside and m.site in CENTRAL and m.site not in inside:
                continue
            hit = first("condition", self.text, start, end) or first("permit", self.text, start, end)
            if hit or self.text[end - 1] == ":" or end - start < EMPTY_EXCEPTION:
                return hit or Hit("except-list", start, end)
        return None

    def _permission(self, m: Mention, verb: Hit | None) -> Reading | None:
        if m.site == "bone_only" and OTHER_TUMOUR.search(self.text):
            return None
        begin = verb.start if verb and verb.start < m.start else m.chain
        end = verb.end if verb and verb.start > m.end else m.end
        if m.site not in CENTRAL:
            return self._made(m, "allowed", begin, end, verb.rule_id if verb else "exception")
        around = (m.chain, len(self.text))
        if hit := self._open(m):
            return self._made(m, "open", begin, max(end, hit.end), hit.rule_id)
        if hit := first("stable", self.text, *around) or first("condition", self.text, *around):
            return self._made(m, "treated_stable", min(begin, hit.start), max(end, hit.end), hit.rule_id)
        if re.search(r"\b(?:if|provided|as long as|only)\b|:$", self.text[self.segments[self._segment(m.start)][0] :]):
            return self._made(m, "treated_stable", begin, len(self.text), "permit-if")
        return self._made(m, "allowed", begin, end, verb.rule_id if verb else "exception")

    def _open(self, m: Mention) -> Hit | None:
        """Words that let even untreated people in; 'no evidence of active disease' is none."""
        for rule in roles()["open"]:
            for match in rule.pattern.finditer(self.text, m.chain):
                if not NEGATED.search(self.text, max(0, match.start() - 40), match.start()):
                    return Hit(rule.id, *match.span())
        return None

    def _statement(self, m: Mention) -> Reading | None:
        """A sentence of an inclusion list with neither permission nor refusal."""
        if m.site not in CENTRAL and OTHER_TUMOUR.search(self.text):
            return None
        if m.site in ("bone_only", "oligometastatic"):
            return self._made(m, "allowed", m.start, m.end, "statement")
        duty = DUTY.search(self.text)
        opened = self._open(m) if m.site in CENTRAL else None
        if opened and (self.section == "alternatives" or first("stable", self.text, m.chain)):
            return self._made(m, "open", m.chain, max(m.end, opened.end), opened.rule_id)
        condition = first("stable", self.text, m.chain) or (duty and first("condition", self.text, m.end))
        if m.site in CENTRAL and condition and not opened:
            return self._made(
                m, "treated_stable", min(m.chain, condition.start), max(m.end, condition.end), condition.rule_id
            )
        if re.search(r"\b(?:including|include|includes)\b[^.;]{0,60}$", self.text[: m.start]):
            return self._made(m, "allowed", m.chain, m.end, "including")
        if (
            m.site in ("skin_soft_tissue", "lymph_node")
            or m.site not in CENTRAL
            and " or " in self.text[m.start - 30 if m.start > 30 else 0 : m.end + 30]
        ):
            return self._made(m, "allowed", m.chain, self._noun_end(m), "statement")
        if re.match(r"\W*(?:\w+ ){0,3}?(?:should|must|may|will|need|are|is)\b", self.text[self._noun_end(m) :]):
            return None
        if demand := first("demand", self.text, max(0, m.chain - 60), m.start):
            return self._made(m, "demand", demand.start, self._noun_end(m), demand.rule_id)
        return self._made(m, "bare", m.chain, self._noun_end(m), "statement")

    def _noun_end(self, m: Mention) -> int:
        found = NOUN.search(self.text, m.start, min(len(self.text), m.end + 40))
        return max(m.end, found.end()) if found else m.end

    def _made(self, m: Mention, stance: str, start: int, end: int, rule_id: str) -> Reading:
        if m.site not in CENTRAL and stance in ("treated_stable", "limited", "open"):
            stance = "allowed"
        return Reading(m.site, stance, start, max(end, self._noun_end(m)), f"{m.rule_id}+{rule_id}")


def _near_verb(text: str, m: Mention) -> bool:
    """Whether the sentence lets people with the site in or out, beside giving a threshold."""
    return bool(
        re.search(r"(?:metasta\w+|disease) (?:are|is|will be) (?:not )?(?:ex|in)clud", text[m.start : m.start + 60])
    )
