"""``python -m communique``: the command line without an installed script."""

from communique.cli import main

if __name__ == "__main__":
    main(prog_name="communique")
