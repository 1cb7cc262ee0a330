"""Lock 1, the query: a guarded model refuses to compile a query until it knows its viewer.

Every SELECT, count, exists, subquery and aggregate passes through ``get_compiler``; beside it stand ``chain`` (which
turns a query into an update or a delete), ``combine`` (``a | b``), ``raw`` and ``_raw_delete``. These are undocumented
hooks of Django: ``tests/test_probes.py`` tries more than fifty ways to read or write a row and runs on every upgrade.
The guard is against forgetting, not against malice.
"""

from collections.abc import Callable
from typing import Any, NoReturn, Self, TypeVar, cast

from django.db import models
from django.db.models.expressions import Combinable
from django.db.models.sql import DeleteQuery, Query, UpdateQuery
from django.db.models.sql.compiler import SQLCompiler

from comity.trust.viewer import Viewer


class NobodyIsLooking(RuntimeError):
    """A guarded row was read or written without saying for whom."""


Rule = Callable[[Viewer], models.Q | Combinable]
RULES: dict[type[models.Model], Rule] = {}
R = TypeVar("R", bound=Rule)


def sees(model: type[models.Model]) -> Callable[[R], R]:
    """Register the one expression that says which rows of a model a viewer sees, for lists and single rows alike."""

    def register(rule: R) -> R:
        RULES[model] = rule
        return rule

    return register


def rule_for(model: type[models.Model]) -> Rule | None:
    """The nearest rule up the class tree: its own, or its family's. None: nobody sees it."""
    return next((RULES[base] for base in model.__mro__ if base in RULES), None)


class GuardedQuery(Query):
    viewer: Viewer | None = None

    def get_compiler(self, *args: Any, **kwargs: Any) -> SQLCompiler:
        if self.viewer is None and not self.is_empty():
            raise NobodyIsLooking(f"{self._who()}: say .visible_to(viewer) first")
        return cast("SQLCompiler", super().get_compiler(*args, **kwargs))

    def chain(self, klass: type[Query] | None = None) -> Any:
        if klass is not None and issubclass(klass, UpdateQuery | DeleteQuery):
            raise NobodyIsLooking(f"{self._who()}: guarded rows change one by one, through actions")
        return super().chain(klass)

    def combine(self, rhs: Query, connector: str) -> None:
        # a | b must not lend one viewer's eyes to the other
        if not isinstance(rhs, GuardedQuery) or rhs.viewer != self.viewer:
            raise NobodyIsLooking(f"{self._who()}: both sides of a combined query need the same viewer")
        super().combine(rhs, connector)

    def _who(self) -> str:
        return self.model.__name__ if self.model else "a guarded query"


M = TypeVar("M", bound=models.Model)


class GuardedQuerySet(models.QuerySet[M]):
    def __init__(
        self, model: type[M] | None = None, query: Query | None = None, using: str | None = None, hints: Any = None
    ) -> None:
        super().__init__(model, query if query is not None else GuardedQuery(model), using, hints)

    def visible_to(self, viewer: Viewer) -> Self:
        """The rows this viewer may see. A model whose rule was forgotten shows nothing to anyone."""
        query = self.query
        if isinstance(query, GuardedQuery) and query.viewer not in (None, viewer):
            raise NobodyIsLooking(f"{self.model.__name__}: this query already looks for somebody else")
        if viewer.system:
            seen = self.all()
        elif (rule := rule_for(self.model)) is None or not viewer.principals:
            seen = self.none()
        else:
            seen = self.filter(rule(viewer))
        cast("GuardedQuery", seen.query).viewer = viewer
        return seen

    def raw(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NobodyIsLooking(f"{self.model.__name__}: no raw SQL over guarded rows")

    def update(self, **kwargs: Any) -> NoReturn:
        raise NobodyIsLooking(f"{self.model.__name__}: guarded rows change one by one, through actions")

    def delete(self) -> NoReturn:
        raise NobodyIsLooking(f"{self.model.__name__}: guarded rows go one by one, through actions")

    def _raw_delete(self, using: str | None) -> NoReturn:
        raise NobodyIsLooking(f"{self.model.__name__}: guarded rows go one by one, through actions")


# The manager of every guarded model: ``X.objects.visible_to(viewer)`` is the only way in.
GuardedManager = models.Manager.from_queryset(GuardedQuerySet)
