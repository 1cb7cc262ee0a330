"""How the office works: promises with a clock, consents, how long things are kept, what can come out. Optional."""

from collections.abc import Iterator
from typing import Any

from comity.agency.reading import Fault, Folder, Source

FILE = "practice"
PROMISES = {
    "read_working_days", "read_working_days_urgent", "accept_working_days", "urgent_hours", "referral_check_days",
    "follow_up_days",
}  # fmt: skip
ROWS: dict[str, dict[str, type]] = {
    "consent": {"slug": str, "recipient": str},
    "retention": {"slug": str, "days": int, "from": str},
    "outcome": {"slug": str},
    "post": {"person": str, "roles": list, "qualified": list},
}
SAID = {"consent": ("name", "plain"), "retention": ("name", "plain"), "outcome": ("name",)}


def content(folder: Folder) -> dict[str, Any]:
    """What the profile keeps of this file: promise, consent, retention, outcome, post; nothing when it is not there."""
    source = folder.files.get(FILE)
    return {} if source is None else {key: source.table[key] for key in ("promise", *ROWS) if key in source.table}


def faults(folder: Folder) -> list[Fault]:
    """Every unknown word, wrong kind of value and missing English text of the file."""
    source = folder.files.get(FILE)
    if source is None:
        return []
    unknown = source.table.keys() - {"source", "promise", *ROWS}
    found = [Fault(source.name, source.line(key=key), f"“{key}” is not known here") for key in sorted(unknown)]
    found += _promises(source)
    for table in ROWS:
        found += _rows(source, table, folder.texts.get("en", {}))
    return found


def _promises(source: Source) -> Iterator[Fault]:
    promise = source.table.get("promise", {})
    if not isinstance(promise, dict):
        yield Fault(source.name, source.line(key="promise"), "write [promise], with one bracket")
        return
    for key, value in promise.items():
        numbers = value if isinstance(value, list) else [value]
        if key not in PROMISES:
            yield Fault(source.name, source.line("promise", 0, key), f"“{key}” is not known here")
        elif (key == "follow_up_days") != isinstance(value, list) or not all(type(n) is int and n > 0 for n in numbers):
            yield Fault(source.name, source.line("promise", 0, key), f"“{key}” must be whole numbers above 0")


def _rows(source: Source, table: str, english: dict[str, str]) -> Iterator[Fault]:
    rows, keys = source.table.get(table, []), ROWS[table]
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        yield Fault(source.name, source.line(table, 0), f"write [[{table}]], with two brackets")
        return
    for index, row in enumerate(rows):
        for key, value in row.items():
            if type(value) is not keys.get(key):
                reason = "is not of the right kind" if key in keys else "is not known here"
                yield Fault(source.name, source.line(table, index, key), f"“{key}” {reason}")
        for part in SAID.get(table, ()):
            if (name := f"{table}.{row.get('slug')}.{part}") not in english:
                yield Fault(source.name, source.line(table, index), f"the text {name} is missing in en")
