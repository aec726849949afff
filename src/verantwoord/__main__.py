"""`python -m verantwoord` is the same as `verantwoord`."""

from verantwoord.cli import main

if __name__ == "__main__":
    main()
