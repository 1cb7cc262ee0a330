"""What stands before the log: a fault is told by its place and its kind.

The message of an exception may quote what somebody typed (``int("...")``, a database's "Failing row contains ..."), and
a log is plain text that travels. Our own exceptions say only what we wrote; a database that cannot be reached says why.
"""

import logging
import sys
import traceback
from types import TracebackType

from django.db import OperationalError

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutWords(logging.Formatter):
    """Tracebacks with every frame and without the words of strangers."""

    def formatException(self, ei: Raised) -> str:  # noqa: N802 - logging's name
        found = ei[1] or sys.exception()
        return "\n".join(told(one) for one in reversed(chain(found)))


def chain(error: BaseException | None) -> list[BaseException]:
    """The exception and those it came from, the latest first."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return found


def told(error: BaseException) -> str:
    """Where it happened and what kind it is; the message only where we know that nobody typed it."""
    kind = type(error)
    name = f"{kind.__module__}.{kind.__qualname__}"
    is_ours = kind.__module__.startswith("comity.") or isinstance(error, OperationalError)
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"Traceback (most recent call last):\n{frames}{name}" + (
        f": {error}" if is_ours else " (message not logged)"
    )
