"""Plain words of an expression: every match must have words of one of the ways it names, or none are named."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.literals import spaced, ways

ONE = frozenset()
"""No second set."""

CASES = [
    pytest.param("brain", [({"brain"}, ONE)], id="a word"),
    pytest.param(r"\bbrains?\b", [({" brain ", " brains "}, ONE)], id="an ending that may be missing, between edges"),
    pytest.param(r"\bon\b", [({" on "}, ONE)], id="edges keep short words apart from others"),
    pytest.param(r"on\b\W*by", [({"on "}, {"by"})], id="an edge in the middle"),
    pytest.param(r"\b-on", [({" on"}, ONE)], id="an edge beside a sign says nothing"),
    pytest.param("brains?", [({"brain"}, ONE)], id="words that contain another are left out"),
    pytest.param("o?estrogen", [({"estrogen"}, ONE)], id="a letter that may be missing"),
    pytest.param("brain|cns", [({"brain", "cns"}, ONE)], id="either"),
    pytest.param("b(?:rain|one)", [({"brain", "bone"}, ONE)], id="either after the same letter"),
    pytest.param(r"no \w+ brain", [({" brain"}, {"no "})], id="two runs"),
    pytest.param(r"ab\d+cde\d+fghi", [({"fghi"}, {"cde"})], id="the best of three runs"),
    pytest.param(r"any \w+ tumou?r|b\d+cd|ef\d", [({" tumor", " tumour"}, {"any "}), ({"cd", "ef"}, ONE)], id="ways"),
    pytest.param(r"x(?:ab\d|cd\d)y", [({"xab", "xcd"}, ONE)], id="ways inside what goes on"),
    pytest.param("(?:brain )+", [({"brain "}, ONE)], id="repeated"),
    pytest.param("(?:brain )*cns", [({"cns"}, ONE)], id="maybe repeated"),
    pytest.param("(?<!no )brain(?! scan)", [({"brain"}, ONE)], id="what only looks around does not count"),
    pytest.param("her-?[2i]", [({"her2", "her 2", "heri", "her i"}, ONE)], id="a set of letters, a sign as a space"),
    pytest.param(r"\d+ ?%", [], id="no word"),
    pytest.param("brain|[0-9]", [], id="one branch without a word"),
    pytest.param("a|brain", [], id="too short"),
]


@pytest.mark.parametrize(("pattern", "expected"), CASES)
def test_ways(pattern, expected):
    assert ways(re.compile(pattern)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("no (cns) disease", " no  cns  disease ", id="signs"),
        pytest.param("≥ 2 naïve β_1", "   2 naïve β_1 ", id="letters, figures and underscores of any kind stay"),
    ],
)
def test_spaced(text, expected):
    assert spaced(text) == expected


PIECES = st.sampled_from(
    [
        "ab",
        "c?",
        "(?:de|f)",
        r"\d",
        "[gh]",
        "(?:ij)+",
        "(?!k)",
        "l{2}",
        "m*",
        "(?:no)",
        r"\b",
        " ",
        "-",
        "(?:p q|r+s|tu)",
    ]
)


@given(st.lists(PIECES, min_size=1, max_size=7).map("".join), st.text("abx -é", max_size=3), st.data())
def test_every_match_has_the_words_of_a_way(pattern, around, data):
    compiled = re.compile(pattern)
    drawn = re.compile(pattern.replace(r"\b", ""))
    text = around + data.draw(st.from_regex(drawn, fullmatch=True)) + around
    named = ways(compiled)
    heard = [all(not words or any(word in spaced(text) for word in words) for words in way) for way in named]
    assert not compiled.search(text) or not named or any(heard)
