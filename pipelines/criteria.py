"""Eligibility text -> passages: which section, which cohort, which bullet, one sentence each, offsets kept.

The shapes of headings, bullets and run-on texts are those seen in the registry; see blocks.py for the layout alone.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from pipelines.blocks import Block, blocks, sentences
from pipelines.passage import Passage
from pipelines.text import Normal

HEADING = re.compile(
    r"(?:[\w/()'&,.:#+-]+ ){0,6}?(?P<kind>(?:non-?)?inclusion|exclusion|in?eligibility)(?: criteri(?:a|on))?"
    r"(?: (?:\(|all|both|only|for|in|at|of|-|specific|cohort|part|phase|group)[^.;:]{0,80})?(?: ha(?:s|ve) been added)?\s*[:.]?"
)
# "Exclusion criteria medical conditions": a heading with a few words more, but no statement.
SHORT_HEADING = re.compile(
    r"(?:(?:key|main|major|general) )?(?P<kind>inclusion|exclusion) criteria\b(?!.*\b(?:are|is|must|will|may|not|apply|met|include)\b)[^.;:]{0,40}"
)
FALSE_FRIEND = re.compile(
    r"inclusion ?(?:/|and|or) ?exclusion|exclusion ?(?:/|and|or) ?inclusion|criteria (?:apply|as)|not meet"
)
# "Patients with any of the following are excluded:" at the top of a text that has no headings.
_PEOPLE = r"(?:(?:patients|subjects|participants|individuals|women|people|those|they)\b[^.:]{0,60}?)?"
ASKS_OUT = re.compile(
    rf"^{_PEOPLE}\s*(?:excluded|disqualified|ineligible|not (?:be )?(?:eligible|enrolled|included|permitted))\b[^.]{{0,120}}:$"
)
ASKS_IN = re.compile(rf"^{_PEOPLE}\s*(?:must|should|are eligible|be eligible|be included)\b[^.]{{0,120}}:$")
# "Who can take part" and "Who cannot take part", as plain-language records head their lists.
WHO = re.compile(
    r"(?:people )?who (?P<can>can|may) ?(?P<no>not|never)? (?:take part|join|participate|enrol\w*|be included)\s*[:?.]?"
)
# Names of cohorts, as a heading of their own or at the head of a bullet ("Cohort A: ...").
COHORT = re.compile(
    r"(?:for |in |patients in |participants in |subjects in )?(?:the )?"
    r"(?P<name>(?:(?:[\w+/-]+ ){0,3}(?:cohorts?|arms?|parts?|groups?|stratum|strata|module|sub-?(?:stud(?:y|ies)|protocols?)) ?#?"
    r"(?:[a-h\d]|i{1,3}|iv)?[a-d\d]?(?: ?(?:&|and|,|/|-) ?[a-h\d]{1,2})*\b)"
    r"|phase (?:i{1,3}|[1-3])[ab]?\b(?: (?:part|portion|stage))?|(?:dose[- ])?(?:escalation|expansion)(?: (?:part|phase|cohorts?|stage))?)"
    r"(?: ?\([^)]{0,80}\))?(?: only)?(?: (?:participants|patients|subjects))?\s*(?:[:-]|$)"
)
EVERYONE = re.compile(r"(?:all|both|every|each|male and female)\b")
# "Inclusion criteria for both phase 1 and phase 2"
JOINT = re.compile(r"\bboth\b.*\band\b")
_COHORT_IN_HEADING = re.compile(
    r"(?:cohort|arm|part|group|phase) ?#?(?:[\da-h]+[a-c]?|i{1,3}[ab]?)\b|\((?P<aside>[^)]{2,40})\)"
    r"|for (?:the )?(?P<name>(?:[\w+/-]+ ){1,3}(?:cohort|arm|group|part)s?)\b"
    r"|criteri(?:a|on)(?: -)? for (?:the )?(?P<people>(?:(?:\([^)]{1,40}\)|(?!and\b)[\w+/-]+) ){1,6}?)(?:participant|patient|subject)s\b"
)


class Criteria:
    """The passages of one eligibility text, in order.

    `item(n)` gives the passages of bullet n; `children(n)` those of the bullets directly below it.
    """

    def __init__(self, text: str, field: str = "eligibility_text"):
        self._normal = Normal(text)
        self._field = field
        self._section, self._cohort, self._titled, self._heading = "unsectioned", "", "", ""
        self._cohort_indent: int | None = None
        self._open: list[tuple[int, int]] = []
        self._count = 0
        self.passages: list[Passage] = [p for block in blocks(self._normal) for p in self._read(block)]
        self._items, self._children = _grouped(self.passages)

    def item(self, number: int) -> list[Passage]:
        """Passages of bullet `number`, without its nested bullets."""
        return self._items.get(number, [])

    def children(self, number: int) -> list[Passage]:
        """Passages of the bullets directly below bullet `number`."""
        return self._children.get(number, [])

    def _read(self, block: Block) -> Iterator[Passage]:
        text = self._normal.text[block.start : block.end]
        if self._is_section_heading(text):
            return
        self._note_section(block, text)
        cohort = self._note_cohort(block, text)
        if not block.marked and text.endswith(":") and len(text) < 70:
            self._heading = text.rstrip(" :")
        yield from self._passages(block, cohort)

    def _is_section_heading(self, text: str) -> bool:
        if who := WHO.fullmatch(text):
            self._begin_section("exclusion" if who["no"] else "inclusion", "")
            return True
        found = HEADING.match(text)
        if not found or len(text) > found.end() + 2 or len(text) > 160:
            found = SHORT_HEADING.fullmatch(text)
        if not found or FALSE_FRIEND.search(text):
            return False
        kinds = {"inclusion": "inclusion", "eligibility": "unsectioned"}
        named = _COHORT_IN_HEADING.search(text)
        cohort = (named["aside"] or named["name"] or named["people"] or named[0]).strip() if named else ""
        for_all = EVERYONE.match(cohort) or JOINT.search(text)
        self._begin_section(kinds.get(found["kind"], "exclusion"), "" if for_all else cohort)
        return True

    def _begin_section(self, section: str, cohort: str) -> None:
        self._section, self._cohort, self._titled = section, cohort, cohort
        self._heading, self._open, self._cohort_indent = "", [], None

    def _note_section(self, block: Block, text: str) -> None:
        if block.marked:
            return
        if self._section != "exclusion" and ASKS_OUT.match(text):
            # "Inclusion criteria for X" ends here; below "Cohort X" alone, X has exclusions of its own.
            self._section, self._cohort = "exclusion", "" if self._cohort == self._titled else self._cohort
        elif self._section == "unsectioned" and ASKS_IN.match(text):
            self._section = "inclusion"

    def _note_cohort(self, block: Block, text: str) -> str:
        """The cohort that this block speaks of; a cohort heading holds until a bullet of its own level follows."""
        if self._cohort_indent is not None and block.marked and block.indent <= self._cohort_indent:
            self._cohort, self._cohort_indent = "", None
        named = COHORT.match(text)
        if not named:
            return self._cohort
        if EVERYONE.match(named["name"]):
            self._cohort, self._cohort_indent = "", None
            return ""
        if len(text) <= named.end():
            self._cohort, self._cohort_indent = named["name"], block.indent if block.marked else None
        return named["name"]

    def _passages(self, block: Block, cohort: str) -> Iterator[Passage]:
        while self._open and (self._open[-1][0] >= block.indent or not block.marked):
            self._open.pop()
        number, parent = self._count, self._open[-1][1] if self._open else None
        self._count += 1
        if block.marked or self._normal.text[block.end - 1] == ":":
            self._open.append((block.indent if block.marked else block.indent - 1, number))
        for place, (start, end) in enumerate(sentences(self._normal.cased, block.start, block.end)):
            text = self._normal.text[start:end].replace("\n", " ")
            if place and end == block.end and COHORT.fullmatch(text):
                # The heading of what follows lost its line break: "... of the study. Part 2 (cohort B, brain metastases)".
                self._cohort, self._cohort_indent = text.rstrip(" :"), None
                return
            cased = self._normal.cased[start:end].replace("\n", " ")
            where = (self._field, self._section, text, cased, start, self._normal)
            yield Passage(*where, cohort, self._heading, number, parent)


def _grouped(passages: list[Passage]) -> tuple[dict[int, list[Passage]], dict[int | None, list[Passage]]]:
    """Passages by their bullet, and by the bullet above."""
    items, children = defaultdict(list), defaultdict(list)
    for passage in passages:
        items[passage.item].append(passage)
        children[passage.parent].append(passage)
    return dict(items), dict(children)
