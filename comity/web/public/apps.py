from django.apps import AppConfig


class PublicDoorConfig(AppConfig):
    name = "comity.web.public"
    label = "web_public"
