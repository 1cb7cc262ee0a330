"""The addresses of the staff door. Each module below says its own; to add a room, write the module and name it here."""

from importlib import import_module
from importlib.util import find_spec

from django.urls import URLPattern

from comity.web.staff import rooms

app_name = "staff"
urlpatterns: list[URLPattern] = []

for name in rooms.ROOMS:
    if find_spec(f"comity.web.staff.{name}") is not None:
        urlpatterns += getattr(import_module(f"comity.web.staff.{name}"), "urlpatterns", [])
urlpatterns += rooms.stand_ins(urlpatterns)
