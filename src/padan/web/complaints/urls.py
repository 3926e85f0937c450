"""Addresses of complaints: those that need no account, and the officers'."""

from __future__ import annotations

from django.urls import path

from padan.web.complaints import public, views

urlpatterns = [
    path("pengaduan/", public.file, name="complaints.file"),
    path("pengaduan/cari/", public.find, name="complaints.find"),
    path("pengaduan/aturan/", public.rules, name="complaints.rules"),
    path("pengaduan/petugas/", views.listed, name="complaints.list"),
    path("pengaduan/petugas/catat/", views.note, name="complaints.note"),
    path("pengaduan/petugas/<int:complaint_id>/", views.show, name="complaints.show"),
    path("pengaduan/<str:code>/", public.status, name="complaints.status"),
]
