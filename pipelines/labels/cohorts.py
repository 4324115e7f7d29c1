"""For whom a passage of the criteria speaks: everyone, a cohort or subgroup, or people with another cancer."""

import re
from collections.abc import Iterator

from pipelines.passage import Passage

EVERYONE = re.compile(
    r"\b(?:all|both|each|every|any|general|overall|common)\b|^(?:dose[- ])?(?:in|ex)clusion|main study"
)
OTHER_TUMOUR = re.compile(
    r"non-?breast|\b(?:nsclc|sclc|npc|gtn|trophoblastic|thymic|germ cell|adrenocortical|carcinoid|hgsoc|gej|crc|melanoma|leuk[ae]*mia|aml|myeloma|lymphoma|hcc|hepatocellular|pdac|mcrpc|crpc|hnscc|scchn|(?:cc)?rcc|cholangio\w+"
    r"|gliom\w+|glioblastoma|sarcoma|mesothelioma|escc|neuroendocrine|braf\w*|egfr|alk|merkel|cscc|squamous|prostate|ovarian(?! (?:suppress|function|ablat|failure|insuff|reserve|stimul))"
    r"|(?:lung|gastric|gastro-?(?:o?esophageal|intestinal)|colorectal|urothelial|bladder|pancreatic|cervical|endometrial"
    r"|head (?:and|&) neck|renal(?: cell)?|biliary(?: tract)?|o?esophageal|thyroid)(?: or [\w/-]+)? (?:\w+ )?(?:cancers?|carcinomas?|adenocarcinomas?|tumou?rs?))\b"
)
EXCEPT = re.compile(r"\b(?:except|other than|excluding)\b.*")
BREAST = re.compile(r"(?<!non-)(?<!non)(?<!non )breast|\btnbc\b|\bm?bc\b|\bher-?2|solid tumou?r")
SUBGROUP_HEADING = re.compile(
    r"^\W*(?:if|for|in|patients?|participants?|subjects?|tnbc|triple|her-?2|hr|er|hormone|o?estrogen)\b[^.;]{0,110}"
    r"(?:\btnbc|triple|her-?2|\bhr\b|\ber\b|hr\+|er\+|receptor|luminal)[^.;]{0,70}:$"
)
VERB = re.compile(
    r"\b(?:must|ha[sd]|have|received|progress\w*|confirmed|documented|is|are|prior|previous|untreated|history|known|treated|who|with|diagnos\w+|within|active|concurrent)\b"
)
HEADING_LENGTH = 70
MANY = 3
ELSEWHERE = "other tumours"
HERE = "breast cancer"
"""Audience of what stands below a heading that names breast cancer."""


def elsewhere(text: str) -> bool:
    """Whether a text is about other tumours alone."""
    return bool(OTHER_TUMOUR.search(EXCEPT.sub("", text))) and not BREAST.search(text)


def speakers(passages: list[Passage]) -> Iterator[tuple[Passage, str]]:
    """Each passage with its audience: '' for everyone, a cohort's name, a subgroup's heading, HERE or ELSEWHERE.

    A short line that only names a tumour or subgroup speaks for what is nested below it, or, where nothing is, for the
    lines after it up to the next such line; two such lines in a row are a list of tumours, not headings.
    """
    audience, owner, section, spoken = "", None, None, ""
    parents = {passage.item: passage.parent for passage in passages}
    for place, passage in enumerate(passages):
        if passage.section != section or (owner is not None and not _below(passage.item, owner, parents)):
            audience, owner, section = "", None, passage.section
        named = _heading(passage)
        if named is not None:
            following = passages[place + 1] if place + 1 < len(passages) else None
            listed = any(_heading(p) is not None for p in (passages[place - 1 : place] + [following]) if p)
            audience = "" if listed else named
            owner = passage.item if following and following.parent == passage.item else None
        first = passages[place - 1] if place and passages[place - 1].item == passage.item else None
        if first and spoken == ELSEWHERE and not BREAST.search(passage.text):
            yield passage, ELSEWHERE
            continue
        spoken = _audience(passage, audience)
        yield passage, spoken


def _audience(passage: Passage, audience: str) -> str:
    if elsewhere(passage.text):
        return ELSEWHERE
    if passage.cohort and not EVERYONE.search(passage.cohort):
        return ELSEWHERE if elsewhere(passage.cohort) else passage.cohort
    return audience


def _below(item: int, owner: int, parents: dict[int, int | None]) -> bool:
    while item is not None and item != owner:
        item = parents.get(item)
    return item == owner


def _heading(passage: Passage) -> str | None:
    """The audience that a short line without a verb names; None for every other line."""
    text = passage.text
    if SUBGROUP_HEADING.match(text):
        return text.rstrip(" :")
    if len(text) > HEADING_LENGTH or VERB.search(text):
        return None
    if elsewhere(text):
        return ELSEWHERE
    return HERE if BREAST.search(text) and not text.startswith(("her", "no ")) else None


def is_basket(passages: list[Passage]) -> bool:
    """Whether the criteria take several other kinds of tumour."""
    named = {found[0] for p in passages if p.section != "exclusion" for found in OTHER_TUMOUR.finditer(p.text)}
    return len(named) >= MANY
