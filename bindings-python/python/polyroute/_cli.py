"""The `polyroute` command: the library function behind it lives in the native module."""

import sys


def main() -> int:
    from ._native import run_cli

    return run_cli(["polyroute", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
