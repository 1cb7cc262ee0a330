"""The people of two offices, each with a browser of their own."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client

from comity.people.models import Post


@pytest.fixture
def office(cast: SimpleNamespace) -> SimpleNamespace:
    """The cast with posts and browsers."""
    since = date(2026, 1, 1)
    people = SimpleNamespace()
    for name, posts in {
        "lena": [("specialist", "atlanta")],
        "sam": [("director", "atlanta"), ("intake", "atlanta")],
        "iris": [("intake", "atlanta")],
        "kofi": [("specialist", "boston"), ("director", "boston")],
    }.items():
        for role, slug in posts:
            Post.objects.create(account=cast.account[name], role=role, office=slug, since=since)
        client = Client()
        client.force_login(cast.account[name])
        setattr(people, name, client)
    people.stranger = Client()
    return people
