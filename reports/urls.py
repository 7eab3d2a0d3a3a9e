"""The recaps."""

from django.urls import path

from reports.views import recaps, tallies

app_name = "reports"
urlpatterns = [
    path("", recaps.IndexView.as_view(), name="index"),
    path("pmks/", recaps.PmksView.as_view(), name="pmks"),
    path("anggota/", recaps.MembersView.as_view(), name="members"),
    path("kelompok/", recaps.GroupsView.as_view(), name="groups"),
    path("hitungan/", tallies.TallyView.as_view(), name="tally"),
]
