from django.apps import AppConfig


class ComponentsConfig(AppConfig):
    name = "comity.web.components"
    label = "web_components"
