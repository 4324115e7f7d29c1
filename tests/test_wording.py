"""Words in: what a text search takes them for."""

import csv

import pytest

from cache import known_words
from cache.text import searchable
from cache.wording import Term, left_out, negated, terms, written


def finds(query, text):
    """Whether a trial that says this has all that the query asks for, as the catalogue looks for it."""
    return all(any(pattern in searchable(text) for pattern in term.patterns) for term in terms(query))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        pytest.param("stage 4", "stage IV disease", id="stage 4"),
        pytest.param("stage four breast cancer", "Metastatic Breast Cancer", id="stage in words"),
        pytest.param("secondary breast cancer", "metastatic breast cancer", id="British name"),
        pytest.param("mets", "liver metastases", id="short form"),
        pytest.param("brain mets", "patients with CNS metastases", id="short form of two words"),
        pytest.param("lung mets", "metastatic cancer in the lung", id="a site and its spread, apart"),
        pytest.param("hepatic metastases", "cancer of the liver, metastasis", id="a site by its other name, apart"),
        pytest.param("metástasis en el hígado", "metastatic; liver", id="Spanish, apart"),
        pytest.param("metástasis pulmonares", "metastatic; lung", id="Spanish plural, apart"),
        pytest.param("PD-L1", "programmed death ligand 1", id="an abbreviation with a hyphen"),
        pytest.param("Enhertu", "trastuzumab deruxtecan", id="brand"),
        pytest.param("kisqali fatigue", "Ribociclib, tiredness", id="brand beside a plain word"),
        pytest.param("DS-8201", "Trastuzumab Deruxtecan", id="code"),
        pytest.param("ds8201", "DS-8201a", id="code written as one"),
        pytest.param("MK 2206", "mk-2206", id="code with a space"),
        pytest.param("transtuzumab", "Trastuzumab and pertuzumab", id="a letter too many"),
        pytest.param("transtuzumab deruxtecan", "Enhertu", id="misspelt in a name of two words"),
        pytest.param("leptomenigeal disease", "carcinomatous meningitis", id="misspelt in a phrase"),
        pytest.param("brest cancer metastisis", "breast cancer, metastatic", id="two misspelt words"),
        pytest.param("quimioterapia", "Chemotherapy", id="Spanish"),
        pytest.param("Metástasis óseas", "bone metastases", id="Spanish with accents"),
        pytest.param("cáncer de mama metastásico", "stage IV breast cancer", id="Spanish phrase"),
        pytest.param("hígado", "hepatic lesions", id="Spanish organ"),
        pytest.param("terapia hormonal", "endocrine therapy", id="Spanish treatment"),
        pytest.param("triple negativo", "TNBC", id="Spanish subtype"),
        pytest.param("quimoterapia", "chemotherapy", id="misspelt Spanish"),
        pytest.param("enhertu or kadcyla", "T-DM1 alone", id="the second of two"),
        pytest.param("enhertu or kadcyla", "DS-8201a", id="the first of two"),
    ],
)
def test_words_find_what_they_are_also_called(query, text):
    assert finds(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        pytest.param("palbociclib", "ribociclib", id="two drugs of a class"),
        pytest.param("bone mets", "liver metastases", id="another place"),
        pytest.param("enhertu or kadcyla", "ribociclib", id="neither of two"),
        pytest.param("tnbc liver or bone", "liver metastases", id="one of two without the other word"),
        pytest.param("er", "eribulin", id="a short word is not the start of a longer one"),
    ],
)
def test_words_do_not_find_what_is_something_else(query, text):
    assert not finds(query, text)


MISSPELT = {
    "transtuzumab": "trastuzumab",
    "trastuzamab": "trastuzumab",
    "herceptine": "Herceptin",
    "palbociclip": "palbociclib",
    "ribocicilib": "ribociclib",
    "pembrolizamab": "pembrolizumab",
    "tucatanib": "tucatinib",
    "olaprib": "olaparib",
    "fulvestrent": "fulvestrant",
    "enhurtu": "Enhertu",
    "trodelvi": "Trodelvy",
    "kisquali": "Kisqali",
    "ibrence": "Ibrance",
    "kadcila": "Kadcyla",
    "lynparsa": "Lynparza",
    "deruxtican": "deruxtecan",
    "leptomenigeal": "leptomeningeal",
    "metastisis": "metastasis",
    "metastasees": "metastases",
    "chemotheraphy": "chemotherapy",
    "radiotheraphy": "radiotherapy",
    "imunotherapy": "immunotherapy",
    "hormon": "hormone",
    "brest": "breast",
    "brian": "brain",
    "nagative": "negative",
    "quimoterapia": "quimioterapia",
}


@pytest.mark.parametrize(("typed", "meant"), MISSPELT.items())
def test_a_misspelt_word_is_also_searched_as_it_was_meant(typed, meant):
    (term,) = terms(typed)
    assert (term.words, term.meant, term.also[0]) == (typed, meant, meant)


LEFT_ALONE = (
    # words of everyday and of trial records
    *(
        "fatigue",
        "hospital",
        "infection",
        "infections",
        "state",
        "while",
        "called",
        "caused",
        "calls",
        "policy",
    ),
    *("creatinine", "autoimmune", "expression", "diagnostic", "malignancy", "inhibition", "positively", "removal"),
    *("liter", "litre", "stent", "write", "block", "color", "median", "vagina", "saliva", "walter", "carson", "cooper"),
    # places and institutions
    *("boston", "houston", "london", "madrid", "provence", "siena", "henan", "hunan", "basel", "carbondale", "bonita"),
    *("sloan", "anderson", "farber", "mayo", "sinai", "vanderbilt", "genentech", "novartis", "seattle", "toronto"),
    # Spanish
    *("estado", "cuidado", "prueba", "hombre", "seno", "izquierdo"),
    # names that the tables know, and forms of them
    *("tumors", "metastases", "trastuzumab", "sacituzumab", "cerebro", "receptors"),
    # too short, not a word, nothing
    *("bran", "abcdx1234", "xyzzyx"),
)


@pytest.mark.parametrize("word", LEFT_ALONE)
def test_real_words_are_not_bent(word):
    assert [term.meant for term in terms(word)] == [""]


PLAIN = [line.split(",") for line in known_words.PLAIN_WORDS.read_text(encoding="utf-8").splitlines()[1:]]


@pytest.mark.parametrize(("word", "resembles"), [pytest.param(*row, id=row[0]) for row in PLAIN])
def test_a_plain_word_is_left_alone_though_it_resembles_a_name(word, resembles):
    assert terms(word) == [Term(word)]
    assert [term.meant for term in terms(resembles)] == [""]


def test_plain_words_stand_in_order_and_once():
    assert [word for word, _ in PLAIN] == sorted({word for word, _ in PLAIN})


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("stage 4", [Term("stage"), Term("4")], id="no other names"),
        pytest.param("transtuzumab", [Term("transtuzumab")], id="no correction"),
        pytest.param("Metástasis", [Term("metastasis")], id="accents and case do not matter"),
        pytest.param(
            "for liver, bone", [Term("for"), Term("liver"), Term("bone")], id="no alternatives, no word left out"
        ),
        pytest.param('"stage 4" bone', [Term("stage 4"), Term("bone")], id="quotation marks hold"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_without_synonyms_words_stay_as_typed(query, expected):
    assert terms(query, synonyms=False) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("stage 4 knee", [("stage 4", ""), ("knee", "")], id="a phrase, then a word"),
        pytest.param(
            "stage 4 brest cancer", [("stage 4 brest cancer", "stage 4 breast cancer")], id="a corrected phrase"
        ),
        pytest.param(
            "hospital transtuzumab", [("hospital", ""), ("transtuzumab", "trastuzumab")], id="a word beside a slip"
        ),
        pytest.param(
            "transtuzumab deruxtican",
            [("transtuzumab deruxtican", "trastuzumab deruxtecan")],
            id="each word of a name is a slip",
        ),
        pytest.param("", [], id="nothing"),
        pytest.param("?!", [], id="signs only"),
    ],
)
def test_the_longest_known_phrase_is_one_term(query, expected):
    assert [(term.words, term.meant) for term in terms(query)] == expected


def asked(query):
    """What a query asks for: a list of terms, those of which one is enough as a tuple."""
    return [tuple(each.words for each in term.either) or term.words for term in terms(query)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("enhertu or kadcyla", [("enhertu", "kadcyla")], id="or"),
        pytest.param("Enhertu OR Kadcyla OR Tukysa", [("enhertu", "kadcyla", "tukysa")], id="three"),
        pytest.param("hígado o hueso", [("higado", "hueso")], id="Spanish or"),
        pytest.param("pulmón u óseas", [("pulmon", "oseas")], id="Spanish or before an o"),
        pytest.param("liver, bone", [("liver", "bone")], id="comma"),
        pytest.param("liver;bone", [("liver", "bone")], id="semicolon"),
        pytest.param("HER2-low / TNBC", [("her2 low", "tnbc")], id="slash"),
        pytest.param("enhurtu/kadcila", [("enhurtu", "kadcila")], id="slash without spaces, misspelt"),
        pytest.param("liver，bone", [("liver", "bone")], id="wide comma"),
        pytest.param("liver, bone and lung", [("liver", "bone", "lung")], id="the end of a list"),
        pytest.param("higado, hueso y pulmon", [("higado", "hueso", "pulmon")], id="the end of a Spanish list"),
        pytest.param("liver, bone, and/or lung", [("liver", "bone", "lung")], id="and/or"),
        pytest.param("pain or her2 low tnbc", [("pain", "her2 low"), "tnbc"], id="only those beside it"),
        pytest.param("brain mets or liver mets", [("brain", "liver"), "mets"], id="two sites, each with its spread"),
        pytest.param("liver or bone mets", [("liver", "bone"), "mets"], id="two sites with one spread"),
        pytest.param("liver mets, mets to the bone", [("liver", "bone"), "mets"], id="in either order"),
        pytest.param("brain mets or tnbc", [("brain", "tnbc"), ("mets", "tnbc")], id="both words, or another"),
        pytest.param("prior tnbc, liver or bone", ["tnbc", ("liver", "bone")], id="or does not reach over a comma"),
        pytest.param("BRCA1/PALB2", [("brca1", "palb2")], id="slash between words no table knows"),
        pytest.param("HER2 low/HER2 positive", [("her2 low", "her2 positive")], id="slash, one receptor"),
        pytest.param("enhertu, XYZ-1234", [("enhertu", "xyz 1234")], id="a drug and the number of another"),
        pytest.param("taxane, chemo", [("taxane", "chemo")], id="kinds of treatment"),
        pytest.param("NCT01234567, NCT07654321", [("nct01234567", "nct07654321")], id="numbers of trials"),
        pytest.param("Boston, Houston", [("boston", "houston")], id="cities"),
        pytest.param(
            "Mayo Clinic, Guys Hospital", [("mayo clinic", "guys hospital")], id="words that are of institutions"
        ),
        pytest.param("enhertu, kadcyla near Boston", [("enhertu", "kadcyla"), "boston"], id="a list, then a place"),
        pytest.param("liver, bone or lung and tnbc", [("liver", "bone", "lung"), "tnbc"], id="and after a list"),
        pytest.param("liver or the bone", [("liver", "bone")], id="a small word between"),
        pytest.param("tnbc, TNBC", ["tnbc"], id="the same twice"),
        pytest.param("enhertu, enhertu", ["enhertu"], id="the same twice in a list"),
        pytest.param("liver, , ; bone", [("liver", "bone")], id="signs without words"),
        pytest.param("enhertu or", ["enhertu"], id="nothing after it"),
        pytest.param("mayo clinic or dana farber", [("mayo clinic", "dana farber")], id="words no table knows"),
        pytest.param("mayo clinic tnbc or liver", ["mayo", "clinic", ("tnbc", "liver")], id="not beside it"),
    ],
)
def test_one_of_several_is_enough(query, expected):
    assert asked(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("enhertu kadcyla", ["enhertu", "kadcyla"], id="side by side"),
        pytest.param("enhertu and kadcyla", ["enhertu", "kadcyla"], id="and"),
        pytest.param("Enhertu y Kadcyla", ["enhertu", "kadcyla"], id="Spanish and"),
        pytest.param("hueso e hígado", ["hueso", "higado"], id="Spanish and before an i"),
        pytest.param("Enhertu & Kadcyla", ["enhertu", "kadcyla"], id="sign for and"),
        pytest.param("paclitaxel + carboplatin", ["paclitaxel", "carboplatin"], id="plus"),
        pytest.param("tnbc, and brain mets", ["tnbc", "brain", "mets"], id="and after one comma"),
        pytest.param(
            "stage 4, triple negative, PD-L1", ["stage 4", "triple negative", "pd l1"], id="facts of one person"
        ),
        pytest.param("tnbc; liver; enhertu", ["tnbc", "liver", "enhertu"], id="different kinds"),
        pytest.param("tnbc/liver", ["tnbc", "liver"], id="different kinds, slash"),
        pytest.param("BRCA1, PIK3CA", ["brca1", "pik3ca"], id="two genes"),
        pytest.param("HER2 low, HER2 positive", ["her2 low", "her2 positive"], id="two receptor answers"),
        pytest.param("yoga, fatigue", ["yoga", "fatigue"], id="words of no kind"),
        pytest.param("prior chemo, enhertu", ["chemo", "enhertu"], id="what was given before"),
        pytest.param("enhertu, I had chemo", ["enhertu", "chemo"], id="what was given before, last"),
        pytest.param("tnbc liver, bone", ["tnbc", "liver", "bone"], id="a site that does not stand alone"),
        pytest.param("Boston, fatigue", ["boston", "fatigue"], id="a city and no city"),
        pytest.param("oregon overo", ["oregon", "overo"], id="or within a word"),
    ],
)
def test_all_are_needed(query, expected):
    assert asked(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("PD-1/PD-L1", ["pd 1 pd l1"], id="receptor and ligand"),
        pytest.param("CDK4/6 inhibitor", ["cdk4 6", "inhibitor"], id="a slash between digits"),
        pytest.param("BRCA1/2", ["brca1 2"], id="two genes"),
        pytest.param("1,000", ["1", "000"], id="a comma between digits"),
        pytest.param("T-DM1/T-DXd", [("t dm1", "t dxd")], id="a hyphen is no slash"),
        pytest.param("AC-T", ["ac", "t"], id="initials"),
        pytest.param("ER+", ["er"], id="a sign"),
        pytest.param("HER2+/HR+", ["her2", "hr"], id="two receptors"),
        pytest.param("HR+, HER2-", ["hr", "her2"], id="two receptors, comma"),
        pytest.param(
            "hormone receptor positive, HER2 negative", ["hormone receptor positive", "her2 negative"], id="long"
        ),
        pytest.param("HER2 positive or HR positive", [("her2 positive", "hr positive")], id="two receptors, or"),
        pytest.param("skin or soft tissue", ["skin or soft tissue"], id="a place of spread"),
        pytest.param("tnbc or skin or soft tissue", [("tnbc", "skin or soft tissue")], id="it in a list"),
        pytest.param("calcium and magnesium", ["calcium and magnesium"], id="and in a name"),
        pytest.param("vitamin E insomnia", ["vitamin e", "insomnia"], id="a letter in a name"),
    ],
)
def test_known_phrases_come_before_signs_and_words_that_join(query, expected):
    assert asked(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param(
            "Boston, Massachusetts", [Term("boston massachusetts", ("boston",), of_area=True)], id="city, state"
        ),
        pytest.param("near Boston MA", [Term("boston ma", ("boston",), of_area=True)], id="letters of a state"),
        pytest.param(
            "New York, NY", [Term("new york ny", ("new york",), of_area=True)], id="a city by part of its name"
        ),
        pytest.param(
            "Chapel Hill North Carolina",
            [Term("chapel hill north carolina", ("chapel hill",), of_area=True)],
            id="long",
        ),
        pytest.param("Portland, OR", [Term("portland")], id="letters that are a word"),
        pytest.param("ultrasound Massachusetts", [Term("ultrasound"), Term("massachusetts")], id="no city"),
    ],
)
def test_a_city_is_enough_where_its_state_is_told(query, expected):
    assert terms(query) == expected


def test_cities_can_be_alternatives():
    assert asked("Boston, MA or Houston, TX") == [("boston ma", "houston tx")]


@pytest.mark.parametrize(
    ("query", "expected", "small"),
    [
        pytest.param(
            "trial for her2 positive with brain mets near Boston",
            ["her2 positive", "brain", "mets", "boston"],
            ["trial", "for", "with", "near"],
            id="English",
        ),
        pytest.param(
            "ensayos clínicos para cáncer de mama con dolor",
            ["cancer de mama", "dolor"],
            ["ensayos", "clinicos", "para", "con"],
            id="Spanish; 'de' in a phrase stays",
        ),
        pytest.param(
            "clinical trails for my mother's tnbc",
            ["tnbc"],
            ["clinical", "trails", "for", "my", "mother", "s"],
            id="slip",
        ),
        pytest.param("I live in Boston", ["boston"], ["i live", "in"], id="where somebody lives"),
        pytest.param("new drugs for tnbc", ["tnbc"], ["new drugs", "for"], id="words that are small only together"),
        pytest.param("tratamiento para tnbc", ["tnbc"], ["tratamiento para"], id="longer than a known phrase"),
        pytest.param("for HER 2, for TNBC", ["her 2", "tnbc"], ["for"], id="each once; a known phrase comes first"),
        pytest.param("trials for me", [], ["trials", "for", "me"], id="nothing else"),
        pytest.param("tnbc 🙏", ["tnbc"], [], id="a picture"),
    ],
)
def test_small_words_are_left_out(query, expected, small):
    assert (asked(query), left_out(query)) == (expected, small)


@pytest.mark.parametrize(
    ("query", "expected", "unwanted"),
    [
        pytest.param("TNBC not BRCA", ["tnbc"], ["not brca"], id="not"),
        pytest.param("no chemo tnbc", ["tnbc"], ["no chemo"], id="only the term behind it"),
        pytest.param("sin quimio", [], ["sin quimio"], id="Spanish"),
        pytest.param("sin quimio ni cirugía", [], ["sin quimio", "ni cirugia"], id="nor"),
        pytest.param("without chemotherapy", [], ["without chemotherapy"], id="a word no table knows"),
        pytest.param("I don't want the chemo", [], ["don’t want the chemo"], id="small words between"),
        pytest.param("not a candidate for surgery", [], ["not a candidate for surgery"], id="with other words"),
        pytest.param("no chemo and tnbc", ["tnbc"], ["no chemo"], id="and"),
        pytest.param("tnbc no", ["tnbc"], [], id="nothing behind it"),
        pytest.param("no prior chemo, enhertu", ["enhertu"], ["no prior chemo"], id="a word before the term"),
        pytest.param("tnbc, no brain mets", ["tnbc"], ["no brain mets"], id="a site and its spread"),
        pytest.param("no chemo or surgery, tnbc", ["tnbc"], ["no chemo", "no surgery"], id="or"),
        pytest.param(
            "no chemo, surgery or radiation",
            [],
            ["no chemo", "no surgery", "no radiation"],
            id="a list that ends in or",
        ),
        pytest.param('"no chemo"', ["no chemo"], [], id="in quotation marks"),
        pytest.param("her2 negative", ["her2 negative"], [], id="a known phrase"),
    ],
)
def test_what_is_not_wanted_is_not_searched_for(query, expected, unwanted):
    assert (asked(query), negated(query)) == (expected, unwanted)


@pytest.mark.parametrize("synonyms", [True, False])
@pytest.mark.parametrize(
    "query",
    [
        *(
            "stage 4, triple negative",
            "enhertu or kadcyla tnbc",
            "brain mets or tnbc, pain",
            "mayo clinic or dana farber",
        ),
        *(
            '"for my" tnbc',
            "transtuzumab",
            "I live in Boston, MA",
            "fatigue pain or nausea",
            "brain mets, no chemo",
            "",
        ),
    ],
)
def test_terms_can_be_written_as_a_query(query, synonyms):
    kept = terms(query, synonyms)
    assert terms(written(kept, synonyms), synonyms) == kept


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param('"Brain mets"', [Term("brain mets")], id="no other names"),
        pytest.param("“for my” tnbc", [Term("for my"), *terms("tnbc")], id="curly; small words stay"),
        pytest.param('"transtuzumab"', [Term("transtuzumab")], id="no correction"),
        pytest.param('"brain, liver or bone"', [Term("brain liver or bone")], id="no alternatives"),
        pytest.param('DS "8201"', [Term("ds"), Term("8201")], id="no part of a code"),
        pytest.param('"" "  " "', [], id="empty"),
        pytest.param('brain "mets', terms("brain mets"), id="not closed"),
    ],
)
def test_what_stands_in_quotation_marks_is_searched_as_it_stands(query, expected):
    assert terms(query) == expected


def test_no_small_word_begins_a_known_phrase_of_its_own():
    """A small word that a table knows would never be left out."""
    with known_words.SMALL_WORDS.open(encoding="utf-8", newline="") as file:
        small = [row["words"] for row in csv.DictReader(file)]
    assert small == sorted(set(small))
    assert [words for words in small if left_out(words) != [words]] == []


def test_each_name_of_a_term_is_another():
    for query in ("trastuzumab deruxtecan", "mets", "transtuzumab", "ds8201"):
        (term,) = terms(query)
        names = [searchable(each) for each in (term.words, *term.also)]
        assert len(set(names)) == len(names), query
