"""Reads files of registry records: one study a line, plain or gzipped, or the records of a snapshot."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq

from cache.errors import BadInput


def read_studies(path: Path) -> Iterator[dict]:
    """Studies of a .jsonl, .jsonl.gz or studies.parquet file in order; raises BadInput naming file and line."""
    number = 0
    try:
        for number, line in enumerate(_records(path), 1):  # noqa: B007  an error names the line
            if line.strip():
                yield json.loads(line)
    except (OSError, EOFError, ValueError) as error:
        raise BadInput(f"Line {number} of {path} cannot be read ({error}); give one JSON record a line.") from error


def _records(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        if path.suffix == ".parquet":
            for batch in pq.ParquetFile(file).iter_batches(columns=["record"]):
                yield from batch["record"].to_pylist()
            return
        with gzip.open(file, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as text:
            yield from text
