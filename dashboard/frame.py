"""What every page stands in: the catalogue, the warnings above and the sources below."""

from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from cache import store
from cache.catalogue import Catalogue
from cache.errors import DamagedSnapshot, NoSnapshot
from cache.store import STALE_AFTER

DEMO = "**Demo data: these trials do not exist.** They show how the pages work. Never use them for a decision."
NO_TRIALS = """### No trials yet

This computer holds no trials so far. Whoever runs this site can fetch them from the registry with

    python -m pipelines refresh

or look at a made-up catalogue with `python -m pipelines demo`. Then load this page again."""
FOOTER = """{source} Registry data of {data_date}, retrieved {retrieved}. Labels such as "Brain: may join" are made by
rules (version {lexicon}) from the registry's text, which is not otherwise changed; each is shown with the words it rests on.
**Not medical advice: the study team decides who can join.**"""
REGISTRY = "Source: [ClinicalTrials.gov](https://clinicaltrials.gov/), U.S. National Library of Medicine."
MADE_UP = "Source: made-up trials for demonstration."


def catalogue() -> Catalogue:
    """The current catalogue, shared by all visitors. Where there is none, says what to do and ends the page."""
    try:
        return current()
    except NoSnapshot:
        st.info(NO_TRIALS)
    except DamagedSnapshot as error:
        st.error(str(error))
    st.stop()


def current() -> Catalogue:
    """The current catalogue, prepared once for each snapshot. Raises NoSnapshot or DamagedSnapshot."""
    folder = store.default_cache()
    return _prepared(str(folder), store.current_name(folder))


@st.cache_resource(max_entries=2, show_spinner="Reading the trials ...")
def _prepared(folder: str, name: str | None) -> Catalogue:
    """`name` is part of the key, so that a new snapshot is read when it appears."""
    return Catalogue(store.load(Path(folder)))


def data_date(manifest: dict) -> datetime:
    """When the registry last changed the data, in the registry's own time, without a zone."""
    return datetime.fromisoformat(manifest["data_timestamp"]).replace(tzinfo=None)


def retrieved_at(manifest: dict) -> datetime:
    """When we fetched the data, UTC."""
    return datetime.fromisoformat(manifest["retrieved_at"])


def day(moment: datetime) -> str:
    """'20 November 2026'."""
    return f"{moment.day} {moment:%B %Y}"


def draw_banners(now: datetime | None = None) -> None:
    """Demo data, a snapshot that had to be replaced, old data: said above every page."""
    snapshot = _snapshot()
    if snapshot is None:
        return
    if snapshot.manifest["demo"]:
        st.error(DEMO)
        return
    if snapshot.notice:
        st.warning(snapshot.notice)
    age = (now or datetime.now(UTC)).replace(tzinfo=None) - data_date(snapshot.manifest)
    if age > STALE_AFTER:
        st.warning(
            f"The registry data are {age.days} days old. Trials may have opened or closed since: "
            "check the record at ClinicalTrials.gov before you plan anything."
        )


def draw_footer() -> None:
    """Where everything on the page comes from."""
    snapshot = _snapshot()
    if snapshot is None:
        return
    manifest = snapshot.manifest
    st.divider()
    st.caption(
        FOOTER.format(
            source=MADE_UP if manifest["demo"] else REGISTRY,
            data_date=day(data_date(manifest)),
            retrieved=f"{day(retrieved_at(manifest))}, {retrieved_at(manifest):%H:%M} UTC",
            lexicon=manifest["lexicon_version"],
        )
    )


def _snapshot():
    """The snapshot behind the current catalogue; None where none can be read, which the page itself says."""
    try:
        return current().snapshot
    except (NoSnapshot, DamagedSnapshot):
        return None
