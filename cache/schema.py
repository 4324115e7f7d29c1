"""The tables of a snapshot: every column, its kind and what it means. Both outer rooms read this, nobody repeats it.

Kinds: text (str or missing), list (list of str), lists (list of list of str), date (datetime64), integer (Int64),
number (float64), flag (boolean or missing).
"""

import hashlib
from typing import NamedTuple

import pandas as pd
import pyarrow as pa

RECORD_PAGE = "https://clinicaltrials.gov/study/"
"""The registry's page of a trial, without its id at the end."""


class Column(NamedTuple):
    """One column of a table."""

    name: str
    kind: str
    meaning: str


TRIALS = (
    Column("nct_id", "text", "the registry's id of the trial"),
    Column("aliases", "list", "older ids that were merged into this one"),
    Column("brief_title", "text", "short title"),
    Column("official_title", "text", "full scientific title"),
    Column("acronym", "text", "the study's short name"),
    Column("overall_status", "text", "recruitment status of the whole study, as the registry spells it"),
    Column("last_known_status", "text", "status before it became UNKNOWN"),
    Column("why_stopped", "text", "the sponsor's reason for stopping early"),
    Column("verified_date", "date", "month in which the sponsor last confirmed the record"),
    Column("verified_date_precision", "text", "month or day"),
    Column("study_type", "text", "INTERVENTIONAL, OBSERVATIONAL or EXPANDED_ACCESS"),
    Column("phases", "list", "phases as the registry spells them; empty where a study has none"),
    Column("primary_purpose", "text", "TREATMENT, SUPPORTIVE_CARE, ..."),
    Column("allocation", "text", "RANDOMIZED, NON_RANDOMIZED or NA"),
    Column("intervention_model", "text", "SINGLE_GROUP, PARALLEL, ..."),
    Column("masking", "text", "NONE, SINGLE, DOUBLE, ..."),
    Column("sponsor", "text", "lead sponsor"),
    Column("sponsor_class", "text", "INDUSTRY, NIH, OTHER, ..."),
    Column("enrollment", "integer", "planned or actual number of people; missing where the registry says 99999999"),
    Column("sex", "text", "ALL, FEMALE or MALE"),
    Column("healthy_volunteers", "flag", "whether healthy people may join"),
    Column("minimum_age_years", "number", "youngest age in years"),
    Column("maximum_age_years", "number", "oldest age in years; missing means no upper limit"),
    Column("start_date", "date", "start of the study"),
    Column("start_date_precision", "text", "month or day"),
    Column("primary_completion_date", "date", "planned or actual end of the main measurement"),
    Column("primary_completion_date_precision", "text", "month or day"),
    Column("completion_date", "date", "planned or actual end of the study"),
    Column("completion_date_precision", "text", "month or day"),
    Column("last_update_posted", "date", "when the registry last posted a change"),
    Column("has_results", "flag", "whether results are posted"),
    Column("conditions", "list", "diseases studied"),
    Column("keywords", "list", "the sponsor's keywords"),
    Column("condition_mesh", "list", "MeSH terms that the registry derived from the conditions"),
    Column("intervention_mesh", "list", "MeSH terms that the registry derived from the interventions"),
    Column("interventions", "list", "'TYPE: name' of each intervention; the type is empty where the record has none"),
    Column("intervention_descriptions", "list", "description of each intervention, in the same order ('' for none)"),
    Column("intervention_other_names", "lists", "other names of each intervention, in the same order"),
    Column("intervention_arms", "lists", "labels of the arms that get each intervention, in the same order"),
    Column("arms", "list", "'TYPE: label: description' of each arm; parts that the record lacks are empty"),
    Column("arm_labels", "list", "label of each arm, in the same order"),
    Column("arm_types", "list", "type of each arm, in the same order ('' for none)"),
    Column("brief_summary", "text", "the sponsor's summary"),
    Column("eligibility_text", "text", "inclusion and exclusion criteria, as sent"),
    Column("tier", "text", "how the trial relates to metastatic breast cancer (vocabulary: tier)"),
    Column("matched_by", "list", "which of our queries found it"),
    Column("site_count", "integer", "number of listed sites"),
    Column("open_site_count", "integer", "number of sites whose own status is RECRUITING"),
    Column("countries", "list", "countries with a listed site"),
    Column("open_countries", "list", "countries with an open site"),
    Column("url", "text", "the registry's page"),
)

LOCATIONS = (
    Column("nct_id", "text", "the trial"),
    Column("facility", "text", "hospital or clinic as the registry names it"),
    Column("city", "text", "city"),
    Column("state", "text", "state or region"),
    Column("country", "text", "country, in one spelling"),
    Column("zip", "text", "postal code"),
    Column("status", "text", "the site's own status; missing: not given"),
    Column("lat", "number", "latitude of the city's centre, degrees"),
    Column("lon", "number", "longitude of the city's centre, degrees"),
)

LABELS = (
    Column("nct_id", "text", "the trial"),
    Column("cohort", "text", "'' for the trial as a whole, else the cohort that the row holds for"),
    Column("axis", "text", "what is labelled (vocabulary)"),
    Column("value", "text", "the value (vocabulary)"),
    Column("stance", "text", "what the trial says of the value (vocabulary)"),
    Column("basis", "text", "explicit, implied or derived"),
    Column("field", "text", "the trials column quoted, or column[i]; '' where the label rests on silence"),
    Column("start", "integer", "first character of the quotation"),
    Column("end", "integer", "character after the quotation"),
    Column("quote", "text", "the registry's own words: the field's text[start:end]"),
    Column("rule_id", "text", "the lexicon row that made the label"),
)

CHANGES = (
    Column("nct_id", "text", "the trial"),
    Column("kind", "text", "new, removed, opened, closed, reopened, status, sites_opened, sites_closed or label"),
    Column("axis", "text", "of a label its axis, of sites 'country'"),
    Column("value", "text", "of a label its value, of sites the country, of a merged trial the id it is now part of"),
    Column("before", "text", "what stood there: a status, a stance, a number of open sites"),
    Column("after", "text", "what stands there now; of a removed trial why: removed, merged or left_query"),
    Column("before_quote", "text", "the registry's words behind what stood there"),
    Column("after_quote", "text", "the registry's words behind what stands there now"),
)

HISTORY = (
    Column("snapshot", "text", "the snapshot that brought the change"),
    Column("data_date", "date", "the registry's data date of that snapshot"),
    Column("cause", "text", "registry, or rules where our reading changed and not the record"),
    *CHANGES,
)

TOMBSTONES = (
    Column("nct_id", "text", "a trial that was stored and is no longer"),
    Column("reason", "text", "removed (the registry has no such record), merged, or left_query"),
    Column("merged_into", "text", "the id under which a merged trial stands now"),
    Column("brief_title", "text", "its last title"),
    Column("overall_status", "text", "its last status"),
    Column("since", "date", "the registry's data date at which it was first missed"),
)

STUDIES = (
    Column("nct_id", "text", "the trial"),
    Column("matched_by", "list", "which of our queries found it"),
    Column("record", "text", "the registry's record as received, JSON"),
)

TABLES = {
    "trials": TRIALS,
    "locations": LOCATIONS,
    "labels": LABELS,
    "changes": CHANGES,
    "history": HISTORY,
    "tombstones": TOMBSTONES,
}
"""`changes` is this snapshot against the one before; `history` the changes of the last HISTORY_DAYS, this one's included."""
HISTORY_DAYS = 30
FILES = TABLES | {"studies": STUDIES}
"""All Parquet files of a snapshot: the tables, and the records from which they can be made again without the network."""

_DTYPES = {"text": "str", "date": "datetime64[us]", "integer": "Int64", "number": "float64", "flag": "boolean"}
_ARROW = {
    "text": pa.string(),
    "list": pa.list_(pa.string()),
    "lists": pa.list_(pa.list_(pa.string())),
    "date": pa.timestamp("us"),
    "integer": pa.int64(),
    "number": pa.float64(),
    "flag": pa.bool_(),
}

OPEN_STATUSES = ("RECRUITING", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION", "AVAILABLE")
"""Statuses of trials that people can enter now or soon."""


def names(table: str) -> list[str]:
    """Column names of a table, in order."""
    return [column.name for column in FILES[table]]


def arrow(table: str) -> pa.Schema:
    """The Parquet schema of a table."""
    return pa.schema([(column.name, _ARROW[column.kind]) for column in FILES[table]])


def version() -> str:
    """Twelve hexadecimal digits that change when a table or a column does."""
    kinds = {table: [(column.name, column.kind) for column in columns] for table, columns in FILES.items()}
    return hashlib.sha256(repr(kinds).encode()).hexdigest()[:12]


def frame(table: str, rows: list[dict]) -> pd.DataFrame:
    """A frame with exactly the table's columns and dtypes; a key that a row lacks is missing, an unknown one raises."""
    unknown = set().union(*(row.keys() for row in rows)) - set(names(table)) if rows else set()
    if unknown:
        raise ValueError(f"columns that the table {table} does not have: {sorted(unknown)}")
    return typed(table, pd.DataFrame(rows, columns=names(table)))


def typed(table: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The same rows with the table's dtypes; a missing list is an empty one."""
    lists = {
        c.name: pd.Series([v if isinstance(v, list) else [] for v in rows[c.name]], rows.index, dtype=object)
        for c in FILES[table]
        if c.kind in ("list", "lists")
    }
    return rows.assign(**lists).astype({c.name: _DTYPES[c.kind] for c in FILES[table] if c.kind in _DTYPES})


def to_arrow(table: str, rows: pd.DataFrame) -> pa.Table:
    """The rows as they are stored."""
    return pa.Table.from_pandas(rows[names(table)], schema=arrow(table), preserve_index=False)


def from_arrow(table: str, stored: pa.Table) -> pd.DataFrame:
    """Stored rows as a frame with the table's dtypes."""
    rows = stored.to_pandas()
    for column in FILES[table]:
        if column.kind in ("list", "lists"):
            rows[column.name] = pd.Series(stored[column.name].to_pylist(), dtype=object)
    return typed(table, rows)
