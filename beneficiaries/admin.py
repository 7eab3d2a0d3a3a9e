from django.contrib import admin

from beneficiaries.models import PmksCategory, Scheme
from wksbm.accounts.admin import CodeListAdmin


@admin.register(Scheme)
class SchemeAdmin(CodeListAdmin):
    list_display = ["code", "name", "source"]


@admin.register(PmksCategory)
class PmksCategoryAdmin(CodeListAdmin):
    list_display = ["code", "name", "unit", "age_min", "age_max", "sex", "sensitivity", "retired"]
    list_filter = ["unit", "retired"]
    search_fields = ["code", "name"]
