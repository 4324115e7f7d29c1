"""Which of the treatments of a trial are its subject ('tested'), and which are only given."""

import re

from pipelines.document import Document
from pipelines.labels import arms, versus
from pipelines.labels.aims import ANTICANCER, Aims
from pipelines.labels.backdrop import is_aside, is_extra, protects, standard
from pipelines.labels.therapies import Item, Therapy, context

_AFTER = re.compile(r"\bfollowed by (?:(?:neo)?-?adjuvant |standard |systemic )?$")
LOCAL = ("radiation", "surgery")


def tested_keys(
    document: Document,
    listed: list[Item],
    everything: list[Therapy],
    titled: list[Therapy],
    aims: Aims,
) -> set[str] | None:
    """Keys of what differs between arms or is the subject; None where everything active is tested."""
    names = {one.key for one in titled}
    known = [one for one in everything if one not in titled]
    told = arms.tested_by_arms(document, listed)
    if told is not None:
        return _spelled_out(told, everything, titled)
    if tests := _marker_tests(known, names, aims):
        return tests
    usual = standard(document, everything, names)
    subject = {one.key for one in known} & (names | _titled_by_name(document, known)) - usual or None
    if versus.compares(document):
        told = versus.tested_by_titles(document, listed) or _of_items(listed, subject)
    elif versus.on_top_of_standard(document):
        told = subject
    else:
        told = versus.added_by_summary(document) & {one.key for one in everything} or None
    told = _spelled_out(told, everything, titled)
    if told is None and usual:
        told = {one.key for one in known if not one.role} - usual or None
    return told and (told - usual or told)


def _titled_by_name(document: Document, known: list[Therapy]) -> set[str]:
    """Keys of interventions that no table knows and whose own name stands in a title."""
    titles = f" {versus.titles(document)} "
    unknown = (one.key for one in known if one.role == "unknown" and len(one.key) > 2)
    return {key for key in unknown if re.search(rf"(?<!\w){re.escape(key)}(?!\w)", titles)}


def _of_items(listed: list[Item], subject: set[str] | None) -> set[str] | None:
    """What not every arm has; a drug of every arm is the subject where titles name it alone: 'A alone or combined'."""
    differs = versus.tested_by_items(listed)
    return differs if subject and differs and differs & subject else (differs or set()) | (subject or set()) or None


def _marker_tests(known: list[Therapy], names: set[str], aims: Aims) -> set[str]:
    """Keys of tests where a marker guides treatment, or says when to change it, and no title names the drugs."""
    guides = {"marker", "switch"} & set(aims.found)
    if not guides or any(one.key in names and set(one.types) & ANTICANCER for one in known):
        return set()
    tests = {one.key for one in known if not one.drug and one.rule_id.startswith(("other-03", "genetic"))}
    return tests or guides & {"switch"}


def stance(one: Therapy, told: set[str] | None, everything: list[Therapy], titled: list[Therapy], aims: Aims) -> str:
    """'tested' or 'given' for one treatment; `told` are the keys of what differs between arms, None where nothing says."""
    names = {other.key for other in titled}
    differs = told is not None and one.key in told
    aside = is_aside(one, everything, names, aims) and not (
        differs and (one.types == ("surgery",) or protects(one, everything))
    )
    if one.role in ("given", "unspecified") or aside:
        return "given"
    if told is not None:
        return "tested" if differs or "treatment_break" in one.types else "given"
    if context(one) == "background" or one in titled and _comes_after(one) or is_extra(one, everything, names):
        return "given"
    named_types = {kind for other in titled for kind in other.types}
    is_local = set(one.types) <= set(LOCAL)
    if is_local and named_types & ANTICANCER - set(LOCAL) and not named_types & set(one.types):
        return "given"
    return "tested"


def _comes_after(one: Therapy) -> bool:
    """Whether a class of treatment that only a title names stands behind 'followed by'."""
    return not one.drug and bool(_AFTER.search(one.passage.text[: one.start]))


def _spelled_out(told: set[str] | None, everything: list[Therapy], titled: list[Therapy]) -> set[str] | None:
    """Adds the drugs that a class word or regimen of a title stands for ('plus a CDK4/6 inhibitor': palbociclib)."""
    names = {one.key for one in titled}
    kinds = {kind for one in titled if told and one.key in told and not one.drug for kind in one.types}
    meant = {one.key for one in everything if one.drug and one.key not in names and kinds & set(one.types)}
    return ((told or set()) & {one.key for one in everything}) | meant or None
