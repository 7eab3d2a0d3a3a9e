from django.urls import path

from beneficiaries import exports
from beneficiaries.views import decisions, lists, records

app_name = "beneficiaries"
urlpatterns = [
    path("pmks/", lists.ClassificationListView.as_view(), name="list"),
    path("pmks/ekspor/", exports.ClassificationExportView.as_view(), name="export"),
    path("pmks/cari/", records.FindBeneficiaryView.as_view(), name="find"),
    path("pmks/baru/", records.RegisterView.as_view(), name="create"),
    path("pmks/<key:pk>/", records.ClassificationDetailView.as_view(), name="detail"),
    path("pmks/<key:pk>/ubah/", records.ClassificationUpdateView.as_view(), name="update"),
    path("pmks/<key:pk>/verifikasi/", decisions.VerifyView.as_view(), name="verify"),
    path("pmks/<key:pk>/tolak/", decisions.RejectView.as_view(), name="reject"),
    path("pmks/<key:pk>/akhiri/", decisions.EndView.as_view(), name="end"),
    path("warga/<key:pk>/pmks/", records.KindsOfPersonView.as_view(), name="of-person"),
]
