from django.urls import path

from beneficiaries import exports
from beneficiaries.views import decisions, forgetting, history, lists, records, referral, sealed, sealed_export

app_name = "beneficiaries"
urlpatterns = [
    path("pmks/", lists.ClassificationListView.as_view(), name="list"),
    path("pmks/ekspor/", exports.ClassificationExportView.as_view(), name="export"),
    path("pmks/cari/", records.FindBeneficiaryView.as_view(), name="find"),
    path("pmks/baru/", records.RegisterView.as_view(), name="create"),
    path("pmks/<key:pk>/", records.ClassificationDetailView.as_view(), name="detail"),
    path("pmks/<key:pk>/ubah/", records.ClassificationUpdateView.as_view(), name="update"),
    path("pmks/<key:pk>/riwayat/", history.ClassificationHistoryView.as_view(), name="history"),
    path("pmks/<key:pk>/riwayat/pulihkan/", history.ClassificationRestoreView.as_view(), name="restore"),
    path("pmks/<key:pk>/verifikasi/", decisions.VerifyView.as_view(), name="verify"),
    path("pmks/<key:pk>/tolak/", decisions.RejectView.as_view(), name="reject"),
    path("pmks/<key:pk>/akhiri/", decisions.EndView.as_view(), name="end"),
    path("pmks/<key:pk>/lupakan/", forgetting.ForgetView.as_view(), name="forget"),
    path("pmks/rahasia/", sealed.SealedListView.as_view(), name="sealed-list"),
    path("pmks/rahasia/kirim/", referral.ReferView.as_view(), name="refer"),
    path("pmks/rahasia/terkirim/", referral.ReceiptView.as_view(), name="refer-receipt"),
    path("pmks/rahasia/ekspor/", sealed_export.SealedExportView.as_view(), name="sealed-export"),
    path("pmks/rahasia/<key:pk>/", sealed.SealedDetailView.as_view(), name="sealed-detail"),
    path("pmks/rahasia/<key:pk>/riwayat/", history.SealedHistoryView.as_view(), name="sealed-history"),
    path("pmks/rahasia/<key:pk>/catatan/", sealed.SealedNoteView.as_view(), name="sealed-note"),
    path("pmks/rahasia/<key:pk>/pastikan/", sealed.SealedConfirmView.as_view(), name="sealed-confirm"),
    path("pmks/rahasia/<key:pk>/tutup/", sealed.SealedCloseView.as_view(), name="sealed-close"),
    path("pmks/rahasia/<key:pk>/coret/", sealed.SealedStrikeView.as_view(), name="sealed-strike"),
    path("warga/<key:pk>/pmks/", records.KindsOfPersonView.as_view(), name="of-person"),
]
