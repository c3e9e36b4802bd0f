"""Lets `python -m kodierung` do the same as the command `kodierung`."""

from kodierung.cli import main

if __name__ == "__main__":
    main()
