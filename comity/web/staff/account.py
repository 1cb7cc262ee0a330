"""Your own account: language, colours, keys; the profile and the password are linked from here."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comity.people.roles import ROLES
from comity.web.doors import Visit
from comity.web.staff.frame import THEMES
from comity.web.staff.names import office_city


@require_safe
def own_account(request: Visit) -> HttpResponse:
    """Who you are here, which posts you hold, and how the pages look and speak to you."""
    held = [
        {"role": ROLES[role].name, "plain": ROLES[role].plain, "office": office_city(office, request.viewer.language)}
        for role, office in sorted(request.viewer.posts)
    ]
    return render(request, "staff/people/account.html", {"nav": "people", "held": held, "person": request.user})


@require_POST
def preferences(request: Visit) -> HttpResponse:
    """Language, colours and keys, from the menu or from the settings; back to where the person was."""
    account: Any = request.user
    changed = []
    if (code := request.POST.get("language", "")) in dict(settings.LANGUAGES):
        account.language = code
        translation.activate(code)
        changed.append("language")
    if (theme := request.POST.get("theme", "")) in {choice["slug"] for choice in THEMES}:
        account.theme = theme
        changed.append("theme")
    if (keys := request.POST.get("keys", "")) in ("on", "off"):
        account.keys_on = keys == "on"
        changed.append("keys_on")
    if changed:
        account.save(update_fields=changed)
        messages.success(request, _("Your settings are saved."))
    back = request.POST.get("back", "")
    inside = back.startswith("/staff/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if inside else "staff:own-account")


urlpatterns = [
    path("account/", own_account, name="own-account"),
    path("account/preferences/", preferences, name="preferences"),
]
