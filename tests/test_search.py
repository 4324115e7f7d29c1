"""Filters, groups, counts, the funnel and the order of a search, on trials made for each case."""

import pytest

from cache import search as searching
from cache.catalogue import Catalogue
from cache.errors import BadInput
from cache.schema import OPEN_STATUSES
from cache.search import Search, find
from pipelines.labels import label_trial
from tests import catalogue as made

WHOLE = Catalogue(made.snapshot())


def catalogue_of(*studies):
    return Catalogue(made.snapshot(list(studies)))


def group(search, *says, sites=(), **columns):
    """The group in which a search shows a trial with these labels; 'out' where it does not."""
    result = find(catalogue_of(made.study(1, "A trial", says=says, sites=sites, **columns)), search)
    return next((name for name in ("fits", "ask", "silent") if getattr(result, name)), "out")


def site(value, stance):
    return ("site", value, stance, "")


def numbers(ids):
    return [int(nct_id[-2:]) for nct_id in ids]


BRAIN = {answer: Search(sites=("brain",), brain=answer) for answer in ("unsure", "stable", "active")}


@pytest.mark.parametrize(
    ("search", "says", "expected"),
    [
        pytest.param(Search(), [], "fits", id="nothing chosen, nothing said"),
        pytest.param(Search(sites=("bone",)), [site("bone", "allowed")], "fits", id="bone allowed"),
        pytest.param(Search(sites=("bone",)), [site("bone", "required")], "fits", id="bone required"),
        pytest.param(
            Search(sites=("bone",)), [site("bone", "treated_stable")], "fits", id="bone treated, not the brain"
        ),
        pytest.param(Search(sites=("bone",)), [site("bone", "excluded")], "out", id="bone excluded"),
        pytest.param(Search(sites=("bone",)), [site("liver", "allowed")], "silent", id="bone not mentioned"),
        pytest.param(BRAIN["stable"], [site("brain", "treated_stable")], "fits", id="brain stable, needs stable"),
        pytest.param(BRAIN["active"], [site("brain", "treated_stable")], "out", id="brain active, needs stable"),
        pytest.param(BRAIN["unsure"], [site("brain", "treated_stable")], "ask", id="brain not sure, needs stable"),
        pytest.param(BRAIN["stable"], [site("brain", "excluded")], "out", id="brain stable, excluded"),
        pytest.param(BRAIN["unsure"], [site("brain", "excluded")], "out", id="brain not sure, excluded"),
        pytest.param(BRAIN["active"], [site("brain", "excluded")], "out", id="brain active, excluded"),
        pytest.param(BRAIN["active"], [site("brain", "allowed")], "ask", id="brain active, allowed"),
        pytest.param(BRAIN["stable"], [site("brain", "required")], "ask", id="brain stable, required"),
        pytest.param(BRAIN["unsure"], [site("brain", "required")], "fits", id="brain not sure, required"),
        pytest.param(BRAIN["active"], [site("brain", "required")], "fits", id="brain active, required"),
        pytest.param(BRAIN["active"], [], "silent", id="brain active, not mentioned"),
        pytest.param(
            Search(sites=("leptomeningeal",), leptomeningeal="active", brain="stable"),
            [site("leptomeningeal", "treated_stable")],
            "out",
            id="the lining has its own answer",
        ),
        pytest.param(
            Search(sites=("bone", "liver")),
            [site("bone", "allowed"), site("liver", "excluded")],
            "out",
            id="all chosen sites must be accepted",
        ),
        pytest.param(
            Search(sites=("bone", "liver")), [site("bone", "excluded")], "out", id="silent on one, refuses another"
        ),
        pytest.param(
            Search(sites=("bone", "brain")),
            [site("brain", "treated_stable")],
            "silent",
            id="silent on one, asks another",
        ),
        pytest.param(Search(sites=("liver",)), [site("visceral", "allowed")], "fits", id="visceral allows the liver"),
        pytest.param(Search(sites=("liver",)), [site("visceral", "required")], "fits", id="the liver is visceral"),
        pytest.param(Search(sites=("lung",)), [site("visceral", "excluded")], "out", id="visceral excludes the lung"),
        pytest.param(
            Search(sites=("liver",)),
            [site("visceral", "allowed"), site("liver", "excluded")],
            "out",
            id="the narrower word wins",
        ),
        pytest.param(Search(sites=("bone_only",)), [site("bone", "excluded")], "out", id="bone out, bone-only out"),
        pytest.param(
            Search(sites=("bone_only",)),
            [site("bone", "allowed")],
            "silent",
            id="bone allowed says nothing of bone-only",
        ),
        pytest.param(
            Search(sites=("bone_only",)),
            [site("bone_only", "required"), site("bone", "required")],
            "fits",
            id="bone-only has bone",
        ),
    ],
)
def test_sites(search, says, expected):
    assert group(search, *says) == expected


@pytest.mark.parametrize(
    ("search", "needed", "expected"),
    [
        pytest.param(Search(), "brain", "ask", id="told nothing"),
        pytest.param(Search(sites=("oligometastatic",)), "brain", "silent", id="told how many, not where"),
        pytest.param(Search(sites=("liver",)), "brain", "out", id="told of the liver, brain needed"),
        pytest.param(Search(sites=("liver",), other_sites=True), "brain", "ask", id="the same, switched on"),
        pytest.param(Search(sites=("liver",)), "oligometastatic", "ask", id="how many was not asked"),
        pytest.param(Search(sites=("bone",)), "bone_only", "ask", id="bone told, perhaps nothing else"),
        pytest.param(Search(sites=("bone", "liver")), "bone_only", "out", id="bone and another, bone-only needed"),
        pytest.param(Search(sites=("visceral",)), "liver", "ask", id="inner organs told, perhaps the liver"),
        pytest.param(Search(sites=("bone",)), "visceral", "out", id="bone told, visceral needed"),
        pytest.param(Search(sites=("brain",)), "leptomeningeal", "out", id="brain told, its lining needed"),
        pytest.param(Search(sites=("bone", "brain")), "brain", "fits", id="told of it among others"),
    ],
)
def test_a_trial_only_for_people_with_another_site(search, needed, expected):
    accepted = [site(value, "allowed") for value in search.sites if value not in (needed, "oligometastatic")]
    assert group(search, *accepted, site(needed, "required")) == expected


def test_trials_left_out_for_another_site_are_counted():
    result = find(WHOLE, Search(sites=("bone",)))
    assert result.left_out == {"brain": 1, "liver": 1, "visceral": 1}
    shown = find(WHOLE, Search(sites=("bone",), other_sites=True))
    assert len(shown.ids) == len(result.ids) + 3
    assert shown.left_out == {}


TESTED = ("treatment", "targeted", "tested", "")
GIVEN = ("treatment", "targeted", "given", "")
CHEMO_GIVEN = ("treatment", "chemotherapy", "given", "")
UNKNOWN_DRUG = ("drug", "unclassified", "tested", "")


@pytest.mark.parametrize(
    ("search", "says", "expected"),
    [
        pytest.param(Search(treatments=("targeted",)), [TESTED, GIVEN], "fits", id="tested"),
        pytest.param(Search(treatments=("chemotherapy",)), [TESTED, GIVEN, CHEMO_GIVEN], "out", id="only given"),
        pytest.param(
            Search(treatments=("chemotherapy",), given=True), [TESTED, CHEMO_GIVEN], "fits", id="given counts"
        ),
        pytest.param(Search(treatments=("surgery", "targeted")), [TESTED], "fits", id="one of several is enough"),
        pytest.param(Search(treatments=("surgery",)), [TESTED], "out", id="another is tested"),
        pytest.param(Search(treatments=("surgery",)), [], "silent", id="no treatment said"),
        pytest.param(
            Search(treatments=("targeted",)),
            [UNKNOWN_DRUG, ("treatment", "other", "tested", "")],
            "silent",
            id="a drug of unknown kind",
        ),
        pytest.param(Search(treatments=("targeted",)), [UNKNOWN_DRUG, TESTED], "fits", id="unknown beside a known one"),
    ],
)
def test_treatments(search, says, expected):
    assert group(search, *says) == expected


def test_an_observational_study_tests_nothing():
    assert group(Search(treatments=("surgery",)), study_type="OBSERVATIONAL") == "out"


TNBC = made.receptors(("TNBC",), "")
BOTH = made.receptors(("TNBC", "HR+/HER2-"), "")
LOW = made.levels(("low",), "")
NEGATIVE = made.levels(("low", "ultralow", "zero"), "")


@pytest.mark.parametrize(
    ("search", "says", "expected"),
    [
        pytest.param(Search(subtypes=("TNBC",)), TNBC, "fits", id="accepted"),
        pytest.param(Search(subtypes=("HR+/HER2-",)), TNBC, "out", id="excluded"),
        pytest.param(Search(subtypes=("HR+/HER2-", "TNBC")), TNBC, "ask", id="one of two accepted, the other refused"),
        pytest.param(Search(subtypes=("HR+/HER2-", "TNBC")), BOTH, "fits", id="both accepted"),
        pytest.param(Search(subtypes=("TNBC",)), [*TNBC, *LOW], "ask", id="only one HER2 level accepted, none told"),
        pytest.param(
            Search(subtypes=("TNBC",)), [*TNBC, *NEGATIVE], "fits", id="every level of HER2-negative accepted"
        ),
        pytest.param(Search(subtypes=("TNBC",), her2_levels=("low",)), [*TNBC, *LOW], "fits", id="the level told"),
        pytest.param(Search(subtypes=("HR+/HER2+", "HR-/HER2+")), TNBC, "out", id="both refused"),
        pytest.param(Search(subtypes=("HR+/HER2-", "TNBC")), [], "silent", id="two told, none stated"),
        pytest.param(Search(subtypes=("TNBC",)), [], "silent", id="receptors not stated"),
        pytest.param(Search(her2_levels=("low",)), LOW, "fits", id="level accepted"),
        pytest.param(Search(her2_levels=("zero",)), LOW, "out", id="level excluded"),
        pytest.param(
            Search(her2_levels=("ultralow", "low")), LOW, "ask", id="one of two levels accepted, the other refused"
        ),
        pytest.param(Search(her2_levels=("low",)), TNBC, "silent", id="subtype stated, level not"),
        pytest.param(Search(subtypes=("TNBC",), her2_levels=("zero",)), [*TNBC, *LOW], "out", id="both must hold"),
        pytest.param(
            Search(subtypes=("TNBC",)), [("subtype", "TNBC", "accepted", "", "Cohort A")], "silent", id="a cohort's row"
        ),
    ],
)
def test_receptors(search, says, expected):
    assert group(search, *says) == expected


BOSTON, DENVER, LYON = ("boston", "RECRUITING"), ("denver", None), ("lyon", "COMPLETED")


@pytest.mark.parametrize(
    ("search", "columns", "expected"),
    [
        pytest.param(Search(), {"overall_status": "COMPLETED"}, "out", id="closed trials are hidden"),
        pytest.param(Search(statuses=()), {"overall_status": "COMPLETED"}, "fits", id="any status"),
        pytest.param(Search(statuses=("COMPLETED",)), {"overall_status": "COMPLETED"}, "fits", id="status chosen"),
        pytest.param(Search(), {"overall_status": "ODD"}, "silent", id="a status that we do not know"),
        pytest.param(Search(phases=("PHASE2",)), {"phases": ["PHASE1", "PHASE2"]}, "fits", id="one of two phases"),
        pytest.param(Search(phases=("PHASE3",)), {"phases": ["PHASE1", "PHASE2"]}, "out", id="another phase"),
        pytest.param(Search(phases=("NA",)), {"phases": []}, "fits", id="no phase chosen, none given"),
        pytest.param(Search(phases=("PHASE1",)), {"phases": []}, "out", id="a phase chosen, none given"),
        pytest.param(Search(phases=("PHASE1",)), {"phases": ["PHASE9"]}, "silent", id="a phase that we do not know"),
        pytest.param(Search(countries=("United States",)), {"sites": [BOSTON]}, "fits", id="open site there"),
        pytest.param(Search(countries=("France",)), {"sites": [LYON]}, "fits", id="any site there"),
        pytest.param(Search(countries=("France",), open_here=True), {"sites": [LYON]}, "out", id="closed site there"),
        pytest.param(
            Search(countries=("France", "United States"), open_here=True),
            {"sites": [LYON, BOSTON]},
            "fits",
            id="an open site in one of two countries",
        ),
        pytest.param(
            Search(countries=("United States",), open_here=True),
            {"sites": [DENVER]},
            "silent",
            id="site says no status",
        ),
        pytest.param(Search(countries=("Canada",)), {"sites": [BOSTON]}, "out", id="another country"),
        pytest.param(Search(countries=("Canada",)), {"sites": []}, "silent", id="no site listed"),
        pytest.param(Search(sex="male"), {"sex": "FEMALE"}, "out", id="a man, women only"),
        pytest.param(Search(sex="male"), {"sex": "ALL"}, "fits", id="a man, all"),
        pytest.param(Search(sex="male"), {"sex": "MALE"}, "fits", id="a man, men only"),
        pytest.param(Search(sex="female"), {"sex": "MALE"}, "out", id="a woman, men only"),
        pytest.param(Search(sex="female"), {"sex": None}, "silent", id="a woman, sex not given"),
        pytest.param(Search(age="71"), {"maximum_age_years": 70.0}, "out", id="older than the limit"),
        pytest.param(Search(age="70"), {"maximum_age_years": 70.0}, "fits", id="as old as the limit"),
        pytest.param(Search(age="17"), {"minimum_age_years": 18.0}, "out", id="too young"),
        pytest.param(Search(age="90"), {"minimum_age_years": None}, "fits", id="no limit of age"),
        pytest.param(Search(), {"tier": "early"}, "out", id="early disease"),
        pytest.param(Search(), {"tier": "basket_any"}, "out", id="any tumour, not by default"),
        pytest.param(Search(tiers=("mbc", "unclear")), {"tier": "unclear"}, "fits", id="tier widened"),
    ],
)
def test_facts_of_the_record(search, columns, expected):
    assert group(search, **columns) == expected


NEAR = "Boston, Massachusetts, United States"
AROUND = {each: Search(near=NEAR, within=each) for each in ("25", "50", "100", "250", "500")}


@pytest.mark.parametrize(
    ("search", "sites", "expected"),
    [
        pytest.param(AROUND["25"], [("boston", "RECRUITING")], "fits", id="open there"),
        pytest.param(AROUND["500"], [("toronto", "RECRUITING")], "fits", id="432 miles away, 500 asked"),
        pytest.param(AROUND["250"], [("toronto", "RECRUITING")], "out", id="432 miles away, 250 asked"),
        pytest.param(
            Search(near=NEAR, within="500", unit="km"), [("toronto", "RECRUITING")], "out", id="695 km away, 500 asked"
        ),
        pytest.param(
            AROUND["25"], [("denver", "RECRUITING"), ("boston", "RECRUITING")], "fits", id="one of two is near"
        ),
        pytest.param(AROUND["25"], [("boston", None)], "silent", id="status not given"),
        pytest.param(AROUND["25"], [("boston", "NOT_YET_RECRUITING")], "silent", id="not yet open"),
        pytest.param(AROUND["25"], [("boston", "ENROLLING_BY_INVITATION")], "silent", id="by invitation"),
        pytest.param(AROUND["25"], [("boston", "AVAILABLE")], "silent", id="available"),
        pytest.param(AROUND["25"], [("boston", "COMPLETED")], "out", id="closed there"),
        pytest.param(
            AROUND["25"], [("denver", "RECRUITING"), ("boston", None)], "silent", id="open far away, unsure near"
        ),
        pytest.param(AROUND["25"], [("denver", None)], "out", id="unsure far away"),
        pytest.param(AROUND["25"], [], "silent", id="no site listed"),
        pytest.param(Search(within="25"), [("denver", "RECRUITING")], "fits", id="a distance from nowhere"),
        pytest.param(Search(near=NEAR), [("denver", "RECRUITING")], "fits", id="a place without a distance"),
        pytest.param(
            Search(near=NEAR, within="25", countries=("United States",)),
            [("denver", "RECRUITING")],
            "out",
            id="in the country, not near",
        ),
    ],
)
def test_distance(search, sites, expected):
    assert group(search, sites=sites) == expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        pytest.param("RECRUITING", "silent", id="open somewhere"),
        pytest.param(None, "silent", id="status not given"),
        pytest.param("COMPLETED", "out", id="closed, wherever it is"),
    ],
)
def test_a_site_without_a_position_is_never_far(no_cities, status, expected):
    trial = made.study(1, "A trial", sites=[("boston", status)])
    trial["locations"][0] |= {"lat": None, "lon": None}
    found = find(catalogue_of(trial), AROUND["25"])
    assert (found.fits, found.silent == ["NCT99000101"]) == ([], expected == "silent")


@pytest.mark.parametrize(
    ("text", "columns", "found"),
    [
        pytest.param("examplinib", {"interventions": ["DRUG: Examplinib"]}, True, id="intervention, any case"),
        pytest.param(
            "EX-201", {"interventions": ["x"], "intervention_other_names": [["EX201", "EX-201"]]}, True, id="code"
        ),
        pytest.param("nct99000101", {}, True, id="id"),
        pytest.param("fatigue", {"keywords": ["Fatigue"]}, True, id="keyword"),
        pytest.param("olaparib breast", {"brief_summary": "Olaparib in breast cancer"}, True, id="every word"),
        pytest.param(
            "olaparib prostate", {"brief_summary": "Olaparib in breast cancer"}, False, id="one word is lacking"
        ),
        pytest.param("hôpital", {"sponsor": "Hopital Exemple"}, True, id="accents do not matter"),
        pytest.param("er", {"sponsor": "Erskine"}, False, id="a short word is not the start of another"),
        pytest.param("stage 4", {"brief_summary": "for stage IV disease", "tier": "unclear"}, True, id="stage 4"),
        pytest.param("secondary breast cancer", {}, True, id="British name finds what is metastatic"),
        pytest.param("mets", {"brief_summary": "liver metastases", "tier": "unclear"}, True, id="mets"),
        pytest.param("Enhertu", {"interventions": ["DRUG: trastuzumab deruxtecan"]}, True, id="brand name"),
        pytest.param("transtuzumab", {"interventions": ["DRUG: Trastuzumab"]}, True, id="misspelling"),
        pytest.param("tumour marker", {"brief_summary": "tumor markers"}, True, id="spelling, and a longer word"),
    ],
)
def test_text(text, columns, found):
    search = Search(text=text, tiers=searching.TIERS)
    assert group(search, **columns) == ("fits" if found else "out")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("example clinic", True, id="a hospital"),
        pytest.param("leon berard", True, id="a hospital, without its accents"),
        pytest.param("denver", True, id="a city"),
        pytest.param("denver lyon", True, id="cities of two sites"),
        pytest.param("denv", False, id="the beginning of a city: it may be that of a drug"),
        pytest.param("boston", False, id="a city of no site"),
        pytest.param("colorado", False, id="a state: there are filters for where"),
    ],
)
def test_words_find_the_sites_of_a_trial(text, found):
    trial = made.study(1, "A trial", sites=[("denver", "RECRUITING"), ("denver", None), ("lyon", "COMPLETED")])
    trial["locations"][2]["facility"] = "Centre L&eacute;on B\u00e9rard"
    others = [made.study(2, "No site"), made.study(3, "No name", sites=[("seoul", "RECRUITING")])]
    others[1]["locations"][0] |= {"facility": None, "city": None}
    assert numbers(find(catalogue_of(trial, *others), Search(text=text)).ids) == [1] * found


def test_synonyms_can_be_taken_off():
    columns = {"brief_summary": "for stage IV disease", "tier": "unclear"}
    search = Search(text="stage 4", synonyms=False, tiers=searching.TIERS)
    assert group(search, **columns) == "out"
    assert [term.also for term in find(WHOLE, search).terms] == [(), ()]
    assert find(WHOLE, Search(text="stage 4")).terms[0].words == "stage 4"


def test_the_default_search_lists_what_can_be_entered():
    result = find(WHOLE, Search())
    assert [numbers(each) for each in (result.fits, result.ask, result.silent)] == [[1, 6, 4, 5], [2, 9, 12, 13], [10]]
    assert result.total == 13


def test_groups_do_not_mix():
    result = find(WHOLE, Search(sites=("brain",), subtypes=("TNBC",), tiers=searching.TIERS))
    assert [numbers(each) for each in (result.fits, result.ask, result.silent)] == [[5], [1], [4, 12, 8, 7]]


def test_order_is_open_here_then_about_the_site_then_tier_then_newest():
    bone, about = ("site", "bone", "allowed", ""), ("focus_site", "bone", "is", "")
    closed, opened = [("lyon", "COMPLETED")], [("lyon", "RECRUITING")]
    studies = [
        made.study(
            1, "basket, newest", tier="basket_breast", sites=closed, says=[bone], last_update_posted="2026-11-09"
        ),
        made.study(2, "older", sites=closed, says=[bone], last_update_posted="2026-01-01"),
        made.study(3, "newer", sites=closed, says=[bone], last_update_posted="2026-02-01"),
        made.study(4, "no date", sites=closed, says=[bone], last_update_posted=None),
        made.study(5, "about bone", sites=closed, says=[bone, about], last_update_posted="2025-01-01"),
        made.study(6, "open", sites=opened, says=[bone], last_update_posted="2024-01-01"),
    ]
    result = find(catalogue_of(*studies), Search(sites=("bone",), countries=("France",)))
    assert numbers(result.fits) == [6, 5, 3, 2, 4, 1]
    assert numbers(find(catalogue_of(*studies), Search()).fits) == [3, 2, 5, 6, 4, 1]


ORDERED = [
    made.study(1, "far", sites=[("denver", "RECRUITING")], last_update_posted="2026-11-09"),
    made.study(2, "perhaps near", sites=[("boston", None)], last_update_posted="2026-11-08"),
    made.study(3, "near", sites=[("boston", "RECRUITING"), ("denver", "RECRUITING")], last_update_posted="2026-01-01"),
    made.study(4, "near, newer", sites=[("boston", "RECRUITING")], last_update_posted="2026-02-01"),
    made.study(5, "closed", sites=[("boston", "COMPLETED")], last_update_posted="2026-11-10"),
    made.study(6, "perhaps far", tier="basket_breast", sites=[("lyon", None)], last_update_posted="2026-11-11"),
    made.study(
        7, "one of two told", sites=[("boston", None), ("toronto", "SUSPENDED")], last_update_posted="2025-12-01"
    ),
]


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        pytest.param(Search(near=NEAR), [5, 1, 2, 4, 3, 7, 6], id="fit: by tier, then newest"),
        pytest.param(Search(near=NEAR, order="nearest"), [4, 3, 2, 1, 6, 7, 5], id="nearest"),
        pytest.param(Search(order="nearest"), [5, 1, 2, 4, 3, 7, 6], id="nearest to nowhere: as by fit"),
        pytest.param(Search(near=NEAR, order="newest"), [6, 5, 1, 2, 4, 3, 7], id="newest"),
        pytest.param(Search(near=NEAR, order="newest", sites=("bone",)), [6, 5, 1, 2, 4, 3, 7], id="within a group"),
    ],
)
def test_orders(search, expected):
    assert numbers(find(catalogue_of(*ORDERED), search).ids) == expected


def test_the_funnel_says_what_each_point_did():
    result = find(WHOLE, Search(sites=("brain",), brain="active", treatments=("hormone",), tiers=("mbc",)))
    assert result.ids == []
    assert [(step.point.field, *step[1:]) for step in result.funnel] == [
        ("listed", 12, 1, 0),
        ("tiers", 9, 4, 0),
        ("statuses", 8, 1, 0),
        ("treatments", 3, 10, 3),
        ("sites", 1, 3, 3),
        ("other_sites", 0, 3, 1),
    ]


def test_the_funnel_asks_in_the_order_of_a_search():
    search = Search(
        sites=("bone", "brain"), treatments=("targeted",), subtypes=("TNBC",), her2_levels=("low",), phases=("PHASE2",),
        countries=("France",), near=NEAR, within="50", text="drug", tiers=("mbc",),
    )  # fmt: skip
    assert [step.point for step in find(WHOLE, search).funnel] == [
        ("listed", searching.TIERS),
        ("tiers", ("mbc",)),
        ("statuses", OPEN_STATUSES),
        ("subtypes", ("TNBC",)),
        ("her2_levels", ("low",)),
        ("treatments", ("targeted",)),
        ("phases", ("PHASE2",)),
        ("countries", ("France",)),
        ("near", ("50",)),
        ("sites", ("bone",)),
        ("sites", ("brain",)),
        ("other_sites", ()),
        ("text", ("drug",)),
    ]


@pytest.mark.parametrize(
    "search",
    [
        pytest.param(Search(), id="nothing chosen"),
        pytest.param(Search(sites=("bone",)), id="one site: the trials for other sites come back with it"),
        pytest.param(Search(sites=("bone", "liver")), id="one of two sites: trials only for it go with it"),
        pytest.param(Search(sites=("oligometastatic",)), id="a site that is no place"),
        pytest.param(
            Search(near=NEAR, within="100", treatments=("targeted",), countries=("Canada",), text="trastuzumab"),
            id="distance, country, words",
        ),
        pytest.param(
            Search(subtypes=("TNBC",), her2_levels=("zero",), statuses=("COMPLETED",)), id="receptors, status"
        ),
    ],
)
def test_the_gain_of_a_step_is_what_the_search_without_it_shows_more(search):
    result = find(WHOLE, search)
    gains = {step.point: step.gain for step in result.funnel}
    shown = {point: len(find(WHOLE, searching.without(search, [point])).ids) - len(result.ids) for point in gains}
    assert gains == shown


@pytest.mark.parametrize(
    ("search", "name"),
    [
        pytest.param(Search(), "subtypes", id="nothing else chosen"),
        pytest.param(Search(sites=("brain",), brain="stable"), "treatments", id="beside a site"),
        pytest.param(Search(sites=("brain",)), "sites", id="a further site"),
        pytest.param(Search(treatments=("hormone",)), "treatments", id="not beside its own choice"),
        pytest.param(Search(countries=("France",)), "phases", id="beside a country"),
    ],
)
def test_counts_are_what_choosing_shows(search, name):
    for value, count in searching.counts(WHOLE, search)[name].items():
        chosen = (*search.sites, value) if name == "sites" else (value,)
        result = find(WHOLE, searching.replace(search, **{name: chosen}))
        assert count == len(result.fits) + len(result.ask), value


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        pytest.param({"sites": ("knee",)}, "'knee' is not a choice for 'sites': use one of bone, brain", id="site"),
        pytest.param({"brain": "maybe"}, "'maybe' is not a choice for 'brain'", id="brain answer"),
        pytest.param({"tiers": ("early",)}, "'early' is not a choice for 'tiers'", id="a tier that is never listed"),
        pytest.param({"tiers": ()}, "at least one of the kinds of trial", id="no tier"),
        pytest.param({"near": "Bostn"}, "We do not know a place 'Bostn': choose one of those suggested", id="place"),
        pytest.param({"within": "60"}, "'60' is not a choice for 'within': use one of 25, 50, 100", id="distance"),
        pytest.param({"age": "old"}, "'old' is no age: give whole years up to 120", id="age in words"),
        pytest.param({"age": "121"}, "'121' is no age", id="age of nobody"),
        pytest.param({"sex": "woman"}, "'woman' is not a choice for 'sex': use one of female, male", id="sex"),
        pytest.param({"unit": "m"}, "'m' is not a choice for 'unit': use one of mi, km", id="unit"),
        pytest.param({"order": "oldest"}, "'oldest' is not a choice for 'order': use one of fit, nearest", id="order"),
        pytest.param({"text": "x" * 501}, "501 characters: use at most 500", id="long text"),
    ],
)
def test_a_search_refuses_what_does_not_exist(fields, message):
    with pytest.raises(BadInput, match=message):
        Search(**fields)


def test_a_remembered_answer_is_the_same_as_a_new_one():
    search = Search(
        sites=("brain",), brain="stable", near=NEAR, within="500", countries=("United States",), text="drug"
    )
    others = [searching.replace(search, **changed) for changed in (
        {"brain": "active"}, {"open_here": True}, {"unit": "km"}, {"near": "Lyon, France"}, {"other_sites": True},
        {"synonyms": False}, {"given": True, "treatments": ("targeted",)}, {"treatments": ("targeted",)},
    )]  # fmt: skip
    asked_before = Catalogue(made.snapshot())
    for each in (search, *others):
        assert find(asked_before, each) == find(Catalogue(made.snapshot()), each)


def test_a_search_is_the_same_in_any_order():
    assert Search(sites=("liver", "bone", "bone")) == Search(sites=("bone", "liver"))
    assert Search(statuses=tuple(reversed(OPEN_STATUSES))) == Search()


def test_a_catalogue_without_trials_gives_empty_answers():
    empty = catalogue_of()
    assert find(empty, Search(sites=("bone",), text="x", treatments=("surgery",), countries=("France",))).ids == []
    assert set(searching.counts(empty, Search())["sites"].values()) == {0}


def test_a_trial_is_found_by_its_older_id():
    assert WHOLE.trial("NCT99000999")["nct_id"] == "NCT99000112"
    assert WHOLE.trial("NCT00000000") is None
    assert len(WHOLE.labels_of("NCT99000107")) == 5
    assert list(WHOLE.locations_of("NCT99000109")["city"]) == ["Toronto", "Lyon"]


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        pytest.param(Search(), [], id="nothing told"),
        pytest.param(Search(sites=("bone_only", "liver")), ["sites"], id="only in bone, and the liver"),
        pytest.param(Search(sites=("bone_only", "bone", "oligometastatic")), [], id="only in bone, and bone"),
        pytest.param(Search(sites=("bone", "liver")), [], id="two places"),
        pytest.param(Search(subtypes=("TNBC",), her2_levels=("positive",)), ["her2_levels"], id="TNBC, HER2 positive"),
        pytest.param(Search(subtypes=("HR+/HER2+",), her2_levels=("low",)), ["her2_levels"], id="HER2+, HER2-low"),
        pytest.param(Search(subtypes=("TNBC",), her2_levels=("low", "zero")), [], id="TNBC, HER2-low"),
        pytest.param(Search(subtypes=("TNBC", "HR+/HER2+"), her2_levels=("positive",)), [], id="one of two fits"),
        pytest.param(Search(her2_levels=("positive", "low")), [], id="levels alone: not sure which"),
    ],
)
def test_answers_that_cannot_all_be_true(search, expected):
    assert search.contradictions == expected


@pytest.mark.parametrize(
    ("refused", "expected"),
    [
        pytest.param("Symptomatic brain metastases", "ask", id="symptoms alone"),
        pytest.param("Untreated or symptomatic brain metastases", "out", id="untreated ones too"),
        pytest.param(
            "Symptomatic, untreated or growing brain metastases", "out", id="symptoms first, untreated ones too"
        ),
        pytest.param("Untreated brain metastases", "out", id="untreated"),
        pytest.param("Brain metastases", "out", id="all"),
    ],
)
def test_active_brain_metastases_may_pass_where_only_symptoms_are_refused(refused, expected):
    criteria = f"Exclusion Criteria:\n\n* {refused}"
    made_up = made.study(1, "Metastatic breast cancer", criteria=criteria)
    made_up["labels"] = label_trial(made_up["trial"])
    shown = find(catalogue_of(made_up), Search(sites=("brain",), brain="active"))
    assert next((name for name in ("fits", "ask", "silent") if getattr(shown, name)), "out") == expected
