from django.urls import path

from activities import exports
from activities.views import decisions, history, lists, log, notes

app_name = "activities"
urlpatterns = [
    path("kegiatan/", lists.ActivityListView.as_view(), name="list"),
    path("kegiatan/catat/", log.LogActivityView.as_view(), name="log"),
    path("kegiatan/ekspor/", exports.ActivityExportView.as_view(), name="export"),
    path("kegiatan/catatan-pribadi/", notes.NoteListView.as_view(), name="notes"),
    path("kegiatan/catatan-pribadi/<key:pk>/", notes.NoteView.as_view(), name="note"),
    path("kegiatan/<key:pk>/", log.ActivityDetailView.as_view(), name="detail"),
    path("kegiatan/<key:pk>/ubah/", log.ActivityUpdateView.as_view(), name="update"),
    path("kegiatan/<key:pk>/riwayat/", history.ActivityHistoryView.as_view(), name="history"),
    path("kegiatan/<key:pk>/riwayat/pulihkan/", history.ActivityRestoreView.as_view(), name="restore"),
    path("kegiatan/<key:pk>/tarik/", decisions.WithdrawView.as_view(), name="delete"),
    path("kegiatan/<key:pk>/verifikasi/", decisions.VerifyActivityView.as_view(), name="verify"),
    path("kelompok/<key:pk>/kegiatan/", lists.ActivitiesOfGroupView.as_view(), name="of-group"),
]
