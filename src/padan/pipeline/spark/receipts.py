"""The receipts of the files of records, which travel in the footers of the files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import SparkSession

from padan.contracts import release
from padan.kernel.errors import RegisterError
from padan.kernel.texts import _

_KEY = "padan.receipt"


def footers(session: SparkSession, path: str) -> list[str]:
    """The receipt of each file of records on any path that Spark reads, from its footer, in the order of ids."""
    java: Any = session.sparkContext._jvm
    context = session.sparkContext._jsc
    found = []
    for file in session.read.parquet(path).inputFiles():
        where = java.org.apache.parquet.hadoop.util.HadoopInputFile.fromPath(
            java.org.apache.hadoop.fs.Path(java.java.net.URI(file)), context.hadoopConfiguration()
        )
        reader = java.org.apache.parquet.hadoop.ParquetFileReader.open(where)
        try:
            text = reader.getFooter().getFileMetaData().getKeyValueMetaData().get(_KEY)
        finally:
            reader.close()
        found.append(_known(text, file))
    return sorted(found, key=lambda text: str(json.loads(text)["receipt_id"]))


def local_footers(files: Iterable[Path]) -> list[str]:
    """The same of files on this machine."""
    found = [_known((pq.read_metadata(file).metadata or {}).get(_KEY.encode()), file.name) for file in sorted(files)]
    return [text if isinstance(text, str) else text.decode() for text in found]


def _known(text: Any, file: str) -> Any:
    if text is None:
        raise RegisterError(
            _("Berkas catatan {file} rusak").format(file=file.rsplit("/", 1)[-1]),
            next_step=_("Hapus berkas itu dan terima lagi berkas aslinya dari folder received."),
        )
    return text


def receipt_table(receipts: Sequence[str]) -> pa.Table:
    """The table ``receipt`` of a release."""
    return pa.Table.from_pylist([_row(json.loads(text)) for text in receipts], schema=release.RECEIPT.schema)


def _row(receipt: dict[str, Any]) -> dict[str, Any]:
    sheets = receipt["sheets"]
    told = ("receipt_id", "sha256", "file", "source", "received_by", "records")
    return {
        **{name: receipt[name] for name in told},
        **{name: date.fromisoformat(receipt[name]) for name in ("true_at", "received_at")},
        "layouts": list(dict.fromkeys(sheet["layout"] for sheet in sheets)),
        **{name: sum(sheet[name] for sheet in sheets) for name in ("rows_in", "rows_accepted", "rows_rejected")},
    }
