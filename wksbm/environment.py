"""Where settings and secrets come from: the environment, then `.env`, then (in demo mode only) `var/demo.env`.

Outside DEBUG and demo mode no secret has a default: the app refuses to start.
"""

import base64
import os
import secrets
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured


class Environment:
    """Reads the variables that README lists; `demo` and `debug` say in which mode we run."""

    def __init__(self, base: Path) -> None:
        self.base = base
        self.read = environ.Env()
        environ.Env.read_env(base / ".env") if (base / ".env").exists() else None
        self.debug = self.read.bool("DJANGO_DEBUG", default=False)
        self.demo = self._demo_mode()
        if self.demo:
            self._make_demo_keys()
            environ.Env.read_env(self._demo_file)

    @property
    def _demo_file(self) -> Path:
        return self.base / "var" / "demo.env"

    def _demo_mode(self) -> bool:
        """Said outright; else asked for by `manage.py demo`, or left behind by it, where nobody has keys of his own."""
        if "DJANGO_SECRET_KEY" in os.environ or self.read.bool("WKSBM_DEMO", default=False):
            return self.read.bool("WKSBM_DEMO", default=False)
        return "WKSBM_DEMO_ASKED" in os.environ or (self._demo_file.exists() and not self.debug)

    def _make_demo_keys(self) -> None:
        """Keys made once; written whole or not at all, so that a killed start leaves nothing half-made."""
        if self._demo_file.exists():
            return
        self._demo_file.parent.mkdir(exist_ok=True)
        draft = self._demo_file.with_suffix(f".{os.getpid()}")
        draft.write_text(f"DJANGO_SECRET_KEY={secrets.token_urlsafe(50)}\nWKSBM_FIELD_KEYS=k1:{new_field_key()}\n")
        draft.chmod(0o600)
        try:
            os.link(draft, self._demo_file)  # of two first starts the first one's keys stay
        except FileExistsError:
            pass
        finally:
            draft.unlink()

    def secret(self, name: str, when_debugging: str) -> str:
        """The secret NAME; only with DEBUG on may it fall back to a worthless default."""
        value = self.read.str(name, default="")
        if value:
            return value
        if self.debug:
            return when_debugging
        raise ImproperlyConfigured(f"{name} is not set. See README, 'Environment'; `make demo` needs none.")


def new_field_key() -> str:
    """A fresh 256-bit key in the form that WKSBM_FIELD_KEYS wants behind its name and colon."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
