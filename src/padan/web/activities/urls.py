"""Addresses of reported activities."""

from __future__ import annotations

from django.urls import path

from padan.web.activities import listing, pairing, sending, totals

urlpatterns = [
    path("kegiatan-csr/", listing.listed, name="activities.list"),
    path("kegiatan-csr/unduh/", totals.take, name="activities.take"),
    path("kegiatan-csr/kirim/", sending.send, name="activities.send"),
    path("kegiatan-csr/kirim/terima/", sending.accept, name="activities.accept"),
    path("kegiatan-csr/catat/", listing.enter, name="activities.enter"),
    path("kegiatan-csr/laporan/", sending.reports, name="activities.reports"),
    path("kegiatan-csr/laporan/<int:report_id>/", sending.receipt, name="activities.receipt"),
    path("kegiatan-csr/laporan/<int:report_id>/ditolak/", sending.take_rejects, name="activities.rejects"),
    path("kegiatan-csr/pasangan/", pairing.pairs, name="activities.pairs"),
    path("kegiatan-csr/jumlah/", totals.show, name="activities.totals"),
    path("kegiatan-csr/provinsi/", totals.of_province, name="activities.province"),
    path("kegiatan-csr/<int:activity_id>/", listing.show, name="activities.show"),
]
