"""Lists of earlier treatments that must have been had: 'A and B' asks for both, 'A or B' for what they have in common."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

from pipelines.labels.prior_clauses import Said
from pipelines.labels.prior_words import first, without
from pipelines.lexicon import rules

NEAR = 25
REACH = 120
"""How far behind a treatment an alternative to it ('or refused it', 'unless contraindicated') is looked for."""
NAMED = "\0"
STOP = re.compile(r";(?! ?(?:or|and/or)\b)|\band,? (?:if|where)\b")
OR_NAMED = re.compile(rf"\bor (?:an? |the |any |other )?{NAMED}")


def one_of(text: str) -> bool:
    """Whether a sentence offers a choice ('one of the following')."""
    return first("one of", text) is not None


def required(text: str, made: list[Said], in_choice: bool) -> Iterator[tuple[str, Said]]:
    """Values that a sentence demands of everyone; `in_choice`: it is one bullet of several to choose from.

    Of statements joined by ', or' only what each of them demands.
    """
    alternatives = [dict(_demanded(words, some, in_choice)) for words, some in _statements(text, made)]
    for value in shared(map(set, alternatives)) if len(alternatives) > 1 else [*chain(*alternatives)]:
        yield value, next((found[value] for found in alternatives if value in found), made[0])


def _statements(text: str, made: list[Said]) -> Iterator[tuple[str, list[Said]]]:
    """Statements that ', or' joins, each with a cue of its own; the rest of the text is blanked."""
    begin, some = 0, made[:1]
    for one, other in pairwise(made):
        joint = first("statement", text[one.mention.end : other.start]) if other.start > one.mention.end else None
        if joint:
            end = one.mention.end + joint.start
            yield " " * begin + text[begin:end], some
            begin, some = one.mention.end + joint.end, []
        some.append(other)
    yield " " * begin + text[begin:], some


def _demanded(text: str, made: list[Said], in_choice: bool) -> Iterator[tuple[str, Said]]:
    """Values that one statement demands, each with the treatment that it is read from."""
    for run in _runs(text, made):
        if not in_choice and (
            first("way out", without("idiom", _behind(text, run[-1], made)))
            or first("way in", text[: run[0].mention.start])
        ):
            continue
        value = common([value for one in run for value in one.mention.required])
        if value:
            yield value, run[0]


def _behind(text: str, last: Said, made: list[Said]) -> str:
    """What follows a treatment, without the further treatments that are joined by 'or' among themselves."""
    stop = STOP.search(text, last.mention.end)
    end = min(last.mention.end + REACH, stop.start() if stop else len(text))
    pieces, done = [], last.mention.end
    for one in made:
        if done <= one.mention.start < end:
            pieces += [text[done : one.mention.start], NAMED]
            done = one.mention.end
    return OR_NAMED.sub(NAMED, "".join([*pieces, text[done:end]]))


def common(values: list[str]) -> str:
    """The one value that covers a list of alternatives, '' where there is none."""
    if len(set(values)) == 1:
        return "" if values[0] == "other" else values[0]
    for rule in rules("prior_wider"):
        if values and all(rule.pattern.search(value) for value in values):
            return rule.value
    return ""


def shared(alternatives: Iterable[set[str]]) -> list[str]:
    """Values that every one of several sets of demands has, as they stand or under a wider name."""
    sets = list(alternatives)
    same = set.intersection(*sets)
    if same:
        return sorted(same)
    wider = common([value for values in sets for value in values])
    return [wider] if wider else []


def _runs(text: str, made: list[Said]) -> list[list[Said]]:
    """Stretches joined by 'or'; what is optional or an example of the one before is left out."""
    runs: list[list[Said]] = []
    links = _links(text, made)
    for place, one in enumerate(made):
        link = links[place]
        if link == "comma":
            link = next((later for later in links[place:] if later != "comma"), "or")
        if link == "or" and runs:
            runs[-1].append(one)
        elif link not in ("example", "optional"):
            runs.append([one])
    return runs


def _links(text: str, made: list[Said]) -> list[str]:
    """How each treatment hangs together with the one before; further examples of a list are examples too."""
    links = ["first"]
    for one, other in pairwise(made):
        link = _link(text, one, other)
        left_out = links[-1] == "example" or (links[-1] == "optional" and _in_brackets(text, one))
        within = left_out and ")" not in text[one.mention.end : other.mention.start]
        links.append(links[-1] if within and link in ("comma", "or") else link)
    return links


def _in_brackets(text: str, one: Said) -> bool:
    """Whether a treatment stands in brackets: '(|AI; SERM)'."""
    return text.rfind("(", 0, one.mention.start) > text.rfind(")", 0, one.mention.start)


def _link(text: str, one: Said, other: Said) -> str:
    """The link of two treatments; where the second has a cue of its own, what stands before the cue counts."""
    between = text[one.mention.end : other.mention.start]
    if "(" not in between:  # what closes a bracket around the first belongs to it: '(trastuzumab or biosimilar) and'
        between = between[between.find(")") + 1 :]
    aside = first("optional", between) or first("example", between)
    if aside:
        return aside.kind
    if len(between) < REACH // 2 and one_of(text[one.start : one.mention.start]):
        return "or"
    joint = text[one.mention.end : other.start] if other.start > one.mention.end else between
    if first("or", without("idiom", joint)):
        return "or"
    return "and" if first("and", between) or len(between) > NEAR else "comma"
