"""Sealed cases as a file: by the cleared of the Dinas alone, against the password once more and a reason."""

import secrets
from functools import cached_property
from tempfile import TemporaryFile

from django.http import FileResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from beneficiaries.models import PmksCategory, SealedCase
from beneficiaries.sealed import Content, Urgency, entries
from beneficiaries.sealed_forms import SealedExportForm
from wksbm.accounts.confirming import ConfirmedView
from wksbm.accounts.editing import HouseFormView
from wksbm.accounts.log import note
from wksbm.accounts.models import AccessLog
from wksbm.people.models import Person
from wksbm.spreadsheets.views import CONTENT_TYPES, takeable
from wksbm.spreadsheets.writing import write_xlsx


class SealedExportView(ConfirmedView, HouseFormView):
    template_name = "beneficiaries/sealed_export.html"
    form_class = SealedExportForm

    @cached_property
    def cases(self):
        cases = takeable(SealedCase.objects.visible_to(self.request.user), self.request.user)
        return cases.select_related("village", "sent_by").order_by("received_on", "pk")

    def form_valid(self, form):
        reason, number = form.cleaned_data["reason"], secrets.token_hex(6)
        stream = TemporaryFile()  # noqa: SIM115 the response closes it
        rows = write_xlsx(stream, _("Sealed cases"), headers(), self.rows(), about=self.about(reason, number))
        note(
            self.request.user, AccessLog.Kind.EXPORT, target=SealedCase._meta.label, reason=reason, rows=rows, id=number
        )
        stream.seek(0)
        name, plain = f"{number}.xlsx", {"Cache-Control": "no-store"}
        kind = CONTENT_TYPES["xlsx"]
        return FileResponse(stream, as_attachment=True, filename=name, content_type=kind, headers=plain)

    def rows(self):
        names = {kind.code: str(kind) for kind in PmksCategory.objects.all()}
        sexes, urgencies = dict(Person.Sex.choices), dict(Urgency.choices)
        for case in self.cases:
            content = Content.of(case)
            yield [
                case.receipt, case.village_id, case.village.name, case.received_on, case.get_status_display(),
                case.decided_on, content.name, content.nik, str(sexes.get(content.sex, "")), content.age,
                ", ".join(names.get(code, code) for code in content.kinds) or _("not known"), content.seen,
                content.reach, content.avoid, str(urgencies.get(content.urgency, "")), str(case.sent_by),
                "\n".join(f"{entry.day} {entry.name}: {entry.text}" for entry in entries(case)),
            ]  # fmt: skip

    def about(self, reason: str, number: str) -> list[tuple[str, str]]:
        user, now = self.request.user, timezone.localtime()
        return [
            (_("Sheet"), _("Sealed cases")),
            (_("Taken out by"), f"{user.full_name} ({user.username})"),
            (_("When"), f"{date_format(now, 'DATETIME_FORMAT')} {now:%Z}"),
            (_("What for"), reason),
            (_("Number of this file"), number),
            (_("Please mind"), _("Sealed data: keep it locked, pass it to nobody, delete it after use.")),
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "count": self.cases.count(), "verb": _("Download"), "cancel": reverse("beneficiaries:sealed-list"),
        }  # fmt: skip


def headers() -> list[str]:
    return [
        _("Receipt"), _("Village code"), _("Desa or kelurahan"), _("Received on"), _("State"), _("Decided on"),
        _("Name"), _("NIK"), _("Sex"), _("Age"), _("Kind of PMKS"), _("What was seen"), _("How to reach safely"),
        _("How not to make contact"), _("Urgency"), _("Sent by"), _("Notes"),
    ]  # fmt: skip
