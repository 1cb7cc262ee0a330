"""``comity report --year 2026 --json``: the year's figures, small numbers hidden."""

import argparse
import json
import sys

from django.utils import timezone

from comity.reports.annual import NoSuchYear, annual
from comity.reports.words import COLUMNS, said, waited


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("report", help="print the figures of a year, with small numbers hidden")
    parser.add_argument("--year", required=True, help="the reporting year, for example 2026")
    parser.add_argument("--json", action="store_true", help="all tables as JSON; without it, the headline figures")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 and the report; 2 and one sentence for something that is not a year."""

    try:
        report = annual(int(args.year), now=timezone.now())
    except NoSuchYear as refused:
        print(refused, file=sys.stderr)  # noqa: T201 - this is the command's answer
        return 2
    except ValueError:
        print(f"{args.year!r} is not a year, for example 2026.", file=sys.stderr)  # noqa: T201
        return 2
    if args.json:
        print(json.dumps(report.as_json(), ensure_ascii=False, indent=2))  # noqa: T201
    else:
        for name, number in report.whole.totals.items():
            print(f"{COLUMNS[name]}: {said(number)}")  # noqa: T201
        print(waited(report.whole))  # noqa: T201
    return 0
