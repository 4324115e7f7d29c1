"""US ZIP codes, and the towns that the post names by them: package `zipcodes`, imported when first asked, as it takes 50 MB."""

from collections import defaultdict

TERRITORIES = {
    "PR": "Puerto Rico",
    "GU": "Guam",
    "VI": "U.S. Virgin Islands",
    "AS": "American Samoa",
    "MP": "Northern Mariana Islands",
    "FM": "Micronesia",
    "MH": "Marshall Islands",
    "PW": "Palau",
}
"""Letters of the post -> name of the places with US ZIP codes that are countries of their own in the registry and in GeoNames."""


def row(code: str) -> dict | None:
    """What is known of five digits; None where they are no code, or a military one, which has no position."""
    import zipcodes

    return next(filter(_position, zipcodes.matching(code)), None)


def towns(state: str) -> dict[str, list[tuple[float, float]]]:
    """Every town of a state, given by its two letters, with latitude and longitude of each of its ZIP codes.

    Names that the post only accepts beside its own count where no town is called so.
    """
    import zipcodes

    own, accepted = defaultdict(list), defaultdict(list)
    for each in filter(_position, zipcodes.filter_by(state=state)):
        own[each["city"]].append(_position(each))
        for name in each["acceptable_cities"]:
            accepted[name].append(_position(each))
    return accepted | own


def _position(code: dict) -> tuple[float, float] | None:
    position = float(code["lat"]), float(code["long"])
    return position if any(position) else None
