from django.contrib import admin

from groups.models import GroupType, SocialGroup
from wksbm.accounts.admin import CodeListAdmin, ReadOnlyAdmin


@admin.register(GroupType)
class GroupTypeAdmin(CodeListAdmin):
    list_display = ["code", "name", "section", "is_group", "max_members", "retired"]
    list_filter = ["section", "is_group", "retired"]
    search_fields = ["code", "name"]


@admin.register(SocialGroup)
class SocialGroupAdmin(ReadOnlyAdmin):
    record = "group"
    list_display = ["name", "kind", "type", "village", "status", "open"]
    list_filter = ["kind", "status"]
    search_fields = ["name"]
    list_select_related = ["type", "village"]
    fields = ["name", "kind", "type", "village", "status"]
