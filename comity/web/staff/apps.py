from django.apps import AppConfig


class StaffDoorConfig(AppConfig):
    name = "comity.web.staff"
    label = "web_staff"
