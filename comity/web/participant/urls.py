"""The door of a person with a receipt. The digits are typed into a form and never stand in an address."""

from django.urls import path

from comity.web.participant import entrance, matter

app_name = "participant"
# Opens without a receipt; every other page here asks for it (comity.web.openpages, docs/open-pages.md).
OPEN_PAGES = ("participant:follow", "participant:leave")
urlpatterns = [
    path("follow/", entrance.enter, name="follow"),
    path("follow/matter/", matter.page, name="matter"),
    path("follow/matter/message/", matter.message, name="message"),
    path("follow/matter/choices/", matter.choices, name="choices"),
    path("follow/matter/contact/", matter.contact, name="contact"),
    path("follow/matter/companion/", matter.companion, name="companion"),
    path("follow/matter/companion/end/", matter.companion_end, name="companion-end"),
    path("follow/matter/referral/", matter.referral, name="referral"),
    path("follow/matter/withdrawal/", matter.withdrawal, name="withdrawal"),
    path("follow/leave/", entrance.leave, name="leave"),
]
