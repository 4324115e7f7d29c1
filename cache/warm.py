"""Prepares what the first visitors of a catalogue would wait for."""

from cache import gazetteer
from cache.catalogue import Catalogue
from cache.distance import DISTANCES
from cache.search import Search, counts, find

_ZIP_CODE, _WORDS = "20894", "herceptin"


def warm(catalogue: Catalogue) -> None:
    """Asks a search of every kind once, so that the tables behind the answers are at hand."""
    (here,) = gazetteer.suggestions(_ZIP_CODE)
    search = Search(near=here.name, within=DISTANCES[0], text=_WORDS)
    find(catalogue, search)
    counts(catalogue, search)
