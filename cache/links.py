"""A search as plain parameters of a link, and back."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from urllib.parse import parse_qsl

from cache import country_names
from cache.errors import BadInput
from cache.language import gettext as _

_BETWEEN = "~"  # a character that no link escapes and no value contains
_NONE = "any"
_FLAGS = {"yes": True, "no": False}
_ADDED_BY_OTHERS = ("utm_", "fbclid", "gclid", "msclkid", "mc_")
"""What mail programs and social networks add to a link."""


def params(link: str) -> dict[str, str]:
    """The parameters of a link: a whole address, or what stands after its '?'. Raises BadInput."""
    address = link.strip().partition("#")[0]
    before, mark, query = address.partition("?")
    if not mark and "://" not in before:
        query = before
        if "=" not in query:
            told = _("'{link}' is no link to a search: use the address under 'Copy a link to this search'.")
            raise BadInput(told.format(link=link))
    return own(dict(parse_qsl(query, keep_blank_values=True)))


def own(params: Mapping[str, str]) -> dict[str, str]:
    """The parameters without those that others have added on the way."""
    return {name: text for name, text in params.items() if not name.startswith(_ADDED_BY_OTHERS)}


def to_params(search) -> dict[str, str]:
    """Every field that is not at its default, as text: values parted by '~', 'any' for none chosen, 'yes' or 'no'."""
    return {
        field.name: _written(getattr(search, field.name))
        for field in fields(search)
        if getattr(search, field.name) != field.default
    }


def read(kind: type, params: Mapping[str, str]) -> dict:
    """Field values of a search from the parameters of a link. Raises BadInput on a name or a form that it does not know."""
    known = {field.name: field.default for field in fields(kind) if field.default is not MISSING}
    unknown = sorted(set(params) - set(known))
    if unknown:
        told = _("The link has a part '{name}' that we do not know: ask for the link again.")
        raise BadInput(told.format(name=unknown[0]))
    return {name: _read(name, text, known[name]) for name, text in params.items()}


def unlisted(search, catalogue) -> str:
    """A sentence that names the countries of a search in which no trial of the catalogue has a site; '' where each has."""
    names = [country_names.shown(each) for each in search.countries if each not in catalogue.countries()]
    return _("No trial here has a site in: {names}.").format(names="; ".join(names)) if names else ""


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else _BETWEEN.join(value) or _NONE


def _read(name: str, text: str, default: object) -> object:
    if isinstance(default, bool):
        if text not in _FLAGS:
            told = _("'{value}' is not a choice for '{name}' in the link: use yes or no.")
            raise BadInput(told.format(value=text, name=name))
        return _FLAGS[text]
    if isinstance(default, str):
        return text
    return () if text == _NONE else tuple(text.split(_BETWEEN))
