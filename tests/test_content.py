"""The explanatory texts: what a file may hold, and that every text of the house can be used."""

from datetime import date

import content
import pytest

from cache import vocabulary
from cache.errors import BadInput

GOOD = """---
title: Bone metastases
slug: bone
group: site
order: 10
axis: site
value: bone, bone_only
written: 2026-11-24
reviewed_by_clinician: no
sources:
  - Example Institute, Bone: what to know | https://example.org/bone | 2024
---
## What is it?

Cancer in the bones.
"""


def folder_with(tmp_path, **files):
    for name, text in files.items():
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_page_has_every_part(tmp_path):
    assert content.pages(folder_with(tmp_path, bone=GOOD)) == [
        content.Page(
            slug="bone",
            title="Bone metastases",
            group="site",
            order=10,
            axis="site",
            values=("bone", "bone_only"),
            written=date(2026, 11, 24),
            reviewed=False,
            sources=(content.Source("Example Institute, Bone: what to know", "https://example.org/bone", "2024"),),
            body="## What is it?\n\nCancer in the bones.\n",
        )
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("Only text\n", "bad.md does not begin with front matter", id="no front matter"),
        pytest.param("", "bad.md does not begin with front matter", id="empty file"),
        pytest.param(GOOD.replace("\n---\n##", "\n##"), "bad.md does not begin", id="front matter never ends"),
        pytest.param(GOOD.replace("order: 10\n", ""), "bad.md lacks order", id="a key is missing"),
        pytest.param(GOOD.replace("order:", "ordre: 1\norder:"), "bad.md has unknown ordre", id="an unknown key"),
        pytest.param(GOOD.replace("group: site", "group: sites"), "bad.md.*group must be one of", id="unknown group"),
        pytest.param(GOOD.replace("order: 10", "order: ten"), "bad.md cannot be read", id="order is no number"),
        pytest.param(GOOD.replace("2026-11-24", "24 Nov 2026"), "bad.md cannot be read", id="date not ISO"),
        pytest.param(
            GOOD.replace("clinician: no", "clinician: maybe"), "bad.md.*yes or no", id="review neither yes nor no"
        ),
        pytest.param(GOOD.replace(" | 2024", ""), "bad.md.*a source must read", id="source without year"),
        pytest.param(
            GOOD.replace("https://example.org/bone", "javascript:x"), "a source must read", id="source not https"
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path, text, message):
    with pytest.raises(BadInput, match=f"(?s){message}"):
        content.pages(folder_with(tmp_path, bad=text))


def test_two_pages_may_not_share_a_slug(tmp_path):
    with pytest.raises(BadInput, match="have the slug bone"):
        content.pages(folder_with(tmp_path, one=GOOD, two=GOOD))


def test_pages_stand_by_group_then_order(tmp_path):
    made = {
        "a": ("treatment", 1),
        "b": ("site", 20),
        "c": ("site", 3),
        "d": ("general", 99),
    }
    files = {
        name: GOOD.replace("slug: bone", f"slug: {name}")
        .replace("group: site", f"group: {group}")
        .replace("order: 10", f"order: {order}")
        for name, (group, order) in made.items()
    }
    assert [each.slug for each in content.pages(folder_with(tmp_path, **files))] == ["d", "c", "b", "a"]


@pytest.mark.parametrize(
    ("axis", "value", "slugs"),
    [
        pytest.param("site", "bone", ["bone"], id="first of several values"),
        pytest.param("site", "bone_only", ["bone"], id="last of several values"),
        pytest.param("site", "liver", [], id="another value"),
        pytest.param("treatment", "bone", [], id="another axis"),
    ],
)
def test_the_pages_of_a_choice(tmp_path, axis, value, slugs):
    folder = folder_with(tmp_path, bone=GOOD)
    assert [each.slug for each in content.for_choice(axis, value, folder)] == slugs


def test_a_page_by_its_slug(tmp_path):
    folder = folder_with(tmp_path, bone=GOOD)
    assert content.page("bone", folder).title == "Bone metastases"
    assert content.page("knee", folder) is None


def test_every_text_of_the_house_belongs_to_a_known_choice():
    for page in content.pages():
        assert set(page.values) <= set(vocabulary.values(page.axis)), page.slug
        assert page.sources, page.slug


@pytest.mark.parametrize("slug", [each.slug for each in content.pages()])
def test_a_number_to_call_is_told_once_and_for_every_country(slug):
    told = "your emergency number (911 in the US, 112 in Europe, 999 in the UK)"
    text = " ".join(content.page(slug).body.split())
    assert "911" not in text.replace(told, "", 1)
    assert "988" not in text or "988 in the US at any time. Elsewhere, call a crisis line" in text
