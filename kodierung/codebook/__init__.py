"""Codebooks: YAML in, a checked `Codebook` out, every fault with its line.

Import the module you need, so that nothing is paid for that is not used:

* `load` reads and checks a codebook;
* `nodes` reads any YAML file into nodes that know their line;
* `json_schema` describes the format for editors;
* `starter` writes a commented codebook to begin with.
"""
