"""Data: where the records come from, how many there are, what changed, how labels are made, and their limits."""

from collections.abc import Iterable

import content
import frame
import markup
import plotly.graph_objects as go
import provenance
import streamlit as st

from cache import accuracy
from cache.catalogue import Catalogue
from cache.news import KINDS, newest_first
from cache.schema import HISTORY_DAYS

CHANGES_PER_PAGE = 25
EVERY_KIND = "All changes"
NO_CHANGES = f"""No change is known from the last {HISTORY_DAYS} days. Changes are listed from the second refresh on that
finds something new."""
FOLLOW = """To follow changes, whoever runs this site can write them as a feed for news readers with
`python -m pipelines changes --format atom`, or only what is new for one saved search with
`python -m pipelines watch --link LINK`."""
COLOUR = "#2a8a96"  # stands out from a white and from a black page


def draw_source(manifest: dict) -> None:
    st.title("Data")
    source = "Made-up demo records: these trials do not exist" if manifest["demo"] else "ClinicalTrials.gov"
    rows = [
        ("Source", source),
        ("Processed by the registry", f"{frame.data_date(manifest):%Y-%m-%d %H:%M}"),
        ("Retrieved by us", f"{frame.retrieved_at(manifest):%Y-%m-%d %H:%M} UTC"),
        ("Version of the registry's interface", str(manifest["api_version"])),
        ("Version of this tool", manifest["tool_version"]),
        ("Version of the label rules", str(manifest["lexicon_version"])),
        ("Snapshot", manifest["name"]),
    ]
    st.html(markup.styled(markup.table(("What", "Value"), rows, "Where the data come from")))


def draw_counts(manifest: dict) -> None:
    counts = manifest["counts"]
    st.header("How many")
    st.write(
        f"{counts['stored']:,} trials, {counts['locations']:,} sites, {counts['labels']:,} labels. "
        f"The registry reported {counts['reported']:,} records and {counts['received']:,} were received; "
        "a record that several of our queries find is stored once."
    )
    for axis, heading in (("tier", "Relation to metastatic breast cancer"), ("status", "Status")):
        rows = provenance.counts(manifest, axis)
        st.plotly_chart(
            bars(rows),
            key=f"chart {axis}",
            config={"displayModeBar": False},
            alt=f"Bar chart. {heading}: the table below has the numbers.",
        )
        st.html(markup.styled(markup.table((heading, "Trials"), [(name, f"{count:,}") for name, count in rows])))


def bars(rows: list[tuple[str, int]]) -> go.Figure:
    names, numbers = zip(*reversed(rows), strict=True)
    bar = go.Bar(x=numbers, y=names, orientation="h", text=numbers, textposition="outside", marker_color=COLOUR)
    figure = go.Figure(bar).update_xaxes(visible=False, range=(0, 1.15 * max(numbers)))
    return figure.update_layout(height=40 + 30 * len(rows), margin={"t": 10, "b": 10, "l": 10, "r": 10})


def draw_changes(catalogue: Catalogue) -> None:
    st.header(f"What changed in the last {HISTORY_DAYS} days")
    st.markdown(FOLLOW)
    history = catalogue.snapshot.history
    present = [EVERY_KIND, *(kind for kind in KINDS if (history["kind"] == kind).any())]
    if history.empty:
        st.write(NO_CHANGES)
        return
    kind = st.selectbox("Kind of change", present, format_func=lambda kind: KINDS.get(kind, kind), key="kind of change")
    chosen = newest_first(history if kind == EVERY_KIND else history[history["kind"] == kind])
    st.write(f"Changes: {len(chosen):,}")
    pages = -(-len(chosen) // CHANGES_PER_PAGE)
    first = (st.pagination(pages, key=f"changes {kind}") - 1) * CHANGES_PER_PAGE if pages > 1 else 0
    shown = chosen.iloc[first : first + CHANGES_PER_PAGE]
    rows = provenance.changes(shown, titles(catalogue, shown["nct_id"]))
    st.html(markup.styled(markup.side_by_side(provenance.CHANGES, rows, KINDS.get(kind, kind))))


def titles(catalogue: Catalogue, nct_ids: Iterable[str]) -> dict[str, str]:
    """Titles as the registry sends them, of trials that are gone too."""
    gone = catalogue.snapshot.tombstones
    found = dict(zip(gone["nct_id"], gone["brief_title"].fillna(""), strict=True))
    known = [trial for trial in map(catalogue.trial, nct_ids) if trial]
    return found | {trial["nct_id"]: trial["brief_title"] for trial in known}


def draw_accuracy() -> None:
    st.header("How good the labels are")
    scores = [score for score in accuracy.published() if score["gold"] in provenance.SETS]
    st.write("Our labels beside labels made by reading. No clinician has reviewed them.")
    st.markdown("\n".join(f"- {line}" for line in provenance.measured(scores)))
    heads = ("Label", *(provenance.SETS[score["gold"]][0] for score in scores))
    st.html(markup.styled(markup.table(heads, provenance.accuracy(scores), "Share that agrees")))


def draw_checks(manifest: dict) -> None:
    st.header("Checks of the last refresh")
    st.html(
        markup.styled(markup.table(("Check", "Found", "Expected", "Result"), provenance.checks(manifest), "Checks"))
    )
    for warning in manifest["warnings"]:
        st.warning(warning)
    with st.expander("Files and their check sums (sha256)"):
        st.html(markup.styled(markup.table(("File", "sha256"), sorted(manifest["files"].items()), "Files")))


catalogue = frame.catalogue()
draw_source(catalogue.snapshot.manifest)
draw_counts(catalogue.snapshot.manifest)
draw_changes(catalogue)
draw_checks(catalogue.snapshot.manifest)
draw_accuracy()
with st.container(width=760):
    st.markdown(content.translated(content.METHOD.read_text(encoding="utf-8")))
