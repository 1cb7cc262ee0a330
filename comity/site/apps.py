from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "comity.site"
    label = "site"

    def ready(self) -> None:
        from comity.site import checks  # noqa: F401 - registers the checks
