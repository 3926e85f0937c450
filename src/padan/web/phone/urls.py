"""Addresses of the phone's application; all below one, which is the service worker's scope."""

from __future__ import annotations

from django.urls import path

from padan.web.phone import views

urlpatterns = [
    path("ponsel/", views.shell, name="phone.shell"),
    path("ponsel/daftar.json", views.tasks, name="phone.list"),
    path("ponsel/kirim.json", views.send, name="phone.send"),
    path("ponsel/pilih.json", views.choose, name="phone.choose"),
    path("ponsel/pekerja.js", views.worker, name="phone.worker"),
    path("ponsel/padan.webmanifest", views.manifest, name="phone.manifest"),
    path("ponsel/<str:version>/<str:name>", views.file, name="phone.file"),
]
