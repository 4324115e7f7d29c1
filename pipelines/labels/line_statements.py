"""Bounds on earlier lines of treatment that one sentence states (lexicon/lines.csv, lines_context.csv)."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipelines.labels import line_kinds
from pipelines.labels.cohorts import elsewhere
from pipelines.lexicon import Rule, candidates, rules
from pipelines.passage import Evidence, Passage

WORDS = {word: number for number, word in enumerate(("zero", "one", "two", "three", "four", "five", "six"))}
WORDS |= {
    word: n
    for n, pair in enumerate((("second", "2nd"), ("third", "3rd"), ("fourth", "4th"), ("fifth", "5th")), 2)
    for word in pair
}
BEFORE, BEHIND, NEXT = 60, 110, 220
"""How far before and behind a statement its setting is looked for, and how far behind it a way around it."""
OTHER_CANCER = re.compile(
    r"(?<!breast )(?<!advanced )(?<!metastatic )(?<!solid )(?<!this )(?<!their )(?<!the )(?<!anti)(?<!anti-)(?<!anti )(?<!of )(?<!recurrent )(?<!stage )(?<!systemic )(?<!incurable )(?<!patient's )(?<!prior )(?<!for )(?<!primary )(?<!disease )(?<!and )(?<!or )(?<!first )"
    r"\bcancer(?! therap| treat| drug| agent| medic)"
)
STOP = re.compile(
    r"[.;:()]|,? (?:for|in|to|at|prior to|before|within|who|that|which|as|including|given|received|administered|after|since|during|such as|unless|but|is|are|will|must|may)\b"
)
TOTAL = re.compile(r"(?P<what>[a-z-]+(?: therapy)?) for $")
USING = re.compile(r"[^;.,]{0,40}?\b(?:with|using) (?P<what>[^;.,]{0,40})")
OF_THESE = re.compile(r"\bof (?:these|those|which|them)\b")
TREATMENT = re.compile(r"therap|treat|chemo|hormon|endocrin|inhibit")


class Bound(NamedTuple):
    """Fewest and most earlier lines of one kind, None for open, and the words that say so."""

    kind: str
    low: int | None
    high: int | None
    evidence: Evidence
    place: int


@cache
def _roles() -> dict[str, tuple[Rule, ...]]:
    made: dict[str, list[Rule]] = {}
    for rule in rules("lines_context"):
        made.setdefault(rule.value, []).append(rule)
    return {role: tuple(found) for role, found in made.items()}


def says(role: str, text: str) -> bool:
    """Whether a rule of a role of lines_context.csv matches."""
    return any(rule.pattern.search(text) for rule in _roles()[role])


def bounds(passage: Passage) -> Iterator[Bound]:
    """The bounds that a sentence states, one after another."""
    text = passage.text
    found = candidates("lines", text)
    if not found or "breast" not in text and (elsewhere(text) or OTHER_CANCER.search(text)):
        return
    taken: list[tuple[int, int]] = []
    for rule in found:
        if not _fits(rule, passage.section):
            continue
        for match in rule.pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            made = list(_read(rule, passage, match))
            if made or rule.id < "lines-4":
                taken.append(match.span())
            yield from made


def _fits(rule: Rule, section: str) -> bool:
    where = rule.extra["section"]
    if where in ("title", "subject"):
        return section == "title" or where == "subject" and section == "summary"
    if where in ("asked", "first"):
        return section != "exclusion"
    return where != "exclusion" or section == "exclusion"


def _read(rule: Rule, passage: Passage, match: re.Match) -> Iterator[Bound]:
    text = passage.text
    low, high = _numbers(rule.value, match)
    if not _holds(rule, passage, match):
        return
    if rule.extra["section"] == "either" and _turned(passage, match):
        low, high = (high + 1, None) if low is None else (None, low - 1)
    if low and says("may", text[max(0, match.start() - BEFORE) : match.end()]):
        low, high = None, high if high is not None else low
    if low and (says("way out", text[match.start() : match.end() + NEXT]) or says("way in", text[: match.end()])):
        low = None
    yield from _made(rule, passage, match, low, high)


def _made(rule: Rule, passage: Passage, match: re.Match, low: int | None, high: int | None) -> Iterator[Bound]:
    evidence = passage.evidence(match, "", "", "is", rule.id)
    phrases = [""] if rule.extra["section"] in ("first", "subject") else list(_phrases(passage.text, match))
    exempt = high == 0 and says("exempt", passage.text[match.end() : match.end() + BEHIND])
    if low:
        for kind in dict.fromkeys(kind for phrase in phrases for kind in line_kinds.given(phrase)):
            yield Bound(kind, low, None, evidence, match.start())
    if high is not None:
        for kind in dict.fromkeys(kind for phrase in phrases for kind in line_kinds.limited(phrase)):
            yield Bound(
                line_kinds.CHEMO if exempt and kind == line_kinds.ANY else kind, None, high, evidence, match.start()
            )


def _phrases(text: str, match: re.Match) -> Iterator[str]:
    """The words that name the treatment: the rule's own group, or the match and what goes on behind it."""
    if what := match.groupdict().get("what"):
        using = USING.match(text, match.end())
        stop = STOP.search(what, 4)
        yield using["what"] if using and line_kinds.named(using["what"]) else what[: stop.start()] if stop else what
        return
    if OF_THESE.search(match[0]):
        yield text[match.end() : match.end() + BEFORE]
        return
    stop = STOP.search(text, match.end())
    phrase = text[match.start() : min(stop.start() if stop else len(text), match.end() + BEFORE)]
    ahead = text[max(0, match.start() - BEFORE) : match.start()]
    if total := TOTAL.search(ahead):
        yield total["what"]
    yield ahead if line_kinds.named(ahead) and not TREATMENT.search(phrase) else phrase


def _holds(rule: Rule, passage: Passage, match: re.Match) -> bool:
    """Whether the match speaks of earlier treatment of advanced disease."""
    text = passage.text
    ahead = text[max(0, match.start() - BEFORE) : match.start()]
    around = f"{ahead}{text[match.start() : match.end() + BEHIND]}"
    if says("early", around) and not says("advanced", around):
        return False
    if says("unlimited", f"{ahead}{text[match.start() : match.end() + 30]}") or says("inside", ahead):
        return False
    if says("exception", text[match.end() : match.end() + NEXT]):
        return False
    if says("toxic", around) and not re.search(r"\bline|regimen", match[0]):
        return False
    if "lines-45" <= rule.id < "lines-47" or rule.id.startswith("lines-5"):
        return not says("past", text[: match.start()])
    if rule.value == "0..0":
        return _none_holds(rule, passage, match)
    return not rule.id.startswith("lines-6") or _had_holds(passage, match)


def _none_holds(rule: Rule, passage: Passage, match: re.Match) -> bool:
    text = passage.text
    if (
        says("wash", text[match.start() : match.end() + BEHIND])
        or says("counted", text[: match.start()])
        or says("way in", match[0])
    ):
        return False
    if rule.extra["section"] == "exclusion":
        return not says("allowed", text) and not says("not", text[: match.start()])
    return True


def _had_holds(passage: Passage, match: re.Match) -> bool:
    text = passage.text
    near = text[max(0, match.start() - BEFORE) : match.end() + 40]
    if says("early", near) or says("allowed", text) or (says("wash", near) and "first" not in near):
        return False
    return passage.section != "summary" and not says("not", text[: match.start()])


def _turned(passage: Passage, match: re.Match) -> bool:
    """Whether the sentence refuses what the words describe: by its section, by 'not', or by 'are excluded'."""
    text = passage.text
    negated = says("not", text[: match.start()])
    out = says("out", text)
    if out or says("must", text):
        return negated != out
    return negated != (passage.section == "exclusion")


def _numbers(value: str, match: re.Match) -> tuple[int | None, int | None]:
    """'n..m-1' filled in from the match."""

    def number(term: str) -> int | None:
        found = re.fullmatch(r"([nm]|\d+)([+-]\d)?", term)
        if not found:
            return None
        base = match[found[1]] if found[1] in "nm" else found[1]
        return (WORDS[base] if base in WORDS else int(base)) + int(found[2] or 0)

    low, high = value.split("..")
    return number(low), number(high)
