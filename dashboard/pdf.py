"""The sheet to take along as a PDF file: real text in A4's width and Letter's height, so that either paper holds a page whole.

The file has a title, a language, bookmarks and live links. It has no tags for screen readers, which ReportLab cannot
write: the page for printing says the same as HTML.
"""

import unicodedata
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import handout
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, HRFlowable, Paragraph, SimpleDocTemplate, Spacer

from cache import language
from cache.language import gettext as _

AUTHOR = "Metastatic breast cancer trial finder"
FONTS = Path(__file__).parent / "fonts"
PAGE = (A4[0], LETTER[1])
MARGIN = 16 * mm
_EDGE = MARGIN + 6
"""Where text begins: ReportLab's frames have 6 points of padding."""
MISSING = "□"
"""Stands for a sign that the font lacks, an emoji or a Chinese one for instance."""
_LINE = 22
"""Points between two lines to write on."""
_LEAST = 60 * mm
"""Room that a trial needs to begin on a page."""
_SHORT = 60
_BOLD = "DejaVuSans-Bold"
_PLAIN = "DejaVuSans"
_RED = HexColor("#a80000")
_BODY = ParagraphStyle("body", fontName=_PLAIN, fontSize=9.5, leading=12.5, spaceAfter=3)
_STYLES = {
    "body": _BODY,
    "strong": ParagraphStyle("strong", _BODY, fontName=_BOLD),
    "title": ParagraphStyle("title", _BODY, fontName=_BOLD, fontSize=18, leading=23, spaceAfter=8),
    "trial": ParagraphStyle("trial", _BODY, fontName=_BOLD, fontSize=13, leading=17.5, spaceAfter=4, keepWithNext=1),
    "part": ParagraphStyle(
        "part", _BODY, fontName=_BOLD, fontSize=11, leading=14, spaceBefore=6, spaceAfter=3, keepWithNext=1
    ),
    "quotation": ParagraphStyle("quotation", _BODY, fontSize=8.5, leading=11, leftIndent=14, textColor="#333333"),
    "point": ParagraphStyle("point", _BODY, leftIndent=14, bulletIndent=0, bulletFontName=_PLAIN, bulletFontSize=9.5),
    "small": ParagraphStyle("small", _BODY, fontSize=7.5, leading=10.5, spaceAfter=2),
    "notice": ParagraphStyle("notice", _BODY, fontName=_BOLD, textColor=_RED, borderColor=_RED, borderWidth=1),
}
_STYLES["notice"].borderPadding = 5
_STYLES["notice"].spaceAfter = 12


def made(sheet: handout.Sheet) -> bytes:
    """The file; every page has its number, and on demo data says so. It is set twice: first to count its pages."""
    _glyphs()
    return _Document(sheet, _Document(sheet).written().page).written().file.getvalue()


class _Document(SimpleDocTemplate):
    """A file of so many pages, whose trials are bookmarks."""

    def __init__(self, sheet: handout.Sheet, count: int = 0):
        told = {"title": sheet.title, "author": AUTHOR, "subject": sheet.data_words, "creator": AUTHOR}
        margins = {f"{side}Margin": MARGIN for side in ("left", "right", "top", "bottom")}
        self.sheet, self.count, self.file = sheet, count, BytesIO()
        super().__init__(self.file, pagesize=PAGE, lang=language.current(), displayDocTitle=True, **told, **margins)

    def written(self) -> "_Document":
        """The document, its file written and `page` the number of its last page."""
        self.build(_story(self.sheet), onFirstPage=_draw_margins, onLaterPages=_draw_margins)
        return self

    def afterFlowable(self, flowable: Flowable) -> None:
        """Called by ReportLab when a piece has been set."""
        if isinstance(flowable, _Heading):
            self.canv.bookmarkPage(flowable.key)
            self.canv.addOutlineEntry(flowable.getPlainText(), flowable.key)


class _Heading(Paragraph):
    """The title of a trial, and the key that links lead to."""

    def __init__(self, words: str, key: str):
        super().__init__(_text(words), _STYLES["trial"])
        self.key = key


class _Room(Flowable):
    """A heading and empty lines to write on, all on one page."""

    def __init__(self, heading: str):
        super().__init__()
        self.heading = _paragraph("part", heading)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Called by ReportLab with the room that is left, in points."""
        above = self.heading.wrap(width, height)[1] + _STYLES["part"].spaceBefore
        self.width, self.height = width, above + handout.NOTE_LINES * _LINE
        return self.width, self.height

    def draw(self) -> None:
        """Called by ReportLab, its origin at the lower left."""
        self.heading.drawOn(self.canv, 0, handout.NOTE_LINES * _LINE)
        self.canv.setLineWidth(0.5)
        for number in range(handout.NOTE_LINES):
            self.canv.line(0, number * _LINE + 1, self.width, number * _LINE + 1)


def _draw_margins(canvas: Canvas, document: _Document) -> None:
    """The warning above a page, the date of the data and the page's number below it."""
    sheet = document.sheet
    canvas.saveState()
    canvas.setFont(_PLAIN, 7.5)
    canvas.drawString(_EDGE, MARGIN / 2, _signs(sheet.data_words))
    number = _("Page {number} of {count}").format(number=document.page, count=document.count)
    canvas.drawRightString(PAGE[0] - _EDGE, MARGIN / 2, _signs(number))
    if sheet.notice:
        canvas.setFillColor(_RED)
        canvas.setFont(_BOLD, 9)
        canvas.drawCentredString(PAGE[0] / 2, PAGE[1] - MARGIN * 0.7, _signs(sheet.notice))
    canvas.restoreState()


def _story(sheet: handout.Sheet) -> list[Flowable]:
    story = [_paragraph("title", sheet.title)]
    if sheet.notice:
        story += [Spacer(0, 5), _paragraph("notice", sheet.notice), Spacer(0, 5)]
    *about, last = sheet.about
    story += [*(_paragraph("body", each) for each in about), _paragraph("strong", last)]
    if len(sheet.entries) > 1:
        story += [_paragraph("part", _("The trials")), *map(_listed, sheet.entries)]
    for part in [*map(_entry, sheet.entries), _closing(sheet)]:
        story += [CondPageBreak(_LEAST), HRFlowable("100%", 2, color="#777777", spaceBefore=18, spaceAfter=8), *part]
    if any(MISSING in each.getPlainText() for each in story if isinstance(each, Paragraph)):
        told = _("{sign} stands for a sign that this file cannot show. The record at the registry has it.")
        story.append(_paragraph("small", told.format(sign=MISSING)))
    return story


def _listed(entry: handout.Entry) -> Paragraph:
    return _linked("point", f"{entry.nct_id} · {entry.title}", f"#{entry.nct_id}", bulletText="•")


def _entry(entry: handout.Entry) -> list[Flowable]:
    story = [_Heading(f"{entry.nct_id} · {entry.title}", entry.nct_id)]
    story += [_named(name, words) for name, words in entry.facts]
    story.append(_linked("body", entry.url, entry.url))
    story += [_paragraph("strong", each) for each in entry.cautions]
    story.append(_paragraph("part", _("Who can join and what is tested")))
    for answer in entry.answers:
        story.append(_named(answer.question, "; ".join(answer.phrases), keepWithNext=bool(answer.quotations)))
        story += _quoted(answer.quotations)
    if entry.groups:
        story.append(_named(_(handout.OF_GROUPS), "; ".join(entry.groups)))
    if entry.silent:
        story.append(_named(_("The record does not say: ask the team"), "; ".join(entry.silent)))
    if entry.questions:
        story += [_paragraph("part", _("To ask about this trial")), *map(_question, entry.questions)]
    return [*story, _Room(_("Notes"))]


def _closing(sheet: handout.Sheet) -> list[Flowable]:
    sources = [_linked("small", f"{name}: {url}", url) for name, url in sheet.sources]
    return [
        _paragraph("part", _("To ask about every trial")),
        *map(_question, sheet.questions),
        _Room(_("My own questions")),
        _paragraph("part", _("Where these questions come from")),
        *sources,
    ]


def _question(words: str) -> Paragraph:
    return _paragraph("point", words, bulletText="☐")


def _quoted(quotations: tuple[str, ...]) -> list[Paragraph]:
    """A paragraph for each quotation; names and other short ones stand in one, so that twenty do not fill a page."""
    marked = [f"“{each}”" for each in quotations]
    if marked and max(map(len, marked)) <= _SHORT:
        marked = [" · ".join(marked)]
    return [_paragraph("quotation", each) for each in marked]


def _named(name: str, words: str, keepWithNext: bool = False) -> Paragraph:
    bold, plain = (f"{name}:", words) if name else (words, "")
    made_of = f'<font name="{_BOLD}">{_text(bold)}</font> {_text(plain)}'
    return Paragraph(made_of, ParagraphStyle("named", _BODY, keepWithNext=keepWithNext))


def _linked(style: str, words: str, address: str, **settings) -> Paragraph:
    return Paragraph(f'<a href={quoteattr(address)} color="#0b5f6b">{_text(words)}</a>', _STYLES[style], **settings)


def _paragraph(style: str, words: str, **settings) -> Paragraph:
    return Paragraph(_text(words), _STYLES[style], **settings)


def _text(words: str) -> str:
    """Words for a paragraph, which would read '<' as the start of a tag."""
    return escape(_signs(words))


def _signs(words: str) -> str:
    """Words with white space made one space, and MISSING for each sign that the font lacks."""
    shown = " ".join(unicodedata.normalize("NFC", words).split())
    return "".join(each if ord(each) in _glyphs() else MISSING for each in shown if each.isprintable())


@cache
def _glyphs() -> frozenset[int]:
    """The signs that both fonts have. Reads the fonts and makes them known to ReportLab, once."""
    found = [TTFont(name, FONTS / f"{name}.ttf") for name in (_PLAIN, _BOLD)]
    for font in found:
        pdfmetrics.registerFont(font)
    return frozenset.intersection(*(frozenset(font.face.charToGlyph) for font in found))
