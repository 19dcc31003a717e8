"""`python -m hustings` is the `hustings` command."""

from hustings.cli import main

if __name__ == "__main__":
    main()
