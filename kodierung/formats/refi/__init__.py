"""REFI-QDA, the exchange format of MAXQDA, ATLAS.ti, NVivo, QualCoder and others."""
