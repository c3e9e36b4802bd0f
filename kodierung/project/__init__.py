"""Find the study folder, read its settings, open its store, write its files."""

from kodierung.project.answers import Answers, from_record, read_answers
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
    "Answers",
    "Project",
    "Settings",
    "complete_project",
    "create_project",
    "from_record",
    "is_clutter",
    "read_answers",
    "read_file",
    "tidy_name",
    "write_file",
]
