"""The pipeline on Apache Spark, for what one machine cannot hold: a province, a nation.

The steps are those of one machine, run on parts of the records that are complete in what the step looks at
(``docs/adr/0014-the-nation-on-spark.md``). Needs PySpark (``padan[spark]``) and Java 17.
"""

from __future__ import annotations

from importlib.util import find_spec

from padan.kernel.errors import PadanError
from padan.kernel.texts import _

if find_spec("pyspark") is None:
    raise PadanError(
        _("PySpark belum terpasang"),
        next_step=_("Pasang dengan `pip install 'padan[spark]'`; Spark juga memerlukan Java 17."),
    )

from padan.pipeline.spark.building import Built, build, build_on_spark

__all__ = ["Built", "build", "build_on_spark"]
