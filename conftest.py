"""What every test gets, beside the code and in tests/ alike: a database cloned in no time, a browser when asked."""

from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.harness.database", "tests.harness.browser"]

ROOT = Path(__file__).parent / "comity"
ENGINES = ROOT / "engines"
# What is stored and counted is proved on both databases; what only shows it, on SQLite.
ON_BOTH = [ROOT / package for package in ("trust", "people", "notices", "meetings", "intake", "cases")]

# Derandomised, so that a red run is red again; the long run looks further.
settings.register_profile(
    "ci", derandomize=True, deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("long", deadline=None, max_examples=500, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ci")


@pytest.fixture(autouse=True)
def in_english() -> None:
    """A page read in Chinese leaves the thread speaking Chinese; every test begins in English."""
    translation.activate("en")


@pytest.fixture(autouse=True)
def counted_anew() -> None:
    """A report kept from one test is no figure of the next."""
    from comity.reports import kept

    kept.forget()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Engines are tested without a database wherever their tests stand; whoever asks for a page drives a browser."""
    for item in items:
        if ENGINES in item.path.parents:
            item.add_marker("engine")
        if any(package in item.path.parents for package in ON_BOTH):
            item.add_marker("both")
        if "open_page" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
