from django.urls import path

from activities.views import lists, log

app_name = "activities"
urlpatterns = [
    path("kegiatan/", lists.ActivityListView.as_view(), name="list"),
    path("kegiatan/catat/", log.LogActivityView.as_view(), name="log"),
    path("kegiatan/<key:pk>/", log.ActivityDetailView.as_view(), name="detail"),
    path("kegiatan/<key:pk>/ubah/", log.ActivityUpdateView.as_view(), name="update"),
    path("kegiatan/<key:pk>/tarik/", log.WithdrawView.as_view(), name="delete"),
    path("kelompok/<key:pk>/kegiatan/", lists.ActivitiesOfGroupView.as_view(), name="of-group"),
]
