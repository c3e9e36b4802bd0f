"""A codebook's rules, made ready to be carried out, and tried."""
