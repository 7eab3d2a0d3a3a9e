from django.urls import path

from members import exports
from members.views import changes, lists, roster

app_name = "members"
urlpatterns = [
    path("anggota/", lists.MemberListView.as_view(), name="list"),
    path("anggota/ekspor/", exports.MemberExportView.as_view(), name="export"),
    path("anggota/<key:pk>/ubah/", changes.MembershipUpdateView.as_view(), name="update"),
    path("anggota/<key:pk>/keluar/", changes.LeaveView.as_view(), name="leave"),
    path("kelompok/<key:pk>/anggota/", roster.RosterView.as_view(), name="roster"),
    path("kelompok/<key:pk>/anggota/cari/", changes.FindMemberView.as_view(), name="find"),
    path("kelompok/<key:pk>/anggota/tambah/", changes.EnrolView.as_view(), name="enrol"),
    path("kelompok/<key:pk>/pengurus/", changes.OfficeView.as_view(), name="officer"),
    path("warga/<key:pk>/keanggotaan/", roster.MembershipsOfPersonView.as_view(), name="of-person"),
]
