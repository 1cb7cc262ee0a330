from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "comity.site"
    label = "site"
