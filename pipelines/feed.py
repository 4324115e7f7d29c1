"""Atom feeds (RFC 4287): what any feed reader can follow."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID, uuid5

ATOM = "http://www.w3.org/2005/Atom"
AUTHOR = "Metastatic breast cancer trial finder"
_OURS = UUID("6f0c2a34-5a0e-4d0b-9a6e-0c1de6b1f2a7")
"""The space in which our names of feeds and entries become ids; never to change, since readers know entries by their ids."""
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Entry(NamedTuple):
    """One thing to read. `key` names it for ever; `html` is markup whose texts are escaped already."""

    key: str
    title: str
    updated: datetime
    link: str
    html: str


def feed(key: str, title: str, updated: datetime, entries: Iterable[Entry], subtitle: str = "") -> str:
    """The feed as ASCII text, so that no terminal and no mail program can spoil it. Times without a zone are UTC."""
    root = ET.Element("feed", xmlns=ATOM)
    _named(root, key, title, updated)
    if subtitle:
        _add(root, "subtitle", subtitle)
    _add(ET.SubElement(root, "author"), "name", AUTHOR)
    for entry in entries:
        made = ET.SubElement(root, "entry")
        _named(made, entry.key, entry.title, entry.updated)
        ET.SubElement(made, "link", rel="alternate", type="text/html", href=_plain(entry.link))
        _add(made, "content", entry.html, type="html")
    ET.indent(root, space=" ")
    return ET.tostring(root, encoding="us-ascii", xml_declaration=True).decode()


def _named(parent: ET.Element, key: str, title: str, updated: datetime) -> None:
    _add(parent, "id", uuid5(_OURS, key).urn)
    _add(parent, "title", title)
    _add(parent, "updated", _rfc3339(updated))


def _add(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = _plain(text)


def _plain(text: str) -> str:
    """Without the characters that no XML may hold, not even escaped."""
    return _NOT_XML.sub("", text)


def _rfc3339(moment: datetime) -> str:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return f"{aware.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
