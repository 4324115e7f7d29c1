"""The index of words finds the same as reading every text."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cache.phrases import Phrases
from cache.text import searchable

WORDS = some.sampled_from(["her2", "her", "low", "lower", "bone", "é", "2", "t", "dxd", "乳", ""])
TEXTS = some.lists(WORDS, max_size=6).map(" ".join).map(searchable)


@given(texts=some.lists(TEXTS, max_size=8), phrase=TEXTS, begun=some.booleans())
def test_the_index_finds_what_reading_finds(texts, phrase, begun):
    wanted = phrase.rstrip() if begun else phrase.replace("  ", "")
    assert Phrases(texts).holding(wanted).tolist() == [wanted in text for text in texts]


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        pytest.param(" her2 low", [True, True, False], id="words side by side, the last may go on"),
        pytest.param(" her2 low ", [True, False, False], id="whole words"),
        pytest.param(" low", [True, True, True], id="the beginning of a word"),
        pytest.param(" low ", [True, False, True], id="a whole word"),
        pytest.param(" er2", [False, False, False], id="not from the middle of a word"),
    ],
)
def test_phrases(phrase, found):
    texts = [" her2 low disease ", " her2 lower ", " low her2 "]
    assert Phrases(texts).holding(phrase).tolist() == found
