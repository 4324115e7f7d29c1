"""A shortlist as the `trials` part of a link, and back."""

import re

from cache.errors import BadInput

LONGEST = 50  # trials; a list that two people can compare, and a link that mail programs keep whole
_ID = re.compile(r"NCT\d{8}")


def written(nct_ids: list[str]) -> str:
    """'NCT00000001,NCT00000002'."""
    return ",".join(nct_ids)


def read(text: str) -> list[str]:
    """The ids of a link, each once, in their order. Raises BadInput naming what is not an id."""
    ids = list(dict.fromkeys(part.strip().upper() for part in text.split(",") if part.strip()))
    wrong = [each for each in ids if not _ID.fullmatch(each)]
    if wrong:
        raise BadInput(
            f"'{wrong[0][:30]}' in the link is not a trial number (NCT and eight digits): ask for the link again."
        )
    if len(ids) > LONGEST:
        raise BadInput(
            f"The link holds {len(ids)} trials, more than the {LONGEST} of a shortlist: ask for a shorter one."
        )
    return ids
