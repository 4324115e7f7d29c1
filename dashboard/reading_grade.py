"""How hard the explanatory texts are to read: the US school grade (Flesch-Kincaid, Kincaid 1975) of every page.

`python dashboard/reading_grade.py` prints each page's grade with and without drug and gene names, which nobody can
shorten, and exits 1 when a page is above grade 8. The well-kept library for this (textstat) needs NLTK and its word
lists at run time, so the few rules stand here.
"""

import csv
import re
import sys
from pathlib import Path

import content

HIGHEST_GRADE = 8.0
GENES = Path(__file__).parent / "gene_names.csv"
DRUGS = Path(__file__).parent.parent / "cache" / "drugs.csv"

_MASK = "drug"
_MARKS = re.compile(r"^[ \t]*(?:#+|[-*]|\d+\.)[ \t]+|[*_`]", re.MULTILINE)
_WRAP = re.compile(r"(?<!\n)\n(?!\n|[ \t]*(?:[-*#]+|\d+\.)[ \t])[ \t]*")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_WORD = re.compile(r"[A-Za-z0-9]+(?:[-'’.,+][A-Za-z0-9]+)*")
_SENTENCE_END = re.compile(r"[.!?]+(?=[\s)\x22]|$)|\n+")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?<![td])ed$|(?<![aeiouycgsxz])(?<!sh)(?<!ch)es$|(?<![aeiouy])e$")
_SPOKEN_LE = re.compile(r"[^aeiouy]les?$")
_TWO_VOWELS = re.compile(r"(?<![ctsgx])i[ao]|[bdlpru]iet|[aeiou]ing|(?<![gq])uid|uou|ua[lt]")


def grade(text: str) -> float:
    """School grade of plain text: 0.39 words a sentence + 11.8 syllables a word - 15.59. Raises ValueError without words."""
    words = _WORD.findall(text)
    if not words:
        raise ValueError("there are no words to grade")
    sentences = sum(1 for part in _SENTENCE_END.split(text) if _WORD.search(part))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def syllables(word: str) -> int:
    """Syllables of a word as a reader speaks it, at least one for each part and one for each digit."""
    return sum(
        len(part) if part.isdigit() else _of_letters(part.lower()) for part in re.findall(r"[A-Za-z]+|\d+", word)
    )


def _of_letters(letters: str) -> int:
    count = len(_VOWELS.findall(letters)) + len(_TWO_VOWELS.findall(letters))
    if _SILENT.search(letters) and not _SPOKEN_LE.search(letters):
        count -= 1
    return max(count, 1)


def plain(markdown: str) -> str:
    """The words of a Markdown text; headings, list items and paragraphs stay on lines of their own."""
    return _MARKS.sub("", _WRAP.sub(" ", _LINK.sub(r"\1", markdown.strip())))


def names() -> list[str]:
    """Drug names (with other names, where the drug table is present) and gene names, longest first."""
    found = {row["name"] for row in _rows(GENES)}
    for row in _rows(DRUGS) if DRUGS.exists() else []:
        for name in filter(None, [row["name"], *re.split(r"\s*[|;]\s*", row["aliases"])]):
            found |= {name, name[0].upper() + name[1:]}
    return sorted(found, key=len, reverse=True)


def masked(text: str, hidden: list[str]) -> str:
    """The text with every whole occurrence of a name replaced by a word of one syllable."""
    return re.sub(rf"(?<![A-Za-z0-9])(?:{'|'.join(map(re.escape, hidden))})(?![A-Za-z0-9])", _MASK, text)


def page_grades(page: content.Page, hidden: list[str]) -> tuple[float, float]:
    """Grade of a page with the names masked, and as it stands."""
    text = plain(f"{page.title}\n{page.body}")
    return grade(masked(text, hidden)), grade(text)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main() -> int:
    hidden = names()
    print(f"{'page':<32}{'names masked':>14}{'as it stands':>14}")
    too_hard = []
    for page in content.pages():
        eased, full = page_grades(page, hidden)
        print(f"{page.slug:<32}{eased:>14.1f}{full:>14.1f}")
        if eased > HIGHEST_GRADE:
            too_hard.append(page.slug)
    if too_hard:
        print(f"Above grade {HIGHEST_GRADE:g}: {', '.join(too_hard)}. Shorten sentences and words.", file=sys.stderr)
    return 1 if too_hard else 0


if __name__ == "__main__":
    sys.exit(main())
