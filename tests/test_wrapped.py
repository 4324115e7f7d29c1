"""Every sentence for people stands in a call that translates it, told from the code."""

import ast
import csv
import re
from pathlib import Path

import pytest

from tests.messages import CALLS, ROOT

SILENT_IN_CACHE = {"accuracy", "catalogue", "drugs", "lease", "lock", "publish", "schema"}
"""Modules of the cache whose words reach nobody but those who run commands, which speak English."""
MODULES = sorted((ROOT / "dashboard").rglob("*.py")) + sorted(
    path for path in (ROOT / "cache").glob("*.py") if path.stem not in SILENT_IN_CACHE
)
SHOWN = {
    *("title", "header", "subheader", "write", "markdown", "caption", "text", "info", "warning", "error", "success"),
    *("button", "form_submit_button", "link_button", "download_button", "toast", "metric", "popover"),
    *("text_input", "text_area", "number_input", "selectbox", "multiselect", "radio", "pills", "segmented_control"),
    *("checkbox", "toggle", "slider", "select_slider", "expander", "dialog", "status", "spinner", "tabs"),
}
"""What of Streamlit shows its first argument to people."""
SHOWN_KEYWORDS = {"label", "help", "placeholder", "alt", "title", "page_title", "captions", "text"}
PROSE = re.compile(r"[^\W\d_]{2,}[,;:.?!]? [^\W\d_{]")


def exceptions() -> dict[tuple[str, str], str]:
    """(file, text) -> why it is not translated."""
    with Path(__file__).with_name("not_wrapped.csv").open(encoding="utf-8", newline="") as file:
        return {(row["file"], row["text"]): row["reason"] for row in csv.DictReader(file)}


def unwrapped(tree: ast.Module) -> set[str]:
    """The sentences in a module that no call translates, and the words that it shows as they stand."""
    parents = {child: parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)}
    found = {_text(node) for node in ast.walk(tree) if _is_prose(node, parents)}
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        found |= {text for shown in _shown(call) for text in _bare(shown)}
    return found


def _is_prose(node: ast.AST, parents: dict) -> bool:
    whole = isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))
    parent = parents.get(node)
    if not whole or isinstance(parent, ast.Expr | ast.JoinedStr | ast.FormattedValue) or _is_name(node, parent):
        return False
    wrapped = _translates(parent) and isinstance(node, ast.Constant)
    return not wrapped and bool(PROSE.search(_words(node)))


def _is_name(node: ast.expr, parent: ast.AST) -> bool:
    """Whether a string names something: a key of a table or of a widget, an item."""
    if isinstance(parent, ast.Dict):
        return node in parent.keys
    return isinstance(parent, ast.Subscript | ast.Compare) or (isinstance(parent, ast.keyword) and parent.arg == "key")


def _translates(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS


def _shown(call: ast.Call) -> list[ast.expr]:
    """The arguments of a call that people read."""
    method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    first = call.args[:1] if method in SHOWN else []
    return first + [each.value for each in call.keywords if each.arg in SHOWN_KEYWORDS]


def _bare(node: ast.expr) -> set[str]:
    """The words that an expression shows without translating them."""
    if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        return {_text(node)} if re.search(r"[^\W\d_]", _words(node)) else set()
    if isinstance(node, ast.IfExp):
        return _bare(node.body) | _bare(node.orelse)
    if isinstance(node, ast.BoolOp):
        return set().union(*map(_bare, node.values))
    if isinstance(node, ast.BinOp):
        return _bare(node.left) | _bare(node.right)
    return set()


def _text(node: ast.expr) -> str:
    """A string as it is read, what is filled in left as {}."""
    if isinstance(node, ast.Constant):
        return node.value
    return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)


def _words(node: ast.expr) -> str:
    """What a reader sees of it: no markup, no rules of style, no entities."""
    return re.sub(r"<style>.*?</style>|<[^>]*>|&\w+;|:small(?=\[)", "\n", _text(node), flags=re.DOTALL)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_sentence_is_wrapped(path):
    file = str(path.relative_to(ROOT))
    known = {text for name, text in exceptions() if name == file}
    found = unwrapped(ast.parse(path.read_text(encoding="utf-8")))
    assert sorted(found - known) == []
    assert sorted(known - found) == [], "excepted, but not in the code any more"


@pytest.mark.parametrize(
    ("code", "found"),
    [
        pytest.param('raise Fault("It is gone.")', {"It is gone."}, id="a sentence"),
        pytest.param('raise Fault(_("It is gone."))', set(), id="a wrapped one"),
        pytest.param('words = {"a": later("It is gone")}', set(), id="one for later"),
        pytest.param('ngettext("one trial", "{count} trials", n)', set(), id="a plural"),
        pytest.param('words = f"{n} open sites"', {"{} open sites"}, id="a sentence with values"),
        pytest.param('_(f"{n} open sites")', {"{} open sites"}, id="a wrapped one with values"),
        pytest.param('st.button("Show")', {"Show"}, id="a word that is shown"),
        pytest.param('st.button(_("Show"), help="Now" if x else _("Later"))', {"Now"}, id="a word of help"),
        pytest.param('st.button(names["two words"] or "")', set(), id="an item of two words"),
        pytest.param('"""Words about words."""', set(), id="a docstring"),
        pytest.param('html = f"<p class=\\"two words\\">{words}</p>"', set(), id="markup"),
    ],
)
def test_what_counts_as_unwrapped(code, found):
    assert unwrapped(ast.parse(code)) == found
