"""The test runner counts what pytest said and never takes an empty or an endless phase for a good one."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))
import importlib.util

SPEC = importlib.util.spec_from_file_location("runner", Path(__file__).resolve().parents[1] / "tools" / "test.py")
assert SPEC is not None
assert SPEC.loader is not None
runner = importlib.util.module_from_spec(SPEC)
sys.modules["runner"] = runner
SPEC.loader.exec_module(runner)


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        ("12 passed in 3.20s", {"passed": 12}),
        ("====== 1 failed, 2 passed, 1 error in 61.02s (0:01:01) ======", {"failed": 1, "passed": 2, "error": 1}),
        ("3 passed, 4 deselected, 1 warning in 0.10s", {"passed": 3, "deselected": 4, "warning": 1}),
    ],
)
def test_a_closing_line_is_found_and_counted(line: str, counts: dict[str, int]) -> None:
    closing = runner.closing_line(["...\n", f"{line}\n", "\n"])
    assert runner.counts(closing) == counts


def test_a_phase_without_tests_a_failed_and_an_endless_one_are_not_good() -> None:
    phase = runner.PHASES[0]
    verdicts = [runner.Result(phase, status).verdict for status in (0, 1, runner.NO_TESTS, runner.HANGING)]
    assert verdicts == ["passed", "FAILED", "NO TESTS", "HANGS"]
    assert [runner.Result(phase, status).is_good for status in (0, 1, runner.NO_TESTS)] == [True, False, False]


def test_a_phase_that_hangs_is_ended_at_its_budget(tmp_path: Path) -> None:
    slow = tmp_path / "test_slow.py"
    slow.write_text("import time\ndef test_for_ever():\n    time.sleep(600)\n", encoding="utf-8")
    phase = runner.Phase("slow", "not browser", 3, workers=1)
    result = runner.run(
        phase,
        dict(__import__("os").environ),
        ["-p", "no:django", "-c", "/dev/null", "--rootdir", str(tmp_path), str(slow)],
    )
    assert result.verdict == "HANGS"
    assert result.seconds < 20


def test_the_budgets_fit_ten_minutes() -> None:
    assert sum(phase.seconds for phase in runner.PHASES) <= 600
