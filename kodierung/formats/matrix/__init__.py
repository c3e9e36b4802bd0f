"""The factor matrix in the formats people publish and calculate in, one module each."""
