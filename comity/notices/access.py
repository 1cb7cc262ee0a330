"""Who may send a notice, and who may say that a person has done it instead."""

from typing import Any

from django.db.models import Q

from comity.notices.models import Message, Notice
from comity.trust import doors
from comity.trust.guard import sees
from comity.trust.models import Matter, granted_in_any_part, works_on_the_matter
from comity.trust.viewer import Viewer

sees(Message)(granted_in_any_part)


@sees(Notice)
def about_me(viewer: Viewer) -> Q:
    """The office sees every notice of its matters; the person sees theirs, so that they can take them back."""
    return works_on_the_matter(viewer) | (granted_in_any_part(viewer) & ~Q(to_role="staff"))


OFFICE_PARTS = frozenset({"intake", "director", "lead", "assisting"})


def is_post(viewer: Viewer, row: Any) -> bool:
    """The job that carries the mail."""
    return viewer.system == "notices"


def is_office(viewer: Viewer, row: Any) -> bool:
    """Somebody of the office with a part in this matter."""
    return viewer.account_id is not None and bool(doors.standing(viewer, row.matter_id) & OFFICE_PARTS)


def may_answer(viewer: Viewer, matter: Matter) -> bool:
    """The person hears from the office that works on their matter, and from nobody else."""
    return bool(doors.standing(viewer, matter) & (OFFICE_PARTS | {"system"}))


def has_part(viewer: Viewer, row: Any) -> bool:
    """Anybody with a part in this matter, the person first of all: what they no longer want is not sent."""
    return bool(doors.standing(viewer, row.matter_id))
