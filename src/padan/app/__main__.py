"""``python -m padan.app`` is ``padan``."""

from padan.app.cli import main

if __name__ == "__main__":
    main()
