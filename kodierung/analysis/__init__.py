"""Pure functions from codings to what researchers publish: matrix and agreement."""
