"""A trial as the labels read it: its row of the table, and its texts cut into passages once."""

from functools import cached_property

from pipelines.criteria import Criteria
from pipelines.passage import Passage, whole

OPENING = 6


class Document:
    """Wraps one trial row (columns of cache.schema.TRIALS, lists as Python lists)."""

    def __init__(self, trial: dict):
        self.trial = trial

    def text(self, column: str) -> str:
        """A text column, '' where the record has none."""
        return self.trial.get(column) or ""

    def items(self, column: str) -> list:
        """A list column, [] where the record has none."""
        return self.trial.get(column) or []

    @cached_property
    def criteria(self) -> Criteria:
        """The eligibility text."""
        return Criteria(self.text("eligibility_text"))

    @cached_property
    def titles(self) -> list[Passage]:
        """Short and full title."""
        columns = ("brief_title", "official_title")
        return [whole(column, "title", self.text(column)) for column in columns if self.text(column)]

    @cached_property
    def summary(self) -> list[Passage]:
        """The brief summary, a sentence each."""
        return [p for p in Criteria(self.text("brief_summary"), "brief_summary").passages]

    @property
    def opening(self) -> list[Passage]:
        """The summary's first sentences, which say what is done; what follows tells more and more of the background."""
        return self.summary[:OPENING]

    @cached_property
    def conditions(self) -> list[Passage]:
        """One passage a condition."""
        return self._list("conditions", "condition")

    @cached_property
    def keywords(self) -> list[Passage]:
        """One passage a keyword."""
        return self._list("keywords", "keyword")

    @cached_property
    def interventions(self) -> list[Passage]:
        """One passage an intervention: 'TYPE: name'."""
        return self._list("interventions", "intervention")

    @cached_property
    def intervention_descriptions(self) -> list[Passage]:
        """One passage a description, in the order of the interventions ('' where there is none)."""
        return self._list("intervention_descriptions", "intervention")

    @cached_property
    def intervention_mesh(self) -> list[Passage]:
        """One passage a MeSH term that the registry derived from the interventions."""
        return self._list("intervention_mesh", "intervention")

    @cached_property
    def arms(self) -> list[Passage]:
        """One passage an arm: 'TYPE: label: description'."""
        return self._list("arms", "arm")

    def _list(self, column: str, section: str) -> list[Passage]:
        return [whole(f"{column}[{i}]", section, text or "") for i, text in enumerate(self.items(column))]
