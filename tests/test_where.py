"""Where a site is, in words and as HTML."""

import pytest
import where

from cache import gazetteer, language

HERE = gazetteer.place("Boston, Massachusetts, United States")
ROME = gazetteer.place("Rome, Italy")
DENVER = ("H&ocirc;pital <x>", "Denver", "Colorado", "United States")
GERMANY = (None, None, None, "Germany")


def site(*names):
    return dict(zip(("facility", "city", "state", "country"), names, strict=True))


@pytest.fixture
def spanish():
    language.use("es")
    yield
    language.use(language.ENGLISH)


@pytest.mark.parametrize(
    ("names", "here", "words"),
    [
        pytest.param(DENVER, HERE, "Denver, Colorado", id="at home"),
        pytest.param((None, "Denver", None, "United States"), HERE, "Denver, United States", id="no state"),
        pytest.param((None, "Toronto", "Ontario", "Canada"), HERE, "Toronto, Ontario, Canada", id="abroad"),
        pytest.param(DENVER, None, "Denver, Colorado, United States", id="no place"),
        pytest.param((None, "Milan", "Italy", "Italy"), HERE, "Milan, Italy", id="a country as the state"),
        pytest.param((None, "Milan", "Italy", "Italy"), ROME, "Milan, Italy", id="a country as the state, at home"),
        pytest.param(GERMANY, HERE, "Germany", id="no city"),
        pytest.param((None, "Berlin", None, None), HERE, "Berlin", id="no country"),
        pytest.param((None, None, None, None), HERE, "", id="nothing"),
    ],
)
def test_a_city(names, here, words):
    assert where.city(site(*names), here).words == words


@pytest.mark.parametrize(
    ("names", "words", "html"),
    [
        pytest.param(
            DENVER,
            "Hôpital <x>, Denver, Colorado, Estados Unidos",
            '<span lang="en">Hôpital &lt;x&gt;, Denver, Colorado</span>, Estados Unidos',
            id="both",
        ),
        pytest.param(GERMANY, "Alemania", "Alemania", id="a country only"),
        pytest.param((None, "Berlin", None, None), "Berlin", '<span lang="en">Berlin</span>', id="no country"),
        pytest.param((None, "Berlin", None, "<Atlantis>"), "Berlin, <Atlantis>",
                     '<span lang="en">Berlin</span>, &lt;Atlantis&gt;', id="a country that we do not know"),
    ],
)  # fmt: skip
def test_a_clinic_in_spanish(spanish, names, words, html):
    assert where.clinic(site(*names)).words == words
    assert where.clinic(site(*names)).html == html
