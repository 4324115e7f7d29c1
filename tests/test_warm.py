"""A catalogue prepared for its first visitors."""

from cache.catalogue import Catalogue
from cache.search import Search, counts, find
from cache.warm import warm
from tests import catalogue as made


def test_the_first_search_finds_every_answer_ready():
    catalogue = Catalogue(made.snapshot())
    warm(catalogue)
    known = catalogue.recall.cache_info().misses
    find(catalogue, Search())
    counts(catalogue, Search())
    assert catalogue.recall.cache_info().misses == known
