"""Settings for the tests: an empty data folder of their own, a cheap password hasher, mail kept in memory."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_FOLDER = Path(tempfile.mkdtemp(prefix="comity-test-"))
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
_KEPT = ("COMITY_DATABASE_URL", "COMITY_WRITE_DOCS")
for _name in [name for name in os.environ if name.startswith("COMITY_") and name not in _KEPT]:
    del os.environ[_name]  # an operator's settings must not leak into the tests
os.environ["COMITY_DATA"] = str(_FOLDER)

from comity.site.settings import *  # noqa: E402, F403
from comity.site.settings import DATA, DATABASES  # noqa: E402

SECRET_KEY = "only-for-the-tests"  # noqa: S105
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", "django.contrib.auth.hashers.Argon2PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
STATIC_ROOT.mkdir()  # noqa: F405
# Nothing is collected for a test: files come from where they lie.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
WHITENOISE_USE_FINDERS = True

if "sqlite3" in str(DATABASES["default"]["ENGINE"]):
    # A file, not memory: threads, processes and the browser's server see the same rows as in real life.
    DATABASES["default"]["TEST"] = {"NAME": DATA / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA synchronous=OFF;PRAGMA temp_store=MEMORY;"  # type: ignore[index]
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["TEST"] = {
        "NAME": f"comity_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    }
