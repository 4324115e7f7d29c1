"""What the labels say on a card: receptors, places of spread, then limits; and the words behind it."""

import re

import claims
import evidence
import pytest

from cache.catalogue import Catalogue
from cache.search import Search
from tests import catalogue as made

WHOLE = Catalogue(made.snapshot())
HER2_LOW = "HER2-low disease (IHC 1+, or IHC 2+ and ISH negative)"
TREATED_BRAIN = (
    "Brain",
    [("Brain: only if treated and stable", "Untreated or symptomatic brain metastases (lesions \\> 2 cm)")],
)
LOW_RECEPTORS = (
    "Receptor status",
    [("HR-positive, HER2-negative: may join", HER2_LOW), ("Triple-negative: may join", HER2_LOW)],
)
SOME_LEVELS = (
    "HER2-low / HER2-ultralow / HER2 zero",
    [("HER2-low: may join", HER2_LOW), ("HER2-ultralow: cannot join", HER2_LOW), ("HER2 zero: cannot join", HER2_LOW)],
)
NO_RECEPTORS, NO_BRAIN = ("Receptor status", []), ("Brain", [])


LINING = claims.Answer("Lining of the brain and spinal cord (leptomeningeal)", [])


def labels_of(number):
    return evidence.labels_of(WHOLE.labels_of(f"NCT990001{number:02d}"))


@pytest.mark.parametrize(
    ("number", "search", "said"),
    [
        pytest.param(
            1,
            Search(),
            [LOW_RECEPTORS, TREATED_BRAIN, SOME_LEVELS],
            id="nothing chosen; words as sent, escapes and all",
        ),
        pytest.param(
            1,
            Search(sites=("bone", "brain", "liver")),
            [
                LOW_RECEPTORS,
                TREATED_BRAIN,
                ("Bone", [("Bone: may join", "Bone metastases are allowed")]),
                ("Liver", []),
                SOME_LEVELS,
            ],
            id="sites chosen, the brain once, one not mentioned",
        ),
        pytest.param(
            10,
            Search(sites=("liver",)),
            [
                (
                    "Receptor status",
                    [
                        ("HR-positive, HER2-negative: may join", "HER2-negative disease"),
                        ("Triple-negative: may join", "HER2-negative disease"),
                    ],
                ),
                (
                    "Liver",
                    [("Inner organs (visceral): everyone in the trial has it", "At least one visceral metastasis")],
                ),
                (
                    "Inner organs (visceral)",
                    [("Inner organs (visceral): everyone in the trial has it", "At least one visceral metastasis")],
                ),
            ],
            id="what the liver lies within",
        ),
        pytest.param(
            9,
            Search(),
            [
                (
                    "Receptor status",
                    [("HR-positive, HER2-negative: may join", "Hormone receptor positive, HER2-negative")],
                ),
                NO_BRAIN,
                ("Bone", [("Bone: everyone in the trial has it", "Bone-only metastatic disease")]),
                ("Only in bone", [("Only in bone: everyone in the trial has it", "Bone-only metastatic disease")]),
            ],
            id="what all must have or be, unasked",
        ),
        pytest.param(7, Search(), [NO_RECEPTORS, NO_BRAIN], id="a silent record"),
        pytest.param(
            7,
            Search(her2_levels=("low", "ultralow")),
            [NO_RECEPTORS, NO_BRAIN, ("HER2-low / HER2-ultralow", [])],
            id="a silent record asked for HER2 levels",
        ),
        pytest.param(
            1,
            Search(her2_levels=("low", "ultralow")),
            [
                LOW_RECEPTORS,
                TREATED_BRAIN,
                (
                    "HER2-low / HER2-ultralow",
                    [("HER2-low: may join", HER2_LOW), ("HER2-ultralow: cannot join", HER2_LOW)],
                ),
            ],
            id="one of two HER2 levels, and what the other means",
        ),
        pytest.param(
            1,
            Search(subtypes=("TNBC", "HR+/HER2+")),
            [
                (
                    "Receptor status",
                    [*LOW_RECEPTORS[1], ("HR-positive, HER2-positive: cannot join", HER2_LOW)],
                ),
                TREATED_BRAIN,
                SOME_LEVELS,
            ],
            id="one of two receptor answers, and what the other means",
        ),
        pytest.param(
            5,
            Search(),
            [
                (
                    "Receptor status",
                    [
                        ("HR-positive, HER2-negative: may join", "Triple-negative breast cancer"),
                        ("Triple-negative: may join", "Triple-negative breast cancer"),
                    ],
                ),
                ("Brain", [("Brain: may join", "Brain metastases are eligible")]),
            ],
            id="a cohort's row is not the trial's",
        ),
    ],
)
def test_what_was_asked_for(number, search, said):
    found = [
        (answer.name, [(claim.phrase, claim.quotes[0].text if claim.quotes else "") for claim in answer.claims])
        for answer in claims.asked(search, labels_of(number))
    ]
    assert found == said


def test_where_nobody_may_join_the_refusals_are_said():
    refused = [evidence.Label("", "subtype", "TNBC", "excluded", ("explicit",), ("rule",), ())]
    assert claims.asked(Search(), refused)[0] == claims.Answer("Receptor status", refused)


def label(value, stance, *quoted, axis="site"):
    quotes = tuple(evidence.Quote("eligibility_text", at, at + len(text), text) for at, text in enumerate(quoted))
    return evidence.Label("", axis, value, stance, ("explicit",), ("rule",), quotes)


def of_group(label):
    return label._replace(cohort="Part B")


@pytest.mark.parametrize(
    ("labels", "search", "said"),
    [
        pytest.param(
            [of_group(label("brain", "allowed"))],
            Search(sites=("liver",)),
            [claims.Answer("Receptor status", []), claims.Answer("Liver", [])],
            id="a site of a group that was not told",
        ),
        pytest.param(
            [of_group(label("brain", "allowed"))],
            Search(sites=("leptomeningeal",)),
            [claims.Answer("Receptor status", []), claims.Answer("Brain", [], True), LINING],
            id="a site of a group; the brain beside its lining",
        ),
        pytest.param(
            [label("brain", "excluded"), label("bone_only", "allowed")],
            Search(sites=("bone_only",)),
            [claims.Answer("Receptor status", []), claims.Answer("Only in bone", [label("bone_only", "allowed")])],
            id="no brain where it was not told",
        ),
        pytest.param(
            [label("brain", "required")],
            Search(sites=("bone",)),
            [
                claims.Answer("Receptor status", []),
                claims.Answer("Bone", []),
                claims.Answer("Brain", [label("brain", "required")]),
            ],
            id="the brain where everyone has it",
        ),
        pytest.param(
            [],
            Search(sites=("oligometastatic",)),
            [
                claims.Answer("Receptor status", []),
                claims.Answer("Brain", []),
                claims.Answer("Only a few spots (oligometastatic)", []),
            ],
            id="a number of spots is no place",
        ),
        pytest.param(
            [of_group(label("bone_only", "allowed")), label("bone", "allowed")],
            Search(sites=("bone_only",)),
            [
                claims.Answer("Receptor status", []),
                claims.Answer("Only in bone", [label("bone", "allowed")]),
            ],
            id="a site of a group that lies within one of the whole trial",
        ),
        pytest.param(
            [label("low", "excluded", axis="her2_level")],
            Search(her2_levels=("low", "ultralow")),
            [
                claims.Answer("Receptor status", []),
                claims.Answer("Brain", []),
                claims.Answer("HER2-low / HER2-ultralow", [label("low", "excluded", axis="her2_level")]),
            ],
            id="a HER2 level that is refused is not silence",
        ),
    ],
)
def test_sites_and_levels_asked_for(labels, search, said):
    assert claims.asked(search, labels) == said


GENE, POST = label("PTEN", "required", axis="biomarker"), label("post_only", "is", axis="menopause")
LINES = [label("..1", "is", axis="lines_any"), label("1..2", "is", axis="lines_chemo")]
NEEDED, REFUSED, RESTRICTED = (label("chemo", stance, axis="prior") for stance in ("required", "excluded", "limited"))
ECOG, MEASURABLE = label("1", "is", axis="ecog_max"), label("required", "is", axis="measurable")


@pytest.mark.parametrize(
    ("labels", "first", "further"),
    [
        pytest.param([], [], [], id="nothing"),
        pytest.param(
            [RESTRICTED, REFUSED, NEEDED, *LINES],
            [
                claims.Answer("Earlier treatment lines", LINES),
                claims.Answer("Earlier treatment needed", [NEEDED]),
                claims.Answer("Earlier treatment not allowed", [REFUSED]),
            ],
            [claims.Answer("Earlier treatment limited", [RESTRICTED])],
            id="earlier treatment",
        ),
        pytest.param(
            [GENE, ECOG, MEASURABLE, POST],
            [claims.Answer("Gene or protein changes needed", [GENE]), claims.Answer("Menopause", [POST])],
            [claims.Answer("Measurable disease", [MEASURABLE]), claims.Answer("General fitness (ECOG)", [ECOG])],
            id="what people must have or be",
        ),
        pytest.param(
            [label("any", "is", axis="menopause"), of_group(label("not_required", "is", axis="measurable"))],
            [],
            [],
            id="what keeps nobody out",
        ),
        pytest.param(
            [of_group(POST), of_group(ECOG)],
            [claims.Answer("Menopause", [], True)],
            [claims.Answer("General fitness (ECOG)", [], True)],
            id="said of a group",
        ),
    ],
)
def test_limits(labels, first, further):
    assert claims.limits(labels) == (first, further)


def shown(html):
    """Lines of some HTML: '> ' before one that opens, '| ' before what it opens."""
    html = re.sub(r"<summary>", "\n> ", re.sub(r"<(?:div|blockquote[^>]*)>|</blockquote><small>", "\n| ", html))
    return [line.strip() for line in re.sub(r"<[^>]+>", "", html).splitlines() if line.strip()]


EVERY_SUBTYPE = [label(value, "accepted", "any", axis="subtype") for value in made.ALL_SUBTYPES]


@pytest.mark.parametrize(
    ("answers", "lines"),
    [
        pytest.param(
            [claims.Answer("Brain", [label("brain", "allowed", "CNS <5 mm\\>")])],
            ["> Brain: may join quote", "| “CNS &lt;5 mm&gt;” from the criteria"],
            id="words escaped once",
        ),
        pytest.param(
            [
                claims.Answer("Brain", []),
                claims.Answer("Liver", [label("liver", "excluded")]),
                claims.Answer("Bone", []),
                claims.Answer("Lung", [], groups=True),
            ],
            [
                "| Liver: cannot join",
                "| Lung: the record says it for some groups only. See the trial&#x27;s page.",
                "| Brain; Bone: the record does not say. Ask the team.",
            ],
            id="silence in one line, and nothing to open without words",
        ),
        pytest.param(
            [claims.Answer("Receptor status", EVERY_SUBTYPE)],
            [
                "> Any receptor status: may join quote",
                "| HR-positive, HER2-negative (hormone receptors found, HER2 not overproduced)",
                "| HR-positive, HER2-positive (hormone receptors found, HER2 overproduced)",
                "| HR-negative, HER2-positive (no hormone receptors, HER2 overproduced)",
                "| Triple-negative (no estrogen or progesterone receptors, HER2 not overproduced)",
                "| “any” from the criteria",
            ],
            id="every receptor status: the meaning of each, the same words once",
        ),
        pytest.param(
            [
                claims.Answer(
                    "", [label(site, "allowed", site) for site in ("bone", "brain", "liver", "lung", "visceral")]
                )
            ],
            [
                "> Bone: may join · Brain: may join · Liver: may join · Lung: may join · Inner organs (visceral): may join quote",
                *(f"| “{site}” from the criteria" for site in ("bone", "brain", "liver")),
                "| 2 more quotations in full view",
            ],
            id="many words",
        ),
        pytest.param(
            [
                claims.Answer(
                    "",
                    [label(gene, "required", axis="biomarker") for gene in ("AR", "HER3", "HRD", "MET", "RB", "KRAS")],
                )
            ],
            [
                (
                    "| Androgen receptor: needed · HER3: needed · HRD: needed · MET change: needed · and 2 more · "
                    "One of these may be enough: see the record&#x27;s words"
                )
            ],
            id="many phrases",
        ),
    ],
)
def test_lines(answers, lines):
    assert shown(told_html(answers)) == lines


def told_html(*parts):
    return claims.told_html(*(claims.told(part) for part in (*parts, [], [])[:3]))


@pytest.mark.parametrize(
    ("count", "lines"),
    [
        pytest.param(4, ["| Measurable disease needed", "> ECOG 0 to 1 quote"], id="six lines"),
        pytest.param(
            5,
            [
                "> More limits: Measurable disease; General fitness (ECOG)",
                "| Measurable disease needed",
                "> ECOG 0 to 1 quote",
            ],
            id="seven",
        ),
    ],
)
def test_of_many_lines_the_further_ones_are_folded(count, lines):
    asked = [claims.Answer("Liver", [label("liver", "allowed")])] * count
    further = [claims.Answer("Measurable disease", [MEASURABLE]), claims.Answer("General fitness (ECOG)", [ECOG])]
    meaning = "| ECOG 0 to 1 (active but limited in hard physical work)"
    assert shown(told_html(asked, [], further)) == ["| Liver: may join"] * count + [*lines, meaning]


def test_limits_of_groups_are_named_with_those_of_sites():
    asked = [claims.Answer("Liver", [], groups=True), claims.Answer("Bone", [])]
    assert shown(told_html(asked, [claims.Answer("Menopause", [], groups=True)])) == [
        "| Liver; Menopause: the record says it for some groups only. See the trial&#x27;s page.",
        "| Bone: the record does not say. Ask the team.",
    ]


def quote(text, before="", after="", at=0):
    return evidence.Quote("eligibility_text", at, at + len(text), text, before, after)


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        pytest.param(
            label("brain", "treated_stable", "no CNS disease", "treated brain metastases"),
            "treated brain metastases",
            id="the value's own word",
        ),
        pytest.param(
            label("brain", "allowed", "CNS disease", "meninges"), "CNS disease", id="of equals the one that comes first"
        ),
        pytest.param(
            label("cdk46", "limited", "any inhibitor", "prior CDK 4/6 inhibitor", axis="prior"),
            "prior CDK 4/6 inhibitor",
            id="an abbreviation in parts",
        ),
        pytest.param(
            label("HR+/HER2-", "accepted", "HER2 negative", "HR positive, HER2 negative", axis="subtype"),
            "HR positive, HER2 negative",
            id="an abbreviation of two letters",
        ),
        pytest.param(
            label("low", "accepted", "the following HER2", "HER2-low", axis="her2_level"),
            "HER2-low",
            id="a word within another is not it",
        ),
        pytest.param(
            label("liver", "allowed")._replace(quotes=(quote("the liver", after="s"), quote("hepatic disease", at=1))),
            "hepatic disease",
            id="not one that ends inside a word",
        ),
        pytest.param(
            label("liver", "allowed")._replace(quotes=(quote("r liver", before="fo"), quote("liver", at=1))),
            "liver",
            id="not one that begins inside a word",
        ),
    ],
)
def test_the_most_telling_words_are_quoted(claim, words):
    assert shown(claims.opening("Line", [claim])) == ["> Line quote", f"| “{words}” from the criteria"]


def test_a_statement_is_quoted_whole_and_once():
    brain = label("brain", "treated_stable")._replace(quotes=(quote("brain", "No ", " or liver, unless stable", at=3),))
    liver = label("liver", "excluded")._replace(quotes=(quote("liver", "No brain or ", ", unless stable", at=12),))
    words = "| “No brain or liver, unless stable” from the criteria"
    assert shown(claims.opening("Line", [brain, liver])) == ["> Line quote", words]


def test_what_is_said_outright_is_quoted_first():
    derived = label("bone", "allowed", "bone-only disease")._replace(bases=("derived",))
    said = shown(claims.opening("Line", [derived, label("liver", "allowed", "liver metastases")]))
    assert [line.partition("”")[0] for line in said[1:]] == ["| “liver metastases", "| “bone-only disease"]
