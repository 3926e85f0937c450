"""The sheet with one row for each child and the months across, under a header of one or two rows."""

from padan.contracts.source import Field, FieldType, Layout, Role
from padan.pipeline.sources import common
from padan.pipeline.sources.common import text
from padan.pipeline.sources.eppgbm.nutrition_status import CHILD

MONTHS = (
    "JANUARI", "FEBRUARI", "MARET", "APRIL", "MEI", "JUNI", "JULI", "AGUSTUS", "SEPTEMBER", "OKTOBER", "NOVEMBER",
    "DESEMBER",
)  # fmt: skip


def _month(number: int, month: str) -> tuple[Field, ...]:
    prefix = f"m{number:02d}_"
    return (
        Field(f"{prefix}measured_on", FieldType.DATE, (f"{month}_tanggalukur", f"{month} tanggal ukur",
              f"{month} tgl ukur", f"{month} tanggal pengukuran"), f"tanggal ukur {month.lower()}", happened=True),
        Field(f"{prefix}weight", FieldType.WEIGHT, (f"{month}_berat", f"{month} bb", f"{month} berat badan"),
              f"berat {month.lower()}", low=0.5, high=60, unit="kg"),
        Field(f"{prefix}height", FieldType.LENGTH, (f"{month}_tinggi", f"{month} tb", f"{month} tinggi badan",
              f"{month} pb/tb"), f"tinggi {month.lower()}", low=20, high=150, unit="cm"),
        Field(f"{prefix}position", FieldType.CODE, (f"{month}_caraukur", f"{month} cara ukur"),
              f"cara ukur {month.lower()}", codes="position"),
        text(f"{prefix}age_written", f"umur {month.lower()}", f"{month}_umur", f"{month} usia"),
    )  # fmt: skip


def _fields() -> tuple[Field, ...]:
    across = [field for number, month in enumerate(MONTHS, 1) for field in _month(number, month)]
    place = common.place()
    return (*CHILD, *place, text("posyandu", "posyandu", "posyandu", "nama posyandu"),
            text("health_centre", "puskesmas", "pukesmas", "puskesmas"), *across)  # fmt: skip


MONTHS_ACROSS = Layout(
    name="bulan-menyamping",
    title="e-PPGBM satu baris per anak, bulan menyamping",
    fields=_fields(),
    roles=(Role("child", present=("name",)),),
    signature=(("name",), tuple(f"m{m:02d}_weight" for m in range(1, 13))),
    together=tuple(((f"m{m:02d}_weight", f"m{m:02d}_height"), f"m{m:02d}_measured_on") for m in range(1, 13)),
    date_of_data=tuple(f"m{m:02d}_measured_on" for m in range(12, 0, -1)),
    months_across=True,
)
