from django.contrib import admin

from activities.models import Activity, Skill
from wksbm.accounts.admin import CodeListAdmin, ReadOnlyAdmin


@admin.register(Skill)
class SkillAdmin(CodeListAdmin):
    list_display = ["code", "name", "retired"]
    list_filter = ["retired"]
    search_fields = ["code", "name"]


@admin.register(Activity)
class ActivityAdmin(ReadOnlyAdmin):
    record = "activity"
    list_display = ["date", "kind", "group", "place", "open"]
    list_filter = ["kind"]
    search_fields = ["group__name", "place"]
    list_select_related = ["group"]
    fields = ["date", "kind", "group", "place"]
