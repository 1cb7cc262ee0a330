"""Lock 5, the way out: every field is classed once, words are sealed, and a list cannot read them."""

import pytest
from django.apps import apps
from django.db import connection, models

from comity.cases.models import Entry
from comity.trust import classes, doors
from comity.trust.fields import SealedField
from comity.trust.models import Guarded
from comity.trust.sealing import Locked
from tests.locks.test_query import LENA, NOON, case_for


def test_every_field_of_every_model_is_classed_once():
    assert classes.unclassed() == []


def test_a_field_nobody_classed_is_named():
    field = models.TextField(name="forgotten")
    field.model = Entry
    assert classes.class_of(field) is None


def test_no_long_text_stands_unsealed_in_a_guarded_model():
    """A TextField is where words go; words are sealed. The tables that hold public or library text are not guarded."""
    assert [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if issubclass(model, Guarded)
        for field in model._meta.local_fields
        if isinstance(field, models.TextField)
    ] == []


def test_open_classes_hold_no_sealed_field():
    assert {classes.class_of(field) for field in classes.fields() if isinstance(field, SealedField)} == {classes.SEALED}


@pytest.mark.django_db
@pytest.mark.both
def test_words_lie_sealed_in_the_database_and_open_only_behind_the_door():
    case = case_for("account:1", "School walkout")
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM cases_entry")
        assert b"what was said" not in bytes(cursor.fetchone()[0])
    with pytest.raises(Locked):
        Entry.objects.visible_to(LENA).get().text  # noqa: B018 - reading it is the test
    matter = doors.open_matter(LENA, case.reference, because="case", now=NOON)
    assert [entry.text for entry in doors.under(matter, Entry.objects.visible_to(LENA))] == ["what was said"]


@pytest.mark.django_db
def test_a_locked_row_is_saved_without_losing_its_words():
    case = case_for("account:1", "School walkout")
    entry = Entry.objects.visible_to(LENA).get()
    entry.minutes = 20
    entry.save()
    matter = doors.open_matter(LENA, case.reference, because="case", now=NOON)
    assert [(e.minutes, e.text) for e in doors.under(matter, Entry.objects.visible_to(LENA))] == [(20, "what was said")]
