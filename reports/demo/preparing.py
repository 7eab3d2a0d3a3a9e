"""Getting a machine ready for the demo so that a start which was killed at any moment can simply be repeated."""

import fcntl
import hashlib
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.db import connection, transaction
from whitenoise.compress import Compressor

from wksbm.regions.loading import DATA
from wksbm.regions.models import Region


@contextmanager
def alone() -> Iterator[None]:
    """Only one start prepares at a time, the next one waits; the lock ends with the process, however it ends."""
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.VAR_DIR / "demo.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def migrate() -> None:
    """Brings the tables up to date. A new database comes whole or not at all.

    Django notes most migrations only after it has committed their tables; killed in between, it would never go on.
    """
    connection.close()  # opened before we were alone, it may hold a file that another start has replaced since
    if connection.introspection.table_names():
        _migrate()
    elif connection.vendor == "sqlite":
        _migrate_beside()
    else:
        with transaction.atomic():
            _migrate()


def _migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)


def _migrate_beside() -> None:
    """Builds the tables in a second file, which then takes the place of the empty one."""
    path = Path(connection.settings_dict["NAME"])
    draft = path.with_name(f"{path.name}.new")
    _unlink(draft)
    connection.close()
    connection.settings_dict["NAME"] = str(draft)
    try:
        _migrate()
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
        connection.settings_dict["NAME"] = str(path)
    _unlink(path)
    draft.replace(path)


def _unlink(path: Path) -> None:
    """An SQLite file and its companions, these first: a journal must never outlive its database."""
    for end in ("-wal", "-shm", "-journal", ""):
        path.with_name(path.name + end).unlink(missing_ok=True)


def load_regions() -> None:
    """Loads the 91,599 regions unless that was done in this very database from these very files."""
    database = connection.settings_dict
    stamp = settings.VAR_DIR / "regions.loaded"
    loaded = _fingerprint([f"{database['HOST']} {database['NAME']}", *map(_facts, sorted(DATA.iterdir()))])
    if not (_says(stamp, loaded) and Region.objects.exists()):
        call_command("load_regions", stdout=io.StringIO())
        stamp.write_text(loaded)


def collect_static() -> None:
    """Collects the static files unless that was done with these very files; half a collection is begun anew."""
    sources = _fingerprint(
        _facts(Path(storage.path(name))) for finder in get_finders() for name, storage in finder.list([])
    )
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    if not _says(stamp, sources):
        # Brotli at its best takes longer than everything else here and saves a tenth over gzip.
        staticfiles_storage.create_compressor = partial(Compressor, use_brotli=False)
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(sources)


def _facts(path: Path) -> str:
    stat = path.stat()
    return f"{path} {stat.st_size} {stat.st_mtime_ns}"


def _fingerprint(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _says(stamp: Path, fingerprint: str) -> bool:
    return stamp.exists() and stamp.read_text() == fingerprint
