"""Words in: what a text search takes them for."""

import pytest

from cache import wording
from cache.text import searchable
from cache.wording import Term, terms


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
    ],
)
def test_words_find_what_they_are_also_called(query, text):
    assert finds(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        pytest.param("palbociclib", "ribociclib", id="two drugs of a class"),
        pytest.param("bone mets", "liver metastases", id="another place"),
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
        "option",
        "policy",
    ),
    *("creatinine", "autoimmune", "expression", "diagnostic", "malignancy", "inhibition", "positively", "removal"),
    *("liter", "litre", "stent", "write", "block", "color", "median", "vagina", "saliva", "walter", "carson", "cooper"),
    # places and institutions
    *("boston", "houston", "london", "madrid", "provence", "siena", "henan", "hunan", "basel", "carbondale", "bonita"),
    *("sloan", "anderson", "farber", "mayo", "sinai", "vanderbilt", "genentech", "novartis", "seattle", "toronto"),
    # Spanish
    *("estado", "estudio", "cuidado", "prueba", "mujer", "hombre", "seno", "izquierdo"),
    # names that the tables know, and forms of them
    *("tumors", "metastases", "trastuzumab", "sacituzumab", "cerebro", "receptors"),
    # too short, not a word, nothing
    *("bran", "abcdx1234", "xyzzyx"),
)


@pytest.mark.parametrize("word", LEFT_ALONE)
def test_real_words_are_not_bent(word):
    assert [term.meant for term in terms(word)] == [""]


PLAIN = [line.split(",") for line in wording.PLAIN_WORDS.read_text(encoding="utf-8").splitlines()[1:]]


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


def test_each_name_of_a_term_is_another():
    for query in ("trastuzumab deruxtecan", "mets", "transtuzumab", "ds8201"):
        (term,) = terms(query)
        names = [searchable(each) for each in (term.words, *term.also)]
        assert len(set(names)) == len(names), query
