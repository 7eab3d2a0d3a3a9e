from django.urls import path

from groups.views import group, lists

app_name = "groups"
urlpatterns = [
    path("", lists.GroupListView.as_view(), name="list"),
    path("baru/", group.GroupCreateView.as_view(), name="create"),
    path("<key:pk>/", group.GroupDetailView.as_view(), name="detail"),
    path("<key:pk>/ubah/", group.GroupUpdateView.as_view(), name="update"),
    path("<key:pk>/tahap/", group.StageView.as_view(), name="stage"),
    path("<key:pk>/akun-ketua/", group.LeaderAccountView.as_view(), name="leader-account"),
]
