from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "comity.reports"
    label = "reports"
