"""Every decision is numbered, and the index names each once, in order."""

import re
from pathlib import Path

DECISIONS = Path(__file__).parent.parent / "docs" / "decisions"


def test_the_index_lists_every_decision_under_its_number() -> None:
    pages = sorted(page.name for page in DECISIONS.glob("[0-9]*.md"))
    index = re.findall(r"^(\d+)\. \[.+\]\((.+)\)$", (DECISIONS / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert [name for _number, name in index] == pages
    for number, name in index:
        assert name.startswith(f"{int(number):04d}-")
        assert (DECISIONS / name).read_text(encoding="utf-8").startswith(f"# {number}. ")
