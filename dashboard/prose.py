"""Our own Markdown texts as HTML for st.html."""


def html(markdown: str, heading: int = 2) -> str:
    """A Markdown text as HTML, raw HTML in it shown as text; '##' becomes the heading of this level, '###' one below.

    Links open in a new tab, since a page that is loaded anew has lost the session. `glossary.marked` explains its words.
    """
    raise NotImplementedError
