"""lines_any, lines_chemo, lines_endocrine: bounds on earlier systemic treatment for advanced disease, as 'min..max'.

What holds for everyone is cut together; of cohorts, and of bullets to choose from, the most permissive counts.
"""

import re
from collections.abc import Iterable, Iterator

from pipelines.document import Document
from pipelines.labels.line_audience import Said, choices, criteria
from pipelines.labels.line_kinds import ANY, CHEMO, ENDOCRINE
from pipelines.labels.line_statements import bounds
from pipelines.passage import Evidence

Span = tuple[int | None, int | None]
OPEN: Span = (None, None)
PRETREATED = "lines-62-pretreated"
"""The one rule that adds from a title what the criteria leave open."""
FIRST, UNTREATED = "lines-50-first", "lines-7"
"""The rule on 'first-line' in a title, and how the ids of rules on what was never given begin."""

LATER_PART = re.compile(r"\b(?:module|part|phase|stage) (?:[b-h]|[2-9]|i{2,3})\b")
"""Cohorts that all lie in one later part say nothing of the people who enter an earlier part."""


def label(document: Document) -> list[Evidence]:
    """One row per statement that sets the bounds; eligibility wins over titles, titles over the summary."""
    said = criteria(document.criteria.passages)
    said = said or _told(document)
    if not any(one.bound.kind == ANY for one in said):
        said += [
            Said(bound)
            for passage in document.titles
            for bound in bounds(passage)
            if bound.evidence.rule_id == PRETREATED
        ]
    if not said:
        return []
    lists = choices(document.criteria.passages)
    return [row for kind in (ANY, CHEMO, ENDOCRINE) for row in _rows(kind, said, lists)]


def _told(document: Document) -> list[Said]:
    """What titles say, else the summary; a summary that says what 'first-line' leaves out speaks for the title."""
    titles, summary = (
        [bound for passage in passages for bound in bounds(passage)] for passages in (document.titles, document.summary)
    )
    spelled = [bound for bound in summary if bound.evidence.rule_id.startswith(UNTREATED)]
    if titles and spelled and all(bound.evidence.rule_id == FIRST for bound in titles):
        return [Said(bound) for bound in spelled]
    return [Said(bound) for bound in titles or summary]


def _rows(kind: str, said: list[Said], lists: dict[int, set[int]]) -> Iterator[Evidence]:
    """Rows of one kind: those of each cohort, then those of the trial."""
    groups = {who: [one for one in said if one.who == who] for who in dict.fromkeys(one.who for one in said)}
    spans = {who: _span(kind, ones, lists) for who, ones in groups.items()}
    of_kind = [one for one in said if one.bound.kind == kind]
    for one in of_kind:
        if one.who and spans[one.who] != OPEN:
            yield _row(one, kind, spans[one.who])._replace(cohort=one.who)
    final = _overall(kind, spans, {who: _span(ANY, ones, lists) for who, ones in groups.items()})
    for one in of_kind:
        low, high = one.bound.low, one.bound.high
        if (low and low == final[0]) or (high is not None and high == final[1]):
            yield _row(one, kind, final)


def _row(one: Said, kind: str, span: Span) -> Evidence:
    low, high = span
    value = f"{0 if high == 0 else low or ''}..{'' if high is None else high}"
    return one.bound.evidence._replace(axis=f"lines_{kind}", value=value, cohort="")


def _overall(kind: str, spans: dict[str, Span], of_any: dict[str, Span]) -> Span:
    """Everyone's bounds cut with the widest of the cohorts'; a cohort that says more than everyone's is believed."""
    everyone = spans.get("", OPEN)
    cohorts = {who: span for who, span in spans.items() if who}
    if cohorts:
        low = _looser(min, everyone[0], [span[0] for span in cohorts.values()])
        high = _looser(max, everyone[1], [span[1] for span in cohorts.values()])
        everyone = (low, high)
    parts = {part[0] if (part := LATER_PART.search(who)) else who for who in cohorts}
    if len(parts) > 1:
        everyone = _cut([everyone, _widest(_implied(kind, who, span, of_any[who]) for who, span in cohorts.items())])
    low, high = everyone
    return OPEN if low and high is not None and low > high else everyone


def _looser(choose: type[min], bound: int | None, others: list[int | None]) -> int | None:
    """A bound of everyone's, or what a cohort states beyond it."""
    return bound if bound is None else choose([bound, *(other for other in others if other is not None)])


def _implied(kind: str, who: str, span: Span, of_any: Span) -> Span:
    """No cohort has more lines of a kind than lines at all; in triple-negative disease every line is one without hormones."""
    if kind == ANY:
        return span
    if kind == CHEMO and "tnbc" in who:
        return _cut([span, of_any])
    return _cut([span, (None, of_any[1])])


def _span(kind: str, said: list[Said], lists: dict[int, set[int]]) -> Span:
    """What one group of people is told of one kind."""
    plain = [(one.bound.low, one.bound.high) for one in said if one.choice is None and one.bound.kind == kind]
    for choice in {one.choice for one in said if one.choice is not None}:
        by_item = {item: [OPEN] for item in lists[choice]}
        for one in said:
            if one.choice == choice and one.bound.kind == kind:
                by_item[one.item].append((one.bound.low, one.bound.high))
        plain.append(_widest(_cut(spans) for spans in by_item.values()))
    return _cut(plain)


def _cut(spans: Iterable[Span]) -> Span:
    """What all bounds leave."""
    pairs = list(spans)
    lows, highs = [low for low, _ in pairs if low], [high for _, high in pairs if high is not None]
    return max(lows, default=None), min(highs, default=None)


def _widest(spans: Iterable[Span]) -> Span:
    """What any of the bounds leaves; one that is open leaves everything."""
    lows, highs = zip(*spans, strict=True)
    return None if None in lows else min(lows), None if None in highs else max(highs)
