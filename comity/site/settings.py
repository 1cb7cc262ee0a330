"""Settings: one file, typed readers that fail loudly, everything an operator may change read from the environment.

The swap to ``pysqlite3`` happens here and only here: Debian's own SQLite has the write-ahead-log reset bug
(3.7.0 to 3.51.2), the wheel bundles a fixed one.
"""

import os
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

try:
    import pysqlite3  # type: ignore[import-untyped]
    import pysqlite3.dbapi2  # type: ignore[import-untyped]
except ImportError:  # no wheel for this machine: the start-up check warns about the system's SQLite
    pass
else:
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE = Path(__file__).resolve().parent.parent


def read(name: str, default: str) -> str:
    """The environment's value, or the content of the file that NAME_FILE names, or the default."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def read_bool(name: str, default: bool) -> bool:
    value = read(name, "yes" if default else "no").lower()
    if value not in ("yes", "no"):
        raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}")
    return value == "yes"


def read_int(name: str, default: int) -> int:
    value = read(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}") from None


def database(url: str, data: Path) -> dict[str, object]:
    """SQLite in the data folder, or the PostgreSQL that the URL names: postgresql://user:password@host:port/name."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data / "comity.sqlite3",
            "CONN_MAX_AGE": 300,
            "OPTIONS": {
                "timeout": 20,
                # DEFERRED loses read-then-write transactions to "database is locked" without waiting (docs/decisions).
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA synchronous=FULL;PRAGMA cache_size=-20000;"
                "PRAGMA temp_store=MEMORY;PRAGMA journal_size_limit=67108864;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured("COMITY_DATABASE_URL must begin with postgresql://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
    }


DATA = Path(read("COMITY_DATA", str(Path.home() / "comity-data"))).resolve()
DEMO = read_bool("COMITY_DEMO", False)
PROFILE = read("COMITY_PROFILE", "us-crs")
DEBUG = False
# `comity setup` writes the secret next to the data; commands that run before setup get a throw-away one.
SECRET_FILE = DATA / "secret.txt"
SECRET_KEY = SECRET_FILE.read_text().strip() if SECRET_FILE.exists() else os.urandom(32).hex()
KEY_FILE = Path(read("COMITY_KEY_FILE", str(DATA / "key.txt")))
ALLOWED_HOSTS = [h.strip() for h in read("COMITY_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if h.strip()]
HTTPS = read_bool("COMITY_HTTPS", False)

DATABASES = {"default": database(read("COMITY_DATABASE_URL", ""), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False  # with IMMEDIATE, every page that only reads would take the write lock

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "comity.trust",
    "comity.texts",
    "comity.agency",
    "comity.people",
    "comity.notices",
    "comity.meetings",
    "comity.intake",
    "comity.cases",
    "comity.reports",
    "comity.web.components",
    "comity.web.public",
    "comity.web.participant",
    "comity.web.signin",
    "comity.web.staff",
    "comity.site",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "comity.web.doors.AtTheDoor",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "comity.web.doors.ClosedByDefault",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "comity.site.urls"
WSGI_APPLICATION = "comity.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "comity.web.doors.surroundings",
                "comity.web.staff.frame.frame",
            ],
        },
    },
]

AUTH_USER_MODEL = "trust.Account"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "signin:sign-in"
LOGIN_REDIRECT_URL = "staff:today"
LOGOUT_REDIRECT_URL = "signin:sign-in"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文"), ("ar", "العربية")]
LOCALE_PATHS = [BASE / "locale"]
FORMAT_MODULE_PATH = ["comity.locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [BASE / "web" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # `comity setup` collects them: each under a name that says its content, with a packed copy beside it (60 KB bar).
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# A page may load its own stylesheet, scripts and pictures; nothing from another origin, nothing inline.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
# "no-referrer" would make browsers send "Origin: null" with forms, which the forgery check must refuse.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "comity.web.doors.forged"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/staff/"
SECURE_SSL_REDIRECT = False  # the reverse proxy does it (docs/run-it.md)
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# A field takes 20,000 characters; a page of ten such fields in a four-byte script still fits.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024  # photos stay in memory: no plaintext spool on disk
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# A notice counts as sent only when a mail server took it. Printing it instead would be a lie to the office, and would
# write people's addresses into a log; the invented people of the demo have none to lose.
EMAIL_BACKEND = f"django.core.mail.backends.{'console' if DEMO else 'smtp'}.EmailBackend"
EMAIL_HOST = read("COMITY_SMTP_HOST", "localhost")
EMAIL_PORT = read_int("COMITY_SMTP_PORT", 587)
EMAIL_HOST_USER = read("COMITY_SMTP_USER", "")
EMAIL_HOST_PASSWORD = read("COMITY_SMTP_PASSWORD", "")
EMAIL_USE_TLS = read_bool("COMITY_SMTP_STARTTLS", True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = read("COMITY_MAIL_FROM", "post@comity.example")

COMITY_REACTIONS = "comity.reactions.TABLE"
EXIT_TO = read("COMITY_EXIT_TO", "https://www.weather.gov/")
EMERGENCY_NUMBER = read("COMITY_EMERGENCY_NUMBER", "911")
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"without words": {"()": "comity.site.logs.WithoutWords"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "without words"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
