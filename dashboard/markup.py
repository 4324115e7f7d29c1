"""Tables and labels as plain HTML without script, for words from the registry that must never be read as markup.

Cells given as `str` are escaped; `Safe` marks what is HTML already.
"""

from collections.abc import Collection, Iterable, Sequence
from html import escape

import evidence
import quotes
import statements

from cache.language import gettext as _
from cache.language import ngettext

MOST_QUOTED = 3  # quotations that stand open under a label; the others are folded away
_LINE = "1px solid rgba(128,128,128,0.35)"
_STYLE = f"""<style>
.plain {{border-collapse:collapse;min-width:min(100%,30em)}}
.plain caption {{text-align:left;padding:0 0 0.4em}}
.plain th, .plain td {{text-align:left;vertical-align:top;padding:0.4em 1.5em 0.4em 0;border-top:{_LINE};overflow-wrap:break-word}}
summary {{cursor:pointer}}
.plain.side-by-side {{table-layout:fixed;width:100%;min-width:calc(9em + var(--trials) * 15em)}}
.plain.side-by-side tr > :first-child {{width:9em}}
.frame {{overflow-x:auto}}
.frame a, .label a, .registry-text a {{color:inherit}}
.registry-text mark, blockquote mark {{background:#ffe08a;color:#111;padding:0 0.1em}}
.registry-text {{max-width:55em}}
.registry-text div {{overflow-wrap:break-word}}
.registry-text .gap {{height:0.6em}}
.label {{margin:0 0 0.9em}}
.label blockquote, .plain blockquote {{margin:0.2em 0;padding:0 0 0 0.8em;max-width:50em;border-left:3px solid rgba(200,140,0,0.8)}}
.label summary {{width:fit-content;min-height:24px}}
@media (max-width:900px) {{
  .plain.side-by-side {{min-width:0}}
  .plain.side-by-side thead {{display:none}}
  .plain.side-by-side tr, .plain.side-by-side th, .plain.side-by-side td {{display:block;width:auto !important}}
  .plain.side-by-side td {{border-top:none;padding-left:0.8em}}
}}
@media (min-width:901px) {{ .plain .whose {{display:none}} }}
</style>"""


class Safe(str):
    """HTML made here, not to be escaped again."""


def styled(*parts: str) -> str:
    """The parts as one document for st.html, with the few style rules that they need."""
    return _STYLE + "".join(parts)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], caption: str = "") -> str:
    """A real HTML table in a frame that scrolls by itself; the first cell of a row is its heading."""
    cells = ((first, *(f"<td>{_cell(each)}</td>" for each in rest)) for first, *rest in rows)
    return _framed(headings, cells, caption, '<table class="plain">')


def side_by_side(headings: Sequence[str], rows: Iterable[Sequence[str]], caption: str) -> str:
    """A table of one column a trial; on a phone the trials of a row stand below each other, each with its heading."""
    cells = ((first, *map(_named_cell, headings[1:], rest)) for first, *rest in rows)
    columns = len(headings) - 1
    return _framed(headings, cells, caption, f'<table class="plain side-by-side" style="--trials:{columns}">')


def _framed(headings: Sequence[str], rows: Iterable[Sequence[str]], caption: str, opening: str) -> str:
    head = "".join(f'<th scope="col">{_cell(each)}</th>' for each in headings)
    body = "".join(f'<tr><th scope="row">{_cell(first)}</th>{"".join(rest)}</tr>' for first, *rest in rows)
    named = f"<caption>{escape(caption)}</caption>" if caption else ""
    return (
        f'<div class="frame" role="region" tabindex="0" aria-label="{escape(caption or headings[0])}">'
        f"{opening}{named}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def quotations(found: Iterable[evidence.Quote], number: int = 0, shown_fields: Collection[str] = ()) -> list[Safe]:
    """Each statement that holds words of these, the words marked; its field links to mark `number` where it is shown."""
    return [
        _quoted(
            told.field,
            quotes.marked(told.text, told.marks),
            f"{anchor(told.field)}{number}" if told.field in shown_fields else "",
        )
        for told in statements.gathered(found)
    ]


def _quoted(field: str, html: str, link: str) -> Safe:
    """The registry's words in quotation marks, with the field that they stand in."""
    where = escape(evidence.field_words(field))
    place = f'<a href="#{link}" target="_self">{where}</a>' if link else where
    source = _("from the {place}").format(place=place)
    return Safe(f'<blockquote><span lang="en">“{html}”</span> <small>{source}</small></blockquote>')


def group(number: int, labels: Sequence[evidence.Label], shown_fields: set[str]) -> Safe:
    """Labels that rest on the same words, with their number, the words, and links to where these are marked below."""
    first = labels[0]
    phrases = "<br>".join(f"<strong>{escape(each)}</strong>" for each in evidence.phrases(labels))
    said = [evidence.BASES[basis] for basis in first.bases] + ([] if first.quotes else [evidence.NOTHING_TO_QUOTE])
    how = _("How we read this: {basis}").format(basis="; ".join(map(_, said)))
    rule = _("rule {name}").format(name=", ".join(first.rules))
    words = quotations(first.quotes, number, shown_fields)
    more = folded(_more(len(words) - MOST_QUOTED), "".join(words[MOST_QUOTED:])) if words[MOST_QUOTED:] else ""
    return Safe(
        f'<div class="label" id="label-{number}">{phrases} [{number}]{"".join(words[:MOST_QUOTED])}{more}'
        f"<details><summary><small>{escape(how)}</small></summary><small>{escape(rule)}</small></details></div>"
    )


def _more(count: int) -> str:
    return ngettext("{count} more quotation", "{count} more quotations", count).format(count=count)


def folded(summary: str, html: str) -> Safe:
    """HTML behind a line that opens it."""
    return Safe(f"<details><summary>{escape(summary)}</summary>{html}</details>")


def answer(labels: list[evidence.Label], question: evidence.Question) -> Safe:
    """The phrases of a trial's labels that answer a question, their quotations folded away beneath them."""
    claims = evidence.answers(labels, question)
    if not claims:
        return Safe(escape(evidence.unanswered(labels, question)))
    phrases = "".join(f"<div>{escape(each)}</div>" for each in evidence.phrases(claims))
    found = dict.fromkeys(quote for claim in claims for quote in claim.quotes)
    words = "".join(quotations(found))
    return Safe(phrases + folded(_("The record's words"), words) if words else phrases)


def anchor(field: str) -> str:
    """The start of the ids of the marks in a field."""
    return "in-" + "".join(each if each.isalnum() else "-" for each in field) + "-"


def _named_cell(heading: str, content: str) -> str:
    return f'<td><strong class="whose">{_cell(heading)}: </strong>{_cell(content)}</td>'


def _cell(content: str) -> str:
    return content if isinstance(content, Safe) else escape(content)
