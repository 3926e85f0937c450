"""The register that people work on: a release taken in from its folder, to be searched and scoped."""
