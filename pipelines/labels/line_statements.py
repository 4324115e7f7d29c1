"""Bounds on earlier lines of treatment that one sentence states (lexicon/lines.csv)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipelines.labels import line_kinds
from pipelines.labels.cohorts import about_breast, elsewhere
from pipelines.labels.line_context import AHEAD, BEHIND, Found, fits, says
from pipelines.labels.line_kinds import ANY, CHEMO
from pipelines.lexicon import candidates
from pipelines.passage import Evidence, Passage

WORDS = {word: number for number, word in enumerate(("zero", "one", "two", "three", "four", "five", "six"))}
ORDINALS = {"second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5}
NUMBERS = WORDS | ORDINALS
# Without a number before the word for what is counted, or a comparison behind it, no rule that counts can match.
NUMBERED = re.compile(
    rf"(?:[0-9]|\b(?:{'|'.join(WORDS)})\b)(?![0-9%.]|[ -]?(?:days?|weeks?|months?|years?|hours?|mg|x|×)\b)[^;]{{0,90}}?"
    r"(?:\blines?\b|regimen|scheme|therap|treatment|chemo)|(?:\blines?\b|regimen|therap|treatment)[^;]{0,40}?(?:≤|more than|exceed|maximum)"
)
REACH = 90
"""How far behind a number its treatment is named."""
STOP = re.compile(
    r"[.;:()]|,? (?:for|in|to|at|prior to|before|within|who|that|which|as|including|given|received|administered|after"
    r"|since|during|such as|unless|but|is|are|will|must|may)\b"
)
# "Chemotherapy for a total of one line", "treatment for advanced disease with a PI3K inhibitor", "up to one of these".
TOTAL = re.compile(r"(?P<what>[a-z-]+(?: therapy)?) for $")
USING = re.compile(r"[^;.,]{0,40}?\b(?:with|using) (?P<what>[^;.,]{0,40})")
OF_THESE = re.compile(r"\bof (?:these|those|which|them)\b")
OR_ELSE = re.compile(r"\bor $")
TREATMENT = re.compile(r"therap|treat|chemo|hormon|endocrin|inhibit")


class Bound(NamedTuple):
    """Fewest and most earlier lines of one kind, None for open, and the words at `place` of the sentence that say so."""

    kind: str
    low: int | None
    high: int | None
    evidence: Evidence
    place: int


def bounds(passage: Passage) -> list[Bound]:
    """The bounds that a sentence states; where it offers a choice of earlier treatments, only what all choices share."""
    made = _made(passage)
    if made and not about_breast(passage.text) and (elsewhere(passage.text) or says("elsewhere", passage.text)):
        return []
    needed = [bound for bound in made if bound.low]
    if not any(OR_ELSE.search(passage.text, max(0, bound.place - 4), bound.place) for bound in needed):
        return made
    least = min(bound.low for bound in needed)
    kept = [bound for bound in made if not bound.low]
    return kept + [bound._replace(low=least) for bound in needed if bound.kind == ANY]


def _made(passage: Passage) -> list[Bound]:
    """Bounds of the matches that hold, none over another; a count that does not hold keeps other rules from its words."""
    text = passage.text
    rules = candidates("lines", text)
    if any(rule.extra["form"] == "count" for rule in rules) and not NUMBERED.search(text):
        rules = [rule for rule in rules if rule.extra["form"] != "count"]
    taken: list[tuple[int, int]] = []
    made: list[Bound] = []
    for rule in rules:
        if not fits(rule, passage):
            continue
        for match in rule.pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            found = Found(rule, passage, match)
            read = list(_read(found)) if found.holds() else []
            if read or rule.extra["form"] == "count":
                taken.append(match.span())
            made += read
    return made


def _read(found: Found) -> Iterator[Bound]:
    low, high = _numbers(found.rule.value, found.match)
    if found.turned():
        low, high = (high + 1, None) if low is None else (None, low - 1)
    if low and found.permitted():
        low, high = None, high if high is not None else low
    if low and found.avoidable():
        low = None
        yield _bound(found, ANY, None, None)
    for phrase in _phrases(found):
        if low:
            yield from (_bound(found, kind, low, None) for kind in line_kinds.given(phrase))
        if high is not None:
            yield from (_bound(found, kind, None, high) for kind in _limited(found, phrase, high))


def _bound(found: Found, kind: str, low: int | None, high: int | None) -> Bound:
    evidence = found.passage.evidence(found.match, "", "", "is", found.rule.id)
    return Bound(kind, low, high, evidence, found.match.start())


def _limited(found: Found, phrase: str, high: int) -> tuple[str, ...]:
    """'No earlier therapy except endocrine therapy' limits the lines without hormones."""
    kinds = line_kinds.limited(phrase)
    exempt = high == 0 and kinds == (ANY,) and says("exempt", found.behind(BEHIND))
    return (CHEMO,) if exempt else kinds


def _phrases(found: Found) -> Iterator[str]:
    """The words that name the treatment: the rule's own group, or the match and what goes on behind it."""
    match, text = found.match, found.passage.text
    if "what" in match.re.groupindex:
        yield _named(match, text)
    elif OF_THESE.search(match[0]):
        yield found.behind(AHEAD)
    elif found.rule.extra["section"] in ("planned", "subject"):
        yield ""
    else:
        if total := TOTAL.search(found.ahead):
            yield total["what"]
        phrase = _onward(match, text)
        yield found.ahead if line_kinds.named(found.ahead) and not TREATMENT.search(phrase) else phrase


def _named(match: re.Match, text: str) -> str:
    what = match["what"] or ""
    using = USING.match(text, match.end())
    if what and using and line_kinds.named(using["what"]):
        return using["what"]
    stop = STOP.search(what, 4)
    return what[: stop.start()] if stop else what


def _onward(match: re.Match, text: str) -> str:
    stop = STOP.search(text, match.end())
    return text[match.start() : min(stop.start() if stop else len(text), match.end() + REACH)]


def _numbers(value: str, match: re.Match) -> tuple[int | None, int | None]:
    """'n..m-1' filled in from the match."""

    def number(term: str) -> int | None:
        found = re.fullmatch(r"([nm]|\d+)([+-]\d)?", term)
        if not found:
            return None
        base = match[found[1]] if found[1] in "nm" else found[1]
        return (NUMBERS[base] if base in NUMBERS else int(base)) + int(found[2] or 0)

    low, high = value.split("..")
    return number(low), number(high)
