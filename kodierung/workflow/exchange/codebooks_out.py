"""Codebooks as other programs take them, with what does not arrive there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from kodierung.formats.codebooks.table import write_table, write_tags
from kodierung.formats.refi.of_codebook import refi_codebook
from kodierung.formats.refi.study import Named
from kodierung.formats.refi.xml_out import write_codebook
from kodierung.model import Codebook
from kodierung.workflow.exchange.losses import Loss, codebook_losses

FORMATS = ("qdc", "csv", "xlsx", "json")


@dataclass(frozen=True, slots=True)
class CodebookOut:
    """A codebook as a file for another program.

    Attributes:
        data: The file.
        losses: What does not arrive, or not as it was.
    """

    data: bytes
    losses: tuple[Loss, ...]


def codebook_out(
    codebook: Codebook,
    source: bytes,
    format_name: str,
    target: str = "",
    guids: Mapping[Named, str] | None = None,
) -> CodebookOut:
    """Return a codebook as a file for another program.

    Args:
        codebook: The codebook.
        source: Its YAML file, of which JSON holds all.
        format_name: One of `FORMATS`.
        target: The program that it is for, as in `losses.TARGETS`.
        guids: What codes were called in the project they came from.
    """
    if format_name == "json":
        read = yaml.load(source.decode("utf-8-sig"), yaml.BaseLoader)  # noqa: S506
        text = json.dumps(read, ensure_ascii=False, indent=2)
        return CodebookOut(f"{text}\n".encode(), ())
    codes = {
        name: guid for (kind, name), guid in (guids or {}).items() if kind == "code"
    }
    tree = refi_codebook(codebook, codes)
    found = codebook_losses(codebook, target)
    if format_name == "qdc":
        return CodebookOut(write_codebook(tree), found)
    if target == "taguette":
        return CodebookOut(write_tags(tree), found)
    return CodebookOut(write_table(tree, f"codes.{format_name}"), found)
