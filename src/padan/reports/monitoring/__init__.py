"""The quarterly report on giving and coordination: for the regency's own review, and for the governor."""
