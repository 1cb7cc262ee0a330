"""Every address of the site. Public pages carry the language in the path; the staff door does not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from comity.site.health import health

urlpatterns = [
    path("health", health),
    path("staff/", include("comity.web.signin.urls")),
    path("staff/", include("comity.web.staff.urls")),
    *i18n_patterns(
        path("", include("comity.web.participant.urls")),
        path("", include("comity.web.public.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "comity.web.doors.bad_request"
handler403 = "comity.web.doors.not_allowed"
handler404 = "comity.web.doors.not_found"
