"""Addresses of tasks and village meetings."""

from __future__ import annotations

from django.urls import path

from padan.web.tasks import families, reporting, rounds, standing, telling, together, views

urlpatterns = [
    path("tugas/", views.listed, name="tasks.list"),
    path("tugas/saya/", standing.mine, name="tasks.mine"),
    path("tugas/luar/", standing.outside, name="tasks.outside"),
    path("tugas/desa/", standing.villages, name="tasks.villages"),
    path("tugas/lapor/", reporting.report, name="tasks.report"),
    path("tugas/perbaiki/orang/<str:person_id>/", telling.mend_person, name="tasks.mend_person"),
    path("tugas/perbaiki/keluarga/<str:family_id>/", telling.mend_family, name="tasks.mend_family"),
    path("tugas/pisah/<str:family_id>/", families.split, name="tasks.split"),
    path("tugas/gabung/<str:family_id>/", families.merge, name="tasks.merge"),
    path("tugas/musyawarah/", rounds.listed, name="tasks.meetings"),
    path("tugas/musyawarah/kirim/", rounds.call, name="tasks.call"),
    path("tugas/musyawarah/<int:round_id>/", rounds.show, name="tasks.meeting"),
    path("tugas/musyawarah/<int:round_id>/bersama/", together.show, name="tasks.together"),
    path("tugas/musyawarah/<int:round_id>/berita-acara/", rounds.minutes, name="tasks.minutes"),
    path("tugas/musyawarah/<int:round_id>/tutup/", rounds.close, name="tasks.close"),
    path("tugas/musyawarah/<int:round_id>/batal/", rounds.cancel, name="tasks.cancel"),
    path("tugas/<int:task_id>/", views.show, name="tasks.show"),
    path("tugas/<int:task_id>/cabut/", views.take_back, name="tasks.take_back"),
    path("tugas/<int:task_id>/pilih/", views.choose, name="tasks.choose"),
]
