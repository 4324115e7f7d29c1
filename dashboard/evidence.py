"""What the labels say of a trial, each with the words of the record behind it: for the trial page, the shortlist and its CSV."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from statements import Quote, around

from cache import vocabulary
from cache.language import gettext as _
from cache.language import later

SILENT = later("The record does not say")
GROUPS = later("The record says it for some groups only: see the trial's page.")

SEVERAL = later("One of these may be enough: see the record's words")
"""Of several gene or protein changes needed. A label does not tell whether the record joins them by 'and' or by 'or'."""
_NO_SYMPTOMS = later("{name}: cannot join if it causes symptoms")
_UNLISTED = "other:"
"""Before the name of a change that the vocabulary does not list."""

AXES = {
    "tier": later("How it relates to metastatic breast cancer"),
    "focus_site": later("What the trial is about"),
    "site": later("Where the cancer has spread"),
    "subtype": later("Receptor status"),
    "her2_level": later("HER2 level"),
    "treatment": later("Kinds of treatment"),
    "drug": later("Drugs"),
    "lines_any": later("Earlier treatment lines"),
    "lines_chemo": later("Earlier chemotherapy lines"),
    "lines_endocrine": later("Earlier hormone therapy lines"),
    "prior": later("Earlier treatments needed or not allowed"),
    "biomarker": later("Gene or protein changes needed"),
    "ecog_max": later("General fitness (ECOG)"),
    "measurable": later("Measurable disease"),
    "menopause": later("Menopause"),
}
"""Every axis with its heading, in the order of the trial page."""

BASES = {
    "explicit": later("said in the record"),
    "implied": later("follows from what the record says"),
    "derived": later("worked out by our rules"),
}
NOTHING_TO_QUOTE = later("rests on the record as a whole, so there is no sentence to quote")
_FIELDS = {
    "eligibility_text": later("criteria"),
    "brief_title": later("short title"),
    "official_title": later("full title"),
    "brief_summary": later("summary"),
}
_ITEMS = {
    "conditions": later("condition {number}"),
    "keywords": later("keyword {number}"),
    "arms": later("arm {number}"),
    "arm_labels": later("arm name {number}"),
    "interventions": later("intervention {number}"),
    "intervention_descriptions": later("description of intervention {number}"),
}
_TEXTS = ("eligibility_text", "brief_summary", "brief_title", "official_title")
_ITEM = re.compile(r"(\w+)\[(\d+)\]")


class Label(NamedTuple):
    """One thing said of a trial or of one of its cohorts, with everything that it rests on."""

    cohort: str
    axis: str
    value: str
    stance: str
    bases: tuple[str, ...]
    rules: tuple[str, ...]
    quotes: tuple[Quote, ...]

    @property
    def phrase(self) -> str:
        """The vocabulary's fixed sentence; one of ours where a refusal is of metastases with symptoms only."""
        if self.stance == "treated_stable" and all(rule.endswith(vocabulary.SYMPTOMS_RULE) for rule in self.rules):
            return _(_NO_SYMPTOMS).format(name=vocabulary.name(self.axis, self.value))
        return vocabulary.phrase(self.axis, self.value.removeprefix(_UNLISTED), self.stance)


class Question(NamedTuple):
    """A row of the comparison: the labels of some axes, of one value and of certain stances where these are given."""

    name: str
    axes: tuple[str, ...]
    value: str = ""
    stances: tuple[str, ...] = ()

    def is_about(self, label: Label) -> bool:
        """Whether a label answers it, for the trial as a whole or for a cohort."""
        return (
            label.axis in self.axes
            and self.value in ("", label.value)
            and (not self.stances or label.stance in self.stances)
        )


QUESTIONS = (
    Question(later("What is tested"), ("treatment",), stances=("tested",)),
    Question(later("Brain metastases"), ("site",), "brain"),
    Question(later("Leptomeningeal metastases"), ("site",), "leptomeningeal"),
    Question(later("Liver metastases"), ("site",), "liver"),
    Question(later("Bone metastases"), ("site",), "bone"),
    Question(later("Only in bone"), ("site",), "bone_only"),
    Question(later("Only a few spots (oligometastatic)"), ("site",), "oligometastatic"),
    Question(later("Receptor status"), ("subtype",)),
    Question(later("HER2 level"), ("her2_level",)),
    Question(later("Gene or protein changes needed"), ("biomarker",), stances=("required",)),
    Question(later("Menopause"), ("menopause",)),
    Question(later("General fitness (ECOG)"), ("ecog_max",)),
    Question(later("Measurable disease"), ("measurable",)),
    Question(later("Earlier treatment lines"), ("lines_any", "lines_chemo", "lines_endocrine")),
    Question(later("Earlier treatment needed"), ("prior",), stances=("required",)),
    Question(later("Earlier treatment not allowed or limited"), ("prior",), stances=("excluded", "limited")),
)


def labels_of(rows: Iterable[dict], trial: dict | None = None) -> list[Label]:
    """A trial's label rows (schema LABELS) gathered: a label for each claim, in the order of AXES and of the vocabulary.

    With the trial's row (schema TRIALS), quotations have the statements that they stand in.
    """
    claims: dict[tuple, list[dict]] = {}
    for row in rows:
        claims.setdefault((row["cohort"] or "", row["axis"], row["value"], row["stance"]), []).append(row)
    return sorted((_label(claim, evidence, trial) for claim, evidence in claims.items()), key=_place)


def grouped(labels: list[Label]) -> list[list[Label]]:
    """The labels of one cohort and axis that rest on the very same words, together; so that no quotation stands twice."""
    groups: dict[tuple, list[Label]] = {}
    for label in labels:
        groups.setdefault((label.cohort, label.axis, label.bases, label.rules, label.quotes), []).append(label)
    return list(groups.values())


def answers(labels: list[Label], question: Question) -> list[Label]:
    """The labels that answer a question for the trial as a whole; empty where the record does not say it of the whole."""
    return [label for label in labels if not label.cohort and question.is_about(label)]


def phrases(claims: Iterable[Label]) -> list[str]:
    """The fixed sentences of the labels that answer one question, with SEVERAL where it is needed."""
    claims = list(claims)
    changes = [claim for claim in claims if claim.axis == "biomarker"]
    return [claim.phrase for claim in claims] + ([_(SEVERAL)] if len(changes) > 1 else [])


def is_of_groups_only(labels: list[Label], question: Question) -> bool:
    """Whether a question is answered for cohorts of the trial, and for none of it as a whole: that is not silence."""
    about = [label for label in labels if question.is_about(label)]
    return bool(about) and all(label.cohort for label in about)


def unanswered(labels: list[Label], question: Question) -> str:
    """What to say where a question has no answer for the trial as a whole."""
    return _(GROUPS if is_of_groups_only(labels, question) else SILENT)


def silent_axes(labels: list[Label]) -> list[str]:
    """Headings of the axes on which the record says nothing, neither about the trial as a whole nor about a cohort.

    That a trial is about one place of spread is said of few; of the others it is no silence.
    """
    stated = {label.axis for label in labels} | {"focus_site"}
    return [_(heading) for axis, heading in AXES.items() if axis not in stated]


def field_words(field: str) -> str:
    """'condition 3' from 'conditions[2]'; a field that we have no words for is named as it is."""
    item = _ITEM.fullmatch(field)
    if item:
        words = _(_ITEMS[item[1]]) if item[1] in _ITEMS else item[1].replace("_", " ") + " {number}"
        return words.format(number=int(item[2]) + 1)
    return _(_FIELDS[field]) if field in _FIELDS else field.replace("_", " ")


def field_text(trial: dict, field: str) -> str:
    """The text of a field as the labels name it: a column, or item i of column[i]."""
    item = _ITEM.fullmatch(field)
    return trial[item[1]][int(item[2])] if item else trial[field]


def _label(claim: tuple, evidence: list[dict], trial: dict | None) -> Label:
    bases = {row["basis"] for row in evidence}
    return Label(
        *claim,
        bases=tuple(basis for basis in BASES if basis in bases),
        rules=tuple(sorted({row["rule_id"] for row in evidence})),
        quotes=tuple(sorted({_quote(row, trial) for row in evidence if row["field"]})),
    )


def _quote(row: dict, trial: dict | None) -> Quote:
    """With the statement around it, but for names of drugs and short fields."""
    field, start, end = row["field"], row["start"], row["end"]
    if trial is None or field not in _TEXTS or row["axis"] == "drug":
        return Quote(field, start, end, row["quote"])
    text = field_text(trial, field)
    first, last = around(text, start, end)
    return Quote(field, start, end, row["quote"], text[first:start], text[end:last])


def _place(label: Label) -> tuple:
    axes, values, stances = _ranks(label.axis)
    return (
        label.cohort,
        axes.get(label.axis, len(axes)),
        stances.get(label.stance, len(stances)),
        values.get(label.value, len(values)),
        label.value,
    )


@cache
def _ranks(axis: str) -> tuple[dict[str, int], ...]:
    """Where every axis stands among all, and where the values and stances of this one do."""
    orders = (AXES, vocabulary.values(axis), vocabulary.stances(axis))
    return tuple({name: rank for rank, name in enumerate(order)} for order in orders)
