"""What a card says of a trial: plain facts, fixed phrases, and the record's words on what was chosen."""

import cards
import evidence
import pytest

from cache.catalogue import Catalogue
from cache.search import Search
from tests import catalogue as made

WHOLE = Catalogue(made.snapshot())


def answers(number, search):
    """(name, [(phrase, first quotation)]) of each answer of a card."""
    labels = evidence.labels_of(WHOLE.labels_of(f"NCT990001{number:02d}"))
    return [
        (answer.name, [(claim.phrase, claim.quotes[0].text if claim.quotes else "") for claim in answer.claims])
        for answer in cards.answers(search, labels)
    ]


HER2_LOW = "HER2-low disease (IHC 1+, or IHC 2+ and ISH negative)"


@pytest.mark.parametrize(
    ("number", "search", "said"),
    [
        pytest.param(1, Search(), [], id="nothing chosen"),
        pytest.param(
            1, Search(sites=("bone",)), [("Bone", [("Bone: may join", "Bone metastases are allowed")])], id="a site"
        ),
        pytest.param(
            1,
            Search(sites=("brain",)),
            [
                (
                    "Brain",
                    [
                        (
                            "Brain: only if treated and stable",
                            "Untreated or symptomatic brain metastases (lesions \\> 2 cm)",
                        )
                    ],
                )
            ],
            id="words as sent, escapes and all",
        ),
        pytest.param(1, Search(sites=("liver",)), [("Liver", [])], id="a site not mentioned"),
        pytest.param(
            10,
            Search(sites=("liver",)),
            [
                (
                    "Liver",
                    [("Inner organs (visceral): everyone in the trial has it", "At least one visceral metastasis")],
                )
            ],
            id="what the liver lies within",
        ),
        pytest.param(
            1,
            Search(subtypes=("HR+/HER2+", "TNBC")),
            [("HR-positive, HER2-positive or Triple-negative", [("Triple-negative: may join", HER2_LOW)])],
            id="one of two subtypes",
        ),
        pytest.param(7, Search(subtypes=("TNBC",)), [("Triple-negative", [])], id="receptors not stated"),
        pytest.param(
            5,
            Search(subtypes=("TNBC",)),
            [("Triple-negative", [("Triple-negative: may join", "Triple-negative breast cancer")])],
            id="a cohort's row is not the trial's",
        ),
        pytest.param(
            4,
            Search(treatments=("chemotherapy",), given=True),
            [("Chemotherapy", [("Chemotherapy: given to people in the trial", "Carboplatin")])],
            id="given",
        ),
        pytest.param(
            4,
            Search(treatments=("immunotherapy",), given=True),
            [("Immunotherapy", [("Immunotherapy: tested", "Examplimab")])],
            id="tested is said once",
        ),
        pytest.param(
            1, Search(her2_levels=("low",)), [("HER2-low", [("HER2-low: may join", HER2_LOW)])], id="a HER2 level"
        ),
    ],
)
def test_answers_to_what_was_chosen(number, search, said):
    assert answers(number, search) == said


@pytest.mark.parametrize(
    ("sites", "countries", "said"),
    [
        pytest.param([], (), "The record lists no site", id="none"),
        pytest.param([("boston", "RECRUITING")], (), "1 open site", id="one open"),
        pytest.param([("boston", "RECRUITING"), ("lyon", "RECRUITING")], (), "2 open sites", id="two open"),
        pytest.param(
            [("boston", "RECRUITING"), ("lyon", "COMPLETED")],
            ("France", "United States"),
            "1 open site (0 in France, 1 in United States)",
            id="where they are",
        ),
        pytest.param([("boston", None)], (), "1 site listed, site status not given", id="no status given"),
        pytest.param([("boston", None), ("lyon", "COMPLETED")], (), "No open site; 2 sites listed", id="none open"),
    ],
)
def test_sites_in_words(sites, countries, said):
    catalogue = Catalogue(made.snapshot([made.study(1, "A trial", sites=sites)]))
    trial = catalogue.trial("NCT99000101")
    assert cards.sites_words(trial, catalogue.locations_of("NCT99000101"), countries) == said
