"""A stretch of a trial's text, where it stands, and the evidence that a match in it makes."""

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from pipelines.text import Normal

LONGEST = 2000
"""The registry takes 600 letters for a title and 999 for an arm's description; with the arm's name that is below this."""


class Evidence(NamedTuple):
    """One label with the registry's own words; a label that rests on silence has basis 'derived' and no quotation."""

    axis: str
    value: str
    stance: str
    rule_id: str
    basis: str = "explicit"
    field: str = ""
    start: int | None = None
    end: int | None = None
    quote: str = ""
    cohort: str = ""


@dataclass(frozen=True)
class Passage:
    """A sentence, title, condition or arm. `text` is lower case for matching, `cased` keeps capitals; both equally long.

    `section`: inclusion, exclusion or unsectioned for eligibility text, else title, condition, keyword, summary, arm,
    intervention. `heading`: the last small heading above ('prior concurrent therapy'). `item` numbers the bullets,
    `parent` is the bullet above in a nested list.
    """

    field: str
    section: str
    text: str
    cased: str
    offset: int
    source: Normal
    cohort: str = ""
    heading: str = ""
    item: int = -1
    parent: int | None = None

    def rest(self, start: int) -> "Passage":
        """The passage without its first `start` letters."""
        return replace(self, text=self.text[start:], cased=self.cased[start:], offset=self.offset + start)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the registry's text of this passage's text[start:end]."""
        return self.source.raw_span(self.offset + start, self.offset + end)

    def evidence(
        self,
        match: re.Match | tuple[int, int] | None,
        axis: str,
        value: str,
        stance: str,
        rule_id: str,
        basis: str = "explicit",
    ) -> Evidence:
        """Evidence that quotes a match (or a (start, end) pair) in this passage; None quotes the whole passage."""
        if match is None:
            found = (0, len(self.text))
        else:
            found = match.span() if isinstance(match, re.Match) else match
        start, end = self.span(*found)
        quote = self.source.source[start:end]
        return Evidence(axis, value, stance, rule_id, basis, self.field, start, end, quote, self.cohort)


def whole(field: str, section: str, text: str) -> Passage:
    """A short field (title, condition, arm, ...) as one passage; what goes beyond the registry's own limits is not read."""
    normal = Normal(text[:LONGEST])
    return Passage(field, section, normal.text.replace("\n", " "), normal.cased.replace("\n", " "), 0, normal)
