"""How a thing lives: one table of legal moves. It guards the action, offers the buttons and draws its own diagram."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from comity.trust.viewer import Viewer


class Refused(Exception):
    """A plain sentence that says why something is not possible, in the reader's language."""


Predicate = Callable[[Viewer, Any], bool]


@dataclass(frozen=True)
class Transition:
    """A legal move: from these states, to that one, by whom, and what must be given."""

    start: tuple[str, ...]
    end: str
    by: Predicate
    needs: tuple[str, ...] = ()


class Lifecycle:
    """The states a thing may be in and the moves between them.

    ``labels`` maps a state's slug to two names: one for staff, one for the public.
    """

    def __init__(
        self, *, field: str = "state", labels: Mapping[str, tuple[Any, Any]] | None = None, **transitions: Transition
    ) -> None:
        self.field = field
        self.labels = dict(labels or {})
        self.transitions = transitions

    @property
    def states(self) -> list[str]:
        """Every state, in the order in which the table names them."""
        seen: dict[str, None] = {}
        for transition in self.transitions.values():
            seen |= dict.fromkeys((*transition.start, transition.end))
        return list(seen)

    def label(self, state: str) -> str:
        return str(self.labels[state][0])

    def public_label(self, state: str) -> str:
        return str(self.labels[state][1])

    def open_to(self, viewer: Viewer, row: models.Model) -> list[str]:
        """The moves this viewer may make now: the buttons on the page."""
        state = getattr(row, self.field)
        return [name for name, move in self.transitions.items() if state in move.start and move.by(viewer, row)]

    def check(self, row: models.Model, name: str, *, viewer: Viewer, given: Mapping[str, Any]) -> Transition:
        transition = self.transitions[name]
        if getattr(row, self.field) not in transition.start:
            raise Refused(_("This has already moved on. Please look at it again before you go on."))
        if not transition.by(viewer, row):
            raise Refused(_("You do not have the part in this matter that this step needs."))
        if missing := [need for need in transition.needs if given.get(need) in (None, "", [], ())]:
            raise Refused(_("Something is missing for this step: %(what)s.") % {"what": ", ".join(missing)})
        return transition

    def move(self, row: models.Model, name: str, *, viewer: Viewer, now: datetime, **given: Any) -> None:
        """Check the move and save the row. Of two people who move the same row at once, the second is refused."""
        transition = self.check(row, name, viewer=viewer, given=given)
        with transaction.atomic():
            moved = (
                type(row)
                ._base_manager.filter(pk=row.pk, **{self.field: getattr(row, self.field)})
                .update(**{self.field: transition.end})
            )
            if not moved:
                raise Refused(_("Somebody else has just changed this. Please look at it again before you go on."))
            setattr(row, self.field, transition.end)
            row.save()

    def diagram(self) -> str:
        """A Mermaid state diagram for docs/lives/."""
        lines = ["stateDiagram-v2"]
        lines += [f'    state "{state}" as {state.replace("-", "_")}' for state in self.states]
        for name, transition in self.transitions.items():
            end = transition.end.replace("-", "_")
            lines += [f"    {start.replace('-', '_')} --> {end}: {name}" for start in transition.start]
        return "\n".join(lines)


def any_of(*predicates: Predicate) -> Predicate:
    """Whoever one of the predicates lets."""
    return lambda viewer, row: any(predicate(viewer, row) for predicate in predicates)


def lives(registry: Sequence[tuple[str, Lifecycle]]) -> str:
    """All diagrams of a package as one Markdown page."""
    return "\n\n".join(f"## {title}\n\n```mermaid\n{life.diagram()}\n```" for title, life in registry) + "\n"
