"""The case page: one page for one case, and the small acts that are done from it."""

from django.urls import path

from comity.web.staff.case import access, entries, page, parties, rating, summary, talk

urlpatterns = [
    path("cases/<slug:reference>/", page.case_page, name="case"),
    path("cases/<slug:reference>/entries/", entries.entries, name="entries"),
    path("cases/<slug:reference>/entries/<uuid:pk>/", entries.entry, name="entry"),
    path("cases/<slug:reference>/entries/<uuid:pk>/photo/", entries.photo, name="entry-photo"),
    path("cases/<slug:reference>/entries/<uuid:pk>/follow-up/", entries.follow_up, name="entry-follow-up"),
    path("cases/<slug:reference>/parties/new/", parties.party_new, name="party-new"),
    path("cases/<slug:reference>/parties/<uuid:pk>/", parties.party, name="party"),
    path("cases/<slug:reference>/parties/<uuid:pk>/contact/", parties.contact, name="party-contact"),
    path("cases/<slug:reference>/parties/<uuid:pk>/removal/", parties.removal, name="party-removal"),
    path("cases/<slug:reference>/messages/", talk.talk, name="messages"),
    path("cases/<slug:reference>/tension/", rating.tension, name="tension"),
    path("cases/<slug:reference>/summary/", summary.summary, name="summary"),
    path("cases/<slug:reference>/access/", access.access, name="access"),
]
