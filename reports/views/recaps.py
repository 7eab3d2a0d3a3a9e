"""The recaps as pages: asked by a form, computed in reports.recaps, shown as a table and on the phone as bars."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from reports.forms import DownloadForm, GroupsForm, MembersForm, PmksForm, TurnForm
from reports.recaps import groups, members, pmks
from reports.recaps.bands import parse_bands
from reports.recaps.sheet import as_csv
from reports.recaps.table import Table
from wksbm.accounts.log import note
from wksbm.accounts.models import AccessLog

MOST_COLUMNS = 12  # with more, areas become the rows unless asked otherwise


class IndexView(TemplateView):
    """The recaps that the user may open, with a sentence each."""

    template_name = "reports/index.html"

    def get_context_data(self, **kwargs):
        entries = [
            (
                reverse("reports:members"),
                _("Members"),
                _("Members of a group or an area by age and by education, on any day."),
            )
        ]
        if self.request.user.area_codes("recap"):
            entries[:0] = [
                (reverse("reports:pmks"), _("PMKS"),
                 _("Kinds by area: what was counted without names, and what the register knows by name.")),
                (reverse("reports:groups"), _("Groups"),
                 _("Types of groups by area, from printed inventories and from the register.")),
            ]  # fmt: skip
        return super().get_context_data(**kwargs) | {"entries": entries}


class RecapView(TemplateView):
    """Asks the form, computes the tables; `?unduh=csv&tabel=2` gives the second of them as a file."""

    form_class = None
    name = ""

    def get(self, request, *args, **kwargs):
        form = self.form_class(request.GET, user=request.user)
        tables = self.tables(form) if form.is_valid() else []
        wanted = DownloadForm(request.GET)
        if wanted.is_valid() and tables:
            return self.download(tables, wanted.cleaned_data["tabel"] or 1, form)
        return self.render_to_response(self.get_context_data(form=form, tables=tables))

    def tables(self, form) -> list[Table]:
        raise NotImplementedError

    def download(self, tables: list[Table], number: int, form) -> HttpResponse:
        text = as_csv(tables[min(number, len(tables)) - 1])
        file_name = "-".join(["rekap", self.name, *self.file_words(form)])
        note(self.request.user, AccessLog.Kind.EXPORT, target="recap", file=file_name)
        headers = {"Content-Disposition": f'attachment; filename="{file_name}.csv"'}
        return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)

    def file_words(self, form) -> list[str]:
        raise NotImplementedError


class AreaRecapView(RecapView):
    """A recap over the areas of a region in a year; it needs a duty with an area."""

    template_name = "reports/area.html"
    heading = ""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.area_codes("recap"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def tables(self, form):
        region = form.cleaned_data["region"]
        return self.computed(region, form.cleaned_data) if region else []

    def computed(self, region, asked) -> list[Table]:
        raise NotImplementedError

    def file_words(self, form):
        return [form.cleaned_data["region"].code, str(form.cleaned_data["year"])]

    def get_context_data(self, *, form, tables, **kwargs):
        asked = form.cleaned_data if form.is_valid() else {}
        return super().get_context_data(**kwargs) | {
            "form": form, "heading": self.heading, "region": asked.get("region"), "year": asked.get("year"),
            "tables": [(table, *self.lying(table)) for table in tables],
            "empty": len(tables) == 1 and tables[0].is_empty,
            "other_years": [year for year in form.printed_years if year != asked.get("year")],
        }  # fmt: skip

    def lying(self, table: Table) -> tuple[Table, bool]:
        """The table as the PC shows it, and whether its rows are the areas."""
        form = TurnForm(self.request.GET)
        asked = form.cleaned_data["baris"] if form.is_valid() else ""
        turned = asked == "wilayah" or (not asked and len(table.columns) > MOST_COLUMNS)
        return (table.turned() if turned else table), turned


class PmksView(AreaRecapView):
    form_class, name, heading = PmksForm, "pmks", gettext_lazy("PMKS recap")

    def computed(self, region, asked):
        return pmks.tables(self.request.user, region, asked["year"], asked["status"])

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        verified = context["form"].is_valid() and context["form"].cleaned_data["status"] == pmks.VERIFIED
        return context | {
            "nothing": _("No PMKS counted here"),
            "what_to_do": _("Register people with their kind under PMKS; whoever did not propose it verifies it."),
            "with_proposals": verified,
        }


class GroupsView(AreaRecapView):
    form_class, name, heading = GroupsForm, "kelompok", gettext_lazy("Groups recap")

    def computed(self, region, asked):
        return groups.tables(self.request.user, region, asked["year"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "nothing": _("No group counted here"),
            "what_to_do": _("Register the groups of the area with their type and their founding year."),
            "with_proposals": False,
        }


class MembersView(RecapView):
    """Members by age and by education: of a group, or of an area."""

    template_name = "reports/members.html"
    form_class, name = MembersForm, "anggota"

    def tables(self, form):
        asked = form.cleaned_data
        form.shorten_groups()
        group, region = asked["group"], asked.get("region")
        if not group and not region:
            return []
        roster = members.Roster(self.request.user, asked["on"], group=group, region=region)
        return [members.age(roster, parse_bands(settings.AGE_BANDS)), members.education(roster)]

    def file_words(self, form):
        asked = form.cleaned_data
        place = str(asked["group"].pk) if asked["group"] else asked["region"].code
        return [place, asked["on"].isoformat()]

    def get_context_data(self, *, form, tables, **kwargs):
        return super().get_context_data(**kwargs) | {
            "form": form, "tables": tables, "empty": bool(tables) and all(table.is_empty for table in tables),
        }  # fmt: skip
