from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "comity.people"
    label = "people"
