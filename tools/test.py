"""Run the tests in phases, each within its budget, and say at the end what passed and what it cost.

The last lines are pytest's own closing line of each phase, a table of budgets and one plain sentence with the totals.
"""

import os
import re
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import postgres

ROOT = Path(__file__).resolve().parent.parent
NO_TESTS = 5  # pytest's exit status when it collected nothing
HANGING = 124
PATIENCE = 4  # a phase may take this many times its budget on a slow machine; beyond that something hangs
CLOSING = re.compile(r"^=* ?((?:\d+ [a-z]+(?:, )?)+|no tests ran) in [\d.]+s.*$")


@dataclass(frozen=True)
class Phase:
    name: str
    marks: str
    seconds: int
    workers: int = 2
    on_postgres: bool = False


@dataclass
class Result:
    phase: Phase
    status: int = 0
    seconds: float = 0.0
    closing: str = ""
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        return self.status == 0

    @property
    def verdict(self) -> str:
        if self.status == NO_TESTS:
            return "NO TESTS"
        if self.status == HANGING:
            return "HANGS"
        slow = ", over budget" if self.seconds > self.phase.seconds else ""
        return ("passed" if self.is_good else "FAILED") + slow


# The budgets of shared/design/architecture.md: together within ten minutes on two cores.
PHASES = [
    Phase("engines, no database", "engine and not long", 60),
    Phase("SQLite", "not engine and not browser and not long", 150),
    Phase("PostgreSQL", "both and not browser and not long", 150, on_postgres=True),
    Phase("browser", "browser and not long", 180),
]
LONG = [
    Phase("engines, no database", "engine", 900),
    Phase("SQLite", "not engine and not browser", 3600),
    Phase("PostgreSQL", "not engine and not browser", 3600, on_postgres=True),
    Phase("browser", "browser", 3600),
]


def closing_line(lines: list[str]) -> str:
    """Pytest's last summary line, whatever it is framed with."""
    return next((line.strip("= \n") for line in reversed(lines) if CLOSING.match(line.strip())), "")


def counts(closing: str) -> dict[str, int]:
    """'12 passed, 1 failed in 3.20s' -> {"passed": 12, "failed": 1}"""
    return {word: int(number) for number, word in re.findall(r"(\d+) ([a-z]+)", closing.partition(" in ")[0])}


def read_along(process: subprocess.Popen[str], lines: list[str]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        lines.append(line)
        sys.stdout.write(line)
        sys.stdout.flush()


def run(phase: Phase, environment: dict[str, str], more: list[str]) -> Result:
    """One pytest run. A budget is a figure to look at, not a reason to fail; only a run that hangs is ended."""
    print(f"\n== {phase.name} (budget {phase.seconds} s)", flush=True)
    command = [sys.executable, "-m", "pytest", "-q", "--tb=short", "-m", phase.marks, *more]
    if phase.workers > 1:
        command += ["-n", str(phase.workers), "--dist", "worksteal"]
    began = time.monotonic()
    lines: list[str] = []
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, errors="replace", stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    reader = threading.Thread(target=read_along, args=(process, lines))
    reader.start()
    try:
        status = process.wait(timeout=phase.seconds * PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, 15)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
        status = HANGING
    reader.join(timeout=10)
    closing = closing_line(lines)
    return Result(phase, status, time.monotonic() - began, closing, counts(closing))


def report(results: list[Result], total: float, budget: float) -> None:
    print("\n== pytest's closing lines")
    for result in results:
        print(f"{result.phase.name:<22} {result.closing or 'no closing line'}")
    print(f"\n{'phase':<22} {'budget':>8} {'spent':>8}  result")
    for result in results:
        print(f"{result.phase.name:<22} {result.phase.seconds:>6} s {result.seconds:>6.1f} s  {result.verdict}")
    print(f"{'together':<22} {budget:>6.0f} s {total:>6.1f} s")
    passed = sum(result.counts.get("passed", 0) for result in results)
    failed = sum(result.counts.get(word, 0) for result in results for word in ("failed", "error", "errors"))
    not_good = [result.phase.name for result in results if not result.is_good]
    if not_good:
        print(f"not good: {', '.join(not_good)}")
    print(f"{passed} passed, {failed} failed")


def main(arguments: list[str]) -> int:
    long = "--long" in arguments
    arguments = [one for one in arguments if one != "--long"]
    chosen = LONG if long else PHASES
    if only := [one.removeprefix("--only=") for one in arguments if one.startswith("--only=")]:
        chosen = [phase for phase in chosen if any(phase.name.lower().startswith(word.lower()) for word in only)]
    more = [one for one in arguments if not one.startswith("--only=")]
    if long:
        more.append("--hypothesis-profile=long")
    began = time.monotonic()
    results = []
    plain = {key: value for key, value in os.environ.items() if key != "COMITY_DATABASE_URL"}
    for phase in chosen:
        with ExitStack() as stack:
            environment = dict(plain)
            if phase.on_postgres:
                try:
                    environment["COMITY_DATABASE_URL"] = stack.enter_context(postgres.server())
                except postgres.Missing as missing:
                    print(f"\n== {phase.name}\n{missing}")
                    results.append(Result(phase, 1, closing=str(missing)))
                    continue
            results.append(run(phase, environment, more))
    report(results, time.monotonic() - began, sum(phase.seconds for phase in chosen))
    return 0 if all(result.is_good for result in results) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
