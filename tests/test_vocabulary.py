"""The fixed words: every axis and stance has its phrase, and values read as plain language."""

import pytest

from cache import vocabulary


@pytest.mark.parametrize(
    ("axis", "value", "stance", "expected"),
    [
        pytest.param("site", "brain", "treated_stable", "Brain: only if treated and stable", id="brain"),
        pytest.param("site", "liver", "excluded", "Liver: cannot join", id="a site refused"),
        pytest.param("focus_site", "bone", "is", "Bone: what the trial is about", id="the subject of the trial"),
        pytest.param("lines_any", "0..0", "is", "Earlier treatment lines: none allowed", id="no line"),
        pytest.param("lines_chemo", "..2", "is", "Earlier chemotherapy lines: at most 2", id="a most"),
        pytest.param("lines_any", "0..1", "is", "Earlier treatment lines: at most 1", id="none or one"),
        pytest.param("lines_any", "1..", "is", "Earlier treatment lines: at least 1", id="a least"),
        pytest.param("lines_endocrine", "1..3", "is", "Earlier hormone therapy lines: 1 to 3", id="between"),
        pytest.param("lines_any", "1..1", "is", "Earlier treatment lines: exactly 1", id="one number"),
        pytest.param("drug", "letrozole", "tested", "letrozole: tested", id="a drug goes by its own name"),
        pytest.param("phase", "PHASE9", "is", "PHASE9", id="what we do not know is shown as spelled"),
    ],
)
def test_phrases(axis, value, stance, expected):
    assert vocabulary.phrase(axis, value, stance) == expected


def test_every_axis_of_the_vocabulary_has_values_with_names_and_explanations():
    for (axis, value), term in vocabulary.terms().items():
        assert vocabulary.name(axis, value) == term.name != ""
        assert vocabulary.explanation(axis, value) == term.explanation != ""


def test_a_site_that_is_the_focus_has_the_words_of_the_site():
    assert vocabulary.values("focus_site") == vocabulary.values("site")
    assert vocabulary.explanation("focus_site", "liver") == vocabulary.explanation("site", "liver")
