"""One page: when this happens, that follows.

An action says ``happenings.happened("case-closed", case, ...)``; what this table lists for it runs in the same
transaction. Only this file crosses packages uphill, so whoever asks "what does closing a case set off?" reads one page.
A reaction takes ``(subject, *, viewer, now, **facts)``.
"""

from collections.abc import Callable, Mapping

Reaction = Callable[..., None]

TABLE: Mapping[str, tuple[Reaction, ...]] = {}
