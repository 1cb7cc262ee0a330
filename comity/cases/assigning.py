"""Who could lead this case: a ranked list with its reasons. A person picks; the list only saves them looking it up."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count

from comity.cases.models import Case
from comity.cases.words import NOT_CLOSED
from comity.people.models import Post, Staff
from comity.people.viewers import held_on
from comity.trust.models import Account
from comity.trust.viewer import System

LEADERS = ("specialist", "director")
# What a service asks of whoever leads it.
QUALIFIED_FOR = {
    "mediation": "mediator",
    "dialogue": "facilitator",
    "talk": "facilitator",
    "training": "trainer",
    "advice": "consultant",
    "safe-event": "consultant",
}
LANGUAGE, QUALIFICATION, HERE, NEAR, EACH_CASE = 6, 2, 3, 2, 0.5


@dataclass(frozen=True)
class Candidate:
    """One colleague, what they carry and what speaks for them."""

    account: Account
    office: str
    open_cases: int
    speaks: tuple[str, ...] = field(default=())
    qualified: tuple[str, ...] = field(default=())
    score: float = 0.0


def candidates(
    *, offices: Sequence[str], languages: Sequence[str], wants: Sequence[str], on: date, most: int = 12
) -> list[Candidate]:
    """Specialists and directors of these offices, the most suitable first: language, then office, skill and load.

    The load is a number only; no case of a colleague is opened for it.
    """
    posts = list(
        Post.objects.filter(held_on(on), office__in=offices, role__in=LEADERS, account__is_active=True)
        .select_related("account")
        .order_by("account__name", "role")
    )
    where: dict[int, tuple[Account, str]] = {}
    for post in sorted(posts, key=lambda post: (offices.index(post.office), post.role != "specialist")):
        where.setdefault(post.account_id, (post.account, post.office))
    skills = {row.account_id: row for row in Staff.objects.filter(account_id__in=where)}
    carried = dict(
        Case.objects.visible_to(System("figures"))
        .filter(lead_id__in=where, stage__in=NOT_CLOSED)
        .order_by()
        .values_list("lead_id")
        .annotate(held=Count("pk"))
    )
    wanted = {QUALIFIED_FOR[want] for want in wants if want in QUALIFIED_FOR}
    found = []
    for key, (account, office) in where.items():
        staff = skills.get(key)
        speaks = tuple(tag for tag in (staff.languages if staff else ()) if tag in languages and tag != "en")
        qualified = tuple(slug for slug in (staff.qualifications if staff else ()) if slug in wanted)
        held = carried.get(key, 0)
        score = (
            LANGUAGE * len(speaks)
            + QUALIFICATION * len(qualified)
            + (HERE if office == offices[0] else NEAR)
            - EACH_CASE * held
        )
        found.append(Candidate(account, office, held, speaks, qualified, score))
    return sorted(found, key=lambda one: (-one.score, one.account.name))[:most]
