"""`python -m polyroute` is the `polyroute` command."""

import sys

from ._cli import main

sys.exit(main())
