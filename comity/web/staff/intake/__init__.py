"""Intake: what reached the office is read, judged and decided here, each item in under a minute."""

from django.urls import path

from comity.web.staff.intake import contact, decisions, item, judging, queue, referrals

ITEM = "intake/<slug:reference>/"

urlpatterns = [
    path("intake/", queue.page, name="intake"),
    path("intake/new/", contact.log_contact, name="log-contact"),
    path("intake/alert/", contact.alert, name="alert"),
    path("intake/referrals/", referrals.page, name="intake-referrals"),
    path(ITEM, item.page, name="intake-item"),
    path(ITEM + "acceptance/", item.accept, name="acceptance"),
    path(ITEM + "message/", item.message, name="intake-message"),
    path(ITEM + "screening/", judging.screening, name="screening"),
    path(ITEM + "route/", judging.route, name="route"),
    path(ITEM + "opening/", decisions.opening, name="intake-decision-opening"),
    path(ITEM + "link/", decisions.link, name="intake-decision-link"),
    path(ITEM + "advice/", decisions.advice, name="intake-decision-advice"),
    path(ITEM + "referral/", decisions.referral, name="intake-decision-referral"),
    path(ITEM + "count/", decisions.count, name="intake-decision-count"),
    path(ITEM + "refusal/", decisions.refusal, name="intake-decision-refusal"),
    path(ITEM + "reopening/", decisions.reopening, name="intake-decision-reopening"),
    path(ITEM + "referrals/<uuid:referral>/", referrals.outcome, name="intake-referral-outcome"),
]
