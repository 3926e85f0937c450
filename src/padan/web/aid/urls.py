"""Addresses of aid."""

from __future__ import annotations

from django.urls import path

from padan.web.aid import lists, of_family, programmes, rounds, rules, villages, what_if

_RULE = "penerima/program/<int:programme_id>/aturan"
_ROUND = "penerima/putaran/<int:aid_id>"

urlpatterns = [
    path("penerima/", programmes.index, name="aid.list"),
    path("penerima/keluarga/<str:family_id>/", of_family.show, name="aid.of_family"),
    path("penerima/program/baru/", programmes.make, name="aid.make"),
    path("penerima/program/<int:programme_id>/", programmes.programme, name="aid.programme"),
    path("penerima/program/<int:programme_id>/bersamaan/", programmes.apart, name="aid.apart"),
    path("penerima/program/<int:programme_id>/putaran/", rounds.make, name="aid.open"),
    path(f"{_RULE}/", rules.text, name="aid.rule"),
    path(f"{_RULE}/periksa/", rules.check, name="aid.check"),
    path(f"{_RULE}/formulir/", rules.form, name="aid.rule_form"),
    path(f"{_RULE}/<int:rule_number>/", programmes.version, name="aid.version"),
    path(f"{_RULE}/<int:rule_number>/andai/", what_if.show, name="aid.what_if"),
    path(f"{_ROUND}/", rounds.show, name="aid.round"),
    path(f"{_ROUND}/kuota/", rounds.quotas, name="aid.quotas"),
    path(f"{_ROUND}/paket/", rounds.package, name="aid.package"),
    path(f"{_ROUND}/susun/", rounds.draw, name="aid.draw"),
    path(f"{_ROUND}/pekerjaan/<int:draw_id>/", rounds.job, name="aid.job"),
    path(f"{_ROUND}/tahap/<str:to_state>/", rounds.move, name="aid.move"),
    path(f"{_ROUND}/daftar/", lists.names, name="aid.names"),
    path(f"{_ROUND}/daftar/unduh/", lists.take, name="aid.take"),
    path(f"{_ROUND}/keluarga/<str:family_id>/", lists.family, name="aid.family"),
    path(f"{_ROUND}/keluarga/<str:family_id>/kembalikan/", lists.lift, name="aid.lift"),
    path(f"{_ROUND}/desa/<str:village_code>/", villages.village, name="aid.village"),
    path(f"{_ROUND}/desa/<str:village_code>/musyawarah/", villages.minutes, name="aid.minutes"),
    path(f"{_ROUND}/pernyataan/", villages.statements, name="aid.statements"),
    path(f"{_ROUND}/pernyataan/jawab/", villages.settle, name="aid.settle"),
]
