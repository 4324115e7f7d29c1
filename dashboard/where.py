"""Where a site is. Names of hospitals, cities and states are the registry's text, those of countries in the language in use."""

from html import escape
from typing import NamedTuple

import markup
import pandas as pd

from cache import country_names
from cache.gazetteer import Place
from cache.text import unescape


class Where(NamedTuple):
    """Names from the registry, their escapes undone, and a country as it is shown; '' where there is none."""

    named: str
    country: str

    @property
    def words(self) -> str:
        """Plain text, to be escaped by whoever puts it into HTML: 'Denver, Colorado, United States'."""
        return ", ".join(filter(None, self))

    @property
    def html(self) -> markup.Safe:
        """The same as HTML, the registry's names escaped and marked as English."""
        named = self.named and f'<span lang="en">{escape(self.named)}</span>'
        return markup.Safe(Where(named, escape(self.country)).words)


NOWHERE = Where("", "")


def city(site: dict, here: Place | None = None) -> Where:
    """'Denver, Colorado'; with the country unless it is the person's own and the record gives a state."""
    return _of(site, here, "city", "state")


def clinic(site: dict, here: Place | None = None) -> Where:
    """'Example Clinic, Denver, Colorado'."""
    return _of(site, here, "facility", "city", "state")


def _of(site: dict, here: Place | None, *names: str) -> Where:
    """The country is named once, also where the record gives it as a state."""
    given = [
        name for name in names if not pd.isna(site[name]) and (name != "state" or site["state"] != site["country"])
    ]
    at_home = here is not None and site["country"] == here.country and "state" in given
    country = "" if at_home or pd.isna(site["country"]) else country_names.shown(site["country"])
    return Where(", ".join(unescape(site[name]) for name in given), country)
