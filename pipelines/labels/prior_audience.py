"""For whom a sentence on earlier treatment speaks, and what other sentences take back from it."""

from collections import Counter
from collections.abc import Iterator

from pipelines.labels.cohorts import ELSEWHERE, HERE, about_breast, spares_others, speakers
from pipelines.labels.prior_mentions import may_name
from pipelines.labels.prior_words import first
from pipelines.passage import Passage


def audiences(passages: list[Passage]) -> Iterator[tuple[Passage, str]]:
    """Each passage with its audience: what follows 'For phase 2, ...' in a bullet speaks of phase 2 as well.

    A bullet that ends with its cohorts ('Expansion cohort 2.') speaks of them. Bullets of one sentence, or without treatment, are not read.
    """
    sentences = Counter(passage.item for passage in passages)
    telling = {p.item for p in passages if sentences[p.item] > 1 and may_name(p.text)}
    tails = {p.item: p.text[: tail.end] for p in passages if p.item in telling and (tail := first("tail", p.text))}
    item, head = None, ""
    for passage, who in speakers(passages):
        if passage.item not in telling or who not in ("", HERE):
            yield passage, who
            continue
        lead = first("lead", passage.text)
        if lead or passage.item != item or first("everyone", passage.text):
            item, head = passage.item, passage.text[: lead.end] if lead else ""
        yield passage, head or tails.get(passage.item) or who


def cohorts(spoken: list[tuple[Passage, str]]) -> set[str]:
    """Names of cohorts; where there are several, also of those that criteria only mention ('For module C, ...')."""
    names = {who for _, who in spoken if who not in ("", HERE, ELSEWHERE)}
    if len(names) > 1:
        leads = [passage.text[: lead.end] for passage, _ in spoken if (lead := first("lead", passage.text))]
        names |= {lead for lead in leads if not any(name in lead for name in names)}
    return names


def of_breast(spoken: list[tuple[Passage, str]]) -> set[int]:
    """Bullets of a basket trial that hold for breast cancer.

    They name it, stand below a heading that does, or name no tumour and follow a bullet of their own level that names it.
    Where a first part takes any solid tumour, what is asked of breast cancer by name is not asked in that part.
    """
    items: set[int] = set()
    open_levels: dict[int | None, bool] = {}
    open_part = any(passage.section != "exclusion" and first("open", passage.text) for passage, _ in spoken)
    for passage, who in spoken:
        level = passage.parent
        if who == HERE or (who != ELSEWHERE and about_breast(passage.text)):
            open_levels[level] = True
            items |= set() if open_part else {passage.item}
        elif who == ELSEWHERE:
            open_levels[level] = False
        elif spares_others(passage.text) or (open_levels.get(level) and (level is None or level in items)):
            items.add(passage.item)
    return items


def of_some(demanded: set[int], passages: list[Passage]) -> tuple[set[int], set[str]]:
    """Of bullets with demands those that let others in as well ('... are also eligible'); values that a note takes back."""
    bullets = {p.item for p in passages if p.item in demanded and first("also", p.text)}
    notes = [note for p in passages if p.section != "exclusion" and (note := first("relaxed", p.text))]
    return bullets, {value for note in notes for value in note.kind.split("|")}
