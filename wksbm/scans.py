"""Scans (pdf, jpg, png): checked by their content, kept encrypted, served only by a view."""

import logging
import secrets
import weakref
from functools import partial

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import models, transaction
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpResponse
from django.utils.deconstruct import deconstructible
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from wksbm import keyring
from wksbm.scan_checks import TYPES, checked

logger = logging.getLogger(__name__)


@deconstructible
class SealedStorage(FileSystemStorage):
    """Files under MEDIA_ROOT/scans; what is written is sealed, what is read is opened."""

    PURPOSE = "scan"

    def __init__(self) -> None:
        super().__init__(base_url=None, file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self):
        return settings.MEDIA_ROOT / "scans"

    def _save(self, name, content):
        content.seek(0)
        return super()._save(name, ContentFile(keyring.seal_bytes(content.read(), self.PURPOSE)))

    def _open(self, name, mode="rb"):
        with super()._open(name, "rb") as file:
            return ContentFile(keyring.unseal_bytes(file.read(), self.PURPOSE), name=name)


def random_name(instance, filename: str) -> str:
    """A name that says nothing; the kind of the file stands in its ending."""
    ending = filename.rpartition(".")[2].lower()
    return f"{secrets.token_hex(16)}.{ending}"


class Written:
    """A file that was written inside a transaction, to be called after its commit.

    Whatever is rolled back, a savepoint too, forgets what was to follow its commit: the file goes with this object.
    """

    def __init__(self, storage, name: str) -> None:
        self._delete = weakref.finalize(self, storage.delete, name)

    def __call__(self) -> None:
        self._delete.detach()


class ScanField(models.FileField):
    """A file and its row live and die together: written with the row, deleted after the commit that gives it up."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **{"storage": SealedStorage(), "upload_to": random_name, "max_length": 60} | kwargs)

    def contribute_to_class(self, cls, name, **kwargs) -> None:
        super().contribute_to_class(cls, name, **kwargs)
        models.signals.post_delete.connect(self._row_went, sender=cls)

    def pre_save(self, model_instance, add):
        file = getattr(model_instance, self.attname)
        is_new = bool(file) and not file._committed
        if not add and (is_new or not file):
            kept = type(model_instance)._base_manager.filter(pk=model_instance.pk)
            self._delete_later(kept.values_list(self.attname, flat=True).first())
        file = super().pre_save(model_instance, add)
        if is_new:
            transaction.on_commit(Written(self.storage, file.name))
        return file

    def _row_went(self, instance, **kwargs) -> None:
        self._delete_later(getattr(instance, self.attname).name)

    def _delete_later(self, name: str | None) -> None:
        if name:
            transaction.on_commit(partial(self.storage.delete, name), robust=True)

    def formfield(self, **kwargs):
        plain = {"form_class": ScanFormField} | kwargs
        return models.Field.formfield(self, **plain)  # a long name of the sender's file is no fault: it is not kept


class ScanFormField(forms.FileField):
    """Cleans to the file as it is kept, None when none was sent; a record's own file stays when none is sent."""

    widget = forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"})

    def __init__(self, **kwargs) -> None:
        most = settings.SCAN_MAX_BYTES // 2**20
        plain = {
            "label": _("Scan"),
            "required": False,
            "help_text": _("PDF, JPG or PNG, at most %(most)s MB.") % {"most": most},
        }
        given = {name: value for name, value in kwargs.items() if value or name == "required"}
        super().__init__(**plain | given)

    def to_python(self, data):
        upload = super().to_python(data)
        return checked(upload) if upload else None


def serve_scan(scan: FieldFile, name: str) -> HttpResponse:
    """The scan as a page of its own in which nothing runs; `name` is what the browser would save it as.

    Who may see it is asked before. Raises Http404 without a file.
    """
    if not scan:
        raise Http404
    try:
        content = scan.storage.open(scan.name).read()
    except FileNotFoundError as error:
        logger.warning("the file of %s %s is missing", scan.instance._meta.label, scan.instance.pk)
        raise Http404 from error
    ending = scan.name.rpartition(".")[2]
    headers = {
        "Content-Type": TYPES[ending],
        "Content-Disposition": content_disposition_header(False, f"{slugify(name) or 'scan'}.{ending}"),
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return HttpResponse(content, headers=headers)


class AsksForFilesAgain:
    """For a form with files: where something else is refused, the page cannot keep the file, and says so."""

    def full_clean(self) -> None:
        super().full_clean()
        for name in self.files if self._errors or self.open_doubts else ():
            if name in self.fields and name not in self._errors:
                self.add_error(name, ValidationError(_("Choose the file once more: a page cannot keep it."), "again"))
