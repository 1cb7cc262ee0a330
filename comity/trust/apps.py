from django.apps import AppConfig


class TrustConfig(AppConfig):
    name = "comity.trust"
    label = "trust"
