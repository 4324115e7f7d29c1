"""The explanatory texts: easy to read, sourced, dated, kind in tone, and one for every choice of the filters."""

import re

import content
import pytest
import reading_grade

from cache import vocabulary

PAGES = content.pages()
EVERY_PAGE = pytest.mark.parametrize("article", [pytest.param(article, id=article.slug) for article in PAGES])
UNKIND = r"battl|victim|\bfail(?:ed|ure)|terminal|suffer|lost (?:the|her|his) "
MISTAKEN = r"nearly 30|30 ?(?:%|percent) of (?:women|people)|prevent liver fractures"
BRITISH = r"tumour|oestrogen|randomis|embolis|haemo|\bcentre|programme|metastasis(?:e|ing)"
SHARE = re.compile(r"\d ?%|\bin (?:10|100)\b|\d months\b|\d years or more")
CITATION = re.compile(r"\((?!since)([^()]*?)\b(\d{4})\)")
LINK = re.compile(r"\]\(([^)]*)\)")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The cat sat on the mat.", 0.39 * 6 + 11.8 * 6 / 6 - 15.59, id="one syllable a word"),
        pytest.param("Your team will help. Ask them.", 0.39 * 6 / 2 + 11.8 * 6 / 6 - 15.59, id="two sentences"),
        pytest.param(
            "Treatment can ease the symptoms of metastatic cancer.",
            0.39 * 8 + 11.8 * 14 / 8 - 15.59,
            id="long words",
        ),
        pytest.param("It says 36 of 100.", 0.39 * 5 + 11.8 * 8 / 5 - 15.59, id="a number counts its digits"),
        pytest.param("One spot\nTwo spots", 0.39 * 4 / 2 + 11.8 * 4 / 4 - 15.59, id="a line ends a sentence"),
        pytest.param('He said "no." We left.', 0.39 * 5 / 2 + 11.8 * 5 / 5 - 15.59, id="a quotation ends a sentence"),
        pytest.param("It was 19.5 then.", 0.39 * 4 + 11.8 * 6 / 4 - 15.59, id="a decimal point ends nothing"),
    ],
)
def test_grade_is_flesch_kincaid(text, expected):
    assert reading_grade.grade(text) == pytest.approx(expected)


def test_no_words_have_no_grade():
    with pytest.raises(ValueError, match="no words"):
        reading_grade.grade("...")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        pytest.param("breast", 1, id="two vowels together"),
        pytest.param("radiation", 4, id="i and a apart"),
        pytest.param("trial", 2, id="tri-al"),
        pytest.param("treated", 2, id="spoken ed"),
        pytest.param("called", 1, id="silent ed"),
        pytest.param("little", 2, id="spoken le"),
        pytest.param("scans", 1, id="plural"),
        pytest.param("fluid", 2, id="flu-id"),
        pytest.param("whole-brain", 2, id="joined words"),
    ],
)
def test_syllables(word, expected):
    assert reading_grade.syllables(word) == expected


def test_plain_text_keeps_words_and_lines_only():
    markdown = (
        "## What is it?\n\nA **new** text on\ntwo lines, with [a link](learn?page=bone).\n\n- one\n- two\n  long\n"
    )
    assert reading_grade.plain(markdown).split("\n") == [
        "What is it?",
        "",
        "A new text on two lines, with a link.",
        "",
        "one",
        "two long",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Tucatinib aims at HER2.", "drug aims at drug.", id="drug and gene"),
        pytest.param("HER2-positive cancer", "drug-positive cancer", id="joined with a word"),
        pytest.param("BRCA12 is unknown", "BRCA12 is unknown", id="not inside a longer name"),
        pytest.param("immunotherapy", "immunotherapy", id="no other word"),
    ],
)
def test_masks_names_only(text, expected):
    assert reading_grade.masked(text, ["Tucatinib", "BRCA1", "HER2"]) == expected


def test_names_come_from_genes_and_from_the_drug_table(tmp_path, monkeypatch):
    drugs = tmp_path / "drugs.csv"
    drugs.write_text("name,class,aliases\nmadeupinib,targeted,Madex|MX-1\n", encoding="utf-8")
    monkeypatch.setattr(reading_grade, "DRUGS", drugs)
    assert {"madeupinib", "Madeupinib", "Madex", "MX-1", "PIK3CA"} <= set(reading_grade.names())


def test_names_do_without_the_drug_table(tmp_path, monkeypatch):
    monkeypatch.setattr(reading_grade, "DRUGS", tmp_path / "missing.csv")
    assert "BRCA1" in reading_grade.names()


def test_report_has_a_line_for_each_page(capsys):
    assert reading_grade.main() == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()[1:]] == [page.slug for page in PAGES]


def test_a_hard_page_is_named_and_fails(capsys, monkeypatch):
    hard = PAGES[0]._replace(
        slug="hard", body="Pathological characteristics necessitate multidisciplinary deliberation."
    )
    monkeypatch.setattr(content, "pages", lambda: [hard])
    assert reading_grade.main() == 1
    assert capsys.readouterr().err == "Above grade 8: hard. Shorten sentences and words.\n"


@EVERY_PAGE
def test_page_is_easy_to_read_and_short(article):
    masked, _ = reading_grade.page_grades(article, reading_grade.names())
    assert masked <= reading_grade.HIGHEST_GRADE
    assert 350 <= len(article.body.split()) <= 710


@EVERY_PAGE
def test_page_names_its_sources_with_years(article):
    assert article.sources
    assert [source.year for source in article.sources if not re.fullmatch(r"20\d\d", source.year)] == []


@EVERY_PAGE
def test_every_share_stands_beside_a_year(article):
    blocks = [re.sub(r"\s+", " ", block) for block in re.split(r"\n## ", article.body)]
    assert [block for block in blocks if SHARE.search(block) and not CITATION.search(block)] == []


@EVERY_PAGE
def test_every_citation_is_among_the_sources(article):
    text = re.sub(r"\s+", " ", article.body)
    missing = [
        f"{label}{year}"
        for label, year in CITATION.findall(text)
        if not any(
            source.year == year and re.search("|".join(map(re.escape, re.findall(r"\w{3,}", label))), source.name)
            for source in article.sources
        )
    ]
    assert missing == []


@EVERY_PAGE
@pytest.mark.parametrize("words", [UNKIND, MISTAKEN, BRITISH], ids=["unkind", "mistaken", "British"])
def test_page_avoids(article, words):
    assert re.findall(words, f"{article.title} {article.body}", re.IGNORECASE) == []


@pytest.mark.parametrize(
    "article",
    [
        pytest.param(article, id=article.slug)
        for article in PAGES
        if re.search(r"approved in the US|US approvals", article.body)
    ],
)
def test_approvals_carry_their_date(article):
    assert re.search(r"as\s+of\s+September\s+2026", article.body, re.IGNORECASE)


@EVERY_PAGE
def test_links_lead_to_pages_that_exist(article):
    slugs = {f"learn?page={known.slug}" for known in PAGES}
    assert [target for target in LINK.findall(article.body) if target not in slugs] == []


@EVERY_PAGE
def test_page_ends_with_questions_for_the_team(article):
    _, questions = article.body.split("\n## Ask your team\n")
    assert 2 <= len(re.findall(r"^- ", questions, re.MULTILINE)) <= 4
    assert "\n## " not in questions


@EVERY_PAGE
def test_headings_are_plain_questions_or_names(article):
    headings = re.findall(r"^#+ .*$", article.body, re.MULTILINE)
    assert [heading for heading in headings if not re.match(r"## [A-Z]", heading)] == []


@pytest.mark.parametrize(
    "article", [pytest.param(article, id=article.slug) for article in PAGES if article.group == "site"]
)
def test_site_page_says_when_to_call(article):
    _, after = article.body.split("## When should I call right away?")
    assert re.search(r"911|emergency room", after.split("\n## ")[0])


@EVERY_PAGE
def test_page_belongs_to_known_choices(article):
    assert [value for value in article.values if value not in vocabulary.values(article.axis)] == []
    assert bool(article.axis) == bool(article.values)


@pytest.mark.parametrize(
    ("axis", "value"),
    [
        pytest.param(axis, value, id=f"{axis} {value}")
        for axis in ("site", "treatment", "subtype", "her2_level")
        for value in vocabulary.values(axis)
        if (axis, value) != ("treatment", "other")
    ],
)
def test_every_choice_has_one_page(axis, value):
    assert len(content.for_choice(axis, value)) == 1


def test_file_names_are_slugs():
    assert sorted(path.stem for path in content.FOLDER.glob("*.md")) == sorted(page.slug for page in PAGES)
