"""Settings of the tests: the registry's own, with made-up keys, throw-away folders and watchful templates."""

import atexit
import base64
import os
import shutil
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="rukun-tests-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)

# The environment decides nothing but the database: a developer's own .env must not colour the tests.
os.environ |= {
    "DJANGO_SECRET_KEY": "made-up-for-the-tests-" * 3,
    "WKSBM_FIELD_KEYS": "k1:" + base64.urlsafe_b64encode(b"made up for the tests, not a key").decode(),
    "DJANGO_DEBUG": "0",
    "WKSBM_DEMO": "0",
    "ALLOWED_HOSTS": "testserver,localhost",
    "BEHIND_TLS_PROXY": "0",
    "AGE_BANDS": "",
    "DORMANT_AFTER_DAYS": "90",
    "SEAL_EVERY_ROWS": "200",
    "SEAL_EVERY_SECONDS": "10",
}
os.environ.setdefault("DATABASE_URL", f"sqlite:///{FOLDER / 'unused.sqlite3'}")

from tests.missing_variables import MissingVariable  # noqa: E402 the environment comes first
from wksbm.settings import *  # noqa: E402, F403 the same

database = DATABASES["default"]  # noqa: F405 from wksbm.settings
if database["ENGINE"].endswith("sqlite3"):
    # In memory, contended writes fail whatever the timeout: threads and the live server need a file.
    database["TEST"] = {"NAME": str(FOLDER / "test.sqlite3")}
else:
    # Runs side by side do not meet, and no idle connection of a thread keeps the database from being dropped.
    database["TEST"] = {"NAME": f"test_rukun_{os.getpid()}"}
    database["CONN_MAX_AGE"] = 0

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the real one is slow on purpose
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False
SECURE_HSTS_SECONDS = 0
SECOND_FACTOR_REQUIRED = False  # it would stand before every page of the Dinas; tests/sign_in switches it on
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
MEDIA_ROOT = FOLDER / "media"
STATIC_ROOT = FOLDER / "static"
STATIC_ROOT.mkdir()
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405 the same
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = MissingVariable()  # noqa: F405 the same
