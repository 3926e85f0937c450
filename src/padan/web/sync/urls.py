"""Addresses of sync at a glance."""

from __future__ import annotations

from django.urls import path

from padan.web.sync import exports, views

urlpatterns = [
    path("selaras/", views.overview, name="sync.overview"),
    path("selaras/nama/", views.names, name="sync.names"),
    path("selaras/kesegaran/", views.freshness, name="sync.freshness"),
    path("selaras/peta/", views.on_map, name="sync.map"),
    path("selaras/jumlah/", views.totals, name="sync.totals"),
    path("selaras/unduh/", exports.overview, name="sync.take_overview"),
    path("selaras/nama/unduh/", exports.names, name="sync.take_names"),
    path("selaras/kesegaran/unduh/", exports.freshness, name="sync.take_freshness"),
    path("selaras/peta/unduh/", exports.on_map, name="sync.take_map"),
    path("selaras/jumlah/unduh/", exports.totals, name="sync.take_totals"),
]
