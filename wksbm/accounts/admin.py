"""The thin admin: scoped, closed until the access table opens it, and without any person's detail."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.auth.models import Group
from django.http import Http404
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from wksbm.accounts.models import Duty, User
from wksbm.regions.models import Region

# Of the libraries' own tables nothing is kept here: the duties say who may do what.
admin.site.unregister([Group, EmailAddress, Authenticator, DBTaskResult])


class ScopedAdmin(admin.ModelAdmin):
    """`record` names the row of the access table. Lists, searches and filters only what stands in these lists."""

    record = ""
    actions = None
    view_on_site = False
    list_per_page = 50

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.visible_to(request.user) if hasattr(rows, "visible_to") else rows

    def has_module_permission(self, request) -> bool:
        return request.user.is_authenticated and request.user.may("list", self.record)

    def has_view_permission(self, request, obj=None) -> bool:
        return request.user.may("view", self.record, obj)

    def has_add_permission(self, request, obj=None) -> bool:
        return request.user.may("create", self.record)

    def has_change_permission(self, request, obj=None) -> bool:
        return request.user.may("update", self.record, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return False  # accounts, groups and codes end or retire, they are never deleted

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """What is not there or lies outside is answered as everywhere else, and the access log has the number."""
        raise Http404

    def lookup_allowed(self, lookup, value, request=None) -> bool:
        """Only declared filters: `?secret__startswith=` would be an oracle on fields that are not shown."""
        allowed = {name if isinstance(name, str) else name[0] for name in self.list_filter}
        if lookup.split("__")[0] not in allowed:
            raise IncorrectLookupParameters
        return True

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        target = db_field.remote_field.model
        if target is Region:
            kwargs["queryset"] = Region.objects.within(request.user.area_codes(self.record))
        elif hasattr(target.objects, "visible_to"):
            kwargs["queryset"] = target.objects.visible_to(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ReadOnlyAdmin(ScopedAdmin):
    """A list to look things up; every change goes through the registry's own screens and services."""

    @admin.display(description=_("in the registry"))
    def open(self, row):
        return format_html('<a href="{}">{}</a>', row.get_absolute_url(), _("Open"))

    def has_add_permission(self, request, obj=None) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False


class CodeListAdmin(ScopedAdmin):
    """A list of codes: the code itself stays, words may be corrected, rows retire."""

    record = "region"

    def get_readonly_fields(self, request, obj=None):
        return ("code", "version") if obj else ("version",)


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    record = "account"
    list_display = ["username", "full_name", "is_active", "open"]
    list_filter = ["is_active"]
    search_fields = ["username", "full_name"]
    fields = ["username", "full_name", "is_active"]


@admin.register(Duty)
class DutyAdmin(ReadOnlyAdmin):
    record = "account"
    list_display = ["user", "role", "region", "starts_on", "ends_on"]
    list_filter = ["role"]
    search_fields = ["user__username", "user__full_name"]
    list_select_related = ["user", "region"]
    fields = ["user", "role", "region", "starts_on", "ends_on"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(user__in=User.objects.visible_to(request.user))
