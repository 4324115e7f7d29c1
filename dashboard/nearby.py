"""What a reader is told of the places of a trial: one sentence on its nearest site.

`nearest_words` gives plain text, to be escaped by whoever puts it into HTML; `nearest_html` gives the same sentence as
HTML, the registry's names escaped and marked as English.
"""

from collections import Counter
from html import escape
from itertools import compress
from typing import NamedTuple

import markup
import numpy as np
import pandas as pd
from where import NOWHERE, Where, clinic

from cache import country_names, distance, gazetteer, vocabulary
from cache.catalogue import Catalogue
from cache.gazetteer import Place
from cache.language import gettext as _
from cache.language import later, ngettext
from cache.schema import OPEN_STATUSES
from cache.search import Search

APPROXIMATE = later(
    "Distances are straight lines between city centres, so the way by road is longer. "
    "Where the registry gives no position, a list of cities does."
)
"""To be translated where it is shown: _(nearby.APPROXIMATE)."""
FAR = 100 * distance.UNITS["mi"]
"""Kilometres from which an open site is said to be far where the person gave no limit."""
_SAME_CITY = {"mi": 5, "km": 8}
"""Unit -> how near a centre is that can be of the same city: a number would say more than we know."""
_ENTERED_NOW = tuple(status for status in OPEN_STATUSES if status != "NOT_YET_RECRUITING")


class _Said(NamedTuple):
    """A message, the site that stands at its {site}, and what stands at its other places."""

    message: str
    site: Where
    values: dict[str, str]


def sites_words(catalogue: Catalogue, nct_id: str, countries: tuple[str, ...] = ()) -> str:
    """'3 open sites (1 in France)', or what the record says instead."""
    trial, sites = catalogue.trial(nct_id), _kinds(catalogue, nct_id)
    count, opened = trial["site_count"], trial["open_site_count"]
    if not count:
        return _("The record lists no site")
    if not opened:
        return _none_open(count, no_status=sites.unsaid.all())
    said = ngettext("{count} open site", "{count} open sites", opened).format(count=f"{opened:,}")
    if not countries:
        return said
    here = Counter(compress(catalogue.countries_of(nct_id), sites.open))
    near = [
        _("{count} in {country}").format(count=f"{here[each]:,}", country=country_names.shown(each))
        for each in countries
    ]
    return f"{said} ({', '.join(near)})"


def nearest_words(catalogue: Catalogue, search: Search, nct_id: str) -> str:
    """One plain sentence on the open site nearest to the person's place; without a place `sites_words`."""
    said = _nearest(catalogue, search, nct_id)
    return said.message.format(site=said.site.words, **said.values)


def nearest_html(catalogue: Catalogue, search: Search, nct_id: str) -> markup.Safe:
    """The sentence of `nearest_words` as HTML, names from the registry escaped and marked lang="en"."""
    said = _nearest(catalogue, search, nct_id)
    values = {name: escape(value) for name, value in said.values.items()}
    return markup.Safe(escape(said.message).format(site=said.site.html, **values))


def nearest_heading(search: Search) -> str:
    """What to write above the sentences of `nearest_words`: 'Nearest site, from Lyon, France'; '' where no place was given."""
    return _("Nearest site, from {place}").format(place=country_names.of_place(search.near)) if search.near else ""


def measured_words(search: Search) -> str:
    """From where distances are counted, and how exactly; '' where no place was given."""
    if not search.near:
        return ""
    told = _("Distances are from {place}.").format(place=country_names.of_place(search.near))
    return f"{told} {_(APPROXIMATE)}"


def distance_words(km: float, unit: str) -> str:
    """'about 12 miles', 'about 20 km', 'in or near the same city'; unit is "mi" or "km"."""
    if _is_same_city(km, unit):
        return _("in or near the same city")
    away = round(distance.in_unit(km, unit))
    if unit == "km":
        return _("about {count} km").format(count=f"{away:,}")
    return ngettext("about {count} mile", "about {count} miles", away).format(count=f"{away:,}")


def place_of(search: Search) -> Place | None:
    """The place that the person gave."""
    return gazetteer.place(search.near) if search.near else None


def limit_km(search: Search) -> float:
    """How far the person would go, in kilometres; FAR where they gave no limit."""
    return int(search.within) * distance.UNITS[search.unit] if search.within else FAR


def _nearest(catalogue: Catalogue, search: Search, nct_id: str) -> _Said:
    here, at = place_of(search), catalogue.order[nct_id]
    if here is None or catalogue.lists_no_site[at]:
        return _Said("{said}", NOWHERE, {"said": sites_words(catalogue, nct_id, search.countries)})
    near, trial = distance.nearest(catalogue, here), catalogue.trial(nct_id)
    if near.site[at] >= 0:
        site, km = catalogue.site(near.site[at]), near.km[at]
        message = _open_message(catalogue, search, nct_id, km)
    elif near.possible_site[at] < 0 or trial["open_site_count"]:
        return _without_distance(catalogue, nct_id, here)
    else:
        site, km = catalogue.site(near.possible_site[at]), near.possible_km[at]
        message = _possible_message(trial["overall_status"], site, _is_same_city(km, search.unit))
    return _Said(message, clinic(site, here), _values(site, km, search))


def _kinds(catalogue: Catalogue, nct_id: str) -> distance.Kinds:
    return distance.kinds(catalogue, catalogue.site_rows(nct_id))


def _values(site: dict, km: float, search: Search) -> dict[str, str]:
    status = "" if pd.isna(site["status"]) else vocabulary.name("status", site["status"])
    return {"distance": distance_words(km, search.unit), "status": status}


def _is_same_city(km: float, unit: str) -> bool:
    return distance.in_unit(km, unit) < _SAME_CITY[unit]


def _open_message(catalogue: Catalogue, search: Search, nct_id: str, km: float) -> str:
    if _is_same_city(km, search.unit):
        return _("The nearest open site is in or near the same city: {site}")
    if km <= limit_km(search):
        return _("The nearest open site is {distance} away: {site}")
    if catalogue.trial(nct_id)["overall_status"] == "RECRUITING":
        said = _("Recruiting overall, but the nearest open site is {distance} away: {site}")
    else:
        said = _("The nearest open site is {distance} away: {site}")
    unplaced = _open_unplaced(catalogue, nct_id, place_of(search), km)
    if not unplaced:
        return said
    more = ngettext(
        "The record gives no position for {count} other open site, which may be nearer",
        "The record gives no position for {count} other open sites, which may be nearer",
        unplaced,
    )
    return f"{said}. {more.format(count=f'{unplaced:,}')}"


def _open_unplaced(catalogue: Catalogue, nct_id: str, here: Place, km: float) -> int:
    """How many open sites without a position may be nearer than this, by their countries and states."""
    kinds = _kinds(catalogue, nct_id)
    rows = catalogue.site_rows(nct_id).start + np.flatnonzero(kinds.open & kinds.joinable & ~kinds.placed)
    sites = map(catalogue.site, rows)
    return sum(distance.may_lie_within(site["country"], site["state"], here, km) for site in sites)


def _possible_message(overall: str, site: dict, same_city: bool) -> str:
    """On a site that is not said to be open, nor closed."""
    if same_city:
        return _same_city_message(overall, site)
    if not pd.isna(site["status"]):
        return _("No open site is listed. The nearest that may open is {distance} away: {site} ({status})")
    if overall in _ENTERED_NOW:
        return _("The record does not say which sites are open; the nearest listed one is {distance} away: {site}")
    return _("The nearest listed site is {distance} away: {site}")


def _same_city_message(overall: str, site: dict) -> str:
    if not pd.isna(site["status"]):
        return _("No open site is listed. The nearest that may open is in or near the same city: {site} ({status})")
    if overall in _ENTERED_NOW:
        return _(
            "The record does not say which sites are open; the nearest listed one is in or near the same city: {site}"
        )
    return _("The nearest listed site is in or near the same city: {site}")


def _without_distance(catalogue: Catalogue, nct_id: str, here: Place) -> _Said:
    """On open sites without a position; where none is open, on those that may be; else how many are listed."""
    sites = _kinds(catalogue, nct_id)
    kinds = {"open": sites.open, "may open": sites.may_open, "unsaid": sites.unsaid}
    kind = next((kind for kind, mask in kinds.items() if (mask & sites.joinable).any()), None)
    if kind is None:
        return _Said("{said}", NOWHERE, {"said": sites_words(catalogue, nct_id)})
    named = kinds[kind] & sites.joinable
    own = named & [country == here.country for country in catalogue.countries_of(nct_id)]
    row = catalogue.site_rows(nct_id).start + np.argmax(own if own.any() else named)
    count = int(np.count_nonzero(kinds[kind]))
    return _Said(_unplaced_message(kind, count), clinic(catalogue.site(row), here), {"count": f"{count:,}"})


def _unplaced_message(kind: str, count: int) -> str:
    if kind == "open":
        return ngettext(
            "{count} open site; how far is not known, as the record gives no position: {site}",
            "{count} open sites; how far is not known, as the record gives no positions. One of them: {site}",
            count,
        )
    if kind == "may open":
        return ngettext(
            "No open site is listed. {count} site may open; how far is not known: {site}",
            "No open site is listed. {count} sites may open; how far is not known. One of them: {site}",
            count,
        )
    return ngettext(
        "{count} site listed, site status not given; how far is not known: {site}",
        "{count} sites listed, site status not given; how far is not known. One of them: {site}",
        count,
    )


def _none_open(count: int, no_status: bool) -> str:
    if no_status:
        said = ngettext(
            "{count} site listed, site status not given", "{count} sites listed, site status not given", count
        )
    else:
        said = ngettext("No open site; {count} site listed", "No open site; {count} sites listed", count)
    return said.format(count=f"{count:,}")
