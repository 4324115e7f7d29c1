"""A change of the catalogue in words, the same on the command line and on the page: fixed phrases and the record's own words."""

from typing import NamedTuple

import pandas as pd

from cache import country_names, vocabulary
from cache.language import gettext as _
from cache.language import later, ngettext
from cache.text import unescape

KINDS = {
    "new": later("New in the catalogue"),
    "opened": later("Opened"),
    "reopened": later("Opened again"),
    "closed": later("No longer open"),
    "status": later("Another change of status"),
    "sites_opened": later("Sites opened"),
    "sites_closed": later("Sites closed"),
    "label": later("What the labels say"),
    "removed": later("No longer in the catalogue"),
}
"""Kinds of change with their names, in the order in which screens list them."""
ONE_VALUE = {
    "tier": later("Relation to metastatic breast cancer"),
    "ecog_max": later("General fitness (ECOG)"),
    "measurable": later("Measurable disease"),
    "menopause": later("Menopause"),
    "lines_any": later("Earlier treatment lines"),
    "lines_chemo": later("Earlier chemotherapy lines"),
    "lines_endocrine": later("Earlier hormone therapy lines"),
}
"""Axes on which a trial has one value at a time, with their names: a change is from one value to another."""
NOT_STATED = "not stated"
"""What stands in the changes table where a label was not there before, or is not there now."""
SILENT = later("The record does not say")
SITES_NAMED = 10
_IN_COUNTRY = {"sites_opened": later("Sites opened in {country}"), "sites_closed": later("Sites closed in {country}")}
RULES = later("Our reading changed, not the record.")
_GONE = {
    "removed": later("The registry has this record no longer"),
    "merged": later("The registry made it part of {nct_id}"),
    "left_query": later("Our queries find it no longer"),
}


def why_gone(reason: str, merged_into: str) -> str:
    """Why a trial is not in the catalogue any more, as one sentence without its full stop; '' where that is not known."""
    return _(_GONE.get(reason, "")).format(nct_id=merged_into)


class Change(NamedTuple):
    """One row of the history, '' where the table has nothing."""

    snapshot: str
    data_date: pd.Timestamp
    cause: str
    nct_id: str
    kind: str
    axis: str
    value: str
    before: str
    after: str
    before_quote: str
    after_quote: str

    @property
    def what(self) -> str:
        """What changed: 'Opened', 'Sites opened in France', 'Brain'."""
        if self.kind == "label":
            return _(ONE_VALUE.get(self.axis, "")) or vocabulary.name(self.axis, self.value)
        if self.axis == "country" and self.value:
            return _(_IN_COUNTRY[self.kind]).format(country=country_names.shown(self.value))
        return _(KINDS[self.kind])

    @property
    def was(self) -> str:
        """What stood there, as the vocabulary's phrase; '' for a new trial."""
        return "" if self.kind == "new" else self._words(self.before)

    @property
    def now(self) -> str:
        """What stands there now, as the vocabulary's phrase; for a trial that is gone why, '' where that is not known."""
        if self.kind == "removed":
            return why_gone(self.after, self.value)
        return self._words(self.after)

    @property
    def line(self) -> str:
        """The whole change in one line: 'Brain: cannot join -> Brain: may join'."""
        said = " -> ".join(filter(None, (self.was, self.now)))
        told = said if self.kind == "label" else ": ".join(filter(None, (self.what, said)))
        return f"{told} ({_(RULES)})" if self.cause == "rules" else told

    @property
    def quotes(self) -> list[tuple[str, str]]:
        """('before' or 'now', the words behind it as they are read), where there are any."""
        both = (("before", self.before_quote), ("now", self.after_quote))
        return [(when, self._quoted(quote)) for when, quote in both if quote]

    def _quoted(self, quote: str) -> str:
        """A label's words stand in quotation marks; of many sites the first are named."""
        if self.kind == "label":
            return f"“{unescape(quote)}”"
        names = unescape(quote).split("; ")
        first = "; ".join(names[:SITES_NAMED])
        rest = len(names) - SITES_NAMED
        return first if rest <= 0 else _("{names}; and {count} more").format(names=first, count=rest)

    def _words(self, said: str) -> str:
        if self.kind == "label":
            return self._label(said)
        if self.axis == "country":
            return ngettext("{count} open site", "{count} open sites", int(said)).format(count=said)
        return vocabulary.name("status", said) if said else _("Status not given")

    def _label(self, said: str) -> str:
        """The phrases of what is said; what the vocabulary has no phrase for counts as not said."""
        parts = [each for each in said.split(", ") if each and each != NOT_STATED]
        if self.axis in ONE_VALUE:
            phrases = [vocabulary.phrase(self.axis, each, "is") for each in parts]
        else:
            known = [each for each in parts if each in vocabulary.stances(self.axis)]
            phrases = [vocabulary.phrase(self.axis, self.value, each) for each in known]
        return "; ".join(phrases) or _(SILENT)


def read(history: pd.DataFrame) -> list[Change]:
    """The rows of a history table, in their order."""
    return [
        Change(*row) for row in history.astype(object).where(history.notna(), "").itertuples(index=False, name=None)
    ]


def newest_first(history: pd.DataFrame) -> pd.DataFrame:
    """The same rows, those of the newest snapshot first."""
    return history.sort_values(["snapshot", "nct_id"], ascending=[False, True], ignore_index=True)
