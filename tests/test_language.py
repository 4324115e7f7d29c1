"""Words in the language that a reader chose; registry text is not among them."""

import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from cache import language
from cache.errors import NoSnapshot

DATES = [
    ("en", "20 November 2026", "20 November", "November 2026"),
    ("es", "20 de noviembre de 2026", "20 de noviembre", "noviembre de 2026"),
    ("xx", "20 November 2026", "20 November", "November 2026"),
]


@pytest.fixture(autouse=True)
def _english_again():
    yield
    language.use(language.ENGLISH)


@pytest.mark.parametrize(("code", "day", "short", "month"), DATES, ids=[case[0] for case in DATES])
def test_dates_read_as_people_write_them(code, day, short, month):
    language.use(code)
    moment = date(2026, 11, 20)
    assert (language.day(moment), language.day_and_month(moment), language.month(moment)) == (day, short, month)


def catalogue(folder, name, *messages):
    text = "".join(f'msgid "{english}"\nmsgstr "{other}"\n\n' for english, other in messages)
    (folder / "es").mkdir(exist_ok=True)
    (folder / "es" / name).write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(language, "FOLDER", tmp_path)
    language.catalogues.cache_clear()
    yield tmp_path
    language.catalogues.cache_clear()


def test_what_one_catalogue_lacks_another_has(folder):
    catalogue(folder, "a.po", ("Surgery", "Cirugía"))
    catalogue(folder, "b.po", ("Surgery", ""), ("Bone", ""))
    language.use("es")
    assert [language.gettext(each) for each in ("Surgery", "Bone", "Lung", "")] == ["Cirugía", "Bone", "Lung", ""]


def test_english_needs_no_catalogue(folder):
    assert language.gettext("Surgery") == "Surgery"
    assert [language.ngettext("{count} trial", "{count} trials", count) for count in (0, 1, 2)] == [
        "{count} trials",
        "{count} trial",
        "{count} trials",
    ]


def test_plural_forms_are_those_of_the_language(folder):
    forms = 'msgid "{count} trial"\nmsgid_plural "{count} trials"\n'
    forms += "".join(f'msgstr[{form}] "{words}"\n' for form, words in enumerate(("ensayo", "de ensayos", "ensayos")))
    catalogue(folder, "a.po")
    (folder / "es" / "a.po").write_text(forms, encoding="utf-8")
    language.use("es")
    said = [language.ngettext("{count} trial", "{count} trials", count) for count in (0, 1, 2, 1_000_000)]
    assert said == ["ensayos", "ensayo", "ensayos", "de ensayos"]


def test_each_thread_has_a_language_of_its_own():
    language.use("es")
    with ThreadPoolExecutor(1) as pool:
        assert (language.current(), pool.submit(language.current).result()) == ("es", "en")


def test_a_fault_speaks_the_language_in_which_it_is_shown(folder):
    catalogue(folder, "a.po", ("{path} is gone", "{path} ya no está"), ("It is late.", "Es tarde."))
    named, plain = NoSnapshot("{path} is gone", path="x"), NoSnapshot("It is late.")
    assert [str(fault) for fault in (named, plain)] == ["x is gone", "It is late."]
    language.use("es")
    assert [str(fault) for fault in (named, plain, NoSnapshot("a {b}"))] == ["x ya no está", "Es tarde.", "a {b}"]
    assert str(pickle.loads(pickle.dumps(named))) == "x ya no está"
