"""The sheet to take along: what it says of the chosen trials and which questions it asks. No screen and no paper here.

Contact details are not part of it: the registry's record, whose address stands with each trial, has them.
"""

from datetime import datetime
from typing import NamedTuple

import claims
import evidence
import facts
import plan
import team_questions
import tested

from cache import language, runs, text
from cache.language import gettext as _
from cache.language import later, ngettext
from cache.search import Search

NOTE_LINES = 3
"""Empty lines for notes below each trial, and for the reader's own questions at the end."""
_SITES = ("brain", "leptomeningeal", "liver", "bone")
"""What the sheet speaks of where no place of spread was told."""
_NAMED_BY_PHRASES = ("site", "lines_any", "lines_chemo", "lines_endocrine")
OF_GROUPS = later("The record says it for some groups only: ask the team")


class Chosen(NamedTuple):
    """A trial to put on the sheet, with its labels and one sentence on its sites."""

    trial: dict
    labels: list[evidence.Label]
    where: str


class Answer(NamedTuple):
    """What a record says to a question, '' where the phrases name it: fixed phrases, and the record's own words behind."""

    question: str
    phrases: tuple[str, ...]
    quotations: tuple[str, ...]


class Entry(NamedTuple):
    """One trial of the sheet. `title` and the quotations are the registry's text, its escapes undone.

    `groups` names the questions that the record answers for cohorts of the trial only; `silent` those that it does not
    answer at all, which is neither yes nor no.
    """

    nct_id: str
    title: str
    url: str
    facts: tuple[tuple[str, str], ...]
    cautions: tuple[str, ...]
    answers: tuple[Answer, ...]
    groups: tuple[str, ...]
    silent: tuple[str, ...]
    questions: tuple[str, ...]


class Sheet(NamedTuple):
    """Everything on the sheet in its order, in the language in use; `notice` is empty for real trials.

    `sources` are the pages, as (name, address), whose topics the questions follow.
    """

    title: str
    notice: str
    about: tuple[str, ...]
    entries: tuple[Entry, ...]
    questions: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]
    data_words: str


def sheet(chosen: list[Chosen], manifest: dict, search: Search, note: str = "") -> Sheet:
    """The sheet of these trials for a person who searched so, from the snapshot that the manifest describes.

    `note` is one more thing to say above.
    """
    return Sheet(
        title=_("Clinical trials to talk about with your care team"),
        notice=_("Demo data: these trials do not exist") if manifest["demo"] else "",
        about=tuple(_about(len(chosen), manifest, note)),
        entries=tuple(_entry(each, manifest, search) for each in chosen),
        questions=tuple(team_questions.general()),
        sources=tuple(team_questions.sources()),
        data_words=_("Registry data of {date}").format(date=language.day(runs.plain_data_date(manifest))),
    )


def _about(count: int, manifest: dict, note: str) -> list[str]:
    """What the sheet is, how old its data are, and what it is not."""
    retrieved = datetime.fromisoformat(manifest["retrieved_at"])
    said = [
        _made_up() if manifest["demo"] else _real(count),
        _("Bring it to your doctor or to the study team. There is room to write on it."),
        _("Registry data of {date}, retrieved {retrieved}, {time} UTC.").format(
            date=language.day(runs.plain_data_date(manifest)),
            retrieved=language.day(retrieved),
            time=f"{retrieved:%H:%M}",
        ),
        _("Trials open and close: check the record before you plan anything. It also names people to contact."),
        _(
            "What we say of a trial is made by rules (version {lexicon}) from the registry's text. "
            "The record's own words stand below it in quotation marks; we did not change them."
        ).format(lexicon=manifest["lexicon_version"]),
        _("Answers hold for a trial as a whole. One group of a trial may take other people: ask the team."),
    ]
    if language.current() != language.ENGLISH:
        said.append(_("Text from the registry stays in English. No clinician has reviewed our translation."))
    said += [note] if note else []
    return [*said, _("Not medical advice: the study team decides who can join.")]


def _made_up() -> str:
    return _("The trials on this sheet are made up to show how it works. Never use it for a decision.")


def _real(count: int) -> str:
    return ngettext(
        "This sheet is about {count} clinical trial in the public registry ClinicalTrials.gov (U.S. National Library "
        "of Medicine).",
        "This sheet is about {count} clinical trials in the public registry ClinicalTrials.gov (U.S. National Library "
        "of Medicine).",
        count,
    ).format(count=count)


def _entry(chosen: Chosen, manifest: dict, search: Search) -> Entry:
    trial, labels = chosen.trial, chosen.labels
    found = _found(labels, search)
    unanswered = [each for each in found if not each.claims]
    return Entry(
        nct_id=trial["nct_id"],
        title=text.unescape(facts.text(trial, "brief_title")),
        url=trial["url"],
        facts=tuple(_facts(chosen, runs.plain_data_date(manifest))),
        cautions=tuple(facts.cautions(trial, runs.plain_data_date(manifest))),
        answers=tuple(_answer(each) for each in found if each.claims),
        groups=tuple(each.name for each in unanswered if each.groups),
        silent=tuple(each.name for each in unanswered if not each.groups),
        questions=tuple(team_questions.of_trial(trial, labels, search)),
    )


def _found(labels: list[evidence.Label], search: Search) -> list[claims.Answer]:
    """What is tested; then the sites that the person told; then all else."""
    first, *others = (each for each in evidence.QUESTIONS if each.axes != ("site",))
    sites = claims.of_sites(claims.sites_told(search, untold=_SITES), labels)
    return [claims.answer(first, labels), *sites, *(claims.answer(each, labels) for each in others)]


def _facts(chosen: Chosen, data_date: datetime) -> list[tuple[str, str]]:
    trial, labels, where = chosen
    heading, names = tested.named(trial, labels)
    planned = [*plan.groups(trial), *plan.placebo(trial), *plan.size_and_end(trial, data_date)]
    return [
        (_("Status"), facts.dated_status(trial)),
        (_("Phase"), " · ".join(facts.phases_explained(trial)) or _(evidence.SILENT)),
        *([(heading, tested.joined(names))] if names else []),
        (_("Plan"), " · ".join(planned) or _(evidence.SILENT)),
        (_("Age"), facts.ages(trial)),
        (_("Sex"), facts.sex(trial)),
        (_("Where"), where),
    ]


def _answer(found: claims.Answer) -> Answer:
    named = "" if found.claims[0].axis in _NAMED_BY_PHRASES else found.name
    quotations = dict.fromkeys(text.unescape(quote.whole) for label in found.claims for quote in label.quotes)
    return Answer(named, tuple(evidence.phrases(found.claims)), tuple(_longest(list(quotations))))


def _longest(quotations: list[str]) -> list[str]:
    """Without those that stand within another one, which would fill paper and say nothing more."""
    return [each for each in quotations if not any(each != other and each in other for other in quotations)]
