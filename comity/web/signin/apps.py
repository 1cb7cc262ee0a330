from django.apps import AppConfig


class SigninDoorConfig(AppConfig):
    name = "comity.web.signin"
    label = "web_signin"
