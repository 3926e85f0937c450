"""``padan decide``: somebody says that two records are one person, are not, or that it is open again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime

import click

from padan.app.clicking import Command
from padan.app.commands.home import chosen_home
from padan.app.pair_page import show_pair
from padan.app.screen import heading, points, say
from padan.kernel.errors import InvalidValueError
from padan.kernel.texts import _
from padan.pipeline.decisions import APART, OPEN, SAME, Decision, append, read, settle
from padan.pipeline.release import Explanation, explain
from padan.reports.decision_words import told_decision
from padan.reports.finding import find_record
from padan.reports.register import Register, open_register


def command() -> click.Command:
    """The command in the language in force."""
    return Command(
        "decide",
        callback=run,
        params=[
            click.Argument(["record_a"], metavar=_("CATATAN"),
                           help=_("Nomor catatan (lihat `padan show`), atau BERKAS:BARIS seperti data.xlsx:12.")),
            click.Argument(["record_b"], metavar=_("CATATAN"),
                           help=_("Catatan yang lain, disebut dengan cara yang sama.")),
            click.Option(["--same"], is_flag=True, help=_("Keduanya satu orang.")),
            click.Option(["--apart"], is_flag=True, help=_("Keduanya orang yang berbeda.")),
            click.Option(["--open", "reopened"], is_flag=True,
                         help=_("Cabut putusan tentang keduanya; bukti saja yang menentukan lagi.")),
            click.Option(["--by"], required=True, metavar=_("NAMA"), help=_("Siapa yang memutuskan.")),
            click.Option(["--reason"], required=True, metavar=_("ALASAN"),
                         help=_("Apa dasarnya, misalnya KK yang dilihat.")),
            click.Option(["--full"], is_flag=True, help=_("Tampilkan NIK dan nomor KK seutuhnya.")),
        ],
        short_help=_("Putuskan bahwa dua catatan satu orang, atau bukan."),
        help=_(
            "Putuskan bahwa dua catatan satu orang, atau bukan. Bukti yang ada ditampilkan dan disimpan bersama "
            "putusan, nama dan alasannya. Putusan mengalahkan bukti dan berlaku sejak rilis berikutnya, sampai dicabut."
        ),
        epilog='padan decide data.xlsx:12 gizi.csv:40 --same --by "Ani, Dinsos" --reason "KK asli dilihat"\n'
        'padan decide data.xlsx:12 gizi.csv:41 --apart --by "Ani, Dinsos" --reason "saudara kembar"',
    )  # fmt: skip


def run(
    record_a: str, record_b: str, same: bool, apart: bool, reopened: bool, by: str, reason: str, full: bool
) -> None:
    """Show the evidence, write the decision, say what it does."""
    verdict = _verdict(same, apart, reopened)
    home = chosen_home()
    with open_register(home) as register:
        one, other = find_record(register, record_a), find_record(register, record_b)
        earlier = read(home)
        found = explain(register.folder, one, other, earlier)
        _refuse_mentions(register, one, other)
        show_pair(register, found, full=full)
        seen = json.dumps(_seen(register, found), ensure_ascii=False, sort_keys=True)
        decision = Decision.about(
            one, other, verdict, by=by, on=datetime.now(UTC).replace(microsecond=0), reason=reason, seen=seen
        )
        _refuse_nothing_to_take_back(decision, earlier)
        append(home, [decision])
        heading(_("Putusan"))
        say("  " + told_decision(register, decision))
        _warn(register, decision, earlier)
        say("  " + _("Berlaku sejak rilis berikutnya; jalankan `padan release`."))


def _verdict(*chosen: bool) -> str:
    verdicts = [verdict for verdict, flag in zip((SAME, APART, OPEN), chosen, strict=True) if flag]
    if len(verdicts) != 1:
        raise click.UsageError(_("sebut satu dari --same, --apart atau --open"))
    return verdicts[0]


def _refuse_mentions(register: Register, *records: str) -> None:
    """Parents whom a child's row only names are found on other grounds, which a decision does not reach."""
    for record in records:
        if register.one("SELECT 1 FROM standard WHERE record_id = ?", [record]) is None:
            raise InvalidValueError(
                _(
                    "Catatan {record} adalah orang tua yang hanya disebut di baris anaknya; tentang itu belum dapat "
                    "diputuskan"
                ).format(record=record),
                next_step=_(
                    "Putuskan tentang catatan orangnya sendiri (baris DTSEN, buku desa atau KRS) atau catatan anaknya. "
                    "Bila nama atau NIK orang tuanya keliru, minta pengirim memperbaiki baris anak itu."
                ),
            )


def _refuse_nothing_to_take_back(decision: Decision, earlier: Sequence[Decision]) -> None:
    last = next((d for d in reversed(earlier) if d.pair == decision.pair), None)
    if decision.verdict == OPEN and (last is None or last.verdict == OPEN):
        raise InvalidValueError(
            _("Belum ada putusan tentang kedua catatan itu"),
            next_step=_("Yang dapat dicabut hanya putusan tentang pasangan yang sama persis."),
        )


def _seen(register: Register, found: Explanation) -> dict[str, object]:
    """The evidence as it was shown, to be kept with the decision."""
    return {
        "release": register.manifest.release_id,
        "model": register.manifest.model_version,
        "same": found.same,
        "verdict": str(found.verdict),
        "weight": found.total,
        "probability": found.probability,
        "levels": {evidence.comparison: evidence.level for evidence in found.evidence},
    }


def _warn(register: Register, decision: Decision, earlier: Sequence[Decision]) -> None:
    """Tell which earlier decisions speak against this one, and no longer hold because of it."""
    before = {o.decision for o in settle(earlier).overruled}
    for overruled in settle([*earlier, decision]).overruled:
        if overruled.decision in before:
            continue
        say("")
        say(
            _("Perhatian: putusan ini bertentangan dengan putusan lama, yang karena itu tidak berlaku lagi:"),
            style="bold",
        )
        say("  " + told_decision(register, overruled.decision))
        say("  " + _("Yang menentangnya bersama-sama:"))
        points((told_decision(register, each) for each in overruled.against), indent=4)
