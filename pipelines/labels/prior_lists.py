"""Lists of earlier treatments that must have been had: 'A and B' asks for both, 'A or B' for what they have in common."""

import re
from collections.abc import Iterator
from itertools import pairwise

from pipelines.labels.prior_clauses import Said
from pipelines.lexicon import rules

ONE_OF = re.compile(
    r"\b(?:either|(?:one|any|1|two|2|≥ ?1) (?:or more )?(?:of|from)|at least (?:one|1|two|2) (?:of|from|or more))\b"
)
OPTIONAL = re.compile(r"with or without|\bwith/without|\+/-|±|\bwithout or with")
EXAMPLE = re.compile(r"such as|\be\.?g\b|\bi\.?e\b|for example|\blike\b|not limited to|\([^)]*$")
OR = re.compile(r"\bor\b|and/or|/")
AND = re.compile(r"\band\b|\bplus\b|\+|\bwith\b|combin|follow|well as|&|includ|contain|both")
IDIOM = re.compile(
    r"\b(?:\w+ly|\w*adjuvant\)?|advanced|inoperable|unresectable|recurrent|metastatic|clinical|radiographic|radiological|on|during|more|one|1)"
    r" or \w+"
)
NEAR = 25
REACH = 120
"""How far behind a treatment an alternative to it ('or refused it', 'unless contraindicated') is looked for."""
WAY_OUT = re.compile(
    r"\bor (?:(?:have|has|had|are|is|were|was|be|with|who|whose|de novo|no|not|unable|if|those|patients|participants|must|any|other"
    r"|another|at least|cannot|for whom|an?)\b|relaps|recur|inelig|refus|contra|progress|declin|anticip|plan|schedul|will\b)"
    r"|\bunless\b|\b(?:if|where|when|as) (?:\w+ ){0,3}(?:available|eligible|indicated|applicable|appropriate|approved"
    r"|accessible|accepted|tolerated|possible|medically)|\bif\b|\bwhen\b|not required"
)
WAY_IN = re.compile(
    r"\b(?:not|never|no)\b[^;]{0,60}\bor (?:must|have|has)\b|\beither\b[^;]{0,80}\bor\b|\bif\b|\bor (?:participants|patients|subjects|those|women|with|who)\b"
)


def required(text: str, made: list[Said], in_choice: bool) -> Iterator[tuple[str, Said]]:
    """Values that a sentence demands of everyone; `in_choice`: it is one bullet of several to choose from."""
    for run in _runs(text, made):
        last = run[-1].mention.end
        ways_out = WAY_OUT.search(IDIOM.sub(" ", text[last : last + REACH])) or WAY_IN.search(
            text[: run[0].mention.start]
        )
        if ways_out and not in_choice:
            continue
        value = common([value for one in run for value in one.mention.required])
        if value:
            yield value, run[0]


def common(values: list[str]) -> str:
    """The one value that covers a list of alternatives, '' where there is none."""
    if len(set(values)) == 1:
        return "" if values[0] == "other" else values[0]
    for rule in rules("prior_wider"):
        if values and all(rule.pattern.search(value) for value in values):
            return rule.value
    return ""


def _runs(text: str, made: list[Said]) -> list[list[Said]]:
    """Stretches joined by 'or'; what is optional or an example of the one before is left out."""
    runs: list[list[Said]] = []
    links = ["first", *(_link(text, a, b) for a, b in pairwise(made))]
    for place, one in enumerate(made):
        link = links[place]
        if link == "comma":
            link = next((later for later in links[place:] if later != "comma"), "or")
        if link == "or" and runs:
            runs[-1].append(one)
        elif link != "left out":
            runs.append([one])
    return runs


def _link(text: str, one: Said, other: Said) -> str:
    """How a treatment hangs together with the one before; where it has a cue of its own, what stands before the cue counts."""
    between = text[one.mention.end : other.mention.start]
    if OPTIONAL.search(between) or EXAMPLE.search(between):
        return "left out"
    if len(between) < REACH // 2 and ONE_OF.search(text[one.start : one.mention.start]):
        return "or"
    joint = text[one.mention.end : other.start] if other.start > one.mention.end else between
    if OR.search(IDIOM.sub(" ", joint)):
        return "or"
    return "and" if AND.search(between) or len(between) > NEAR else "comma"
