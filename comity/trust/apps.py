from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class TrustConfig(AppConfig):
    name = "comity.trust"
    label = "trust"

    def ready(self) -> None:
        """Every package's ``access`` is read at the start: a rule nobody imported would not hold."""
        autodiscover_modules("access")
