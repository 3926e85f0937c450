"""Addresses of releases."""

from __future__ import annotations

from django.urls import path

from padan.web.releases import views

urlpatterns = [
    path("rilis/", views.releases, name="releases.list"),
    path("rilis/susun/", views.build, name="releases.build"),
    path("rilis/pekerjaan/<int:job_id>/", views.job, name="releases.job"),
    path("rilis/<str:release_name>/", views.show, name="releases.show"),
    path("rilis/<str:release_name>/sahkan/", views.take_in, name="releases.take_in"),
    path("rilis/<str:release_name>/tolak/", views.refuse, name="releases.refuse"),
]
