"""The registry's text made ready for reading and for searching. What is stored stays exactly as sent."""

import html
import re
import unicodedata

_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_SPACES = {code: " " for code in range(128) if not chr(code).isalnum()}


def unescape(text: str) -> str:
    """The text for display: Markdown escapes (`\\>`) and HTML entities (`&lt;`) undone."""
    return html.unescape(_ESCAPE.sub("", text)) if "\\" in text or "&" in text else text


def searchable(text: str) -> str:
    """Lower-case words without accents and punctuation, one space before, between and after: ' her2 low '."""
    plain = unescape(text)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(each if each.isalnum() else " " for each in plain if not unicodedata.combining(each))
    return f" {' '.join(plain.lower().translate(_SPACES).split())} "
