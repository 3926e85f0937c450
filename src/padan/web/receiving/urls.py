"""Addresses of files."""

from __future__ import annotations

from django.urls import path

from padan.web.receiving import views

urlpatterns = [
    path("berkas/", views.uploads, name="receiving.uploads"),
    path("berkas/<int:upload_id>/", views.show, name="receiving.show"),
    path("berkas/<int:upload_id>/perbaiki/", views.correct, name="receiving.correct"),
]
