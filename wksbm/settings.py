"""Settings of the registry. What may differ between offices comes from the environment (README, "Environment")."""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from wksbm.environment import Environment

BASE_DIR = Path(__file__).resolve().parent.parent
ENV = Environment(BASE_DIR)
VAR_DIR = BASE_DIR / "var"

DEBUG = ENV.debug
DEMO = ENV.demo
SECRET_KEY = ENV.secret("DJANGO_SECRET_KEY", "only-for-debugging-" * 4)
FIELD_KEYS = ENV.secret("WKSBM_FIELD_KEYS", "k0:" + "A" * 43 + "=")
ALLOWED_HOSTS = ENV.read.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if DEMO or DEBUG else [])
PLAIN_HTTP = DEBUG or DEMO

INSTALLED_APPS = [
    "wksbm.admin_site.RegistryAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "simple_history",
    "import_export",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "wksbm.regions",
    "wksbm.accounts",
    "wksbm.people",
    "wksbm.spreadsheets",
    "groups",
    "members",
    "beneficiaries",
    "activities",
    "reports",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "wksbm.accounts.middleware.PlainParametersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "wksbm.accounts.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wksbm.accounts.middleware.GateMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "wksbm.urls"
WSGI_APPLICATION = "wksbm.wsgi.application"

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
                "wksbm.accounts.context.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "wksbm.templatetags.rukun",
                "wksbm.accounts.templatetags.access",
                "wksbm.people.templatetags.people",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {"default": ENV.read.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'rukun.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Without IMMEDIATE, WAL and a timeout most contended writes fail at once.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
    Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    # What is read through a cursor is read to its end (PostgreSQL would plan for the first tenth), and a list of
    # 100,000 rows is grouped in memory.
    told = "-c cursor_tuple_fraction=1 -c work_mem=16MB"
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", told)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sign-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "wksbm.accounts.backends.DutyBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "full_name"], "max_similarity": 0.6},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "wksbm.accounts.validators.NotTheDemoPasswordValidator"},
    {"NAME": "wksbm.accounts.validators.VariedPasswordValidator"},
    {"NAME": "wksbm.accounts.validators.CommonWordsValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "wksbm.accounts.adapter.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {"login": "wksbm.accounts.forms.SignInForm", "change_password": "wksbm.accounts.forms.PasswordForm"}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# allauth's own limits count in a worker's memory, and one of them locks an account from every address.
ACCOUNT_RATE_LIMITS = False
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_NAME = "rukun_session"
CSRF_COOKIE_NAME = "rukun_csrf"

# Wrong passwords (wksbm/accounts/lockout.py)
AXES_HANDLER = "wksbm.accounts.lockout.CountingHandler"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_FORM_FIELD = "username"  # the name in the credentials; "login", as in the form, would count nobody
AXES_USERNAME_CALLABLE = "wksbm.accounts.lockout.account_name"
AXES_CLIENT_IP_CALLABLE = "wksbm.accounts.lockout.client_address"
AXES_LOCKOUT_CALLABLE = "wksbm.accounts.views.sessions.locked_out"
AXES_DISABLE_ACCESS_LOG = True  # the registry has its own
AXES_ENABLE_ADMIN = AXES_VERBOSE = False

# The second step (wksbm/accounts/second_factor.py)
SECOND_FACTOR_REQUIRED = not DEMO
MFA_ADAPTER = "wksbm.accounts.second_factor.SealedAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {"authenticate": "wksbm.accounts.sign_in_forms.CodeForm"}
MFA_TOTP_ISSUER = "Rukun"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody has an address here

# Words
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "rukun_language"
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["wksbm.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Makassar"

# Files
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "berkas/"

# Closed doors
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = not PLAIN_HTTP
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not PLAIN_HTTP
SECURE_HSTS_SECONDS = 0 if PLAIN_HTTP else 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not PLAIN_HTTP
SESSION_COOKIE_HTTPONLY = True
BEHIND_TLS_PROXY = ENV.read.bool("BEHIND_TLS_PROXY", default=False)
if BEHIND_TLS_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
REQUEST_MAX_BYTES = ENV.read.int("REQUEST_MAX_BYTES", default=30 * 2**20)  # what is longer is refused unread
SCAN_MAX_BYTES = ENV.read.int("SCAN_MAX_BYTES", default=5 * 2**20)
IMPORT_MAX_BYTES = ENV.read.int("IMPORT_MAX_BYTES", default=28 * 2**20)
IMPORT_MAX_ROWS = ENV.read.int("IMPORT_MAX_ROWS", default=200_000)
IMPORT_CHILD_BYTES = ENV.read.int("IMPORT_CHILD_BYTES", default=1200 * 10**6)  # address space of the process that reads
# Sheets: what is larger is checked, brought in and written in the background (`db_worker`).
SHEET_ROWS_AT_ONCE = ENV.read.int("SHEET_ROWS_AT_ONCE", default=2_000)
IMPORT_WRONG_SHARE = ENV.read.float("IMPORT_WRONG_SHARE", default=0.7)  # more wrong rows than that: hardly this sheet
TASKS = {"default": {"BACKEND": "wksbm.background.ThreadBackend" if DEMO else "django_tasks_db.DatabaseBackend"}}
CSRF_FAILURE_VIEW = "reports.views.errors.csrf_failure"

# The registry's own numbers
AGE_BANDS = ENV.read.list("AGE_BANDS", default=[])  # e.g. 19-39,40-60; empty: five years each
DORMANT_AFTER_DAYS = ENV.read.int("DORMANT_AFTER_DAYS", default=90)  # the quarterly rhythm of the papers
# What a part of a village is called, by province code (13=jorong,51=banjar); elsewhere a dusun.
HAMLET_WORDS = ENV.read.dict(
    "HAMLET_WORDS", default={"13": "jorong", "34": "padukuhan", "51": "banjar", "71": "jaga", "73": "dusun/lingkungan"}
)
# Fewest and most members of a group by its kind. KUBE: 5 to 20 heads of family (Permensos 2/2019, article 3(2)).
GROUP_SIZES = {"kube": (ENV.read.int("KUBE_LEAST_MEMBERS", default=5), ENV.read.int("KUBE_MOST_MEMBERS", default=20))}
ROWS_PER_PAGE = 25
CARD_YEARS = ENV.read.int("CARD_YEARS", default=1)  # membership cards: valid until 31 December, so many years on
PRIVACY_CONTACT = ENV.read.str("PRIVACY_CONTACT", default="")  # whom people ask about their data: name, phone
# After how many years (submissions and sessions: days) what is kept may go; 0: never. docs/privacy.md says what goes.
RETENTION = {
    code: ENV.read.int(f"RETENTION_{code.upper()}", default=length)
    for code, length in {
        "people": 5, "ended": 10, "rejected": 2, "sealed": 5, "notes": 5, "log": 5, "submissions": 30, "sessions": 1
    }.items()
}  # fmt: skip
# A process seals new history and log rows after so many of them or so many seconds; 0 rows: only `seal_history` does.
SEAL_EVERY_ROWS = ENV.read.int("SEAL_EVERY_ROWS", default=200)
SEAL_EVERY_SECONDS = ENV.read.int("SEAL_EVERY_SECONDS", default=10)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # fontTools would tell of the letters of every page printed, axes of every step of signing in.
    "loggers": {"fontTools": {"level": "WARNING"}, "axes": {"level": "WARNING"}},
}

# The tabs of the two frames: a URL name and the row of the access table that opens it. A new floor adds its line.
GROUP_TABS = [("members:roster", "member"), ("activities:of-group", "activity")]
PERSON_TABS = [("members:of-person", "member"), ("beneficiaries:of-person", "beneficiary")]
