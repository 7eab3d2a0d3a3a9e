from django.urls import path

from wksbm.people import views

app_name = "people"
urlpatterns = [
    path("", views.PersonListView.as_view(), name="list"),
    path("daftar/", views.FindPersonView.as_view(), name="find"),
    path("baru/", views.PersonCreateView.as_view(), name="create"),
    path("<key:pk>/", views.PersonDetailView.as_view(), name="detail"),
    path("<key:pk>/ubah/", views.PersonUpdateView.as_view(), name="update"),
]
