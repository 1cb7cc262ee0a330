"""From an account to a viewer: under which names this person may be shown something."""

from datetime import date, datetime

from django.db.models import Q

from comity.people.models import Post
from comity.people.roles import ROLES
from comity.trust.models import Account
from comity.trust.viewer import Viewer


def held_on(on: date) -> Q:
    """The posts in force on a day."""
    return Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))


def desk(office: str, role: str) -> str:
    """The name a grant is made out to when it is meant for whoever holds the post."""
    return f"desk:{office}:{role}"


def viewer_for(account: Account, now: datetime) -> Viewer:
    """Who this account is today: its own name and the desks of the posts it holds. An administrator has no desk."""
    if not account.is_active:
        return Viewer(name=account.name, language=account.language)
    held = Post.objects.filter(held_on(now.date()), account=account).values_list("role", "office")
    posts = frozenset((role, office) for role, office in held)
    desks = {desk(office, role) for role, office in posts if ROLES[role].has_desk}
    return Viewer(
        name=account.name,
        principals=frozenset({f"account:{account.pk}"} | desks),
        account_id=account.pk,
        posts=posts,
        language=account.language,
    )
