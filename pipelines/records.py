"""Reads files of registry records: one study a line, plain or gzipped."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from cache.errors import BadInput


def read_studies(path: Path) -> Iterator[dict]:
    """Studies of a .jsonl or .jsonl.gz file in order; raises BadInput naming file and line."""
    opener = gzip.open if path.suffix == ".gz" else open
    number = 0
    try:
        with opener(path, "rt", encoding="utf-8") as file:
            for number, line in enumerate(file, 1):  # noqa: B007  an error names the line
                if line.strip():
                    yield json.loads(line)
    except (OSError, EOFError, ValueError) as error:
        raise BadInput(f"Line {number} of {path} cannot be read ({error}); give one JSON record a line.") from error
