"""The addresses of the public door: pages to read here, the question flow in `flow_urls`."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from comity.web.public import offices, pages

app_name = "public"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.home, name="home"),
    path("services/", pages.services, name="services"),
    path("programs/", pages.programs, name="programs"),
    path("programs/<slug:slug>/", pages.program, name="program"),
    path("with/<slug:slug>/", pages.audience, name="audience"),
    path("offices/", offices.finder, name="offices"),
    path("offices/<slug:slug>/", offices.page, name="office"),
    path("about/", pages.about, name="about"),
    path("confidentiality/", pages.confidentiality, name="confidentiality"),
    path("privacy/", pages.privacy, name="privacy"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("safety/", pages.safety, name="safety"),
    path("start/", pages.start, name="start"),
]
# The flow takes every other first step (/ask/…, /report/…), so it comes last.
if find_spec("comity.web.public.flow_urls"):
    urlpatterns.append(path("", include("comity.web.public.flow_urls")))
