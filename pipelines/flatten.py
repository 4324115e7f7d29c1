"""One registry record -> one row of the trials table and its rows of the locations table. Pure; texts stay as sent."""

import csv
import re
from datetime import datetime
from functools import cache
from pathlib import Path

from cache.schema import RECORD_PAGE
from pipelines.fields import FIELDS, Field

UNKNOWN_COUNT = 99999999
"""The registry's way of saying that a number of people is not known."""
OPEN_SITE = "RECRUITING"
_YEARS = {"year": 1, "month": 1 / 12, "week": 7 / 365.25, "day": 1 / 365.25, "hour": 0, "minute": 0}
_AGE = re.compile(r"(\d+) (year|month|week|day|hour|minute)s?", re.IGNORECASE)


def flatten(study: dict) -> tuple[dict, list[dict]]:
    """(trial row, location rows) of a record in the API's JSON; whatever it lacks is None or an empty list."""
    row: dict = {}
    for field in FIELDS:
        _CONVERTERS[field.kind](row, field, _at(study, field.path))
    places = row.pop("locations")
    row |= _site_columns(places)
    row |= {"url": f"{RECORD_PAGE}{row['nct_id']}", "tier": None, "matched_by": []}
    return row, [{"nct_id": row["nct_id"], **place} for place in places]


def _at(study: dict, path: str):
    """The value at a dotted path; None where any part of it is missing, null or not an object."""
    value = study
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _list(value) -> list:
    return [item for item in value if item is not None] if isinstance(value, list) else []


def _objects(value) -> list[dict]:
    return [item for item in _list(value) if isinstance(item, dict)]


def _text(row: dict, field: Field, value) -> None:
    row[field.column] = value if isinstance(value, str) and value else None


def _flag(row: dict, field: Field, value) -> None:
    row[field.column] = value if isinstance(value, bool) else None


def _texts(row: dict, field: Field, value) -> None:
    row[field.column] = [str(item) for item in _list(value)]


def _mesh(row: dict, field: Field, value) -> None:
    row[field.column] = [mesh["term"] for mesh in _objects(value) if mesh.get("term")]


def _enrollment(row: dict, field: Field, value) -> None:
    row[field.column] = value if isinstance(value, int) and value != UNKNOWN_COUNT else None


def _age(row: dict, field: Field, value) -> None:
    found = _AGE.fullmatch(value) if isinstance(value, str) else None
    row[field.column] = int(found[1]) * _YEARS[found[2].lower()] if found else None


def _day(row: dict, field: Field, value) -> None:
    row[field.column] = _date(value)[0]


def _month_or_day(row: dict, field: Field, value) -> None:
    row[field.column], row[f"{field.column}_precision"] = _date(value)


def _date(value) -> tuple[datetime | None, str | None]:
    """A date and its precision; a month counts from its first day."""
    for form, precision in (("%Y-%m-%d", "day"), ("%Y-%m", "month")):
        try:
            return datetime.strptime(value, form), precision
        except (TypeError, ValueError):
            continue
    return None, None


def _interventions(row: dict, field: Field, value) -> None:
    found = _objects(value)
    row["interventions"] = [_joined(item.get("type"), item.get("name")) for item in found]
    row["intervention_descriptions"] = [item.get("description") or "" for item in found]
    row["intervention_other_names"] = [[str(name) for name in _list(item.get("otherNames"))] for item in found]
    row["intervention_arms"] = [[str(label) for label in _list(item.get("armGroupLabels"))] for item in found]


def _arms(row: dict, field: Field, value) -> None:
    """Arms; an arm that lists its interventions by name gives the join where the interventions do not."""
    found = _objects(value)
    row["arms"] = [_joined(arm.get("type"), arm.get("label"), arm.get("description")) for arm in found]
    row["arm_labels"] = [arm.get("label") or "" for arm in found]
    row["arm_types"] = [arm.get("type") or "" for arm in found]
    for at, name in enumerate(row["interventions"]):
        if not row["intervention_arms"][at]:
            row["intervention_arms"][at] = [arm["label"] for arm in found if arm.get("label") and _names(arm, name)]


def _names(arm: dict, intervention: str) -> bool:
    """Whether an arm's 'Drug: X' is the intervention 'DRUG: X'."""
    bare = intervention.partition(": ")[2] or intervention
    return any(str(listed).partition(": ")[2] == bare for listed in _list(arm.get("interventionNames")))


def _joined(*parts: str | None) -> str:
    return ": ".join(part for part in parts if part)


def _locations(row: dict, field: Field, value) -> None:
    row["locations"] = [_location(place) for place in _objects(value)]


def _location(place: dict) -> dict:
    texts = {name: place.get(name) or None for name in ("facility", "city", "state", "zip", "status")}
    point = place.get("geoPoint") if isinstance(place.get("geoPoint"), dict) else {}
    return {**texts, "country": country(place.get("country")), "lat": point.get("lat"), "lon": point.get("lon")}


def country(name: str | None) -> str | None:
    """One spelling for a country that the registry has renamed (countries.csv)."""
    return _countries().get(name, name) or None


@cache
def _countries() -> dict[str, str]:
    with (Path(__file__).parent / "countries.csv").open(encoding="utf-8", newline="") as file:
        return {row["registry_name"]: row["name"] for row in csv.DictReader(file)}


def _site_columns(places: list[dict]) -> dict:
    opened = [place for place in places if place["status"] == OPEN_SITE]
    return {
        "site_count": len(places),
        "open_site_count": len(opened),
        "countries": sorted({place["country"] for place in places if place["country"]}),
        "open_countries": sorted({place["country"] for place in opened if place["country"]}),
    }


_CONVERTERS = {
    "text": _text,
    "flag": _flag,
    "list": _texts,
    "mesh": _mesh,
    "enrollment": _enrollment,
    "age": _age,
    "day": _day,
    "date": _month_or_day,
    "interventions": _interventions,
    "arms": _arms,
    "locations": _locations,
}
