"""``python -m padan.pipeline.spark``, and what ``spark-submit`` runs."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from padan.kernel.errors import PadanError
from padan.pipeline.receive.origin import regency
from padan.pipeline.spark.building import build_on_spark
from padan.pipeline.spark.session import open_session


def main(arguments: Sequence[str] | None = None) -> int:
    """Build one release; prints what came of it as one line of JSON. Returns the exit code."""
    parser = argparse.ArgumentParser("padan.pipeline.spark", description="Build a release on Apache Spark.")
    parser.add_argument("--records", required=True, help="folder of the files of records (PADAN_HOME/records)")
    parser.add_argument("--out", required=True, help="folder for the release, one folder a table")
    parser.add_argument("--checkpoints", required=True, help="folder that outlives the run")
    parser.add_argument("--as-of", required=True, type=date.fromisoformat, help="day on which staleness is judged")
    parser.add_argument("--nation", action="store_true", help="many regencies; else the one of PADAN_REGENCY")
    parser.add_argument(
        "--ledger", action="append", default=[], help="folder 'ledger' of an earlier release, oldest first"
    )
    parser.add_argument("--master", help="where Spark runs, such as local[2]; spark-submit says it by itself")
    parser.add_argument("--parts", type=int, help="parts of a step (default: spark.sql.shuffle.partitions)")
    given = parser.parse_args(arguments)
    try:
        built = build_on_spark(
            given.records, given.out, given.as_of, checkpoints=given.checkpoints, ledger=given.ledger,
            within=None if given.nation else regency(), session=open_session(given.master), parts=given.parts,
        )  # fmt: skip
    except PadanError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(json.dumps(asdict(built)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
