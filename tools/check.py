"""Everything that can be known without running the tests. All checks run; the table says which one failed."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import messages
import rules

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Outcome:
    name: str
    is_good: bool
    said: str
    seconds: float


def tracked() -> list[Path]:
    """The files of the repository and those that are about to join it."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return sorted(Path(name) for name in set(listed.split("\0")) if name)


def tool(*command: str) -> Callable[[], tuple[bool, str]]:
    """A program of ours or of the .venv; its exit status is the verdict."""

    def run() -> tuple[bool, str]:
        with tempfile.TemporaryDirectory(prefix="comity-check-") as scratch:
            environment = {**os.environ, "COMITY_DATA": scratch}
            done = subprocess.run(
                [str(BIN / command[0]), *command[1:]], cwd=ROOT, env=environment, text=True, errors="replace",
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
            )  # fmt: skip
        return done.returncode == 0, done.stdout

    return run


def listed(find: Callable[[], list[str]]) -> Callable[[], tuple[bool, str]]:
    """A check of our own: good when it finds nothing."""

    def run() -> tuple[bool, str]:
        found = find()
        return not found, "\n".join(found)

    return run


def templates() -> tuple[bool, str]:
    paths = [str(path) for path in tracked() if rules.is_template(path) and (ROOT / path).is_file()]
    return tool("djade", "--check", "--target-version", "5.2", *paths)() if paths else (True, "")


def in_django(expression: str) -> Callable[[], tuple[bool, str]]:
    """An expression that gives a list of complaints, evaluated with the whole site loaded."""
    code = (
        f"import django; django.setup()\nfound = {expression}\nprint(*found, sep='\\n')\nraise SystemExit(bool(found))"
    )
    run = tool("python", "-c", code)

    def with_settings() -> tuple[bool, str]:
        os.environ["DJANGO_SETTINGS_MODULE"] = "comity.site.settings_test"
        return run()

    return with_settings


# The slow ones first: two run at a time.
CHECKS: list[tuple[str, Callable[[], tuple[bool, str]]]] = [
    ("types (mypy)", tool("mypy", "--no-error-summary")),
    ("layers (lint-imports)", tool("lint-imports")),
    ("style (ruff check)", tool("ruff", "check", "--quiet", ".")),
    ("form (ruff format)", tool("ruff", "format", "--check", "--quiet", ".")),
    ("templates (djade)", templates),
    (
        "migrations",
        tool("python", "-m", "django", "makemigrations", "--check", "--settings", "comity.site.settings_test"),
    ),
    ("fields classed", in_django("__import__('comity.trust.classes', fromlist=['x']).unclassed()")),
    ("drawn documents", tool("python", "tools/docs.py", "--check")),
    ("profiles", tool("python", "tools/profiles.py")),
    ("translations", listed(lambda: messages.check(ROOT))),
    ("house rules", listed(lambda: rules.complaints(ROOT, tracked()))),
]


def timed(name: str, run: Callable[[], tuple[bool, str]]) -> Outcome:
    began = time.monotonic()
    try:
        is_good, said = run()
    except Exception as error:
        is_good, said = False, f"{type(error).__name__}: {error}"
    return Outcome(name, is_good, said.strip(), time.monotonic() - began)


def main(only: list[str]) -> int:
    chosen = [check for check in CHECKS if not only or any(word in check[0] for word in only)]
    began = time.monotonic()
    with ThreadPoolExecutor(max_workers=2) as pool:
        outcomes = list(pool.map(lambda check: timed(*check), chosen))
    for outcome in outcomes:
        if not outcome.is_good:
            print(f"\n== {outcome.name}\n{outcome.said or 'failed without a word'}")
    print()
    for outcome in outcomes:
        print(f"{outcome.name:<24} {outcome.seconds:>6.1f} s  {'good' if outcome.is_good else 'NOT GOOD'}")
    bad = sum(not outcome.is_good for outcome in outcomes)
    print(f"{len(outcomes) - bad} checks good, {bad} not good ({time.monotonic() - began:.0f} s)")
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
