"""Atom feeds keep RFC 4287, whatever a title holds."""

from datetime import UTC, datetime, timedelta, timezone

import feedparser
import pytest

from pipelines.feed import AUTHOR, Entry, feed
from tests.atom import faults

DAY = datetime(2026, 11, 20, 9, 0, 5)
ENTRY = Entry("20261120 NCT1", "A trial", DAY, "https://clinicaltrials.gov/study/NCT1", "<p>Opened</p>")


@pytest.mark.parametrize(
    ("hostile", "read"),
    [
        pytest.param("Drug A & Drug B", "Drug A & Drug B", id="ampersand"),
        pytest.param("HER2 < 1 > <b>x</b> ]]>", "HER2 < 1 > <b>x</b> ]]>", id="markup and the end of CDATA"),
        pytest.param("one\x00two\x0b\x1b[31m\x7f", "onetwo[31m\x7f", id="control characters"),
        pytest.param("a\ud800b\ufffec", "abc", id="what is no character"),
        pytest.param("Étude 乳がん 😀 “x”", "Étude 乳がん 😀 “x”", id="letters of all kinds"),
        pytest.param("&amp; &lt;script&gt; &nbsp;", "&amp; &lt;script&gt; &nbsp;", id="entities stay what they are"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_hostile_title_is_read_as_it_stands(hostile, read):
    made = feed("changes", hostile, DAY, [ENTRY._replace(title=hostile)], hostile)
    assert faults(made) == []
    assert made.isascii()
    parsed = feedparser.parse(made.encode(), sanitize_html=False)
    assert (parsed.feed.title, parsed.feed.get("subtitle", ""), parsed.entries[0].title) == (read, read, read)


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        pytest.param(DAY, "2026-11-20T09:00:05Z", id="without a zone"),
        pytest.param(DAY.replace(tzinfo=UTC), "2026-11-20T09:00:05Z", id="UTC"),
        pytest.param(DAY.replace(tzinfo=timezone(timedelta(hours=-5))), "2026-11-20T14:00:05Z", id="another zone"),
        pytest.param(DAY.replace(microsecond=123), "2026-11-20T09:00:05Z", id="parts of a second"),
    ],
)
def test_times(moment, written):
    parsed = feedparser.parse(feed("changes", "Changes", moment, [ENTRY._replace(updated=moment)]).encode())
    assert (parsed.feed.updated, parsed.entries[0].updated) == (written, written)


def test_what_a_reader_gets():
    made = feed("changes", "Changes", DAY, [ENTRY, ENTRY._replace(key="20261119 NCT1", html="<p>x &amp; y</p>")])
    assert faults(made) == []
    parsed = feedparser.parse(made.encode())
    assert parsed.feed.author == AUTHOR
    assert [(each.title, each.link, each.content[0].value) for each in parsed.entries] == [
        ("A trial", ENTRY.link, "<p>Opened</p>"),
        ("A trial", ENTRY.link, "<p>x &amp; y</p>"),
    ]


def test_ids_stay_the_same_and_differ_by_key():
    first, again, other = (
        feedparser.parse(feed(key, "T", DAY, [ENTRY._replace(key=key)]).encode()) for key in ("a", "a", "b")
    )
    assert (first.feed.id, first.entries[0].id) == (again.feed.id, again.entries[0].id)
    assert other.feed.id != first.feed.id
    assert (
        feedparser.parse(feed("changes", "T", DAY, []).encode()).feed.id
        == "urn:uuid:5fa246d3-92d1-5981-81ad-40957a4a5981"
    )


def test_a_feed_without_entries():
    made = feed("changes", "Changes", DAY, [])
    assert faults(made) == []
    assert feedparser.parse(made.encode()).entries == []


WHOLE = feed("changes", "Changes", DAY, [ENTRY])


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        pytest.param("<author>", "<author/><author>", "feed: 2 elements author", id="two authors"),
        pytest.param("<title>A trial</title>", "", "entry: 0 elements title", id="no title"),
        pytest.param("<name>", "<name/><uri>", "", id="broken XML"),
        pytest.param("09:00:05Z", "09:00:05", "feed: no date 2026-11-20T09:00:05", id="no zone"),
        pytest.param("urn:uuid:", "", "feed: no absolute id", id="an id that is no address"),
        pytest.param('rel="alternate"', 'rel="self"', "an entry has no alternate link", id="no link"),
        pytest.param("&lt;p&gt;", "&lt;script&gt;", "entry: a tag script that is not ours", id="a foreign tag"),
        pytest.param("</entry>", "<price/></entry>", "entry: an element price", id="an unknown element"),
    ],
)
def test_the_checker_sees_what_is_wrong(old, new, fault):
    assert old in WHOLE
    broken = WHOLE.replace(old, new)
    if not fault:
        with pytest.raises(SyntaxError):
            faults(broken)
    else:
        assert any(each.startswith(fault) for each in faults(broken))
