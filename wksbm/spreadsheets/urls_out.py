"""What was asked for as a file and is written in the background."""

from django.urls import path

from wksbm.spreadsheets.views import downloads

app_name = "downloads"
urlpatterns = [
    path("", downloads.DownloadListView.as_view(), name="list"),
    path("<key:pk>/", downloads.FetchView.as_view(), name="fetch"),
    path("<key:pk>/buang/", downloads.DiscardView.as_view(), name="discard"),
]
