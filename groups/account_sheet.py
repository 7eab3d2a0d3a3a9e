"""The sheet of accounts: one row an account, with its duties and its groups."""

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from groups.models import Leadership, SocialGroup
from wksbm.accounts.models import User
from wksbm.spreadsheets.resource import SheetResource


class AccountResource(SheetResource):
    full_name = Field("full_name", gettext_lazy("Full name"))
    username = Field("username", gettext_lazy("User name"))
    phone = Field("phone", gettext_lazy("Phone"))
    state = Field(None, gettext_lazy("State"), readonly=True)
    duties = Field(None, gettext_lazy("Duties"), readonly=True)
    groups = Field(None, gettext_lazy("Groups"), readonly=True)

    class Meta:
        model = User
        fields = ("full_name", "username", "phone", "state", "duties", "groups")

    def filter_export(self, queryset: QuerySet, **kwargs) -> QuerySet:
        reached = SocialGroup.objects.visible_to(self.user)
        rows = Leadership.objects.filter(group__in=reached).select_related("group")
        return queryset.prefetch_related(Prefetch("leaderships", queryset=rows, to_attr="shown_leaderships"))

    def dehydrate_state(self, row: User) -> str:
        return _("may sign in") if row.is_active else _("switched off")

    def dehydrate_duties(self, row: User) -> str:
        return "; ".join(f"{duty} {self._days(duty)}" for duty in row.shown_duties)

    def dehydrate_groups(self, row: User) -> str:
        return "; ".join(
            f"{held.get_role_display()} · {held.group} {self._days(held)}" for held in row.shown_leaderships
        )

    def _days(self, row) -> str:
        until = f"{row.ends_on:%d/%m/%Y}" if row.ends_on else _("open")
        return f"({row.starts_on:%d/%m/%Y} – {until})"
