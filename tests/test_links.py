"""A search in a link, and back."""

import random
from dataclasses import fields
from urllib.parse import parse_qsl, urlencode

import pytest

from cache import links
from cache import search as searching
from cache.catalogue import Catalogue
from cache.errors import BadInput
from cache.question import ONE_OF
from cache.search import Search, find
from tests import catalogue as made

WHOLE = Catalogue(made.snapshot())
COUNTRIES = ["France", "Korea, Republic of", "Côte d'Ivoire", "United States"]
PLACES = ["Boston, Massachusetts, United States", "02139 Cambridge, Massachusetts, United States", "Lyon, France"]
TEXTS = ["", "stage 4", "HER2+ & brain=mets?", "50 % ~ x", "any", "yes", "é ü 乳"]


def some_search(seed):
    """A search with about half of its fields changed, the same for the same seed."""
    chance = random.Random(seed)
    choices = searching.CHOICES | {"countries": COUNTRIES}
    changed = {name: tuple(chance.sample(values, chance.randint(0, 3))) for name, values in choices.items()}
    changed["tiers"] = changed["tiers"] or ("unclear",)
    changed |= {name: chance.random() < 0.5 for name in ("given", "open_here", "synonyms", "other_sites")}
    changed |= {name: chance.choice(values) for name, values in ONE_OF.items()} | {"near": chance.choice(PLACES)}
    changed |= {"text": chance.choice(TEXTS), "age": chance.choice(["", "18", "71"])}
    return Search(**{name: value for name, value in changed.items() if chance.random() < 0.6})


@pytest.mark.parametrize("seed", range(200))
def test_a_link_brings_back_the_same_search_and_list(seed):
    search = some_search(seed)
    link = urlencode(search.to_params())
    restored = Search.from_params(dict(parse_qsl(link, keep_blank_values=True)))
    assert restored == search
    assert find(WHOLE, restored).ids == find(WHOLE, search).ids


def test_every_field_travels():
    changed = [{name for name in some_search(seed).to_params()} for seed in range(200)]
    assert set().union(*changed) == {field.name for field in fields(Search)}


@pytest.mark.parametrize(
    ("search", "params"),
    [
        pytest.param(Search(), {}, id="defaults are left out"),
        pytest.param(
            Search(sites=("brain", "bone"), brain="stable"), {"sites": "bone~brain", "brain": "stable"}, id="sites"
        ),
        pytest.param(
            Search(subtypes=("HR+/HER2-",), given=True), {"subtypes": "HR+/HER2-", "given": "yes"}, id="signs, flag"
        ),
        pytest.param(
            Search(statuses=(), synonyms=False), {"statuses": "any", "synonyms": "no"}, id="none chosen, flag off"
        ),
        pytest.param(
            Search(near="Lyon, France", within="50", unit="km", order="nearest"),
            {"near": "Lyon, France", "within": "50", "unit": "km", "order": "nearest"},
            id="place, distance, order",
        ),
        pytest.param(Search(text=" two  words "), {"text": "two words"}, id="text is tidied"),
    ],
)
def test_params_are_plain_text(search, params):
    assert search.to_params() == params


@pytest.mark.parametrize(
    ("params", "message"),
    [
        pytest.param({"sites": "knee"}, "'knee' is not a choice for 'sites'", id="unknown value"),
        pytest.param({"sites": "bone~knee"}, "'knee' is not a choice for 'sites'", id="one of two unknown"),
        pytest.param({"sites": ""}, "'' is not a choice for 'sites'", id="empty"),
        pytest.param({"place": "bone"}, "a part 'place' that we do not know", id="unknown name"),
        pytest.param({"given": "1"}, "'1' is not a choice for 'given' in the link: use yes or no", id="flag"),
        pytest.param({"near": "Atlantis"}, "We do not know a place 'Atlantis'", id="unknown place"),
        pytest.param({"within": "30"}, "'30' is not a choice for 'within': use one of 25, 50", id="another distance"),
        pytest.param({"unit": "ft"}, "'ft' is not a choice for 'unit': use one of mi, km", id="another unit"),
        pytest.param({"order": "best"}, "'best' is not a choice for 'order'", id="another order"),
        pytest.param({"brain": "yes"}, "'yes' is not a choice for 'brain'", id="brain answer"),
        pytest.param({"tiers": "any"}, "at least one of the kinds of trial", id="no tier"),
        pytest.param({"to_params": "x"}, "a part 'to_params' that we do not know", id="name of a method"),
    ],
)
def test_a_link_that_cannot_be_used_says_why(params, message):
    with pytest.raises(BadInput, match=message):
        Search.from_params(params)


@pytest.mark.parametrize(
    ("link", "params"),
    [
        pytest.param(
            "http://localhost:8501/?sites=bone~brain&text=a%20b", {"sites": "bone~brain", "text": "a b"}, id="address"
        ),
        pytest.param("localhost/find?sites=bone#list-fits", {"sites": "bone"}, id="no scheme, and a place on the page"),
        pytest.param("?sites=bone", {"sites": "bone"}, id="from the question mark on"),
        pytest.param("sites=bone", {"sites": "bone"}, id="the query alone"),
        pytest.param(
            " https://a.example/?subtypes=HR%2B%2FHER2-\n", {"subtypes": "HR+/HER2-"}, id="escapes and spaces around"
        ),
        pytest.param("?sites=bone&utm_source=x&fbclid=y&mc_cid=z", {"sites": "bone"}, id="what others added"),
        pytest.param("?text=", {"text": ""}, id="empty values stay"),
        pytest.param("https://a.example/", {}, id="everything at its default"),
    ],
)
def test_parameters_of_a_link(link, params):
    assert links.params(link) == params


@pytest.mark.parametrize("link", ["", "bone", "brain metastases"])
def test_what_is_no_link_says_what_to_do(link):
    with pytest.raises(BadInput, match="use the address under 'Copy a link to this search'"):
        links.params(link)
