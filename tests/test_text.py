"""Text for matching and the way back to the registry's own characters."""

import pytest

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
