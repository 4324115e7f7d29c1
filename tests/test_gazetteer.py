"""Places by what people type."""

import pandas as pd
import pytest

from cache import gazetteer
from cache.city_table import CITIES
from cache.errors import BadInput
from cache.gazetteer import ATTRIBUTION, Place, is_area, place, suggestions
from pipelines.gazetteer import spellings, table
from tests import catalogue as made

BOSTON = "Boston, Massachusetts, United States"
MEXICO_CITY = "Mexico City, Mexico"
CAMBRIDGE = "02139 Cambridge, Massachusetts, United States"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Boston", BOSTON, id="a city"),
        pytest.param("bosto", BOSTON, id="the beginning of a city"),
        pytest.param("  BOSTON ", BOSTON, id="any case, spaces around"),
        pytest.param("boston ma", BOSTON, id="a state by its letters"),
        pytest.param("Boston, MA, USA", BOSTON, id="state and country"),
        pytest.param("boston mass", BOSTON, id="the beginning of a state"),
        pytest.param("boston uk", "Boston, England, United Kingdom", id="a country by its letters"),
        pytest.param(BOSTON, BOSTON, id="a full name"),
        pytest.param("paris", "Paris, France", id="the larger city first"),
        pytest.param("paris, texas", "Paris, Texas, United States", id="the smaller by its state"),
        pytest.param("springfield il", "Springfield, Illinois, United States", id="one of many"),
        pytest.param("london ontario", "London, Ontario, Canada", id="a province"),
        pytest.param("washington, d.c.", "Washington, District of Columbia, United States", id="full stops"),
        pytest.param("st louis", "St. Louis, Missouri, United States", id="St"),
        pytest.param("saint louis mo", "St. Louis, Missouri, United States", id="Saint"),
        pytest.param("St. Paul", "Saint Paul, Minnesota, United States", id="St. for Saint"),
        pytest.param("winston salem", "Winston-Salem, North Carolina, United States", id="without the hyphen"),
        pytest.param("new york", "New York City, New York, United States", id="by another name"),
        pytest.param("NYC", "New York City, New York, United States", id="by letters"),
        pytest.param("Munich", "Munich, Bavaria, Germany", id="Munich"),
        pytest.param("München", "Munich, Bavaria, Germany", id="München"),
        pytest.param("Múnich", "Munich, Bavaria, Germany", id="Múnich"),
        pytest.param("Muenchen", "Munich, Bavaria, Germany", id="Muenchen"),
        pytest.param("Cologne", "Köln, North Rhine-Westphalia, Germany", id="English for a local name"),
        pytest.param("lodz", "Łódź, Poland", id="letters with strokes"),
        pytest.param("Ciudad de México", MEXICO_CITY, id="Spanish"),
        pytest.param("mexico city", MEXICO_CITY, id="English"),
        pytest.param("Londres, Reino Unido", "London, England, United Kingdom", id="city and country in Spanish"),
        pytest.param("Nueva York, EE. UU.", "New York City, New York, United States", id="country by Spanish letters"),
        pytest.param("Charlotte, Carolina del Norte", "Charlotte, North Carolina, United States", id="Spanish state"),
        pytest.param("filadelfia pensilvania", "Philadelphia, Pennsylvania, United States", id="both in Spanish"),
        pytest.param("Seúl", "Seoul, South Korea", id="the country as the registry is spelled here"),
        pytest.param("Amsterdam", "Amsterdam, Netherlands", id="a country without its article"),
        pytest.param("Estambul", "Istanbul, Türkiye", id="a country under its new name"),
        pytest.param("singapore", "Singapore", id="a city that is a country"),
        pytest.param("bostn", BOSTON, id="a letter left out"),
        pytest.param("Bsoton ma", BOSTON, id="letters swapped, with a state"),
        pytest.param("Philadelpia", "Philadelphia, Pennsylvania, United States", id="a long name misspelled"),
        pytest.param("la", "Los Angeles, California, United States", id="two letters of a large city"),
        pytest.param("D.C.", "Washington, District of Columbia, United States", id="two letters with full stops"),
        pytest.param(
            "Nueva York", "New York City, New York, United States", id="a very large city called as its state"
        ),
        pytest.param("Washington", "Washington, District of Columbia, United States", id="a large city, not the state"),
        pytest.param("Québec", "Québec, Quebec, Canada", id="a city called as its province"),
        pytest.param("delhi india", "Delhi, India", id="a city called as its region, with the country"),
        pytest.param("Luxembourg", "Luxembourg", id="a small city called as its country"),
        pytest.param("Valencia", "Valencia, Venezuela", id="a city called as a region of another country"),
        pytest.param("02139", CAMBRIDGE, id="ZIP"),
        pytest.param("02139-1234", CAMBRIDGE, id="ZIP+4"),
        pytest.param(" 02139 Cambridge", CAMBRIDGE, id="ZIP and more"),
        pytest.param("78501", "78501 McAllen, Texas, United States", id="a name with two capitals"),
        pytest.param("00601", "00601 Adjuntas, Puerto Rico", id="ZIP of a territory"),
        pytest.param("96910", "96910 Hagatna, Guam", id="ZIP of an island"),
    ],
)
def test_the_first_suggestion(text, expected):
    found = suggestions(text)
    assert found[0].name == expected
    assert place(expected) == found[0]
    assert not is_area(text)


AREAS = (
    "France", "Canada", "Germany", "Italy", "Mexico", "México", "Georgia", "Alemania", "Reino Unido", "Ohio", "Texas",
    "Oklahoma", "Scotland", "Bavaria", "UK", "u.k.", "USA", "U.S.", "us", "EE. UU.", "UAE", "CA", "PA", "Ohio, USA",
    "ontario canada", "Ontario", "Virginia", "Jamaica", "Armenia", "Panama",
)  # fmt: skip


@pytest.mark.parametrize("text", AREAS)
def test_a_country_or_a_state_is_no_place(text):
    assert (is_area(text), suggestions(text)) == (True, [])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("  , ", id="no letter"),
        pytest.param("xyzzyq", id="no city"),
        pytest.param("boston peru", id="not in that country"),
        pytest.param("0213", id="part of a ZIP"),
        pytest.param("021399", id="too long for a ZIP"),
        pytest.param("99999", id="a ZIP that does not exist"),
        pytest.param("09001", id="a military ZIP, which has no position"),
        pytest.param("٠٢١٣٩", id="digits of another script"),
        pytest.param("北京", id="letters that we have no names in"),
        pytest.param("KC", id="two letters that no large city is called by"),
        pytest.param("b", id="one letter"),
        pytest.param("Lxon", id="a slip in four letters"),
        pytest.param("Chcgo", id="two slips in five letters"),
        pytest.param("Germny", id="a country misspelled"),
        pytest.param("Itally", id="a country misspelled, as near to a city's name"),
        pytest.param("x" * 5000, id="very long"),
        pytest.param("a b " * 500, id="very many words"),
    ],
)
def test_what_is_no_place_has_no_suggestion(text):
    assert (suggestions(text), is_area(text)) == ([], False)


def test_suggestions_are_as_many_as_asked_for_and_differ():
    assert [each.name for each in suggestions("springfield", 3)] == [
        "Springfield, Missouri, United States",
        "Springfield, Massachusetts, United States",
        "Springfield, Illinois, United States",
    ]
    assert len({each.name for each in suggestions("san")}) == 8
    assert suggestions("02139", 0) == suggestions("boston", 0) == []


def test_a_place_knows_where_it_is():
    assert place(CAMBRIDGE) == Place(CAMBRIDGE, 42.3647, -71.1042, "United States")
    found = place("Seoul, South Korea")
    assert (round(found.lat, 2), round(found.lon, 2), found.country) == (37.57, 126.98, "South Korea")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Boston", id="part of a name"),
        pytest.param("boston, massachusetts, united states", id="another case"),
        pytest.param("02139", id="the ZIP alone"),
        pytest.param("02139 Boston, Massachusetts, United States", id="a ZIP with another city"),
        pytest.param("99999 Nowhere, Alaska, United States", id="a ZIP that does not exist"),
        pytest.param(f" {CAMBRIDGE}", id="a space before it"),
        pytest.param("٠٢١٣٩ Cambridge", id="digits of another script"),
        pytest.param("", id="nothing"),
    ],
)
def test_a_place_needs_its_full_name(name):
    with pytest.raises(BadInput, match=f"We do not know a place '{name}': choose one of those suggested"):
        place(name)


def test_every_city_has_a_name_of_its_own_and_a_position():
    cities = pd.read_parquet(CITIES)
    assert cities["name"].is_unique
    assert len(cities) > 30_000
    assert cities["population"].min() >= 15_000
    assert cities["lat"].between(-90, 90).all()
    assert cities["lon"].between(-180, 180).all()
    assert cities.drop(columns=["region", "region_short", "region_names"]).ne("").all(axis=None)


def test_countries_are_spelled_as_in_the_catalogue():
    known = set(pd.read_parquet(CITIES)["country"])
    assert {country for _facility, _city, _state, country, *_rest in made.SITES.values()} <= known
    assert {"Czechia", "Netherlands", "Russia", "South Korea", "Taiwan", "Türkiye", "Vietnam"} <= known
    assert not {"The Netherlands", "Turkey", "Korea, Republic of", "Viet Nam"} & known


def test_the_source_and_its_licence_are_named():
    assert all(each in ATTRIBUTION for each in ("GeoNames", "geonames.org", "CC BY 4.0", "zipcodes"))
    assert all(each in gazetteer.__doc__ for each in ("https://www.geonames.org", "CC BY 4.0"))


def city(geonameid, name, code, region, people, lat, lon, *others):
    return {
        "geonameid": geonameid, "name": name, "countrycode": code, "admin1code": region, "population": people,
        "latitude": lat, "longitude": lon, "alternatenames": list(others),
    }  # fmt: skip


COUNTRIES = {
    "US": {"name": "United States", "iso": "US", "iso3": "USA"},
    "NL": {"name": "The Netherlands", "iso": "NL", "iso3": "NLD"},
    "PH": {"name": "Philippines", "iso": "PH", "iso3": "PHL"},
}


def test_the_table_of_cities_is_made_of_geonames():
    cities = [
        city(1, "Naga", "PH", "05", 20_000, 13.6, 123.2),
        city(2, "Naga", "PH", "07", 30_000, 10.2, 123.8),
        city(3, "Cebu", "PH", "07", 800_000, 10.3, 123.9),
        city(4, "Legazpi", "PH", "05", 700_000, 13.1, 123.7),
        city(5, "Town", "PH", "05", 14_999, 13.0, 123.0),
        city(6, "Paris", "US", "TX", 25_000, 33.7, -95.6),
        city(7, "Amsterdam", "NL", "07", 740_000, 52.4, 4.9),
        city(8, "Amsterdam", "US", "NY", 18_000, 42.9, -74.2),
    ]
    found = table(cities, COUNTRIES)
    assert list(zip(found["name"], found["country"], found["region_short"], found["population"], strict=True)) == [
        ("Cebu, Philippines", "Philippines", "", 800_000),
        ("Amsterdam, Netherlands", "Netherlands", "", 740_000),
        ("Legazpi, Philippines", "Philippines", "", 700_000),
        ("Naga (near Cebu), Philippines", "Philippines", "", 30_000),
        ("Paris, Texas, United States", "United States", "TX", 25_000),
        ("Naga (near Legazpi), Philippines", "Philippines", "", 20_000),
        ("Amsterdam, New York, United States", "United States", "NY", 18_000),
    ]
    assert found["country_names"][1].split("|") == [
        "netherlands", "the netherlands", "nl", "nld", "holland", "holanda", "paises bajos",
    ]  # fmt: skip


def test_spellings_are_sorted_keys_of_names_in_latin_letters():
    cities = [
        city(1, "St. Gallen", "CH", "SG", 70_000, 47.4, 9.4, "San Gallo", "Сан", "san ga lun", "ST GALLEN"),
        city(2, "Łódź", "PL", "74", 700_000, 51.8, 19.5, "Lodz", "Lódz"),
    ]
    found = spellings(pd.DataFrame(cities).rename(columns={"name": "city"}))
    assert list(found.itertuples(index=False, name=None)) == [
        ("lodz", 1, True),
        ("saint gallen", 0, True),
        ("san gallo", 0, False),
        ("st gallen", 0, True),
    ]


CENTRES = {
    "a city of a state": (("Boston", "Massachusetts", "United States"), "Boston, Massachusetts, United States"),
    "the only one of its name": (("Boston", "", "United States"), "Boston, Massachusetts, United States"),
    "one of several of its name": (("Springfield", "", "United States"), None),
    "told apart by its state": (("Springfield", "Illinois", "United States"), "Springfield, Illinois, United States"),
    "another spelling": (("München", "", "Germany"), "Munich, Bavaria, Germany"),
    "a state that our names do not have": (("Paris", "Ile-de-France", "France"), "Paris, France"),
    "a state that is no region": (("Nagoya", "Aichi-ken", "Japan"), "Nagoya, Aichi, Japan"),
    "a state with none of this name": (("Albuquerque", "Texas", "United States"), None),
    "with a word for city": (("Wuhan City", "", "China"), "Wuhan, Hubei, China"),
    "with a word of the post": (("Bordeaux Cédex", "", "France"), "Bordeaux, France"),
    "the word is part of the name": (("Quezon City", "", "Philippines"), "Quezon City, Philippines"),
    "another country": (("Boston", "", "France"), None),
    "no city": (("", "", "United States"), None),
}


@pytest.mark.parametrize(("city", "named"), CENTRES.values(), ids=CENTRES)
def test_a_city_as_the_registry_names_it_has_the_position_of_its_only_match(city, named):
    place = gazetteer.place(named) if named else None
    assert gazetteer.centre(*city) == (place and (place.lat, place.lon))


US = "United States"
TOWNS = {
    "a town": (("Sturgeon Bay", "Wisconsin", US), "54235"),
    "the letters of its state": (("Sturgeon Bay", "WI", US), "54235"),
    "another spelling": (("STURGEON-BAY", "wi.", US), "54235"),
    "letters of no state": (("Sturgeon Bay", "XX", US), None),
    "a town of another state": (("Sturgeon Bay", "Ohio", US), None),
    "a town without a state": (("Sturgeon Bay", "", US), None),
    "its ZIP code": (("Sister of Sturgeon", "WI", US, "54235-1495"), "54235"),
    "a ZIP code without a state": (("", "", US, "54235"), "54235"),
    "a ZIP code of another state": (("Sister of Sturgeon", "Ohio", US, "54235"), None),
    "a ZIP code of another state than the town's": (("Sturgeon Bay", "WI", US, "02139"), "54235"),
    "no ZIP code": (("Sturgeon Bay", "WI", US, "n/a"), "54235"),
    "a military ZIP code": (("", "", US, "09012"), None),
    "a ZIP code abroad": (("Hamlet", "", "Germany", "54235"), None),
    "a town of a territory": (("Adjuntas", "", "Puerto Rico"), "00601"),
    "a territory as a state": (("Nowhere", "PR", US, "00601"), "00601"),
}


@pytest.mark.parametrize(("town", "zip_code"), TOWNS.values(), ids=TOWNS)
def test_a_town_of_the_united_states_has_the_position_of_its_zip_code(town, zip_code):
    place = suggestions(zip_code)[0] if zip_code else None
    assert gazetteer.centre(*town) == (place and pytest.approx((place.lat, place.lon)))


def test_a_town_with_several_zip_codes_lies_in_their_middle():
    lat, lon = gazetteer.centre("Hershey", "PA", US)
    assert (lat, lon) == pytest.approx((40.27, -76.64), abs=0.05)


def test_a_name_that_the_post_only_accepts_counts_where_no_town_is_called_so():
    assert gazetteer.centre("Maplewood", "Minnesota", US) == pytest.approx((44.99, -93.03), abs=0.1)


@pytest.mark.parametrize(
    ("state", "country", "is_known"),
    [("Texas", US, True), ("tx", US, True), ("Default", US, False), ("", US, False), ("Georgia", "Georgia", False)],
)
def test_towns_of_a_state(state, country, is_known):
    found = gazetteer.towns(state, country)
    assert (len(found) > 1_000) == is_known
    assert found.shape[1] == 2
