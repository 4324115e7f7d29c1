"""The contents page of the pipeline: `python -m pipelines COMMAND`."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

from cache.errors import TrialFinderError
from cache.place import place
from cache.reached import reached
from cache.store import default_cache
from pipelines import commands, news, status
from pipelines.registry import LIVE
from pipelines.streams import STATUSES

READER_LEFT = 141
"""128 and the number of SIGPIPE, as a shell says it."""


def parser() -> ArgumentParser:
    """Commands and their arguments."""
    made = ArgumentParser(prog="python -m pipelines", description="Makes the catalogue of trials.")
    subs = made.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, run, text: str) -> ArgumentParser:
        sub = subs.add_parser(name, help=text, description=text)
        sub.add_argument(
            "--cache", type=place, default=default_cache(), help="folder of the snapshots, or s3://bucket/prefix"
        )
        sub.set_defaults(run=run)
        return sub

    _add_jobs(add)
    _add_questions(add)
    return made


def _add_jobs(add: Callable[..., ArgumentParser]) -> None:
    """Commands that write to the cache."""
    refresh = add("refresh", commands.refresh, "pull, label, check and publish one snapshot")
    refresh.add_argument("--api-url", default=os.environ.get("MBC_API_URL") or LIVE)
    refresh.add_argument("--full", action="store_true", help="fetch every record anew")
    refresh.add_argument("--statuses", choices=list(STATUSES), default="open")
    refresh.add_argument(
        "--accept-loss", action="store_true", help="publish even if many trials or whole columns are gone"
    )
    refresh.add_argument("--json", action="store_true", help="log in JSON lines")

    add("rollback", commands.rollback, "go back one snapshot")
    add("prune", commands.prune, "keep the newest snapshots only").add_argument("--keep", type=int, required=True)
    add("demo", commands.demo, "publish the made-up demo catalogue")


def _add_questions(add: Callable[..., ArgumentParser]) -> None:
    """Commands that tell what is in it, and of labels."""
    label = add("label", commands.label, "label records of a file, without the network")
    label.add_argument("--input", type=Path, help="records, one JSON object a line")
    label.add_argument("--output", type=Path, help="where to write the labels; default: standard output")
    label.add_argument("--explain", nargs="+", metavar="NCT", help="print each label with its words and rule")

    add("status", status.status, "age, counts, health and the last run").add_argument("--json", action="store_true")
    changes = add("changes", news.changes, "what changed between snapshots")
    changes.add_argument("--since", metavar="SNAPSHOT")
    changes.add_argument("--format", choices=["table", "csv", "json", "atom"], default="table")
    watch = add("watch", news.watch, "what is new for a saved search since its own last run")
    watch.add_argument("--link", required=True, help="the address that 'Copy a link' on the page gives")
    watch.add_argument("--format", choices=list(news.FORMATS), default="table")

    score = add("score", commands.show_score, "how well the labels agree with gold labels")
    score.add_argument("--gold", type=Path, required=True)
    score.add_argument("--records", type=Path, help="records, one JSON object a line; default: those of the snapshot")
    score.add_argument("--json", action="store_true")

    add("verify", commands.verify, "compare every file with its check sum")


def main(arguments: list[str] | None = None) -> int:
    """Runs a command; a foreseeable fault is one sentence on standard error and an exit code."""
    try:
        args = parser().parse_args(arguments)
        with reached(args.cache):
            code = args.run(args)
        sys.stdout.flush()
        return code
    except TrialFinderError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:  # whoever read our output has seen enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_LEFT
    except OSError as error:
        print(
            f"{error.filename or 'A file'} cannot be used ({error.strerror or error}); nothing was published.",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        print("Stopped; the last published snapshot is unchanged.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
