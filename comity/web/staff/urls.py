"""The addresses of the staff door. Each module below says its own; to add a room, write the module and name it here."""

from importlib import import_module

from django.urls import URLPattern

from comity.web.staff import rooms

app_name = "staff"
urlpatterns: list[URLPattern] = []

for name in rooms.ROOMS:
    urlpatterns += import_module(f"comity.web.staff.{name}").urlpatterns
