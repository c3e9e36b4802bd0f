"""Find the study folder, read its settings, open its store, write its files."""

from kodierung.project.create import create_project
from kodierung.project.files import read_file, write_file
from kodierung.project.settings import SETTINGS, Settings
from kodierung.project.study import CODER_VARIABLE, Project

__all__ = [
    "CODER_VARIABLE",
    "SETTINGS",
    "Project",
    "Settings",
    "create_project",
    "read_file",
    "write_file",
]
