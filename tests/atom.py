"""The rules of RFC 4287 that our feeds must keep, as a checker for tests."""

import re
import xml.etree.ElementTree as ET
from collections import Counter
from html.parser import HTMLParser

import feedparser

SPACE = "{http://www.w3.org/2005/Atom}"
NEEDED = {"feed": ("id", "title", "updated", "author"), "entry": ("id", "title", "updated")}
KNOWN = {
    "feed": {"id", "title", "subtitle", "updated", "author", "entry", "link"},
    "entry": {"id", "title", "updated", "link", "content"},
}
DATE = re.compile(r"\d{4}-(0\d|1[0-2])-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
ABSOLUTE = re.compile(r"(urn:uuid:[0-9a-f-]{36}|https?://[^\s<>\"]+)")
OUR_TAGS = {"p", "blockquote"}


def faults(text: str) -> list[str]:
    """Every rule that a feed breaks; empty for a valid one."""
    root = ET.fromstring(text)
    entries = root.findall(f"{SPACE}entry")
    ids = Counter(each.findtext(f"{SPACE}id") for each in [root, *entries])
    found = [] if root.tag == f"{SPACE}feed" else ["the root is no feed"]
    found += [f"the id {each} stands {count} times" for each, count in ids.items() if count > 1]
    found += [
        fault for kind, each in [("feed", root), *(("entry", entry) for entry in entries)] for fault in _of(kind, each)
    ]
    found += ["an entry has no alternate link" for entry in entries if _alternates(entry) != 1]
    return found + _readers_faults(text)


def _of(kind: str, element: ET.Element) -> list[str]:
    names = Counter(child.tag.removeprefix(SPACE) for child in element)
    found = [f"{kind}: {names[name]} elements {name}" for name in NEEDED[kind] if names[name] != 1]
    found += [f"{kind}: an element {name}" for name in names if name not in KNOWN[kind]]
    found += [
        f"{kind}: no date {each.text}" for each in element.findall(f"{SPACE}updated") if not DATE.fullmatch(each.text)
    ]
    found += [
        f"{kind}: no absolute id {each.text}"
        for each in element.findall(f"{SPACE}id")
        if not ABSOLUTE.fullmatch(each.text)
    ]
    found += [
        f"{kind}: an author without a name"
        for each in element.findall(f"{SPACE}author")
        if not each.findtext(f"{SPACE}name")
    ]
    for content in element.findall(f"{SPACE}content"):
        found += [f"{kind}: a tag {tag} that is not ours" for tag in _tags(content.text) - OUR_TAGS]
        found += [] if content.get("type") == "html" and not len(content) else [f"{kind}: content that is not html"]
    return found


def _alternates(entry: ET.Element) -> int:
    links = entry.findall(f"{SPACE}link")
    return sum(link.get("rel") == "alternate" and bool(ABSOLUTE.fullmatch(link.get("href", ""))) for link in links)


def _tags(html: str) -> set[str]:
    found = set()
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: found.add(tag)
    parser.feed(html)
    return found


def _readers_faults(text: str) -> list[str]:
    parsed = feedparser.parse(text.encode())
    return [f"feedparser: {parsed.bozo_exception}"] if parsed.bozo else []
