"""What people do about people: invite, appoint, end a post, set who is on duty."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.contrib.auth.tokens import default_token_generator
from django.db import IntegrityError, transaction
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from comity.people.access import may_keep_accounts, may_set_duty
from comity.people.models import Duty, Post, Staff
from comity.people.roles import QUALIFICATIONS, ROLES
from comity.people.viewers import held_on
from comity.trust.happenings import happened
from comity.trust.lifecycle import Refused
from comity.trust.models import Account
from comity.trust.viewer import Viewer

LONGEST_DUTY = 62


def initials_of(name: str) -> str:
    """Two letters for the small round picture: the first of the first and of the last word."""
    words: list[str] = re.findall(r"\w+", name)
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def one_time_link_parts(account: Account) -> tuple[str, str]:
    """The two parts of a link with which the account's password can be set once."""
    return urlsafe_base64_encode(force_bytes(account.pk)), default_token_generator.make_token(account)


@transaction.atomic
def invite(
    *,
    email: str,
    name: str,
    viewer: Viewer,
    now: datetime,
    language: str = "en",
    languages: Iterable[str] = (),
    qualifications: Iterable[str] = (),
) -> Account:
    """Somebody new gets an account without a password; a link to choose one is handed to them once."""
    if not may_keep_accounts(viewer) and viewer.system not in ("setup", "demo"):
        raise Refused(_("Only an administrator can add people."))
    if Account.objects.filter(email=email.strip().lower()).exists():
        raise Refused(_("There is already an account with this e-mail address."))
    account = Account.objects.create_account(email=email.strip(), name=name.strip(), language=language)
    Staff.objects.create(
        account=account,
        initials=initials_of(name),
        languages=sorted(set(languages)),
        qualifications=[slug for slug in QUALIFICATIONS if slug in set(qualifications)],
    )
    happened("person-invited", account, viewer=viewer, now=now)
    return account


@transaction.atomic
def appoint(
    *, account: Account, role: str, office: str, viewer: Viewer, now: datetime, since: date | None = None
) -> Post:
    """From this day the person holds the post and sees what its desk is shown."""
    if not may_keep_accounts(viewer) and viewer.system not in ("setup", "demo"):
        raise Refused(_("Only an administrator can appoint people."))
    if role not in ROLES:
        raise Refused(_("There is no such role."))
    since = since or now.date()
    if Post.objects.filter(account=account, role=role, office=office, until__isnull=True).exists():
        raise Refused(_("%(name)s already holds this post.") % {"name": account.name})
    try:
        with transaction.atomic():
            post = Post.objects.create(account=account, role=role, office=office, since=since)
    except IntegrityError:
        raise Refused(_("%(name)s already holds this post.") % {"name": account.name}) from None
    happened("person-appointed", account, viewer=viewer, now=now, role=role, office=office)
    return post


@transaction.atomic
def end_post(*, post: Post, viewer: Viewer, now: datetime, until: date | None = None) -> None:
    """The person no longer holds the post; from that day its desk is closed to them."""
    if not may_keep_accounts(viewer):
        raise Refused(_("Only an administrator can end a post."))
    if post.until is not None:
        raise Refused(_("This post has already ended."))
    until = until or now.date()
    if until < post.since:
        raise Refused(_("A post cannot end before it began."))
    if post.role == "administrator" and not (
        Post.objects.filter(held_on(until), role="administrator", account__is_active=True).exclude(pk=post.pk).exists()
    ):
        raise Refused(_("This is the last administrator. Appoint another one first."))
    post.until = until
    post.save(update_fields=["until"])
    happened("post-ended", post.account, viewer=viewer, now=now, role=post.role, office=post.office)


@transaction.atomic
def set_duty(*, office: str, account: Account, from_on: date, to_on: date, viewer: Viewer, now: datetime) -> Duty:
    """On these days the person answers what comes in to the office; whoever was down for them is taken off."""
    if not may_set_duty(viewer, office) and viewer.system not in ("setup", "demo"):
        raise Refused(_("The rota of this office is set by its director, its intake workers or an administrator."))
    if to_on < from_on:
        raise Refused(_("The last day is before the first."))
    if (to_on - from_on).days > LONGEST_DUTY:
        raise Refused(_("Nobody is on duty for more than two months at a time."))
    if not works_at(account, office, from_on):
        raise Refused(_("%(name)s holds no post at this office on that day.") % {"name": account.name})
    clear_days(office, from_on, to_on)
    duty = Duty.objects.create(office=office, account=account, from_on=from_on, to_on=to_on)
    happened("duty-set", account, viewer=viewer, now=now, office=office, days=(to_on - from_on).days + 1)
    return duty


@transaction.atomic
def unset_duty(*, office: str, from_on: date, to_on: date, viewer: Viewer, now: datetime) -> None:
    """Nobody is down for these days; what comes in goes to the whole desk."""
    if not may_set_duty(viewer, office):
        raise Refused(_("The rota of this office is set by its director, its intake workers or an administrator."))
    clear_days(office, from_on, to_on)


def clear_days(office: str, from_on: date, to_on: date) -> None:
    """Cut the days out of what stands in the rota, keeping what lies before and after."""
    for duty in Duty.objects.filter(office=office, from_on__lte=to_on, to_on__gte=from_on):
        before, after = duty.from_on < from_on, duty.to_on > to_on
        if after:
            Duty.objects.create(
                office=office, account=duty.account, from_on=to_on + timedelta(days=1), to_on=duty.to_on
            )
        if before:
            duty.to_on = from_on - timedelta(days=1)
            duty.save(update_fields=["to_on"])
        else:
            duty.delete()


def works_at(account: Account, office: str, on: date) -> bool:
    """Whether the person holds a post with a desk at the office on that day."""
    roles = [role.slug for role in ROLES.values() if role.has_desk]
    return Post.objects.filter(held_on(on), account=account, office=office, role__in=roles).exists()


def who_is_on_duty(office: str, on: date) -> Account | None:
    """The one person who answers what comes in to the office on that day, if the rota names one."""
    duty = (
        Duty.objects.filter(office=office, from_on__lte=on, to_on__gte=on, account__is_active=True)
        .select_related("account")
        .order_by("-from_on", "-pk")
        .first()
    )
    return duty.account if duty else None


def holders(office: str, role: str, on: date) -> list[Account]:
    """Everybody who holds a role at an office on a day, by name."""
    posts = Post.objects.filter(held_on(on), office=office, role=role, account__is_active=True).select_related(
        "account"
    )
    return sorted((post.account for post in posts), key=lambda account: account.name)


@transaction.atomic
def change_profile(
    *,
    account: Account,
    name: str,
    phone: str,
    languages: Iterable[str],
    qualifications: Iterable[str],
    viewer: Viewer,
    now: datetime,
) -> Staff:
    """What colleagues read about a person is put right, by the person or by an administrator."""
    if viewer.account_id != account.pk and not may_keep_accounts(viewer):
        raise Refused(_("You can change only your own profile."))
    account.name = name
    account.save(update_fields=["name"])
    staff, _made = Staff.objects.get_or_create(account=account, defaults={"initials": initials_of(name)})
    staff.initials, staff.phone = initials_of(name), phone
    staff.languages = sorted(set(languages))
    staff.qualifications = [slug for slug in QUALIFICATIONS if slug in set(qualifications)]
    staff.save()
    happened("profile-changed", account, viewer=viewer, now=now)
    return staff
