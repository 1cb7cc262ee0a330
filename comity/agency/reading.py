"""Reading a profile's files, and finding the line that a fault stands on."""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from comity.trust.lifecycle import Refused

SINGLE = ("agency", "offices", "laws", "bases", "screening", "screening_tests", "services")
OPTIONAL = ("practice",)
FOLDERS = ("programs", "audiences", "kits")


@dataclass(frozen=True)
class Fault:
    """Something wrong in a profile, where, and why."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class BrokenProfile(Refused):
    """The profile cannot be used; every fault found is named, one a line."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, faults)))


@dataclass
class Source:
    """One file: its table and its text, so that a fault can say its line."""

    name: str
    text: str
    table: dict[str, Any]

    def line(self, table: str = "", index: int | None = None, key: str = "") -> int:
        """The line of a key in the nth ``[[table]]`` (or in ``[table]``, or at the top); else of the table itself."""
        lines = self.text.splitlines()
        start, wanted = 0, index or 0
        if table:
            header = re.compile(rf"^\s*\[\[?\s*{re.escape(table)}\s*\]")
            heads = [n for n, line in enumerate(lines) if header.match(line)]
            if wanted >= len(heads):
                return 1
            start = heads[wanted]
        if key:
            of_key = re.compile(rf"""^\s*["']?{re.escape(key)}["']?\s*=""")
            for number in range(start + bool(table), len(lines)):
                if of_key.match(lines[number]):
                    return number + 1
                if re.match(r"^\s*\[", lines[number]) and not lines[number].lstrip().startswith(f"[{table}."):
                    break
        return start + 1


@dataclass
class Folder:
    """A profile as read: single files by name, one-per-thing files by folder and slug, texts by language."""

    name: str
    path: Path
    files: dict[str, Source] = field(default_factory=dict)
    things: dict[str, dict[str, Source]] = field(default_factory=dict)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)

    def rows(self, file: str, table: str) -> list[dict[str, Any]]:
        found = self.files[file].table.get(table, [])
        return found if isinstance(found, list) else []


def read(path: Path) -> Folder:
    """Every file of a profile, or a refusal that names the broken ones."""
    folder, faults = Folder(path.name, path), []
    for name in SINGLE:
        file = path / f"{name}.toml"
        if not file.is_file():
            faults.append(Fault(f"{path.name}/{file.name}", 1, "this file is missing"))
        elif source := _source(path, file, faults):
            folder.files[name] = source
    for name in OPTIONAL:
        file = path / f"{name}.toml"
        if file.is_file() and (source := _source(path, file, faults)):
            folder.files[name] = source
    for kind in FOLDERS:
        folder.things[kind] = {
            file.stem: source
            for file in sorted((path / kind).glob("*.toml"))
            if (source := _source(path, file, faults))
        }
    for place in sorted((path / "texts").glob("*")):
        if place.is_dir():
            folder.texts[place.name] = _texts(path, place, faults)
    if faults:
        raise BrokenProfile(faults)
    return folder


def _source(root: Path, file: Path, faults: list[Fault]) -> Source | None:
    name = f"{root.name}/{file.relative_to(root).as_posix()}"
    try:
        text = file.read_text(encoding="utf-8")
        return Source(name, text, tomllib.loads(text))
    except UnicodeDecodeError as error:
        good = error.object[: error.start].count(b"\n") + 1
        faults.append(Fault(name, good, "this line is not UTF-8"))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        faults.append(Fault(name, line, f"this is not TOML: {error}"))
    return None


def _texts(root: Path, place: Path, faults: list[Fault]) -> dict[str, str]:
    said: dict[str, str] = {}
    where: dict[str, str] = {}
    for file in sorted(place.glob("*.toml")):
        if (source := _source(root, file, faults)) is None:
            continue
        for key, body in _flat("", source.table):
            if not isinstance(body, str):
                faults.append(Fault(source.name, _text_line(source, key), f"the text {key} must be words in quotes"))
            elif key in said:
                reason = f"the text {key} already stands in {where[key]}"
                faults.append(Fault(source.name, _text_line(source, key), reason))
            else:
                said[key], where[key] = body, source.name
    return said


def _flat(prefix: str, value: object) -> list[tuple[str, object]]:
    """Nested tables as dotted keys, lists as .1 .2 ..."""
    if isinstance(value, dict):
        return [pair for k, v in value.items() for pair in _flat(f"{prefix}.{k}" if prefix else k, v)]
    if isinstance(value, list):
        return [pair for n, v in enumerate(value, 1) for pair in _flat(f"{prefix}.{n}", v)]
    return [(prefix, value)]


def _text_line(source: Source, key: str) -> int:
    table, _, last = key.rpartition(".")
    return source.line(table, 0, last) if table else source.line(key=last)
