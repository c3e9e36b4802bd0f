"""Find the study folder, read its settings, open its store, write its files."""

from kodierung.project.create import complete_project, create_project
from kodierung.project.files import UNFINISHED, read_file, write_file
from kodierung.project.settings import SETTINGS, Settings
from kodierung.project.study import (
    CODER_VARIABLE,
    DATABASE,
    Project,
    is_clutter,
    tidy_name,
)

__all__ = [
    "CODER_VARIABLE",
    "DATABASE",
    "SETTINGS",
    "UNFINISHED",
    "Project",
    "Settings",
    "complete_project",
    "create_project",
    "is_clutter",
    "read_file",
    "tidy_name",
    "write_file",
]
