"""Data: where the records come from, how many there are, what changed, how labels are made, and their limits."""

from collections.abc import Iterable

import content
import frame
import markup
import plotly.graph_objects as go
import provenance
import quotes
import streamlit as st

from cache import accuracy, gazetteer, runs
from cache.catalogue import Catalogue
from cache.language import gettext as _
from cache.language import later, ngettext
from cache.news import KINDS, newest_first
from cache.schema import HISTORY_DAYS

CHANGES_PER_PAGE = 25
EVERY_KIND = later("All changes")
NO_CHANGES = later(
    "No change is known from the last {days} days. Changes are listed from the second refresh on that finds "
    "something new."
)
CHECKED = later(
    "Before new records are shown here, the program checks that none got lost or damaged on the way. "
    "Checks that passed: {passed} of {count}."
)
FOLLOW = later(
    "To follow changes, whoever runs this site can write them as a feed for news readers with "
    "`python -m pipelines changes --format atom`, or only what is new for one saved search with "
    "`python -m pipelines watch --link LINK`."
)
COUNTS = later(
    "{stored} trials, {sites} sites, {labels} labels. The registry reported {reported} records and {received} were "
    "received; a record that several of our queries find is stored once."
)
BY_AXIS = {"tier": later("Relation to metastatic breast cancer"), "status": later("Status")}
OUTLINES = later(
    "Outlines of the map: Natural Earth (naturalearthdata.com), public domain, as packed by plotly.js (MIT)."
)
COLOUR = "#2a8a96"  # stands out from a white and from a black page


def draw_source(manifest: dict) -> None:
    st.title(_("Data"))
    source = _("Made-up demo records: these trials do not exist") if manifest["demo"] else "ClinicalTrials.gov"
    rows = [
        (_("Source"), source),
        (_("Processed by the registry"), f"{runs.plain_data_date(manifest):%Y-%m-%d %H:%M}"),
        (_("Retrieved by us"), f"{frame.retrieved_at(manifest):%Y-%m-%d %H:%M} UTC"),
        (_("Version of the registry's interface"), str(manifest["api_version"])),
        (_("Version of this tool"), manifest["tool_version"]),
        (_("Version of the label rules"), str(manifest["lexicon_version"])),
        (_("Snapshot"), manifest["name"]),
    ]
    st.html(markup.styled(markup.table((_("What"), _("Value")), rows, _("Where the data come from"))))


def draw_counts(manifest: dict) -> None:
    counts = manifest["counts"]
    st.header(_("How many"))
    named = {name: counts[name] for name in ("stored", "labels", "reported", "received")} | {
        "sites": counts["locations"]
    }
    st.write(_(COUNTS).format(**{name: f"{count:,}" for name, count in named.items()}))
    for axis, heading in BY_AXIS.items():
        draw_axis(provenance.counts(manifest, axis), axis, _(heading))


def draw_axis(rows: list[tuple[str, int]], axis: str, heading: str) -> None:
    """A chart, and its numbers as a table beside it; below it on a phone."""
    chart, table = st.columns(2)
    told = _("Bar chart. {heading}: the table beside it has the numbers.").format(heading=heading)
    chart.plotly_chart(bars(rows), key=f"chart {axis}", config={"displayModeBar": False}, alt=told)
    numbers = [(name, f"{count:,}") for name, count in rows]
    table.html(markup.styled(markup.table((heading, _("Trials")), numbers)))


def bars(rows: list[tuple[str, int]]) -> go.Figure:
    names, numbers = zip(*reversed(rows), strict=True)
    bar = go.Bar(
        x=numbers, y=names, orientation="h", text=numbers, textposition="outside", marker_color=COLOUR, cliponaxis=False
    )
    figure = go.Figure(bar).update_xaxes(visible=False, range=(0, 1.15 * max(numbers)))
    return figure.update_layout(height=40 + 30 * len(rows), margin={"t": 10, "b": 10, "l": 10, "r": 10})


def draw_changes(catalogue: Catalogue) -> None:
    st.header(_("What changed in the last {days} days").format(days=HISTORY_DAYS))
    history = catalogue.snapshot.history
    present = ["", *(kind for kind in KINDS if (history["kind"] == kind).any())]
    if history.empty:
        st.write(_(NO_CHANGES).format(days=HISTORY_DAYS))
        return
    kind = st.selectbox(_("Kind of change"), present, format_func=kind_words, key="kind of change")
    chosen = newest_first(history[history["kind"] == kind] if kind else history)
    st.write(_("Changes: {count}").format(count=f"{len(chosen):,}"))
    pages = -(-len(chosen) // CHANGES_PER_PAGE)
    first = (st.pagination(pages, key=f"changes {kind}") - 1) * CHANGES_PER_PAGE if pages > 1 else 0
    shown = chosen.iloc[first : first + CHANGES_PER_PAGE]
    rows = provenance.changes(shown, titles(catalogue, shown["nct_id"]))
    st.html(markup.styled(markup.side_by_side([_(each) for each in provenance.CHANGES], rows, kind_words(kind))))


def kind_words(kind: str) -> str:
    return _(KINDS.get(kind, EVERY_KIND))


def titles(catalogue: Catalogue, nct_ids: Iterable[str]) -> dict[str, str]:
    """Titles as the registry sends them, of trials that are gone too."""
    gone = catalogue.snapshot.tombstones
    found = dict(zip(gone["nct_id"], gone["brief_title"].fillna(""), strict=True))
    known = [trial for trial in map(catalogue.trial, nct_ids) if trial]
    return found | {trial["nct_id"]: trial["brief_title"] for trial in known}


def draw_accuracy() -> None:
    st.header(_("How good the labels are"))
    scores = [score for score in accuracy.published() if score["gold"] in provenance.SETS]
    st.write(_("Our labels beside labels made by reading. No clinician has reviewed them."))
    st.markdown("\n".join(f"- {line}" for line in provenance.measured(scores)))
    heads = (_("Label"), *(_(provenance.SETS[score["gold"]][0]) for score in scores))
    st.html(markup.styled(markup.table(heads, provenance.accuracy(scores), _("Share that agrees"))))


def draw_checks(manifest: dict) -> None:
    """What became of the checks in a sentence; the checks one by one are for whoever can do something about them."""
    st.header(_("Checks of the last refresh"))
    rows = provenance.checks(manifest)
    passed = sum(each["passed"] for each in manifest["checks"])
    st.write(_(CHECKED).format(passed=passed, count=len(rows)))
    if manifest["warnings"]:
        st.html(warnings(manifest))
    with st.expander(_("For whoever runs this site: commands, checks and files")):
        st.markdown(_(FOLLOW))
        heads = (_("Check"), _("Found"), _("Expected"), _("Result"))
        files = markup.table(
            (_("File"), "sha256"), sorted(manifest["files"].items()), _("Files and their check sums (sha256)")
        )
        st.html(markup.styled(markup.table(heads, rows, _("Checks")), files))


def warnings(manifest: dict) -> str:
    """What the refresh warned of, which it writes in English."""
    lines = "".join(f"<li>{quotes.span(each)}</li>" for each in manifest["warnings"])
    count = len(manifest["warnings"])
    said = ngettext("{count} warning of the refresh:", "{count} warnings of the refresh:", count).format(count=count)
    return f"<p>{said}</p><ul>{lines}</ul>"


catalogue = frame.catalogue()
draw_source(catalogue.snapshot.manifest)
draw_counts(catalogue.snapshot.manifest)
draw_changes(catalogue)
draw_checks(catalogue.snapshot.manifest)
draw_accuracy()
with st.container(width=760):
    st.markdown(content.translated(content.METHOD.read_text(encoding="utf-8")))
    st.markdown("\n".join(f"- {_(terms)}" for terms in (gazetteer.ATTRIBUTION, OUTLINES)))
