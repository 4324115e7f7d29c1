"""Charts of a result, each with the same numbers as words."""

import math
import textwrap

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from cache import vocabulary
from cache.catalogue import Catalogue
from cache.language import gettext as _

_ACCEPTING = ("required", "allowed", "treated_stable")
_LARGEST = 46  # pixels: two neighbours in a row must not touch on a phone
_SMALLEST = 24  # pixels: the smallest that a finger hits
_ROW = 52
_HEAD = 96
_LINE = 18  # characters


def site_by_subtype(catalogue: Catalogue, nct_ids: list[str]) -> pd.DataFrame:
    """Number of these trials that accept both a site (rows) and a subtype (columns), by their values in display order."""
    shown = np.isin(catalogue.ids, nct_ids)
    subtypes = {value: shown & catalogue.says("subtype", value, "accepted") for value in vocabulary.values("subtype")}
    rows = {
        site: {
            value: int((mask & catalogue.any_of(catalogue.says("site", site, s) for s in _ACCEPTING)).sum())
            for value, mask in subtypes.items()
        }
        for site in vocabulary.values("site")
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(subtypes))


def matrix(counts: pd.DataFrame, dark: bool = False) -> go.Figure:
    """Markers whose area grows with the number of trials; the custom data of each are its site and its subtype."""
    cells = [(site, subtype, int(count)) for (site, subtype), count in counts.stack().items() if count]
    ink = {"color": "#fafafa" if dark else "#111111", "size": 13}
    most = max((count for *_where, count in cells), default=1)
    sizes = [max(_SMALLEST, _LARGEST * math.sqrt(count / most)) for *_where, count in cells]
    chart = go.Figure(
        go.Scatter(
            x=[_wrapped("subtype", subtype) for _site, subtype, _count in cells],
            y=[_wrapped("site", site) for site, *_rest in cells],
            customdata=[[site, subtype] for site, subtype, _count in cells],
            mode="markers+text",
            marker={"size": sizes, "color": "#9fd3d8", "line": {"color": "#0b5f6b", "width": 1}, "opacity": 1},
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}, "textfont": {"color": "#111111"}},
            text=[f"{count:,}" for *_where, count in cells],
            textfont={"color": "#111111", "size": 13},
            hovertemplate=_("%{y}, %{x}: %{text} trials") + "<extra></extra>",
            cliponaxis=False,
        )
    )
    height = _HEAD + _ROW * len(counts)
    chart.update_layout(height=height, margin={"l": 0, "r": 0, "t": 8, "b": 8}, showlegend=False, dragmode=False)
    columns = [_wrapped("subtype", each) for each in counts.columns]
    lines = [_wrapped("site", each) for each in counts.index]
    fixed = {"tickfont": ink, "fixedrange": True, "type": "category", "categoryorder": "array"}
    turned = {"side": "top", "autotickangles": [0, -90]}  # the first at which no heading runs into the next
    chart.update_xaxes(**fixed, **turned, categoryarray=columns, range=[-0.5, len(columns) - 0.5])
    chart.update_yaxes(**fixed, categoryarray=lines, range=[len(lines) - 0.5, -0.5])
    return chart


def alt(counts: pd.DataFrame) -> str:
    """What the matrix shows, in one sentence."""
    if not counts.to_numpy().any():
        return _("None of the trials found accepts both a metastasis site and a receptor subtype by its record.")
    best = counts.stack().idxmax()
    told = _(
        "Number of trials found that accept both a metastasis site (rows) and a receptor subtype (columns). "
        "The most, {count}, accept {site} with {subtype}. All numbers are in the table below."
    )
    names = {"site": vocabulary.name("site", best[0]), "subtype": vocabulary.name("subtype", best[1])}
    return told.format(count=f"{int(counts.max().max()):,}", **names)


def rows(counts: pd.DataFrame) -> list[tuple[str, ...]]:
    """The matrix as rows of words: a site, then its number for each subtype."""
    return [
        (vocabulary.name("site", site), *(f"{count:,}" for count in row))
        for site, row in zip(counts.index, counts.to_numpy(), strict=True)
    ]


def headings(counts: pd.DataFrame) -> list[str]:
    """Headings of `rows`."""
    return [_("Where it has spread"), *(vocabulary.name("subtype", each) for each in counts.columns)]


def _wrapped(axis: str, value: str) -> str:
    """A plain name on lines so short that a phone has room for both axes."""
    name = vocabulary.name(axis, value)
    if axis == "subtype":
        return name.replace(", ", ",<br>")
    return "<br>".join(textwrap.wrap(name, _LINE, break_long_words=False))
