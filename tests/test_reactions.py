"""The one page of what follows from what names functions that exist, for happenings that really happen."""

import re
from pathlib import Path

from comity.cases.telling import remind_of_follow_ups
from comity.reactions import EVERY_MINUTE, TABLE

SAID = re.compile(r'happened\(\s*"([a-z-]+)"')


def test_every_happening_in_the_table_is_said_by_some_action() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path("comity").rglob("*.py"))
    assert set(TABLE) <= set(SAID.findall(source))


def test_follow_ups_are_reminded_of_by_the_clock() -> None:
    assert remind_of_follow_ups in EVERY_MINUTE
