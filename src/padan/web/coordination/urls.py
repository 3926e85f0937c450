"""Addresses of coordination."""

from __future__ import annotations

from django.urls import path

from padan.web.coordination import report, views

urlpatterns = [
    path("koordinasi/", views.gatherings, name="coordination.list"),
    path("koordinasi/catat/", views.note, name="coordination.note"),
    path("koordinasi/laporan/", report.show, name="coordination.report"),
    path("koordinasi/laporan/unduh/", report.take, name="coordination.take"),
    path("koordinasi/komitmen/", views.commitments, name="coordination.commitments"),
    path("koordinasi/komitmen/<int:commitment_id>/", views.commitment, name="coordination.commitment"),
    path("koordinasi/<int:gathering_id>/", views.show, name="coordination.show"),
    path("koordinasi/<int:gathering_id>/notulen/", views.minutes, name="coordination.minutes"),
]
