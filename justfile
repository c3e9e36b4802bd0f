# What `.ci/run` calls; the recipes work in any environment with the `dev` extra.

# all that must hold
check: lint types layers exports-check test

# style and format
lint:
    ruff check .
    ruff format --check .

# types
types:
    mypy

# who may import whom
layers:
    lint-imports

# the README's own test command
test *options:
    pytest -n auto {{options}}

# write the golden files anew; read them before you commit
golden:
    pytest --update-golden tests/formats/matrix

# make exports/ anew from the example study
exports:
    python -m tests.exports write

# compare exports/ with what the example study gives
exports-check:
    python -m tests.exports compare

# damaged files by the million against the readers, ten minutes; needs the `fuzz` extra
fuzz corpus minutes='10':
    python -m tests.fuzz --corpus {{corpus}} --minutes {{minutes}}

# ratios against floors measured in the same run
bench:
    python -m benchmarks
