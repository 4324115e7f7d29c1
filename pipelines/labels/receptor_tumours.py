"""Which tumours a text names: breast cancer, others, or solid tumours at large (lexicon/receptor_tumours.csv)."""

from pipelines.document import Document
from pipelines.lexicon import by_value, candidates
from pipelines.passage import Passage

FILE = "receptor_tumours"
BREAST, ANY = (by_value(FILE)[value][0].pattern for value in ("breast", "any"))


def tells(value: str, text: str) -> bool:
    """Whether a text (lower case) matches a row of the file by what that row tells: 'aside', 'altered', ..."""
    return any(rule.pattern.search(text) for rule in candidates(FILE, text) if rule.value == value)


def other_tumours(text: str) -> list[tuple[int, int]]:
    """Where a text names tumours other than breast cancer, or solid tumours at large, as (start, end)."""
    return [m.span() for rule in candidates(FILE, text) if rule.value == "other" for m in rule.pattern.finditer(text)]


def names_kind(text: str) -> bool:
    """Whether a text names a tumour other than breast cancer, 'solid tumours' aside."""
    return bool(other_tumours(ANY.sub("", text)))


def is_any_tumour(text: str) -> bool:
    """'Histologically confirmed advanced solid tumours', with no kind of tumour named."""
    if not (ANY.search(text) and tells("confirmed", text) and other_tumours(text)) or BREAST.search(text):
        return False
    return not names_kind(text) and not tells("limits", text)


def criteria_in(document: Document) -> list[Passage]:
    """What must hold for people to enter, earlier and other cancers aside."""
    return [p for p in document.criteria.passages if p.section != "exclusion" and not tells("aside", p.text)]


def names_breast(document: Document) -> bool:
    """Whether breast cancer is named as something that people in the trial have."""
    heads = (document.titles, document.conditions, document.keywords, document.arms, document.summary)
    if any(_names(p) for passages in heads for p in passages):
        return True
    return any(_names(p) for p in criteria_in(document))


def _names(passage: Passage) -> bool:
    return bool(BREAST.search(passage.text)) and not tells("left-out", passage.text)
