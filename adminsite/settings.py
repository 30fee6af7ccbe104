"""Settings of the dashboard, read from the environment alone. There is no other configuration.

| variable                  | default             | meaning                                       |
|---------------------------|---------------------|-----------------------------------------------|
| ENVIRONMENT               | dev                 | production, staging or dev                    |
| TABLE_PREFIX              |                     | put before the construction tables' names     |
| RENTAL_TABLE_PREFIX,      |                     | put before the names of those tables          |
| PILOTFORCE_TABLE_PREFIX   |                     |                                               |
| SYSTEMS                   | all but the last    | construction, rental, pilotforce,             |
|                           |                     | pilotforce-deployed: the systems shown        |
| AWS_REGION *              | the profile's       | region (AWS_DEFAULT_REGION is understood too) |
| AWS_PROFILE *             | default             | profile of the shared configuration files     |
| AWS_ENDPOINT_URL_DYNAMODB | the service's own   | another DynamoDB (or AWS_ENDPOINT_URL)        |
| *                         |                     |                                               |
| EMBEDDED_ENGINE           | false               | set by `manage.py`: the engine in engine/     |
|                           |                     | is in use, because no AWS variable was set    |
| READ_BUDGET_UNITS         | 400                 | read units that one list page may spend       |
| FILES_DIR                 | VAR_DIR/files       | folder for the files that runs write          |
| RUN_LEASE_SECONDS         | 20                  | how long a slice of a run is a worker's       |
|                           |                     | without a sign of life                        |
| RUN_BEAT_SECONDS          | 5                   | how often a worker gives one                  |
| RUN_STUCK_SECONDS         | 30                  | without one, a run is called interrupted      |
| SECRET_KEY                | dev: kept in var/   | signs sessions, seals cursors; required in    |
|                           |                     | production and staging                        |
| SECRET_KEY_FALLBACKS      |                     | earlier keys, comma-separated, while rotating |
| DATABASE_URL              | var/keyroom.sqlite3 | staff accounts, sessions, sign-in limits      |
| ALLOWED_HOSTS             | dev: this machine   | host names served, comma-separated; required  |
|                           |                     | in production and staging                     |
| CSRF_TRUSTED_ORIGINS      |                     | origins with scheme, comma-separated          |
| TRUST_PROXY               | 0                   | number of proxies in front whose forwarded    |
|                           |                     | address and scheme are believed               |
| HTTPS_ONLY                | production, staging | redirect to HTTPS, HSTS, secure cookies       |
| HSTS_SECONDS              | 31536000            | how long browsers insist on HTTPS             |
| SESSION_HOURS             | 12                  | hours until staff have to sign in again       |
| MFA_REQUIRED_ROLES        | production, staging:| roles that can do nothing without a second    |
|                           | operator,approver,  | factor, comma-separated; none in dev          |
|                           | administrator       |                                               |
| EMAIL_URL                 | dev: printed        | mail server for password resets               |
| DEFAULT_FROM_EMAIL        | keyroom@localhost   | sender of those                               |
| METRICS_TOKEN             |                     | 16 or more characters; opens /metrics         |
| LOG_LEVEL                 | INFO                | DEBUG, INFO, WARNING, ERROR                   |
| LOG_FORMAT                | dev: text           | text, or json (the default elsewhere)         |
| VAR_DIR                   | var                 | folder for everything the program writes      |
| BACKUP_FOLDER             | VAR_DIR/backups     | folder for backup sets; of several machines,  |
|                           |                     | one that all share                            |
| BACKUP_BUCKET             |                     | s3://bucket/prefix: where sets are put then   |
| BACKUP_EVERY_HOURS,       | 24, 2               | a scheduled set is due so often, from this    |
| BACKUP_HOUR               |                     | hour on (UTC)                                 |
| BACKUP_DAYS, BACKUP_KEPT  | 30, 3               | how long a set is kept, and how many always   |
| HOST, PORT, WEB_WORKERS,  | 127.0.0.1, 8000, 2, | where and how `manage.py start` serves        |
| WEB_THREADS               | 4                   |                                               |

* These three are AWS's conventions and read where DynamoDB is reached, not here. Credentials are
never settings: they come from AWS's default credential chain.
"""

import sys
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from adminsite import logs, secret_key

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
TESTING = "pytest" in sys.modules

ENVIRONMENT = env.str("ENVIRONMENT", default="dev")
if ENVIRONMENT not in ("production", "staging", "dev"):
    raise ImproperlyConfigured("ENVIRONMENT must be production, staging or dev")
IN_DEV = ENVIRONMENT == "dev"

VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)

# DynamoDB

TABLE_PREFIX = env.str("TABLE_PREFIX", default="")
RENTAL_TABLE_PREFIX = env.str("RENTAL_TABLE_PREFIX", default="")
PILOTFORCE_TABLE_PREFIX = env.str("PILOTFORCE_TABLE_PREFIX", default="")
SYSTEMS = env.list("SYSTEMS", default=[])
EMBEDDED_ENGINE = env.bool("EMBEDDED_ENGINE", default=False)
READ_BUDGET_UNITS = env.int("READ_BUDGET_UNITS", default=400)

# Runs

FILES_DIR = Path(env.str("FILES_DIR", default=str(VAR_DIR / "files")))
RUN_LEASE_SECONDS = env.float("RUN_LEASE_SECONDS", default=1.0 if TESTING else 20.0)
RUN_BEAT_SECONDS = env.float("RUN_BEAT_SECONDS", default=0.25 if TESTING else 5.0)
RUN_STUCK_SECONDS = env.float("RUN_STUCK_SECONDS", default=1.5 if TESTING else 30.0)
if not RUN_BEAT_SECONDS * 2 < RUN_LEASE_SECONDS < RUN_STUCK_SECONDS:
    raise ImproperlyConfigured(
        "RUN_LEASE_SECONDS must be more than twice RUN_BEAT_SECONDS, and less than "
        "RUN_STUCK_SECONDS"
    )

# Backups

BACKUP_FOLDER = Path(env.str("BACKUP_FOLDER", default=str(VAR_DIR / "backups"))).absolute()
BACKUP_BUCKET = env.str("BACKUP_BUCKET", default="")
BACKUP_EVERY_HOURS = env.int("BACKUP_EVERY_HOURS", default=24)
BACKUP_HOUR = env.int("BACKUP_HOUR", default=2)
BACKUP_DAYS = env.int("BACKUP_DAYS", default=30)
BACKUP_KEPT = env.int("BACKUP_KEPT", default=3)
if not (BACKUP_EVERY_HOURS >= 1 and 0 <= BACKUP_HOUR < 24 and BACKUP_DAYS >= 1):
    raise ImproperlyConfigured(
        "BACKUP_EVERY_HOURS and BACKUP_DAYS are 1 or more, BACKUP_HOUR is 0 to 23"
    )
if BACKUP_KEPT < 3:
    raise ImproperlyConfigured("BACKUP_KEPT is 3 or more: fewer sets are never left")

# The application

DEBUG = False  # the error pages are ours in every environment
ROOT_URLCONF = "adminsite.urls"
WSGI_APPLICATION = "adminsite.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "entities.apps.EntitiesConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "entities.web.zones.Zone",
    "entities.web.middleware.ContentSecurityPolicy",
    "entities.web.middleware.Metering",
    "entities.web.middleware.Refusals",
    "entities.web.accounts.gate.SecondFactorFirst",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "entities.web.navigation.frame",
            ],
        },
    }
]

# Accounts, sessions, limits

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR}/keyroom.sqlite3")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # With Django's defaults nine of ten contended transactions fail ("database is locked").
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }

CACHES = {
    # In the database, because sign-in limits must count over all processes.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "keyroom_cache",
    }
}

AUTH_USER_MODEL = "entities.Staff"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
_REFUSED = ("UserAttributeSimilarity", "MinimumLength", "CommonPassword", "NumericPassword")
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}Validator"} for name in _REFUSED
]
if TESTING:
    # The real one is slow on purpose.
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 24 * 3600  # seconds that a set-password link is good for
ACCOUNT_ADAPTER = "entities.web.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",  # also wrong codes of a second factor
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "reset_password_from_key": "20/m/ip",
}
_ROLES = ("viewer", "editor", "operator", "approver", "administrator")
MFA_REQUIRED_ROLES = env.list("MFA_REQUIRED_ROLES", default=[] if IN_DEV else list(_ROLES[2:]))
if not set(MFA_REQUIRED_ROLES) <= set(_ROLES):
    raise ImproperlyConfigured(f"MFA_REQUIRED_ROLES must be of {', '.join(_ROLES)}")
MFA_ADAPTER = "entities.web.accounts.adapters.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # administrators type the addresses
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # half a minute that clocks may differ
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Keyroom"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = IN_DEV

DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="keyroom@localhost")
vars().update(env.email("EMAIL_URL", default="consolemail://" if IN_DEV else "smtp://localhost:25"))

# Security

SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    if not IN_DEV:
        raise ImproperlyConfigured("SECRET_KEY is required in production and staging")
    SECRET_KEY = secret_key.kept_in(VAR_DIR / "secret-key")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=["localhost", ".localhost", "127.0.0.1", "[::1]"] if IN_DEV else []
)
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS is required in production and staging")
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
if METRICS_TOKEN and len(METRICS_TOKEN) < 16:
    raise ImproperlyConfigured("METRICS_TOKEN must have 16 characters or more")

CSRF_FAILURE_VIEW = "entities.web.views.errors.forged"
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

TRUST_PROXY = env.int("TRUST_PROXY", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUST_PROXY
if TRUST_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

HTTPS_ONLY = env.bool("HTTPS_ONLY", default=not IN_DEV)
SECURE_SSL_REDIRECT = HTTPS_ONLY
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # load balancers ask by plain HTTP
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000) if HTTPS_ONLY else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS_ONLY
SECURE_HSTS_PRELOAD = HTTPS_ONLY
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# A form carries an item of 400 KB twice, spelled out; it has three controls per attribute.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6_000
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS_ONLY
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = env.int("SESSION_HOURS", default=12) * 3600

# Static files

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
if BACKUP_FOLDER.is_relative_to(STATIC_ROOT.absolute()):
    raise ImproperlyConfigured("BACKUP_FOLDER must not be among the files that everybody gets")
STATIC_ROOT.mkdir(exist_ok=True)  # before anything is collected, which would be warned of
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = TESTING  # tests collect nothing

# Logs

LOGGING = logs.configure(
    env.str("LOG_LEVEL", default="INFO").upper(),
    as_json=env.str("LOG_FORMAT", default="text" if IN_DEV else "json") == "json",
)
