"""subtype and her2_level: which receptor states can enter (label guide; domain brief 4.3, implications 4.6)."""

import re
from collections.abc import Iterator
from functools import lru_cache, reduce
from itertools import islice

from pipelines.document import Document
from pipelines.labels.receptor_accepted import MANY, Accepted, together
from pipelines.labels.receptor_baskets import in_basket, is_basket
from pipelines.labels.receptor_implied import implied
from pipelines.labels.receptor_profiles import Profile
from pipelines.labels.receptor_signs import filler
from pipelines.labels.receptor_statements import Statement, accepted_by, group, is_aside, of_every_group, statement
from pipelines.labels.receptor_tumours import BREAST, names_breast, other_tumours
from pipelines.labels.receptor_words import CANDIDATE, LEVELS, NEGATIVE
from pipelines.passage import Evidence, Passage

SUBTYPES = {
    "HR+/HER2+": frozenset({("+", "positive")}),
    "HR-/HER2+": frozenset({("-", "positive")}),
    "HR+/HER2-": frozenset(("+", level) for level in LEVELS[1:]),
    "TNBC": frozenset(("-", level) for level in LEVELS[1:]),
}
HER2 = {level: frozenset({("+", level), ("-", level)}) for level in LEVELS}
SOURCES = ("titles", "conditions", "arms", "keywords", "summary")
LISTS = ("conditions", "keywords")
PEOPLE = filler("people")
NEAR = 80
TRIPLE = re.compile(r"triple[- ]?neg|tnbc")


def label(document: Document) -> list[Evidence]:
    """Rows for all values of both axes where receptors are stated: of each cohort that states them, then of the trial."""
    if not names_breast(document):
        return []
    in_cohorts = [row for name, states in _by_cohort(document).items() for row in _both_axes(states, name)]
    return in_cohorts + list(_both_axes(_accepted(document), ""))


def _both_axes(found: Accepted, cohort: str) -> Iterator[Evidence]:
    if found.stated:
        yield from _rows("subtype", SUBTYPES, found, cohort)
    if found.her2:
        yield from _rows("her2_level", HER2, found, cohort)


def _by_cohort(document: Document) -> dict[str, Accepted]:
    """What criteria that stand under a cohort or name one ('For the TNBC cohort, ...') state, less what they refuse."""
    weak = _weak(document)
    asked = ((p.cohort or group(p.text), p) for p in document.criteria.passages if not other_tumours(p.text))
    said = list(islice(((name, made) for name, p in asked if name and (made := statement(p, weak))), MANY))
    found: dict[str, Accepted] = {}
    for name, made in said:
        if made.role == "states":
            found[name] = found[name].meet(accepted_by(made)) if name in found else accepted_by(made)
    for name, made in said:
        if made.role == "refuses" and name in found:
            found[name] = found[name].less(made)
    return found


@lru_cache(1)  # other axes ask for the receptors of the same trial
def _accepted(document: Document) -> Accepted:
    if not names_breast(document):
        return Accepted()
    weak = _weak(document)
    if is_basket(document):
        return in_basket(document, weak)
    found = _from_criteria(document, weak)
    for source in SOURCES:
        if found.hr and found.her2:
            break
        if source in LISTS and not found.stated and _names_plainly(document):
            continue
        found = found.filled(_from_passages(getattr(document, source), weak))
    return found if found.hr and found.her2 else found.filled(implied(document))


def _names_plainly(document: Document) -> bool:
    """Whether the conditions also name breast cancer without receptors: the others are then but examples."""
    return any(BREAST.search(p.text) and not CANDIDATE.search(p.text) for p in document.conditions)


def _weak(document: Document) -> str:
    """A weakly positive ER (1-10 %) counts as negative in trials of triple-negative disease (label guide: subtypes)."""
    texts = [document.text("eligibility_text"), *(p.text for p in (*document.titles, *document.conditions))]
    return "-" if any(TRIPLE.search(text.lower()) for text in texts) else "+"


def _from_passages(passages: list[Passage], weak: str) -> Accepted:
    """Titles, conditions and the like; triple-negative disease stands beside what else they list, it does not narrow it."""
    made = [s for p in passages if (s := statement(p, weak)) and s.role == "states" and _of_people(s)]
    triple = [accepted_by(s) for s in made if all(p.hr == {"-"} and p.her2 == NEGATIVE for p in s.profiles)]
    others = [accepted_by(s) for s in made if not all(p.hr == {"-"} and p.her2 == NEGATIVE for p in s.profiles)]
    parts = [reduce(Accepted.beside, group) for group in (others, triple) if group]
    return reduce(Accepted.__or__, parts) if parts else Accepted()


def _of_people(made: Statement) -> bool:
    """In a summary a status counts where it describes people, not where it is background."""
    near = [made.passage.text[max(0, p.start - NEAR) : p.end + NEAR] for p in made.profiles]
    return made.passage.field != "brief_summary" or all(PEOPLE.search(text) for text in near)


def _from_criteria(document: Document, weak: str) -> Accepted:
    said = (s for p in document.criteria.passages if (s := statement(p, weak)))
    made = _without_details(document, list(islice(said, MANY)))
    stating = [s for s in made if s.role == "states"] or [s for s in made if s.role == "permits"]
    found = _of_all_cohorts(stating)
    for aside in (s for s in made if s.role in ("condition", "permits") and found.stated):
        found = _widened(found, aside)
    if not stating:
        found = of_every_group(made)
    for refusing in (s for s in made if s.role == "refuses"):
        found = found.less(refusing)
    return found


def _of_all_cohorts(stating: list[Statement]) -> Accepted:
    """What holds for everyone, and what any of several cohorts lets in."""
    cohorts = dict.fromkeys(s.passage.cohort for s in stating if s.passage.cohort)
    if len(cohorts) < 2:
        return together([accepted_by(s) for s in stating])
    each = [together([accepted_by(s) for s in stating if s.passage.cohort == name]) for name in cohorts]
    common = [accepted_by(s) for s in stating if not s.passage.cohort]
    return together([*common, reduce(Accepted.__or__, each)])


def _without_details(document: Document, made: list[Statement]) -> list[Statement]:
    """Leaves out bullets that spell out what the bullet above states: 'HER2-negative, defined as:' IHC 0, IHC 1+ ...;
    and bullets of a list of risk factors."""
    above = {s.passage.item: s for s in made if s.passage.text.rstrip().endswith(":") and s.role != "refuses"}
    kept = [s for s in made if not (s.passage.parent in above and _details(s, above[s.passage.parent]))]
    return [s for s in kept if not any(is_aside(p.text) for p in _above(document, s.passage))]


def _above(document: Document, passage: Passage) -> list[Passage]:
    return document.criteria.item(passage.parent) if passage.parent is not None else []


def _details(made: Statement, above: Statement) -> bool:
    low, high = accepted_by(made), accepted_by(above)
    return low.cells <= high.cells and low.hr <= high.hr and low.her2 <= high.her2


def _widened(found: Accepted, aside: Statement) -> Accepted:
    """A condition for people whom no statement has let in so far lets them in: 'HR+ patients should have ...'."""
    for p in aside.profiles:
        full = (p.hr and p.her2) or aside.role == "permits"
        if full and not (p.cells & found.cells):
            found = found | Accepted.by(aside, p)
    return found


def _rows(axis: str, values: dict[str, frozenset], found: Accepted, cohort: str) -> Iterator[Evidence]:
    for value, cells in values.items():
        stance = "accepted" if cells & found.cells else "excluded"
        reasons = [(s, p) for s, p in found.reasons if _speaks_of(s, p, cells, stance)]
        for made, p in reasons or found.reasons:
            sure = bool(reasons) and (stance == "accepted" or made.role == "refuses")
            basis = "implied" if made.role == "implies" else "explicit" if sure else "derived"
            yield made.passage.evidence((p.start, p.end), axis, value, stance, p.rule_id, basis)._replace(cohort=cohort)


def _speaks_of(made: Statement, p: Profile, cells: frozenset, stance: str) -> bool:
    if made.role == "refuses":
        return stance == "excluded" and cells <= p.cells
    return bool(cells & p.cells) == (stance == "accepted")
