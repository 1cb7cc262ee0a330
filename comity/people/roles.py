"""What a post is for, in a plain sentence. A role opens no matter by itself: that is a grant's business."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Role:
    """One kind of post: its slug, its name, what the person does, and whether its desk takes part in matters."""

    slug: str
    name: Any
    plain: Any
    has_desk: bool = True


ROLES = {
    role.slug: role
    for role in (
        Role(
            "specialist",
            _("Specialist"),
            _("Leads cases: talks with the people concerned, brings them together and writes the journal."),
        ),
        Role(
            "intake",
            _("Intake worker"),
            _("Reads what comes in, answers in time and decides what becomes of it."),
        ),
        Role(
            "director",
            _("Regional director"),
            _("Sees the work of an office, gives cases to specialists and takes over what nobody answered in time."),
        ),
        Role(
            "headquarters",
            _("Headquarters"),
            _("Looks at the whole service: figures, loads and duty rotas. Opens a matter only when it is shared."),
        ),
        Role(
            "administrator",
            _("Administrator"),
            _("Looks after accounts, posts and the rota. Can open no case and no request."),
            has_desk=False,
        ),
    )
}

QUALIFICATIONS = {
    "mediator": _("Mediator"),
    "facilitator": _("Facilitator"),
    "trainer": _("Trainer"),
    "consultant": _("Consultant"),
}
