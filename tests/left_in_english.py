"""What of a page is in Latin letters, for pages in the made-up language of tests.pseudo."""

import html
import json
import re
from functools import cache

import content
import glossary
import questions
import team_questions

SHOWN = {"body", "label", "help", "placeholder", "options", "content", "alt", "title", "captions", "text"}
NOT_READ = re.compile(
    r"<style>.*?</style>"
    r'|<(span|div|blockquote|h1|h3|li)\b[^>]*lang="en".*?</\1>'
    r"|<[^>]*>|\]\([^)]*\)|https://\S+|`[^`]*`|%\{.*?\}|:small(?=\[)",
    flags=re.DOTALL,
)
"""Markup, addresses, commands, and what is marked as English."""
NAMES = re.compile(
    r"ClinicalTrials\.gov|NCT\d{8}|English|Español|Language · Idioma|Boston(, Massachusetts)?"  # names
    r"|UTC|sha256|trials\.parquet|\d{8}T\d{6}Z|\b[0-9a-f]{12}\b"  # of time, files, snapshots and rules
    r"|RECRUITING_SOMEDAY|PHASE9"  # the registry's, which we do not know
)
"""What is the same in every language."""
NEVER_SEEN = {"cities", "place"}
"""Names of what is drawn on the map, which has no legend."""
IN_A_CHART = {"x", "y", "text", "ticktext", "hovertext", "hovertemplate", "name", "title"}


def strings(message, names: set[str] = SHOWN):
    """What an element shows: the text of its parts, the words in its chart."""
    for field, value in message.ListFields():
        many = value if field.is_repeated else [value]
        if field.type == field.TYPE_MESSAGE and not field.message_type.GetOptions().map_entry:
            for each in many:
                yield from strings(each, names)
        elif field.type == field.TYPE_STRING and field.name in names:
            yield from many
        elif field.type == field.TYPE_STRING and field.name == "spec":
            yield from in_chart(json.loads(value))


def in_chart(part, name=""):
    if isinstance(part, dict):
        for key, each in part.items():
            yield from in_chart(each, name if name == "title" and key == "text" else key)
    elif isinstance(part, list):
        for each in part:
            yield from in_chart(each, name)
    elif isinstance(part, str) and name in IN_A_CHART:
        yield part


def elements(block):
    for child in block.children.values():
        if getattr(child, "proto", None) is not None:
            yield child.proto
        if hasattr(child, "children"):
            yield from elements(child)


def lines(page) -> list[str]:
    """The lines of a page in which Latin letters stand, without markup, names and what is marked as English."""
    assert not page.exception, page.exception
    found = []
    for said in (each for element in elements(page._tree) for each in strings(element)):
        bare = html.unescape(NOT_READ.sub("\n", said))
        found += [line.strip() for line in bare.split("\n") if re.search("[A-Za-z]", NAMES.sub("", line))]
    return [line for line in found if line not in sources() | NEVER_SEEN]


@cache
def sources() -> set[str]:
    """Names of papers and sites that our texts rest on."""
    named = {each.source_name for each in (*glossary.entries(), *questions.lines())}
    return (
        named | {each.name for page in content.pages() for each in page.sources} | set(dict(team_questions.sources()))
    )
