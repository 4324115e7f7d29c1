"""Our own Markdown texts as HTML for st.html."""

from functools import lru_cache

from markdown_it import MarkdownIt

from cache import language

TOP = 2
"""The level of the highest headings in our texts: '##'."""
LOWEST = 6
TEXTS_KEPT = 256
_READER = MarkdownIt("commonmark", {"html": False})


def html(markdown: str, heading: int = TOP) -> str:
    """A Markdown text as HTML, raw HTML in it shown as text; '##' becomes the heading of this level, '###' one below.

    Links open in a new tab, since a page that is loaded anew has lost the session; those to our own pages take the
    language along. `glossary.marked` explains the words of the result.
    """
    return _html(markdown, heading, language.current())


@lru_cache(maxsize=TEXTS_KEPT)
def _html(markdown: str, heading: int, code: str) -> str:
    tokens = _READER.parse(markdown)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + heading - TOP, LOWEST)}"
        for child in token.children or ():
            if child.type == "link_open":
                child.attrs |= {"href": _address(child.attrs["href"], code), "target": "_blank"}
            elif child.type == "softbreak":
                child.type, child.content = "text", " "
    return _READER.renderer.render(tokens, _READER.options, {})


def _address(href: str, code: str) -> str:
    """An address of ours is written without a scheme: 'learn?page=bone'."""
    return href if "://" in href else f"{href}{'&' if '?' in href else '?'}lang={code}"
