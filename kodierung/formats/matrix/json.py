"""JSON: the matrix for scripts, with all figures whether or not cells show them."""

from __future__ import annotations

import json
from dataclasses import asdict

from kodierung.model import FactorCell, Matrix, MatrixRow, Share, Statement

suffix = ".json"
binary = False


def write(matrix: Matrix) -> bytes:
    """Return the matrix as JSON; keys are a contract."""
    content = {
        "caption": matrix.caption,
        "coder": matrix.coder,
        "note": matrix.note,
        "columns": list(matrix.columns),
        "perspectives": [
            {"id": p.id, "label": p.label, "rows": [_row(row) for row in p.rows]}
            for p in matrix.perspectives
        ],
        "comparison": _comparison(matrix),
        "basis": _basis(matrix),
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _basis(matrix: Matrix) -> dict[str, object] | None:
    if matrix.basis is None:
        return None
    return {"coder": matrix.coder, **asdict(matrix.basis)}


def _comparison(matrix: Matrix) -> dict[str, object] | None:
    compared = matrix.comparison
    if compared is None:
        return None
    values = [{"value": value, "label": label} for value, label in compared.values]
    return {"by": compared.by, "label": compared.label, "values": values}


def _row(row: MatrixRow) -> dict[str, object]:
    return {
        "theme": row.theme,
        "promoting": _cell(row.promoting),
        "inhibiting": _cell(row.inhibiting),
        "statements": [_statement(one) for one in row.statements],
        "contradictions": [asdict(one) for one in row.contradictions],
    }


def _cell(cell: FactorCell | None) -> dict[str, object] | None:
    if cell is None:
        return None
    return {
        "code": cell.code,
        "label": cell.label,
        "segments": cell.segments,
        "speakers": _share(cell.speakers),
        "groups": _share(cell.groups),
        "subcodes": [asdict(one) for one in cell.subcodes],
        "parts": [asdict(one) for one in cell.parts],
        "text": cell.text,
        "note": cell.note,
    }


def _share(share: Share) -> dict[str, int]:
    return {"k": share.k, "of": share.of}


def _statement(statement: Statement) -> dict[str, object]:
    return {
        "text": statement.text,
        "transcript": statement.transcript,
        "turn": statement.turn,
        "speaker": statement.speaker,
        "start": statement.start,
        "end": statement.end,
    }
