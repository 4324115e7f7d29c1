"""The language that words are shown in: every sentence of ours, by its English, from the gettext catalogues in locale/.

Text of the registry is never translated. Without `use` everything is English, so commands and files stay so.
"""

import gettext as standard
from contextvars import ContextVar
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "es": "Español"}
"""Code -> own name of every language."""
FOLDER = Path(__file__).parent / "locale"
_LOCALES = {ENGLISH: "en_GB", "es": "es_US"}  # both write 1,234.5, and the day before the month

_chosen = ContextVar("language", default=ENGLISH)


def use(language: str) -> None:
    """What this thread says from now on is in this language; an unknown one is English."""
    _chosen.set(language if language in LANGUAGES else ENGLISH)


def current() -> str:
    """The language in use, a key of LANGUAGES."""
    return _chosen.get()


def gettext(message: str) -> str:
    """The message in the language in use; in English where it has no translation."""
    return message if not message or current() == ENGLISH else catalogues(current()).gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The form that belongs to a count, with its place `{count}` not yet filled."""
    if current() == ENGLISH:
        return one if count == 1 else many
    return catalogues(current()).ngettext(one, many, count)


def later(message: str) -> str:
    """Marks a message that stands in a table of words and is translated where it is shown."""
    return message


def day(moment: date) -> str:
    """'20 November 2026', '20 de noviembre de 2026'."""
    return format_date(moment, "long", locale=_locale())


def month(moment: date) -> str:
    """'November 2026', 'noviembre de 2026'."""
    return format_skeleton("yMMMM", moment, locale=_locale())


def day_and_month(moment: date) -> str:
    """'20 November', '20 de noviembre'."""
    return format_skeleton("MMMMd", moment, locale=_locale())


def territory(code: str | None) -> str:
    """'Germany', 'Alemania' for the ISO code DE; '' for one that is unknown."""
    return Locale.parse(_locale()).territories.get(code, "")


def territory_codes() -> dict[str, str]:
    """English name of every country -> its ISO code."""
    return {name: code for code, name in Locale(ENGLISH).territories.items()}


def _locale() -> str:
    return _LOCALES.get(current(), current())


@cache
def catalogues(language: str) -> standard.NullTranslations:
    """All catalogues of a language as one; read from the .po files, so that no compiled copy can be out of date."""
    whole = Catalog(locale=language)
    for path in sorted((FOLDER / language).rglob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id and message.string and not message.fuzzy:
                    whole.add(message.id, message.string)
    compiled = BytesIO()
    write_mo(compiled, whole)
    return standard.GNUTranslations(BytesIO(compiled.getvalue()))
