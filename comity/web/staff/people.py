"""The people of the service: who works where, with which languages and qualifications; inviting and appointing them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from comity.people import actions
from comity.people.access import may_keep_accounts
from comity.people.languages import SPOKEN
from comity.people.models import Duty, Post, Staff
from comity.people.roles import QUALIFICATIONS, ROLES
from comity.people.viewers import held_on
from comity.trust.lifecycle import Refused
from comity.trust.models import Account
from comity.web.doors import Visit
from comity.web.staff.names import office_choices, office_city, role_choices
from comity.web.typed import DayField, EmailLine, Line, PhoneField, SlugChoice, SlugChoices, tidy


class ProfileForm(forms.Form):
    """What colleagues read about a person."""

    name = Line(label=gettext_lazy("Name"))
    phone = PhoneField(label=gettext_lazy("Telephone"), required=False)
    languages = SlugChoices(
        label=gettext_lazy("Languages spoken"),
        choices=SPOKEN.items(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    qualifications = SlugChoices(
        label=gettext_lazy("Qualified as"),
        choices=QUALIFICATIONS.items(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class AppointForm(forms.Form):
    """A post at an office, from a day on."""

    role = SlugChoice(label=gettext_lazy("Role"))
    office = SlugChoice(label=gettext_lazy("Office"))
    since = DayField(label=gettext_lazy("From"), required=False)

    def __init__(self, *args: Any, language: str, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices()  # type: ignore[attr-defined]
        self.fields["office"].choices = office_choices(language, on)  # type: ignore[attr-defined]


class InviteForm(AppointForm):
    """Somebody new, with a first post."""

    name = Line(label=gettext_lazy("Name"))
    email = EmailLine(label=gettext_lazy("E-mail address"))
    qualifications = SlugChoices(
        label=gettext_lazy("Qualified as"),
        choices=QUALIFICATIONS.items(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("name", "email", "role", "office", "since", "qualifications")


def post_words(post: Post, language: str) -> dict[str, Any]:
    role = ROLES[post.role]
    return {"post": post, "role": role.name, "plain": role.plain, "office": office_city(post.office, language)}


@require_safe
def people(request: Visit) -> HttpResponse:
    """Everybody who works here, by office."""
    on, language, asked = request.today, request.viewer.language, tidy(request.GET.get("q", ""))
    held = Post.objects.filter(held_on(on), account__is_active=True).select_related("account", "account__staff")
    on_duty = set(Duty.objects.filter(from_on__lte=on, to_on__gte=on).values_list("account_id", "office"))
    by_office: dict[str, dict[int, dict[str, Any]]] = defaultdict(dict)
    for post in held.order_by("account__name", "role"):
        if asked and asked.casefold() not in post.account.name.casefold():
            continue
        row = by_office[post.office].setdefault(post.account_id, person_row(post, on_duty))
        row["roles"].append(ROLES[post.role].name)
    groups = [
        {"office": slug, "city": city, "people": list(by_office[slug].values())}
        for slug, city in office_choices(language, on)
        if slug in by_office
    ]
    waiting = Account.objects.filter(is_active=True, posts__isnull=True).order_by("name") if not asked else []
    context = {
        "nav": "people",
        "groups": groups,
        "waiting": waiting,
        "asked": asked,
        "may_invite": may_keep_accounts(request.viewer),
    }
    return render(request, "staff/people/list.html", context)


def person_row(post: Post, on_duty: set[tuple[int, str]]) -> dict[str, Any]:
    staff: Staff | None = getattr(post.account, "staff", None)
    return {
        "account": post.account,
        "initials": actions.initials_of(post.account.name),
        "languages": [SPOKEN[tag] for tag in staff.languages if tag in SPOKEN] if staff else [],
        "qualifications": [QUALIFICATIONS[q] for q in staff.qualifications if q in QUALIFICATIONS] if staff else [],
        "on_duty": (post.account_id, post.office) in on_duty,
        "roles": [],
    }


@require_safe
def person(request: Visit, pk: int) -> HttpResponse:
    """One person: posts now and before, languages, qualifications."""
    account = get_object_or_404(Account.objects.select_related("staff"), pk=pk)
    return person_page(request, account, AppointForm(language=request.viewer.language, on=request.today))


def person_page(request: Visit, account: Account, form: forms.Form, *, status: int = 200) -> HttpResponse:
    posts = [post_words(post, request.viewer.language) for post in account.posts.order_by("-since", "role")]
    staff = getattr(account, "staff", None)
    context = {
        "nav": "people",
        "person": account,
        "initials_of_person": actions.initials_of(account.name),
        "staff": staff,
        "languages_spoken": [SPOKEN[tag] for tag in staff.languages if tag in SPOKEN] if staff else [],
        "qualified": [QUALIFICATIONS[slug] for slug in staff.qualifications if slug in QUALIFICATIONS] if staff else [],
        "held": [row for row in posts if row["post"].until is None],
        "past": [row for row in posts if row["post"].until is not None],
        "form": form,
        "may_keep": may_keep_accounts(request.viewer),
        "is_self": account.pk == request.viewer.account_id,
    }
    return render(request, "staff/people/person.html", context, status=status)


def only_administrators(request: Visit) -> None:
    if not may_keep_accounts(request.viewer):
        raise Http404


@sensitive_variables("link")
def invite(request: Visit) -> HttpResponse:
    """An administrator adds somebody and is handed the link with which they choose their password."""
    only_administrators(request)
    form = InviteForm(request.POST or None, language=request.viewer.language, on=request.today)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            account = actions.invite(
                email=given["email"],
                name=given["name"],
                qualifications=given["qualifications"],
                language=request.viewer.language,
                viewer=request.viewer,
                now=request.now,
            )
            actions.appoint(
                account=account,
                role=given["role"],
                office=given["office"],
                since=given["since"],
                viewer=request.viewer,
                now=request.now,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return link_page(request, account)
    return render(
        request, "staff/people/invite.html", {"nav": "people", "form": form}, status=400 if form.errors else 200
    )


def link_page(request: Visit, account: Account) -> HttpResponse:
    """The one-time link, shown once and kept nowhere."""
    uid, token = actions.one_time_link_parts(account)
    link = request.build_absolute_uri(reverse("signin:set-password", args=[uid, token]))
    return render(request, "staff/people/link.html", {"nav": "people", "person": account, "link": link})


@require_POST
def new_link(request: Visit, pk: int) -> HttpResponse:
    """Somebody lost their password: the administrator hands them a new one-time link."""
    only_administrators(request)
    return link_page(request, get_object_or_404(Account, pk=pk, is_active=True))


@require_POST
def posts(request: Visit, pk: int) -> HttpResponse:
    """An administrator gives somebody a post."""
    only_administrators(request)
    account = get_object_or_404(Account, pk=pk)
    form = AppointForm(request.POST, language=request.viewer.language, on=request.today)
    if form.is_valid():
        try:
            actions.appoint(account=account, viewer=request.viewer, now=request.now, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The post is given. Its desk is open to them from that day on."))
            return redirect("staff:person", pk=pk)
    return person_page(request, account, form, status=400)


@require_POST
def post_end(request: Visit, pk: int, post: int) -> HttpResponse:
    """An administrator ends a post; what its desk is shown is closed to the person from today."""
    only_administrators(request)
    held = get_object_or_404(Post.objects.select_related("account"), pk=post, account_id=pk)
    actions.end_post(post=held, viewer=request.viewer, now=request.now)
    messages.success(request, _("The post has ended."))
    return redirect("staff:person", pk=pk)


def profile(request: Visit, pk: int) -> HttpResponse:
    """The person, or an administrator, puts right what colleagues read."""
    account = get_object_or_404(Account.objects.select_related("staff"), pk=pk)
    if account.pk != request.viewer.account_id:
        only_administrators(request)
    staff = getattr(account, "staff", None)
    known = {
        "name": account.name,
        "phone": staff.phone if staff else "",
        "languages": staff.languages if staff else [],
        "qualifications": staff.qualifications if staff else [],
    }
    form = ProfileForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        actions.change_profile(account=account, viewer=request.viewer, now=request.now, **form.cleaned_data)
        messages.success(request, _("The profile is saved."))
        return redirect("staff:person", pk=pk)
    context = {"nav": "people", "person": account, "form": form}
    return render(request, "staff/people/profile.html", context, status=400 if form.errors else 200)


urlpatterns = [
    path("people/", people, name="people"),
    path("people/new/", invite, name="invite"),
    path("people/<int:pk>/", person, name="person"),
    path("people/<int:pk>/profile/", profile, name="profile"),
    path("people/<int:pk>/link/", new_link, name="new-link"),
    path("people/<int:pk>/posts/", posts, name="posts"),
    path("people/<int:pk>/posts/<int:post>/end/", post_end, name="post-end"),
]
