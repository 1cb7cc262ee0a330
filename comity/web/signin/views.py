"""Signing in and out, choosing a password by a one-time link, changing it; in the demonstration, a card per role."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.views import PasswordChangeView, PasswordResetConfirmView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from comity.intake.front import in_groups
from comity.people.languages import SPOKEN
from comity.people.models import Post
from comity.people.roles import ROLES
from comity.people.viewers import held_on
from comity.trust.models import Account
from comity.web.doors import Visit
from comity.web.signin import tries
from comity.web.staff.names import office_city
from comity.web.typed import EmailLine

LONGEST_PASSWORD = 1000
CARDS_PER_ROLE = 2
DEMO_RECEIPTS = "demo-receipts.json"


class Secret(forms.CharField):
    """A password: taken as it is typed, never shown again."""

    widget = forms.PasswordInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, max_length=LONGEST_PASSWORD, **kwargs)
        self.widget.attrs.pop("maxlength", None)

    def clean(self, value: Any) -> Any:
        try:
            str(value or "").encode()
        except UnicodeEncodeError:
            raise forms.ValidationError(_("The password holds characters that no keyboard makes.")) from None
        return super().clean(value)


class SignInForm(forms.Form):
    """Who you are, and your password."""

    email = EmailLine(label=gettext_lazy("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = Secret(
        label=gettext_lazy("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


def address_of(request: HttpRequest) -> str:
    """Whom wrong passwords slow down; only a keyed hash of it is kept, and only for the day."""
    return str(request.META.get("REMOTE_ADDR", ""))


def where_next(request: HttpRequest) -> str:
    """Back to the page that was asked for, if it is one of ours."""
    asked = request.POST.get("next", "") or request.GET.get("next", "")
    if asked.startswith("/staff/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return asked
    return resolve_url(settings.LOGIN_REDIRECT_URL)


@sensitive_post_parameters("password")
@sensitive_variables()
def sign_in(request: Visit) -> HttpResponse:
    """The door of the office. The answer never tells whether an account exists."""
    if request.viewer.account_id is not None:
        return redirect(where_next(request))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email, password = form.cleaned_data["email"], form.cleaned_data["password"]
        if wait := tries.wait_for(email, address_of(request), request.now):
            form.add_error(None, wait_words(wait))
            return sign_in_page(request, form, status=429)
        account = authenticate(request, username=email.lower(), password=password)
        if isinstance(account, Account):
            tries.right(email, address_of(request), request.now)
            login(request, account)
            return redirect(where_next(request))
        tries.wrong(email, address_of(request), request.now)
        form.add_error(None, _("The e-mail address or the password is not right."))
    return sign_in_page(request, form, status=400 if form.errors else 200)


def wait_words(wait: timedelta) -> str:
    minutes = max(1, -(-int(wait.total_seconds()) // 60))
    return ngettext(
        "That was wrong too often. Please wait %(minutes)s minute and try again.",
        "That was wrong too often. Please wait %(minutes)s minutes and try again.",
        minutes,
    ) % {"minutes": minutes}


def sign_in_page(request: Visit, form: SignInForm, *, status: int) -> HttpResponse:
    cards = demo_cards(request) if settings.DEMO else []
    receipts = demo_receipts() if settings.DEMO else []
    context = {"form": form, "next": where_next(request), "cards": cards, "receipts": receipts}
    return render(request, "signin/sign_in.html", context, status=status)


def demo_cards(request: Visit) -> list[dict[str, Any]]:
    """In the demonstration: for each role the first people who hold it, to sign in as with one press."""
    held = Post.objects.filter(held_on(request.now.date()), account__is_active=True).select_related("account")
    everything = {(post.account_id, post.role) for post in held}
    shown: set[int] = set()
    cards: list[dict[str, Any]] = []
    for role in ROLES.values():
        offices: dict[int, list[Post]] = {}
        for post in held.order_by("account_id", "pk"):
            if post.role == role.slug and post.account_id not in shown:
                offices.setdefault(post.account_id, []).append(post)
        for account, posts in list(offices.items())[:CARDS_PER_ROLE]:
            shown.add(account)
            cities = [office_city(post.office, request.LANGUAGE_CODE) for post in posts]
            roles = [str(its.name) for its in ROLES.values() if (account, its.slug) in everything]
            card = {
                "account": posts[0].account,
                "role": ", ".join(roles),
                "plain": role.plain,
                "office": ", ".join(cities),
            }
            cards.append(card)
    return cards


def demo_receipts() -> list[dict[str, Any]]:
    """In the demonstration: receipts with which a visitor can look at a matter as the person who asked."""
    try:
        kept = json.loads((settings.DATA / DEMO_RECEIPTS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    for card in kept:
        card |= {"groups": in_groups(card["digits"]), "spoken": SPOKEN.get(card["language"], card["language"])}
    return list(kept)


@require_POST
def demo(request: Visit) -> HttpResponse:
    """The demonstration only: sign in as one of the made-up people."""
    if not settings.DEMO:
        raise Http404
    number = request.POST.get("account", "")
    if not number.isdecimal() or len(number) > 9:
        raise Http404
    account = get_object_or_404(Account, pk=int(number), is_active=True)
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    return redirect(where_next(request))


@require_POST
def sign_out(request: Visit) -> HttpResponse:
    """Leave the office on this device."""
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


class ChosenPassword(SetPasswordForm):  # type: ignore[type-arg]  # generic in the stubs only
    """A new password, twice."""

    new_password1 = Secret(
        label=gettext_lazy("New password, 12 characters or more"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    new_password2 = Secret(
        label=gettext_lazy("The same again"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )


class SetPassword(PasswordResetConfirmView):
    """Whoever holds the one-time link chooses a password and is in."""

    template_name = "signin/set_password.html"
    form_class = ChosenPassword
    success_url = reverse_lazy("staff:today")
    post_reset_login = True
    post_reset_login_backend = "django.contrib.auth.backends.ModelBackend"
    reset_url_token = "chosen"  # noqa: S105 - the word that stands in the address instead of the token


class ChangedPassword(ChosenPassword):
    """The old password, and a new one twice."""

    old_password = Secret(
        label=gettext_lazy("Your password until now"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("old_password", "new_password1", "new_password2")

    def clean_old_password(self) -> str:
        old = str(self.cleaned_data["old_password"])
        if not self.user.check_password(old):
            raise forms.ValidationError(_("This is not your password until now."))
        return old


class ChangePassword(PasswordChangeView):
    """Somebody who is signed in chooses a new password; their other devices are signed out."""

    template_name = "signin/change_password.html"
    form_class = ChangedPassword  # type: ignore[assignment]  # the stubs want Django's own form
    success_url = reverse_lazy("staff:own-account")

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("Your new password is saved. Your other devices are signed out."))
        return super().form_valid(form)
