"""Data: where the records come from, how many there are, what changed, how labels are made, and their limits."""

from collections.abc import Iterable
from pathlib import Path

import frame
import markup
import plotly.graph_objects as go
import provenance
import streamlit as st

from cache import accuracy, text
from cache.catalogue import Catalogue

METHOD = Path(__file__).parents[1] / "method.md"
CHANGES_PER_PAGE = 25
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
    st.header("What changed since the snapshot before")
    changes = catalogue.snapshot.changes
    present = [kind for kind in provenance.KINDS if (changes["kind"] == kind).any()]
    if not present:
        st.write("Nothing changed, or this is the first snapshot.")
        return
    kind = st.selectbox("Kind of change", present, format_func=provenance.KINDS.get, key="kind of change")
    chosen = changes[changes["kind"] == kind]
    st.write(f"Changes of this kind: {len(chosen):,}")
    pages = -(-len(chosen) // CHANGES_PER_PAGE)
    first = (st.pagination(pages, key=f"changes {kind}") - 1) * CHANGES_PER_PAGE if pages > 1 else 0
    shown = chosen.iloc[first : first + CHANGES_PER_PAGE]
    rows = provenance.changes(shown, titles(catalogue, shown["nct_id"]))
    st.html(markup.styled(markup.table(("Trial", "Title", "What", "Before", "Now"), rows, provenance.KINDS[kind])))


def titles(catalogue: Catalogue, nct_ids: Iterable[str]) -> dict[str, str]:
    known = [trial for trial in map(catalogue.trial, nct_ids) if trial]
    return {trial["nct_id"]: text.unescape(trial["brief_title"]) for trial in known}


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
    st.markdown(METHOD.read_text(encoding="utf-8"))
