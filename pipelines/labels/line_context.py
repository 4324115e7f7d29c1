"""Whether words that match a rule on lines of treatment hold: what stands around them (lexicon/lines_context.csv)."""

import re
from typing import NamedTuple

from pipelines.lexicon import Rule, said
from pipelines.passage import Passage

AHEAD, BEHIND, FAR = 60, 110, 220
"""How far ahead of and behind the words their setting is looked for, and how far behind them a way around them."""
BUT = re.compile(r", (?:but|and) |\(")
COUNTED = re.compile(r"\blines?\b|regimen")
NUMBER = re.compile(r"\d[^a-z]{0,3}(?:\w+ ){0,3}(?:lines?|regimens?)\b")
SUMMARY = "brief_summary"


def says(role: str, text: str) -> bool:
    """Whether a rule of a role matches."""
    return said("lines_context", role, text) is not None


class Found(NamedTuple):
    """A rule of lines.csv that matches in a sentence."""

    rule: Rule
    passage: Passage
    match: re.Match

    @property
    def before(self) -> str:
        """All of the sentence before the match."""
        return self.passage.text[: self.match.start()]

    @property
    def ahead(self) -> str:
        """The words just before the match."""
        return self.passage.text[max(0, self.match.start() - AHEAD) : self.match.start()]

    def behind(self, reach: int) -> str:
        """The words just behind the match."""
        return self.passage.text[self.match.end() : self.match.end() + reach]

    def fits(self) -> bool:
        """Whether the rule is meant for this part of the record."""
        return fits(self.rule, self.passage)

    def holds(self) -> bool:
        """Whether the match speaks of earlier treatment of advanced disease."""
        words = self.match[0]
        around = f"{self.ahead}{words}{self.behind(BEHIND)}"
        if says("early", around) and not says("advanced", around):
            return False
        clause = BUT.split(self.ahead)[-1]
        if says("inside", self.ahead) or says("unlimited", f"{clause}{words}{self.behind(30).split(';')[0]}"):
            return False
        if says("exception", self.behind(FAR)) or (says("toxic", around) and not COUNTED.search(words)):
            return False
        return self._form_holds()

    def _form_holds(self) -> bool:
        form = self.rule.extra["form"]
        if form == "planned":
            return not says("past", self.before)
        if form == "none":
            return self._none_holds()
        return form != "had" or self._had_holds()

    def _none_holds(self) -> bool:
        words, text = self.match[0], self.passage.text
        if says("wash", f"{words}{self.behind(BEHIND)}") or says("counted", self.before) or says("way in", words):
            return False
        if self.rule.extra["section"] != "exclusion":
            return True
        allowed = says("allowed", text) and not says("exempt", self.behind(BEHIND))
        return not (allowed or says("not", self.before))

    def _had_holds(self) -> bool:
        near = f"{self.ahead}{self.match[0]}{self.behind(40)}"
        if self.passage.field == SUMMARY or NUMBER.search(self.match[0]) or says("early", near):
            return False
        if says("wash", near) and "first" not in near:
            return False
        return not (says("allowed", self.passage.text) or says("not", self.before))

    def turned(self) -> bool:
        """Whether the sentence refuses what the words describe: by its section, by 'not', or by 'are excluded'."""
        if self.rule.extra["section"] != "either":
            return False
        negated, out = says("not", self.before), says("out", self.passage.text)
        if out or says("must", self.passage.text):
            return negated != out
        return negated != (self.passage.section == "exclusion")

    def permitted(self) -> bool:
        """Whether the lines may have been given, but need not."""
        return says("may", f"{self.ahead}{self.match[0]}")

    def avoidable(self) -> bool:
        """Whether there is another way in for people without the lines."""
        words = self.match[0]
        return says("way out", f"{words}{self.behind(FAR)}") or says("way in", f"{self.before}{words}")


def fits(rule: Rule, passage: Passage) -> bool:
    """Whether a rule is meant for the part of the record that a passage stands in."""
    where, section = rule.extra["section"], passage.section
    if where == "title":
        return section == "title"
    if where == "subject":
        return section == "title" or passage.field == SUMMARY
    if where in ("asked", "planned"):
        return section != "exclusion"
    return where != "exclusion" or section == "exclusion"
