"""`python -m polyroute` is the `polyroute` command."""

import sys

from ._cli import main

if __name__ == "__main__":
    sys.exit(main())
