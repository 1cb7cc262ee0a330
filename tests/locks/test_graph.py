"""Lock 2, the graph: no open table points at a guarded one, no join walks back in, no relation runs uphill."""

import tomllib
from pathlib import Path

from django.apps import apps
from django.db import models

from comity.cases.access import INTAKE, PARTS
from comity.trust.classes import LIBRARIES
from comity.trust.guard import RULES
from comity.trust.models import Guarded, OfMatter

ROOT = Path(__file__).parents[2]
OURS = [model for model in apps.get_models() if model._meta.label_lower not in LIBRARIES]
RELATIONS = [
    (model, field)
    for model in OURS
    for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
    if field.is_relation
]


def layers() -> dict[str, int]:
    """Each package's height, read from the import contract: relations obey the same order as imports."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    rows = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return {name.strip(" ()"): -height for height, row in enumerate(rows) for name in row.split("|")}


def test_the_walk_sees_the_models_it_is_about():
    names = {model.__name__ for model in OURS}
    assert {"Matter", "Grant", "Request", "Case", "Entry", "Meeting", "Notice"} <= names
    assert len(RELATIONS) > 20


def test_no_open_model_points_at_a_guarded_one():
    assert [
        f"{model.__name__}.{field.name}"
        for model, field in RELATIONS
        if not issubclass(model, Guarded) and issubclass(field.related_model, Guarded)
    ] == []


def test_relations_from_guarded_models_have_no_way_back():
    assert [
        f"{model.__name__}.{field.name}"
        for model, field in RELATIONS
        if issubclass(model, Guarded) and not field.remote_field.hidden
    ] == []


def test_no_relation_runs_uphill():
    height = layers()
    package = lambda model: model.__module__.split(".")[1]
    assert [
        f"{model.__name__}.{field.name} -> {field.related_model.__name__}"
        for model, field in RELATIONS
        if field.related_model in OURS and height[package(field.related_model)] > height[package(model)]
    ] == []


def test_whoever_may_see_a_child_may_see_its_parent():
    """Child and parent hang on the same matter. Where a package has a rule of its own, its parts are a subset."""
    own_rules = {model.__name__ for model in RULES if issubclass(model, OfMatter) and model is not OfMatter}
    of_the_person = {"Request", "Receipt", "Referral", "Message", "Notice"}
    of_the_work = {"Case", "OfCase", "Entry", "SearchText", "Meeting", "Attendance", "Interpreter"}
    assert own_rules == of_the_person | of_the_work
    assert set(PARTS) <= {*PARTS, INTAKE}, "whoever works on a case (OfCase) knows of the case (Case)"


def test_every_guarded_model_keeps_the_guarded_manager_and_a_plain_base_manager():
    for model in OURS:
        if issubclass(model, Guarded):
            assert hasattr(model._default_manager.none(), "visible_to"), model
            assert type(model._base_manager) is models.Manager, model
