"""Code trees in the formats in which people and programs exchange them."""
