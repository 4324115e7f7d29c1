"""Plain words of an expression: every match must contain one of them, or none are named."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.literals import plain_words

CASES = [
    pytest.param("brain", {"brain"}, id="a word"),
    pytest.param(r"\bbrains?\b", {"brain", "brains"}, id="an ending that may be missing"),
    pytest.param("o?estrogen", {"oestrogen", "estrogen"}, id="a letter that may be missing"),
    pytest.param("brain|cns", {"brain", "cns"}, id="either"),
    pytest.param("b(?:rain|one)", {"brain", "bone"}, id="either after the same letter"),
    pytest.param(r"no \w+ brain", {" brain"}, id="the longest run"),
    pytest.param("(?:brain )+", {"brain "}, id="repeated"),
    pytest.param("(?:brain )*cns", {"cns"}, id="maybe repeated"),
    pytest.param("(?<!no )brain(?! scan)", {"brain"}, id="what only looks around does not count"),
    pytest.param("her-?[2i]", {"her2", "her-2", "heri", "her-i"}, id="a set of letters"),
    pytest.param(r"\d+ ?%", set(), id="no word"),
    pytest.param("brain|[0-9]", set(), id="one branch without a word"),
    pytest.param("a|brain", set(), id="too short"),
]


@pytest.mark.parametrize(("pattern", "words"), CASES)
def test_plain_words(pattern, words):
    assert plain_words(re.compile(pattern)) == words


PIECES = st.sampled_from(["ab", "c?", "(?:de|f)", r"\d", "[gh]", "(?:ij)+", "(?!k)", "l{2}", "m*", "(?:no)"])


@given(st.lists(PIECES, min_size=1, max_size=6).map("".join), st.data())
def test_every_match_contains_one(pattern, data):
    compiled = re.compile(pattern)
    text = data.draw(st.from_regex(compiled, fullmatch=True))
    words = plain_words(compiled)
    assert not words or any(word in text for word in words)
