"""One self-contained HTML page from a template that lies beside its module."""

from __future__ import annotations

from kodierung.formats.matrix.wording import printable


def webpage(package: str, template: str, **values: object) -> bytes:
    """Return a page; all texts are escaped, and a missing value is a fault.

    Args:
        package: Where the template lies.
        template: Its file.
        values: What it shows.
    """
    from importlib.resources import files

    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # What a macro made is markup, and its texts are printable already.
        finalize=lambda value: printable(value) if type(value) is str else value,
    )
    source = files(package).joinpath(template).read_text(encoding="utf-8")
    return environment.from_string(source).render(**values).encode()
