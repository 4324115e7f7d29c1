"""Each catalogue of each language: nothing missing, nothing left in English, nothing lost on the way."""

import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from cache.language import ENGLISH, FOLDER, LANGUAGES
from tests.messages import catalogue_file, has_words, templates

TEMPLATES = templates()
OTHERS = [code for code in LANGUAGES if code != ENGLISH]
EVERY = [pytest.param(code, name, id=f"{code} {name}") for code in OTHERS for name in TEMPLATES]
KEPT = re.compile(r"\{\w+\}|\]\([^)]*\)|https?://[^\s)]+|`[^`]*`|\*\*|<[^>]+>|\d+|:[^\s:]+:")
"""What a translation must hold as often as the English: places for values, links, commands, markup, numbers."""


@cache
def read(code: str, name: str) -> Catalog:
    path = FOLDER / code / name
    if not path.exists():
        return Catalog(locale=code)
    with path.open("rb") as file:
        return read_po(file, locale=code)


@cache
def same() -> dict[str, str]:
    """Messages that may stay as they are in English, with the reason."""
    with Path(__file__).with_name("same_words.csv").open(encoding="utf-8", newline="") as file:
        return {row["message"]: row["reason"] for row in csv.DictReader(file)}


def pairs(code: str, name: str) -> list[tuple[str, str]]:
    """(English, translation) of everything that is translated, a pair for each plural form."""
    return [pair for message in read(code, name) if message.id for pair in forms(message)]


def forms(message: Message) -> list[tuple[str, str]]:
    if not message.pluralizable:
        return [(message.id, message.string)] if message.string else []
    english = [message.id[0]] + [message.id[1]] * (len(message.string) - 1)
    return [pair for pair in zip(english, message.string, strict=True) if pair[1]]


@pytest.mark.parametrize(("code", "name"), EVERY)
def test_the_catalogue_is_up_to_date(code, name):
    path = FOLDER / code / name
    assert path.exists(), "run: make messages"
    assert path.read_bytes() == catalogue_file(path, code, TEMPLATES[name]), "run: make messages"


@pytest.mark.parametrize(("code", "name"), EVERY)
def test_every_message_is_translated(code, name):
    known = read(code, name)
    assert [each.id for each in TEMPLATES[name] if each.id and not is_whole(known.get(each.id), known)] == []


def is_whole(message: Message | None, catalogue: Catalog) -> bool:
    if message is None or message.fuzzy:
        return False
    if not message.pluralizable:
        return bool(message.string)
    return len(message.string) == catalogue.num_plurals and all(message.string)


@pytest.mark.parametrize(("code", "name"), EVERY)
def test_nothing_stays_english(code, name):
    assert [one for one, other in pairs(code, name) if one == other and has_words(one) and one not in same()] == []


@pytest.mark.parametrize(("code", "name"), EVERY)
def test_values_links_markup_and_numbers_stay(code, name):
    wrong = [
        (one, other) for one, other in pairs(code, name) if Counter(KEPT.findall(one)) != Counter(KEPT.findall(other))
    ]
    assert wrong == []


@pytest.mark.parametrize(("code", "name"), EVERY)
def test_sentences_begin_and_end_alike(code, name):
    assert [(one, other) for one, other in pairs(code, name) if edges(one) != edges(other)] == []


def edges(text: str) -> tuple[str, str]:
    """White space and the mark of a list or heading before a text, and how it closes."""
    return re.match(r"[\s#>\-]*", text)[0], re.search(r"[.:?…]?[\s)”\"*]*$", text)[0].rstrip(')”"*')


@pytest.mark.parametrize("name", TEMPLATES)
def test_spanish_questions_are_opened(name):
    asked = [other for _, other in pairs("es", name) if re.search(r"\?(?!\w)", other)]
    assert [other for other in asked if other.count("¿") != len(re.findall(r"\?(?!\w)", other))] == []


@pytest.mark.parametrize("code", OTHERS)
def test_no_message_has_two_translations(code):
    found = {}
    for name in TEMPLATES:
        for message in read(code, name):
            if message.id and message.string:
                found.setdefault(message.id, set()).add(message.string)
                assert not message.pluralizable or message.id[0] not in found, message.id
    assert {message: said for message, said in found.items() if len(said) > 1} == {}


@pytest.mark.parametrize("code", OTHERS)
def test_no_catalogue_is_left_over(code):
    files = {str(path.relative_to(FOLDER / code)) for path in (FOLDER / code).rglob("*.po")}
    assert files == set(TEMPLATES)


def test_what_may_stay_english_does():
    stays = {one for code in OTHERS for name in TEMPLATES for one, other in pairs(code, name) if one == other}
    assert sorted(set(same()) - stays) == []
