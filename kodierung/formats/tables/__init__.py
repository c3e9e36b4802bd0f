"""Tables of any kind in the formats people publish and calculate in."""
