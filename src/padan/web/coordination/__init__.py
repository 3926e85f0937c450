"""Coordination: what was held and agreed, in each village, kecamatan and the regency."""
