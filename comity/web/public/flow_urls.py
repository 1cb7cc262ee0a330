"""The addresses of the two flows. Nothing that was answered ever stands in one."""

from django.urls import path, re_path

from comity.web.public import flow

FLOW = r"^(?P<flow>ask|report)/"
urlpatterns = [
    path("forget/", flow.forget, name="forget"),
    re_path(FLOW + r"$", flow.begin, name="begin"),
    path("ask/", flow.begin, {"flow": "ask"}, name="ask"),
    path("report/", flow.begin, {"flow": "report"}, name="report"),
    re_path(FLOW + r"check/$", flow.check, name="check"),
    re_path(FLOW + r"sent/$", flow.sent, name="sent"),
    re_path(FLOW + r"card/$", flow.card, name="card"),
    re_path(FLOW + r"danger/$", flow.danger, name="danger"),
    re_path(FLOW + r"(?P<slug>[a-z]+)/$", flow.question, name="question"),
]
