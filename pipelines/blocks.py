"""The layout of a criteria text: bullets, paragraphs, headings and sentences as stretches of the normal text."""

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from pipelines.text import Normal

_MARK = r"(?:[*•·▪◦○●■–-]|\(?\d{1,2}(?:\.\d{1,2}){0,3}[.):](?!\d)|\d{1,2}(?:\.\d{1,2}){1,3}(?=\s[A-Z])|\(?[a-zA-Z][.)]|\(?[ivx]{1,4}[.)])"
_LINE = re.compile(rf"(?P<indent> *)(?P<marks>(?:{_MARK}\s*(?=[A-Z(\"≥≤<>])|{_MARK}\s+){{0,2}})(?P<rest>.*)")
_HEAD_OF_LINE = re.compile(
    r"^ *(?:[*-] )?(?:[A-Z][\w/-]+ ){0,3}(?:inclusion|exclusion|eligibility|ineligibility)(?: criteria)?[^.;]{0,60}:? *$",
    re.IGNORECASE,
)
_SECTION = re.compile(r"(?:Exclusion|Inclusion|EXCLUSION|INCLUSION) (?:Criteria|CRITERIA|criteria)")
_BEFORE_SECTION = ("Key ", "Main ", "Major ", "Patient ", "General ")
_ALONE, _COLON = re.compile(r"\s*(?::|\n|\Z)"), re.compile(r" *:(?P<more> *[^\s])?")
_STATEMENT_ENDS = re.compile(r"[a-z.;)\d-]")
# "Other Exclusion Criteria" and "4.1.2 Exclusion Criteria" are one heading.
_OPENS_HEADING = re.compile(r" *(?:[\d.]+|[A-Z][\w/-]+(?: [\w/-]+)?)")
# In texts that lost their line breaks, a criterion begins at a number or at one of these openers.
_RUN_ON = re.compile(
    r"(?<=[\w.;)%]) (?=\(?\d{1,2}[.)] ?[A-Z])"
    r"|(?<=[a-z0-9)%])(?<!Triple)(?<!triple) (?=(?:No|Not|At least|Prior|Must|History of|Known|Patients|Age|Sex|Menopausal|Performance status"
    r"|Life expectancy|Measurable|Bidimensionally|Histologically|Hormone receptor|Fertile|Negative|Recovered|Hematopoietic"
    r"|Hepatic|Renal|Cardiovascular|Pulmonary|Other|Biologic therapy|Chemotherapy|Endocrine therapy|Radiotherapy|Surgery)\b[ :])"
)
LONG_LINE = 400
LONG_SENTENCE = 2000
"""The longest in three thousand records has 1,507 letters; rules that weigh words against each other need a bound."""
# The sign stands first and what is before it is asked for behind it: so only signs are tried.
_END = re.compile(
    r"[.!?;\n](?:(?<=[a-zA-Z0-9%)\]\"'+-][.!?])(?=\s+(?:[A-Z(\"\[*]|\d))|(?<=\n)\s*\n|(?<=[a-z)0-9];)(?=\s+[A-Z]))"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:e\.g|i\.e|vs|etc|approx|incl|excl|no|dr|st|fig|resp|min|max|al|ca|cf|viz|ie|eg)$", re.IGNORECASE
)


class Block(NamedTuple):
    """A bullet, paragraph or heading: normal text[start:end], its indentation, whether it has a bullet mark."""

    start: int
    end: int
    indent: int
    marked: bool


def blocks(normal: Normal) -> Iterator[Block]:
    """The blocks of a text in order; wrapped lines are joined to what they continue."""
    current: Block | None = None
    for start, end, fresh in _lines(normal.cased):
        line = _line(normal.cased, start, end)
        if line and current and not fresh and _continues(line, normal.cased):
            current = current._replace(end=line.end)
            continue
        if current:
            yield current
        current = line
    if current:
        yield current


def _continues(line: Block, text: str) -> bool:
    """Whether a line goes on with the one before: no bullet, no heading, and no capital at its beginning."""
    return not line.marked and text[line.start].islower() and not _HEAD_OF_LINE.match(text[line.start : line.end])


def _line(text: str, start: int, end: int) -> Block | None:
    found = _LINE.fullmatch(text, start, end)
    if not found or not found["rest"].strip(" -*"):
        return None
    last = found.start("rest") + len(found["rest"].rstrip())
    return Block(found.start("rest"), last, len(found["indent"]), bool(found["marks"]))


def _lines(text: str) -> Iterator[tuple[int, int, bool]]:
    """Lines as (start, end, begins a block).

    A heading glued to a bullet or to its first criterion begins one, and so does each criterion of a run-on line.
    """
    cuts = {0, len(text), *(found.end() for found in re.finditer("\n", text)), *_section_cuts(text)}
    for start, end in itertools.pairwise(sorted(cuts)):
        fresh = start > 0 and text[start - 1] != "\n"
        inner = [start, end]
        if end - start >= LONG_LINE:
            inner[1:1] = [found.end() for found in _RUN_ON.finditer(text, start, end)]
        for begin, finish in itertools.pairwise(inner):
            yield begin, finish - 1 if text[finish - 1] == "\n" else finish, fresh or begin > start


def _section_cuts(text: str) -> Iterator[int]:
    """Where 'Exclusion Criteria' stands behind a statement, or goes on with a criterion of its own in the same line."""
    for found in _SECTION.finditer(text):
        word = next((word for word in _BEFORE_SECTION if text.endswith(word, 0, found.start())), "")
        start, colon = found.start() - len(word), _COLON.match(text, found.end())
        gap = start
        while gap and text[gap - 1].isspace():
            gap -= 1
        behind = 0 < gap < start and _STATEMENT_ENDS.match(text[gap - 1]) and _ALONE.match(text, found.end())
        if behind and not _OPENS_HEADING.fullmatch(text, text.rfind("\n", 0, gap) + 1, gap):
            yield from (gap, start)
        if colon and start and (text[start - 1].isalnum() or text[start - 1] == "_"):
            yield start
        elif colon and colon["more"]:
            yield from (start, colon.start("more"))


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences of text[start:end] as (start, end); what runs on for thousands of letters is no sentence and is cut."""
    for begin, finish in _sentences(text, start, end):
        while finish - begin > LONG_SENTENCE:
            cut = text.rfind(" ", begin + 1, begin + LONG_SENTENCE)
            cut = cut if cut > 0 else begin + LONG_SENTENCE
            yield begin, cut
            begin = cut + (text[cut] == " ")
        if begin < finish:
            yield begin, finish


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for found in _END.finditer(text, start, end):
        if found.start() < begin or (
            found[0] == "." and _ABBREVIATION.search(text, max(begin, found.start() - 8), found.start())
        ):
            continue
        yield begin, found.end()
        begin = found.end()
        while begin < end and text[begin].isspace():
            begin += 1
    if begin < end:
        yield begin, end
