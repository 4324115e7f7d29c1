"""A shortlist as the `trials` part of a link, and back."""

import re

from cache.errors import BadInput
from cache.language import gettext as _

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
        told = _("'{words}' in the link is not a trial number (NCT and eight digits): ask for the link again.")
        raise BadInput(told.format(words=wrong[0][:30]))
    if len(ids) > LONGEST:
        told = _("The link holds {count} trials, more than the {longest} of a shortlist: ask for a shorter one.")
        raise BadInput(told.format(count=len(ids), longest=LONGEST))
    return ids
