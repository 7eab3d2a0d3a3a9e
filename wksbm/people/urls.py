from django.urls import path

from wksbm.people import checking, exports, log_export, views

app_name = "people"
urlpatterns = [
    path("", views.PersonListView.as_view(), name="list"),
    path("daftar/", views.FindPersonView.as_view(), name="find"),
    path("baru/", views.PersonCreateView.as_view(), name="create"),
    path("mirip/", views.SimilarView.as_view(), name="like"),
    path("ganda/", views.PairsView.as_view(), name="similar"),
    path("ekspor/", exports.PersonExportView.as_view(), name="export"),
    path("catatan/ekspor/", log_export.LogExportView.as_view(), name="log-export"),
    path("masa-simpan/", views.RetentionView.as_view(), name="retention"),
    path("<key:pk>/", views.PersonDetailView.as_view(), name="detail"),
    path("<key:pk>/lihat/", views.RevealView.as_view(), name="reveal"),
    path("<key:pk>/empat-angka/", views.MatchView.as_view(), name="match"),
    path("<key:pk>/dilihat/", views.SeenView.as_view(), name="seen"),
    path("<key:pk>/cocok/", checking.CheckPersonView.as_view(), name="check"),
    path("<key:pk>/laporan/", views.SubjectReportView.as_view(), name="subject-report"),
    path("<key:pk>/hapus/", views.EraseView.as_view(), name="erase"),
    path("<key:pk>/ubah/", views.PersonUpdateView.as_view(), name="update"),
    path("<key:pk>/riwayat/", views.PersonHistoryView.as_view(), name="history"),
    path("<key:pk>/riwayat/pulihkan/", views.PersonRestoreView.as_view(), name="restore"),
]
