from datetime import date

import pytest

from cache import drugs, vocabulary


def names(text: str, shorthand: bool = False) -> list[str]:
    return [found.drug.name for found in drugs.find(text, shorthand)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("MK2206, MK-2206 or MK 2206", ["MK-2206"] * 3, id="code-in-every-spelling"),
        pytest.param("Prior T-DXd or t-dm1", ["trastuzumab deruxtecan", "trastuzumab emtansine"], id="short-names"),
        pytest.param("nab-paclitaxel and paclitaxel", ["nab-paclitaxel", "paclitaxel"], id="longest-name-wins"),
        pytest.param("IBRANCE® (palbociclib)", ["palbociclib", "palbociclib"], id="brand-and-name"),
        pytest.param("FAM-TRASTUZUMAB DERUXTECAN-NXKI", ["trastuzumab deruxtecan"], id="capitals-and-suffix"),
        pytest.param("letrozole-based treatment", ["letrozole"], id="hyphen-after"),
        pytest.param("ER or progesterone receptor positive", [], id="hormone-receptor-is-no-drug"),
        pytest.param("estradiol in the range after menopause", [], id="laboratory-value-is-no-drug"),
        pytest.param("patients who act or cap their dose", [], id="words-that-look-like-shorthand"),
        pytest.param("atra in lower case", [], id="short-name-needs-capitals"),
        pytest.param("trastuzumab\nemtansine", ["trastuzumab"], id="names-do-not-cross-lines"),
        pytest.param("CTX-8371", ["CTX-8371"], id="code-that-starts-like-a-short-name"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_finds_names(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("SG", ["sacituzumab govitecan"], id="SG"),
        pytest.param("TAM plus CAP", ["tamoxifen", "capecitabine"], id="two"),
        pytest.param("low-dose estradiol", ["estradiol"], id="name-that-is-only-shorthand"),
        pytest.param("CAP-101", [], id="code-of-another-drug"),
    ],
)
def test_shorthand_counts_only_where_asked_for(text, expected):
    assert (names(text), names(text, shorthand=True)) == ([], expected)


def test_offsets_lead_to_the_words():
    text = "Ｎew：  palbociclib\u200b and (Z)-endoxifen"
    assert [text[found.start : found.end] for found in drugs.find(text)] == ["palbociclib", "Z)-endoxifen"]


def test_a_whole_name_is_looked_up():
    assert (drugs.named("Verzenio").name, drugs.named("no such drug")) == ("abemaciclib", None)


def test_surface_forms_start_with_the_canonical_name():
    assert drugs.surface_forms(drugs.named("Kisqali"))[:2] == ["ribociclib", "Kisqali"]


def test_every_row_is_complete():
    types = set(vocabulary.values("treatment"))
    rows = drugs.table().values()
    wrong = [d.name for d in rows if not (d.classes and d.types and d.source and set(d.types) <= types)]
    late = [d.name for d in rows if d.reviewed > date.today()]
    assert (wrong, late, len(rows) > 1000) == ([], [], True)


def test_an_adc_is_targeted_and_never_chemotherapy():
    adcs = [drug for drug in drugs.table().values() if any("targeted.adc" in kind for kind in drug.classes)]
    assert {drug.types for drug in adcs} == {("targeted",)}


@pytest.fixture
def table(tmp_path, monkeypatch):
    """Puts other rows in the place of the drug table."""

    def put(header: str, *rows: str):
        path = tmp_path / "drugs.csv"
        path.write_text("\n".join([header, *rows]), encoding="utf-8")
        monkeypatch.setattr(drugs, "TABLE", path)
        drugs.table.cache_clear()
        drugs._index.cache_clear()

    yield put
    monkeypatch.undo()
    drugs.table.cache_clear()
    drugs._index.cache_clear()


HEADER = ",".join(drugs.COLUMNS)
A, B = "aaamab,{},,targeted.x,X,targeted,source,2026-01-01", "bbbmab,{},,targeted.x,X,targeted,source,2026-01-01"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        pytest.param((HEADER, B.format(""), A.format("")), "out of order", id="out-of-order"),
        pytest.param((HEADER, A.format(""), A.format("")), "repeats a name", id="twice"),
        pytest.param((HEADER, A.format("X-1"), B.format("x1")), "stands for", id="alias-of-two"),
        pytest.param(("name,alias",), "must have the columns", id="wrong-columns"),
    ],
)
def test_a_wrong_table_is_refused(table, rows, said):
    table(*rows)
    with pytest.raises(drugs.BadInput, match=said):
        drugs.find("text")
