"""Names of countries in the language in use."""

import pytest

from cache import gazetteer, language
from cache.country_names import in_order, of_place, shown


@pytest.fixture
def spanish():
    language.use("es")
    yield
    language.use(language.ENGLISH)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Germany", "Alemania", id="as the CLDR calls it"),
        pytest.param("Türkiye", "Turquía", id="with an accent"),
        pytest.param("Hong Kong", "Hong Kong", id="by its short name"),
        pytest.param("Bosnia and Herzegovina", "Bosnia y Herzegovina", id="where the CLDR's English differs"),
        pytest.param("Democratic Republic of the Congo", "República Democrática del Congo", id="a name with 'of'"),
        pytest.param("Puerto Rico", "Puerto Rico", id="a territory"),
        pytest.param("Nauru", "Nauru", id="a country without a city that we know"),
        pytest.param("Falkland Islands", "Islas Malvinas", id="one that only the CLDR knows"),
        pytest.param("Atlantis", "Atlantis", id="an unknown one"),
        pytest.param("", "", id="none"),
    ],
)
def test_a_country_in_spanish(spanish, name, expected):
    assert shown(name) == expected


def test_every_country_with_a_city_has_a_spanish_name(spanish):
    assert [name for name, code in gazetteer.country_codes().items() if not language.territory(code)] == []


def test_in_english_countries_are_as_the_registry_wrote_them():
    assert [shown(name) for name in ("Türkiye", "Brunei Darussalam")] == ["Türkiye", "Brunei Darussalam"]


def test_countries_come_in_the_order_of_the_names_shown(spanish):
    names = ["United States", "Germany", "Austria", "Egypt", "United Arab Emirates"]
    assert list(map(shown, in_order(names))) == [
        "Alemania", "Austria", "Egipto", "Emiratos Árabes Unidos", "Estados Unidos",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Munich, Bavaria, Germany", "Munich, Bavaria, Alemania", id="a city"),
        pytest.param("Singapore", "Singapur", id="a city that is a country"),
        pytest.param("02139 Cambridge, Massachusetts, United States", "02139 Cambridge, Massachusetts, Estados Unidos",
                     id="a ZIP code"),
    ],
)  # fmt: skip
def test_a_place_in_spanish(spanish, name, expected):
    assert of_place(name) == expected
    assert gazetteer.place(name).name == name
