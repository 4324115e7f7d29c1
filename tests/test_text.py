"""Text for matching and the way back to the registry's own characters."""

import pytest

from cache.text import searchable, unescape
from pipelines.text import Normal

NORMALS = [
    pytest.param("ANC \\>= 1", "anc ≥ 1", id="escaped at least"),
    pytest.param("ANC =\\< 1", "anc ≤ 1", id="registry's at most"),
    pytest.param("ANC > or equal to 1", "anc ≥ 1", id="words for at least"),
    pytest.param("1 &lt; 2 &amp; 3", "1 < 2 & 3", id="entities"),
    pytest.param("HER2\u2212 and HER2\u2013", "her2- and her2-", id="dashes"),
    pytest.param("\u201cX\u201d \u2018y\u2019", "\"x\" 'y'", id="quotation marks"),
    pytest.param("a\u00a0b\u3000c", "a b c", id="spaces"),
    pytest.param("\uff08HER2\uff09", "(her2)", id="full-width"),
    pytest.param("\\[CNS\\]", "[cns]", id="brackets"),
    pytest.param("\u0130stanbul", "\u0130stanbul", id="a capital whose small form is longer"),
    pytest.param("", "", id="empty"),
]


@pytest.mark.parametrize(("source", "wanted"), NORMALS)
def test_normal_text(source, wanted):
    assert Normal(source).text == wanted


SPANS = [
    pytest.param("x \\>= 1", "≥", "\\>=", id="one sign for three characters"),
    pytest.param("a \\[b\\] c", "[b]", "\\[b\\]", id="brackets with their escapes"),
    pytest.param("(HER2\u2212)", "her2-", "HER2\u2212", id="a minus sign"),
    pytest.param("1 &lt; 2", "<", "&lt;", id="entity"),
    pytest.param("e\u0301 metastasis", "metastasis", "metastasis", id="after a combining character"),
]


@pytest.mark.parametrize(("source", "found", "raw"), SPANS)
def test_spans_lead_back(source, found, raw):
    normal = Normal(source)
    at = normal.text.index(found)
    start, end = normal.raw_span(at, at + len(found))
    assert source[start:end].lstrip("\\") == raw.lstrip("\\")


def test_cased_and_small_text_have_the_same_length():
    normal = Normal("\u0130 HER2\u2212 \\>= ﬁne ß")
    assert len(normal.cased) == len(normal.text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("HER2-low, ER+", " her2 low er ", id="signs"),
        pytest.param("C\u00e1ncer de mama metast\u00e1sico", " cancer de mama metastasico ", id="accents"),
        pytest.param("a\\>=b &lt;c", " a b c ", id="escapes and entities"),
        pytest.param(" x\n\ty ", " x y ", id="spaces"),
        pytest.param("\uff28\uff25\uff32\uff12", " her2 ", id="full-width"),
        pytest.param("", "  ", id="empty"),
    ],
)
def test_searchable_text(text, wanted):
    assert searchable(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("ANC \\>= 1 &amp; 2", "ANC >= 1 & 2", id="escapes and entities"),
        pytest.param("a\\b", "a\\b", id="a backslash before a letter stays"),
        pytest.param("plain", "plain", id="nothing to undo"),
    ],
)
def test_text_for_display(text, wanted):
    assert unescape(text) == wanted
