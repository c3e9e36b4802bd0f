"""One module per verb: the Python API for notebooks and scripts; prints nothing."""
