"""The report of a large service takes seconds of processor: whoever reads on within ten minutes gets the same one."""

import time
from datetime import datetime, timedelta

from comity.reports.annual import annual
from comity.reports.shape import AnnualReport

KEPT_FOR = timedelta(minutes=10)
WORTH_KEEPING = 0.5  # seconds of processor; the report of a small office is always counted anew
_kept: dict[int, AnnualReport] = {}


def recent(year: int, *, now: datetime) -> AnnualReport:
    """The report of a year as of now, or as of at most ten minutes ago; it says itself as of when."""
    found = _kept.get(year)
    if found is not None and found.made_at <= now < found.made_at + KEPT_FOR:
        return found
    began = time.process_time()
    report = annual(year, now=now)
    if time.process_time() - began > WORTH_KEEPING:
        _kept[year] = report
    return report


def forget() -> None:
    """Count anew whatever is asked for next."""
    _kept.clear()
