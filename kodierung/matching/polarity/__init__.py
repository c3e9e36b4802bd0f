"""How something is said: denied, lacking, too much, wished for, ironic, reported."""
