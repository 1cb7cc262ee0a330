from django.apps import AppConfig


class AgencyConfig(AppConfig):
    name = "comity.agency"
    label = "agency"
