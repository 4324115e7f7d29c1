"""A made-up language without one Latin letter: what still shows some was not translated.

Each letter of a message becomes one of another alphabet. Places for values, addresses, markup and commands stay, as a
translator would leave them. It goes by the code of Japanese, whose dates have no Latin letters either.
"""

import re
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from cache import language
from tests.messages import templates

CODE = "ja"
_LETTERS = str.maketrans(
    {
        letter: chr(first + at)
        for letters, first in ((ascii_lowercase, 0x561), (ascii_uppercase, 0x531))
        for at, letter in enumerate(letters)
    }
)
_KEPT = re.compile(r"(\{\w+\}|\]\([^)]*\)|<[^>]*>|&\w+;|`[^`]*`)")

REGISTRY_TEXT = {
    *("brief_title", "official_title", "acronym", "why_stopped", "sponsor", "conditions", "keywords", "interventions"),
    *("intervention_descriptions", "intervention_other_names", "intervention_arms", "arms", "arm_labels"),
    *("brief_summary", "eligibility_text", "facility", "city", "state", "country", "zip", "countries"),
    *("open_countries", "cohort", "quote", "before_quote", "after_quote", "rule_id"),
}
"""Columns that hold the registry's words, and names of rules."""


def foreign(text: str) -> str:
    """The text with every letter replaced, as long as before."""
    return text.translate(_LETTERS)


def translated(message: str) -> str:
    """The message in the made-up language."""
    return "".join(part if _KEPT.fullmatch(part) else foreign(part) for part in _KEPT.split(message))


def write(folder: Path) -> None:
    """The catalogues of the made-up language, below folder/<code>/."""
    for name, template in templates().items():
        made = Catalog(locale=CODE)
        for message in template:
            if message.id:
                made.add(message.id, (translated(message.id[1]),) if message.pluralizable else translated(message.id))
        path = folder / CODE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, made)


def speak(monkeypatch, folder: Path) -> None:
    """Makes it one of the languages."""
    monkeypatch.setitem(language.LANGUAGES, CODE, "日本語")
    monkeypatch.setattr(language, "FOLDER", folder)


def letterless(value, name: str = ""):
    """Rows of a table with the registry's text in the letters of the made-up language, every offset as before."""
    if isinstance(value, dict):
        named = value.get("axis") in ("country", "drug")
        return {key: letterless(each, "quote" if named and key == "value" else key) for key, each in value.items()}
    if isinstance(value, list):
        return [letterless(each, name) for each in value]
    return foreign(value) if isinstance(value, str) and name in REGISTRY_TEXT else value
