"""Everything a deployment may set, read from the environment here and nowhere else (docs/reference/settings.md)."""

from __future__ import annotations

import hashlib
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from twiza.core.environment import (
    database_from,
    env_bool,
    env_choice,
    env_folder,
    env_hosts,
    env_int,
    env_origins,
    env_secret,
    env_secret_key,
    env_text,
    env_time_zone,
    sqlite_in,
)

# --- Where this Twiza keeps what it keeps -----------------------------------------------------------------------
SOURCE = Path(__file__).resolve().parent
TWIZA_HOME = Path(env_text("TWIZA_HOME", "var")).resolve()
SECRET_KEY = env_secret_key("TWIZA_SECRET_KEY", home=TWIZA_HOME)
DATABASE_URL = env_secret("DATABASE_URL")
DATABASES = {"default": database_from(DATABASE_URL) if DATABASE_URL else sqlite_in(TWIZA_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = TWIZA_HOME / "files"
DATA = env_folder("TWIZA_DATA", default=SOURCE.parent.parent / "data")
# Shared by every process, so that limits count each attempt once; large, so that nobody washes a count away.
CACHES = {
    "default": {
        "BACKEND": "twiza.core.cache.TruthfulCache",
        "LOCATION": "core_cacheentry",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- Who may reach it -------------------------------------------------------------------------------------------
DEBUG = False
TWIZA_HOSTS = env_hosts("TWIZA_HOSTS")
ALLOWED_HOSTS = [*TWIZA_HOSTS, "localhost", "127.0.0.1", "[::1]"]
# Without a public name we answer the loopback only, over plain http; with one, TLS is required everywhere.
IS_PUBLIC = bool(TWIZA_HOSTS)
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in TWIZA_HOSTS]
IS_BEHIND_PROXY = env_bool("TWIZA_BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = int(IS_BEHIND_PROXY)
SECURE_SSL_REDIRECT = IS_PUBLIC
SECURE_HSTS_SECONDS = 63_072_000 if IS_PUBLIC else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_PUBLIC
SECURE_HSTS_PRELOAD = IS_PUBLIC
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_PUBLIC
# Cookies know no ports: two installations on one computer would sign each other out under the same names. Their keys
# tell them apart; paths do not (two containers, each with its /srv/twiza), and may differ within one installation.
COOKIE_PREFIX = "__Host-twiza" if IS_PUBLIC else "twiza"
INSTALLATION_MARK = hashlib.sha256(f"cookies of {SECRET_KEY}".encode()).hexdigest()[:8]
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}-session-{INSTALLATION_MARK}"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}-csrf-{INSTALLATION_MARK}"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}-language-{INSTALLATION_MARK}"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# The largest file taken is one of localities, 20 MB; more than this is not even read (web/doors.py).
REQUEST_MAX_BYTES = 25_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
# A table of 300 candidate stops, three fields each, and those added by hand.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_PERMISSIONS = 0o600

# The hosts that a basemap's style is on, and takes tiles, glyphs and pictures from.
BASEMAP_HOSTS = env_origins("TWIZA_BASEMAP_HOSTS")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:", *BASEMAP_HOSTS],
        "worker-src": [SELF],
        "connect-src": [SELF, *BASEMAP_HOSTS],
        "font-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "require-trusted-types-for": ["'script'"],
        # `default` lets the map start its own worker and nothing else (frontend/islands/trusted.ts).
        "trusted-types": ["htmx", "default"],
    }
}

# --- What it is made of -----------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "twiza.web",
    "twiza.care_supply",
    "twiza.outreach",
    "twiza.funding",
    "twiza.activities",
    "twiza.indicators",
    "twiza.case_management",
    "twiza.accompaniment",
    "twiza.social_protection",
    "twiza.households",
    "twiza.access",
    "twiza.quality",
    "twiza.facilities",
    "twiza.rulesets",
    "twiza.procedures",
    "twiza.organisations",
    "twiza.territory",
    "twiza.jobs",
    "twiza.messaging",
    "twiza.documents",
    "twiza.accounts",
    "twiza.core",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
]
MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "twiza.web.doors.DoorMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "twiza.web.middleware.PolicyMiddleware",
]
ROOT_URLCONF = "twiza.urls"
WSGI_APPLICATION = "twiza.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "twiza.web.shell.shell",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Files served -----------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = TWIZA_HOME / "static"
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Signing in -------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "twiza.web.adapter.LetterAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
# Nobody gets letters from us because somebody else typed her address.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# Seconds after signing in, or saying one's password again, in which the account's protection may be changed.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key", "own_file": "10/m/ip,60/h/ip"}
MFA_ADAPTER = "twiza.accounts.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "add_webauthn": "twiza.accounts.forms.AddPasskeyForm",
    "authenticate_webauthn": "twiza.accounts.forms.UsePasskeyForm",
    "edit_webauthn": "twiza.accounts.forms.RenamePasskeyForm",
    "reauthenticate_webauthn": "twiza.accounts.forms.UsePasskeyAgainForm",
}
MFA_TOTP_ISSUER = "Twiza"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "welcome"

# --- Languages --------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("ar", "العربية"), ("en", "English")]
USE_I18N = True
FORMAT_MODULE_PATH = "twiza.core.formats"
USE_TZ = True
TIME_ZONE = env_time_zone("TWIZA_TIME_ZONE", default="Africa/Casablanca")
# Names of languages are proper names, never translated; this one is for whoever reads the setting on a page.
HOSTED_IN = env_text("TWIZA_HOSTED_IN") or _("this computer")

# --- Mail -------------------------------------------------------------------------------------------------------
EMAIL_HOST = env_text("TWIZA_MAIL_HOST")
EMAIL_PORT = env_int("TWIZA_MAIL_PORT", default=587, lowest=1, highest=65_535)
EMAIL_HOST_USER = env_text("TWIZA_MAIL_USER")
EMAIL_HOST_PASSWORD = env_secret("TWIZA_MAIL_PASSWORD")
EMAIL_USE_TLS = True
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = TWIZA_HOME / "mail"
DEFAULT_FROM_EMAIL = env_text("TWIZA_MAIL_FROM", "twiza@localhost")

# --- How long things are kept -----------------------------------------------------------------------------------
KEEP_JOBS_DAYS = env_int("TWIZA_KEEP_JOBS_DAYS", default=90, lowest=1, highest=3_650)

# --- The map ----------------------------------------------------------------------------------------------------
# The address of a MapLibre style; empty: the map shows our own boundaries and calls nobody.
BASEMAP_STYLE_URL = env_text("TWIZA_BASEMAP_STYLE_URL")
# Files of the deployment's own, served as they lie: a style and a PMTiles archive, for a basemap without a network.
PUBLIC_FILES = TWIZA_HOME / "public"
WHITENOISE_ROOT = PUBLIC_FILES if PUBLIC_FILES.is_dir() else None

# --- Logs: one line an event, nothing identifying ----------------------------------------------------------------
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "twiza.core.logs.DiscreetFormatter", "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env_choice("TWIZA_LOG_LEVEL", LOG_LEVELS, default="INFO")},
    "loggers": {
        "django.server": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
        # A request for another host is answered 400; scanners would fill the log with it.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        # It would write down the id of each passkey that is made or used.
        "fido2": {"level": "WARNING"},
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
    },
}
