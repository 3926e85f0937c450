"""Addresses of the verification sample."""

from __future__ import annotations

from django.urls import path

from padan.web.checking import views

urlpatterns = [
    path("pemeriksaan/", views.samples, name="checking.list"),
    path("pemeriksaan/undi/", views.draw, name="checking.draw"),
    path("pemeriksaan/kunjungan/", views.visits, name="checking.visits"),
    path("pemeriksaan/kunjungan/<int:visit_id>/", views.visit, name="checking.visit"),
    path("pemeriksaan/<int:sample_id>/", views.sample, name="checking.sample"),
    path("pemeriksaan/<int:sample_id>/daftar.csv", views.frame, name="checking.frame"),
]
