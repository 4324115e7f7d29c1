"""What every page stands in: the catalogue, the warnings above and the sources below."""

from datetime import UTC, datetime, timedelta
from threading import Thread

import streamlit as st

from cache import language, runs, store
from cache.catalogue import Catalogue
from cache.errors import NoSnapshot, TrialFinderError
from cache.language import gettext as _
from cache.language import later
from cache.place import is_local, place
from cache.store import STALE_AFTER
from cache.warm import warm

STYLE = """<style>
[data-testid="stMainBlockContainer"] {padding-top:4rem}
[data-testid="stBaseButton-primary"], [data-testid="stBaseButton-primary"]:hover {background-color:#1a7f8b;border-color:#1a7f8b}
.st-key-ways {row-gap:0.9rem}
.st-key-ways a {min-height:1.75rem}
@media (min-width:768px) {.st-key-ways {display:none}}
[data-testid="stPagination"] > div, .st-key-language [role="radiogroup"] {flex-wrap:wrap;overflow:visible}
[data-testid="stElementContainer"]:has(> [data-testid="stSelectbox"]) {min-width:min(11rem, 100%)}
div.stMarkdownEllipsis, .stMarkdownEllipsis p, [data-testid="stPageLink"] :is(span, p) {white-space:normal;overflow:visible}
[data-testid="stHtml"] {overflow-wrap:break-word}
[data-testid="stCode"] pre {padding-right:3rem}
[data-testid="stCode"] pre + div {opacity:1;visibility:visible;pointer-events:auto}
</style>"""
"""Less empty space above a page; white words on a button stand out in dark pages too, where the theme's colour is light.

The ways to the other pages are for narrow screens, where Streamlit hides its own behind a sign. Where text is twice as
large, page numbers and the words of buttons and links go on in a next line, and boxes of choices grow with it. The
button that copies an address is always seen: without a mouse nothing would show that it is there.
"""
DEMO = later("**Demo data: these trials do not exist.** They show how the pages work. Never use them for a decision.")
NO_TRIALS = later("No trials yet")
FETCH = later(
    "This computer holds no trials so far. Whoever runs this site can fetch them from the registry with "
    "`python -m pipelines refresh`, or look at a made-up catalogue with `python -m pipelines demo`. "
    "Then load this page again."
)
OLD = later("Trials may have opened or closed since: check the record at ClinicalTrials.gov before you plan anything.")
FOOTER = later(
    '{source} Registry data of {data_date}, retrieved {retrieved}. Labels such as "Brain: may join" are made by '
    "rules (version {lexicon}) from the registry's text, which is not otherwise changed; each is shown with the words "
    "it rests on. **Not medical advice: the study team decides who can join.**"
)
REGISTRY = later("Source: [ClinicalTrials.gov](https://clinicaltrials.gov/), U.S. National Library of Medicine.")
MADE_UP = later("Source: made-up trials for demonstration.")
LOOK_AGAIN = timedelta(seconds=3)
"""How long pages go on with what they last saw of the runs, and of an object store, where each look is a request."""


def catalogue() -> Catalogue:
    """The current catalogue, shared by all visitors. Where there is none, says what to do and ends the page."""
    try:
        return current()
    except NoSnapshot:
        st.title(_(NO_TRIALS))
        st.info(_(FETCH))
    except TrialFinderError as error:
        st.error(str(error))
    st.stop()


def current() -> Catalogue:
    """The current catalogue, prepared once for each snapshot. Raises NoSnapshot, DamagedSnapshot, StoreUnreachable."""
    folder = store.default_cache()
    name = store.current_name(folder) if is_local(folder) else _name_in(str(folder))
    return _prepared(str(folder), name)


@st.cache_data(ttl=LOOK_AGAIN, max_entries=2, show_spinner=False)
def _name_in(folder: str) -> str | None:
    return store.current_name(place(folder))


@st.cache_resource(max_entries=2, show_spinner=False)
def _prepared(folder: str, name: str | None) -> Catalogue:
    """`name` is part of the key, so that a new snapshot is read when it appears."""
    catalogue = Catalogue(store.load(place(folder)))
    Thread(target=warm, args=(catalogue,), daemon=True).start()  # so that no visitor waits for it
    return catalogue


def retrieved_at(manifest: dict) -> datetime:
    """When we fetched the data, UTC."""
    return datetime.fromisoformat(manifest["retrieved_at"])


def day(moment: datetime) -> str:
    """'20 November 2026', '20 de noviembre de 2026'."""
    return language.day(moment)


def at_the_top(shown: str) -> str:
    """A style sheet for what is shown, named by a word; where it takes the place of another one, the page begins at its top.

    For a moment the page is so short that it stands at its top, though the link that was pressed is far below: no
    script could scroll.
    """
    return f"""<style>
@keyframes top-of-{shown} {{from, to {{max-height:90vh;overflow:hidden}}}}
[data-testid="stMainBlockContainer"] {{animation:top-of-{shown} 0.2s}}
</style>"""


def draw_ways(pages: list) -> None:
    """Links to all pages, for screens too narrow for those above the page."""
    with st.container(horizontal=True, gap="xxsmall", key="ways"):
        for page in pages:
            st.page_link(page)


def draw_banners(now: datetime | None = None) -> None:
    """Demo data, a snapshot that had to be replaced, old data, refreshes that failed: said above every page."""
    st.html(STYLE)
    snapshot = _snapshot()
    if snapshot is None:
        return
    if snapshot.manifest["demo"]:
        st.error(_(DEMO))
        return
    if snapshot.notice:
        st.warning(snapshot.notice)
    warning = _age_and_runs(snapshot.manifest, now or here_and_now())
    if warning:
        st.warning(warning)


def _age_and_runs(manifest: dict, now: datetime) -> str | None:
    """One warning of old data, of refreshes that failed, or of both."""
    news = runs.news_of_runs(known_runs(), manifest, now)
    old = now - runs.data_date(manifest) > STALE_AFTER
    if news:
        said = _("{data}; {news}.").format(data=runs.data_in_words(manifest, now), news=news)
        return f"{said} {_(OLD)}" if old else said
    age = runs.age_in_words(runs.data_date(manifest), now)
    return f"{_('The registry data are {age}.').format(age=age)} {_(OLD)}" if old else None


def known_runs() -> list[dict]:
    """The refreshes of this cache, read again every few seconds so that a page shows new ones without a restart."""
    return _runs_of(str(store.default_cache()))


@st.cache_data(ttl=LOOK_AGAIN, max_entries=2, show_spinner=False)
def _runs_of(folder: str) -> list[dict]:
    """Where the lines cannot be read the page goes on without them: they are beside the point."""
    try:
        return runs.read(place(folder))
    except (OSError, TrialFinderError):
        return []


def here_and_now() -> datetime:
    """The time in the zone of this computer, whose nights are meant by "last night's refresh"."""
    return datetime.now(UTC).astimezone()


def draw_footer(now: datetime | None = None) -> None:
    """Where everything on the page comes from, and how old it is."""
    snapshot = _snapshot()
    if snapshot is None:
        return
    manifest = snapshot.manifest
    st.divider()
    said = _(FOOTER).format(
        source=_(MADE_UP if manifest["demo"] else REGISTRY),
        data_date=day(runs.plain_data_date(manifest)) + _age(manifest, now or here_and_now()),
        retrieved=f"{day(retrieved_at(manifest))}, {retrieved_at(manifest):%H:%M} UTC",
        lexicon=manifest["lexicon_version"],
    )
    st.markdown(f":small[{said}]")  # a caption would be grey, and its link too faint to read


def _age(manifest: dict, now: datetime) -> str:
    """Made-up data do not grow old."""
    return "" if manifest["demo"] else f", {runs.age_in_words(runs.data_date(manifest), now)}"


def _snapshot():
    """The snapshot behind the current catalogue; None where none can be read, which the page itself says."""
    try:
        return current().snapshot
    except TrialFinderError:
        return None
