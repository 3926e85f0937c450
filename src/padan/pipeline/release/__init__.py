"""Building a release beside the current one, and putting it in force with one rename."""

from padan.pipeline.release.building import Build, build
from padan.pipeline.release.explaining import explain
from padan.pipeline.release.explanation import Explanation
from padan.pipeline.release.manifest import Manifest, read_manifest

__all__ = ["Build", "Explanation", "Manifest", "build", "explain", "read_manifest"]
