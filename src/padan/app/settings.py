"""Django's settings, all from the environment.

``PADAN_HOME``: the folder of the register, where ``office.sqlite3`` lies; ``DATABASE_URL``: another database
(``postgresql://…``); ``PADAN_REGENCY``: the regency's Kemendagri code; ``PADAN_SECRET_KEY``: the key of sessions and
links, without which one is drawn and kept in the register's folder; ``PADAN_HOSTS``: names by which the site is asked
for, with commas; ``PADAN_HTTPS``: 1 behind a server that speaks HTTPS; ``PADAN_SECOND_FACTOR``: 0 leaves it out (for a
demo); ``PADAN_UPLOAD_MB``: the largest file that is taken through the pages (100); ``PADAN_OIDC_SERVER``,
``PADAN_OIDC_CLIENT``, ``PADAN_OIDC_SECRET``: sign-in by the regency's own accounts;
``PADAN_EMAIL_URL``: ``smtp://user:password@host:port`` for invitations.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key

PADAN_HOME = Path(os.environ.get("PADAN_HOME", "padan-home"))
# The regency of this installation, a Kemendagri code.
PADAN_REGENCY = os.environ.get("PADAN_REGENCY", "64.02")
# The secrets by which numbers lie sealed; made with the office.
PADAN_KEY_FILE = PADAN_HOME / "office.keys"
# The largest file that is taken through the pages, MB.
PADAN_UPLOAD_MB = int(os.environ.get("PADAN_UPLOAD_MB", "100"))
PADAN_SECOND_FACTOR = os.environ.get("PADAN_SECOND_FACTOR", "1") != "0"

SECRET_KEY = os.environ.get("PADAN_SECRET_KEY") or get_random_secret_key()
DEBUG = False
ALLOWED_HOSTS = [name for name in os.environ.get("PADAN_HOSTS", "localhost,127.0.0.1").split(",") if name]

_OIDC = os.environ.get("PADAN_OIDC_SERVER")


def _origin(address: str) -> str:
    """Scheme and host of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    *(("allauth.socialaccount", "allauth.socialaccount.providers.openid_connect") if _OIDC else ()),
    "django_htmx",
    "padan.office.audit",
    "padan.office.accounts",
    "padan.office.registry",
    "padan.office.jobs",
    "padan.office.receiving",
    "padan.office.reviews",
    "padan.office.subjects",
    "padan.office.tasks",
    "padan.office.aid",
    "padan.office.complaints",
    "padan.office.decrees",
    "padan.office.delivery",
    "padan.office.checking",
    "padan.office.giving",
    "padan.office.matching",
    "padan.office.showing",
    "padan.office.bringing",
    "padan.office.activities",
    "padan.office.coordination",
    "padan.web",
]

MIDDLEWARE = [
    "padan.web.middleware.Log",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "padan.web.middleware.Devices",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "padan.web.middleware.Language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "padan.web.middleware.Seen",
    "padan.web.api.door.ApiDoor",
    "django_htmx.middleware.HtmxMiddleware",
    "padan.web.middleware.Unasked",
    "padan.web.damaged.Damaged",
    "padan.web.middleware.Gate",
]
ROOT_URLCONF = "padan.app.urls"
WSGI_APPLICATION = "padan.app.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "DIRS": [Path(__file__).parents[1] / "web" / "templates"],
        "OPTIONS": {
            "environment": "padan.web.environment.environment",
            "context_processors": [
                "padan.web.environment.around",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
    # What libraries bring and no page of ours replaces, such as the texts of mails.
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True},
]

# The other engine takes six times as long for a list of 240 villages.
FORM_RENDERER = "django.forms.renderers.Jinja2"

_DATABASE = os.environ.get("DATABASE_URL") or f"sqlite:///{PADAN_HOME.absolute() / 'office.sqlite3'}"
DATABASES = {"default": dj_database_url.parse(_DATABASE, conn_max_age=600)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # Who writes takes the lock when the transaction begins: two who read first and then write would both fail.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    # Pages ask short questions, many at a time: workers of one question's own take the cores from the other readers.
    DATABASES["default"]["OPTIONS"] = {"options": "-c max_parallel_workers_per_gather=0"}
# In the database, so that all processes of the server count the same guesses at a password.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["padan.office.accounts.passwords.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "padan.web.entrance.Entrance"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "padan.web.signing_in.SignInForm",
    "reset_password": "padan.web.signing_in.LostPasswordForm",
    "reset_password_from_key": "padan.web.signing_in.PasswordByLinkForm",
    "change_password": "padan.web.signing_in.ChangePasswordForm",
    "reauthenticate": "padan.web.signing_in.PasswordAgainForm",
}
# A whole office comes in from one address of the network in the morning; guesses are counted by account as well.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "20/10m/ip,5/10m/key",
    # A village files from one address too; nobody types that many complaints.
    "complaint": "20/h/ip",
    "complaint_code": "60/10m/ip",
}
MFA_ADAPTER = "padan.web.entrance.SecondFactor"
MFA_FORMS = {
    "authenticate": "padan.web.signing_in.SecondFactorForm",
    "activate_totp": "padan.web.signing_in.SetUpForm",
    "reauthenticate": "padan.web.signing_in.SecondFactorAgainForm",
}
# An address is given with the account by who keeps accounts; nobody takes one that is another's.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Padan"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
SOCIALACCOUNT_ONLY = False
if _OIDC:
    SOCIALACCOUNT_ADAPTER = "padan.web.regency_accounts.RegencyAccounts"
    SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
    SOCIALACCOUNT_STORE_TOKENS = False
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "regency",
                    "name": "Akun kabupaten",
                    "client_id": os.environ.get("PADAN_OIDC_CLIENT", ""),
                    "secret": os.environ.get("PADAN_OIDC_SECRET", ""),
                    "settings": {"server_url": _OIDC},
                }
            ]
        }
    }

_HTTPS = os.environ.get("PADAN_HTTPS") == "1"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = _HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
CSRF_TRUSTED_ORIGINS = [f"https://{name}" for name in ALLOWED_HOSTS] if _HTTPS else []
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
# Nothing is ever asked of another host, and nothing written in a page runs.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE], "script-src": [SELF], "style-src": [SELF], "img-src": [SELF, "data:"],
        "connect-src": [SELF], "font-src": [SELF], "form-action": [SELF, *((_origin(_OIDC),) if _OIDC else ())],
        "base-uri": [NONE], "frame-ancestors": [NONE], "manifest-src": [SELF], "worker-src": [SELF],
    }
}  # fmt: skip

STATIC_URL = "/static/"
# Served as they lie in the packages: there is no step that gathers them. An address carries what the file holds.
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 365 * 24 * 60 * 60
# Uploads beyond this size go to the disk while they arrive.
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

if _MAIL := os.environ.get("PADAN_EMAIL_URL"):
    _mail = urlsplit(_MAIL)
    EMAIL_HOST, EMAIL_PORT = _mail.hostname or "localhost", _mail.port or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
    EMAIL_USE_TLS = _mail.scheme == "smtp+tls"
else:
    # Not to the console: what stands in a mail is personal, and a console is often a log.
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("PADAN_EMAIL_FROM", "padan@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "padan.app.logs.AsJson"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "loggers": {
        "padan": {"handlers": ["stderr"], "level": os.environ.get("PADAN_LOG", "INFO"), "propagate": False},
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
    },
}

USE_TZ = True
TIME_ZONE = "Asia/Makassar"
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
