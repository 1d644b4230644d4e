"""The command line: every command with its arguments and examples."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from graph.terminal import backups, briefings, packages, spreadsheets, ties


def parser() -> argparse.ArgumentParser:
    """The command line, each command with its examples."""
    line = argparse.ArgumentParser(
        prog="python -m graph",
        description="Attest from a terminal. The store is a SQLite file under var/, or what ATTEST_DATABASE_URL names.",
        epilog="Exit codes: 0 well, 1 findings in the data, 2 wrong usage, 3 store unavailable.",
        allow_abbrev=False,
    )
    commands = line.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def add(
        name: str, does: str, command: Callable[[argparse.Namespace], int], *examples: str
    ) -> argparse.ArgumentParser:
        added = commands.add_parser(
            name,
            help=does,
            description=does[0].upper() + does[1:] + ".",
            epilog="examples:\n" + "\n".join(f"  python -m graph {example}" for example in examples),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        added.set_defaults(command=command)
        return added

    validate = add(
        "validate",
        "name every fault of a data package with its place, all at once",
        packages.validate,
        "validate data",
        "validate --format data     write it in canonical form, if it is sound",
    )
    validate.add_argument("folder", type=Path, metavar="DIR", help="the package's folder")
    validate.add_argument("--format", action="store_true", help="then write the package in its canonical form")

    load = add(
        "load",
        "take exactly what a data package holds into the store, or nothing of it",
        packages.load,
        "load data",
        "load --as-drafts data/review     to be reviewed before it counts",
    )
    load.add_argument("folder", type=Path, metavar="DIR", help="the package's folder")
    load.add_argument("--as-drafts", action="store_true", help="as drafts, beside what is published")

    bring = add(
        "import",
        "bring entries from a spreadsheet, each row accounted for, as one change or not at all",
        spreadsheets.bring,
        "import --template entries.xlsx     an empty workbook to fill in",
        "import --dry-run entries.xlsx     what would become of every row",
        "import entries.csv --report refused.csv     all of it, or nothing and why",
        "import articles.csv --map url=Link --set page_kind=news --as-drafts",
    )
    bring.add_argument("file", type=Path, metavar="FILE", help="a workbook (.xlsx) or CSV, with a header")
    bring.add_argument("--as-drafts", action="store_true", help="as drafts, to be reviewed before they count")
    bring.add_argument("--dry-run", action="store_true", help="tell what would become of every row; save nothing")
    bring.add_argument("--report", type=Path, metavar="FILE", help="write refused rows with the reasons, to be mended")
    bring.add_argument("--skip-refused", action="store_true", help="leave refused rows out and import the others")
    bring.add_argument("--keep-duplicates", action="store_true", help="take duplicates for new entries")
    bring.add_argument(
        "--map", action="append", type=_pair, default=[], metavar="COLUMN=HEADING", help="what a column is"
    )
    bring.add_argument("--set", action="append", type=_pair, default=[], metavar="COLUMN=TEXT", help="in every row")
    bring.add_argument("--encoding", default="", metavar="NAME", help="of a CSV file that is not UTF-8, as in cp1252")
    bring.add_argument("--comment", default="", metavar="TEXT", help="why, for the history")
    bring.add_argument("--template", action="store_true", help="write an empty workbook to FILE instead")
    bring.add_argument("--json", action="store_true", help="the counts as JSON on stdout")

    listed = add(
        "ties",
        "list who is tied to whom and who says so, a strand a row",
        ties.ties,
        "ties",
        "ties --json 'actors=iran,russia&reported=2022-10'",
        "ties --json | jq '.[] | select(.denied_by != [])'",
    )
    listed.add_argument(
        "query", nargs="?", default="", metavar="QUERY", help="as in the address of the page, after the ?"
    )
    listed.add_argument("--json", action="store_true", help="one sorted array with an object a strand")

    publish = add(
        "publish",
        "write the current state of the store as a data package",
        packages.publish,
        "publish ../attest-published",
        "publish data",
    )
    publish.add_argument("folder", type=Path, metavar="DIR", help="the folder to write; made if it is not there")

    backup = add(
        "backup",
        "copy the whole store, history and drafts included, into one file, and verify the copy",
        backups.backup,
        "backup attest.bak",
    )
    backup.add_argument("file", type=Path, metavar="FILE", help="the file to write; it must not be there yet")

    export = add(
        "export",
        "write a picture with its endnotes as a file",
        briefings.export,
        "export --list",
        "export 'actors=iran,russia&v=1' --format pdf -o iran-russia.pdf",
        "export snap-0123456789ab --format png --size 3840x2160 -o picture.png     the same bytes every time",
    )
    export.add_argument("what", nargs="?", default="", metavar="QUERY|SNAPSHOT", help="a view, or a snapshot's id")
    export.add_argument("--list", action="store_true", help="name the formats, what each leaves out, and the snapshots")
    export.add_argument("--format", metavar="F", help="one of those that --list names")
    export.add_argument("-o", "--output", type=Path, metavar="FILE", help="the file to write; - for standard output")
    export.add_argument("--size", type=_size, default=("1920", "1080"), metavar="WxH", help="of a picture, in dots")
    export.add_argument("--page", choices=("16:9", "a4"), default="16:9", help="of a document or slide")
    export.add_argument("--theme", choices=("light", "dark", "grey"), default="light", help="colours")
    export.add_argument("--cards", choices=("key", "all"), default="key", help="key sources on cards, or all")
    for name, words in (
        ("title", "of a view; a snapshot has its own"),
        ("summary", "a few sentences above the picture"),
        ("caveats", "what a reader should beware of"),
        ("handling", "the handling line, such as TLP:CLEAR"),
    ):
        export.add_argument(f"--{name}", default="", metavar="TEXT", help=words)

    back = add(
        "restore",
        "put the store back from a backup, after verifying it; what was there is kept beside it",
        backups.restore,
        "restore attest.bak",
    )
    back.add_argument("file", type=Path, metavar="FILE", help="a file that backup wrote; it is not changed")

    verify = add(
        "verify",
        "read the whole store and check that nothing in it was altered or lost",
        backups.verify,
        "verify",
        "verify --digest 9f2c...     that change must still be there: its digest was kept elsewhere",
    )
    verify.add_argument(
        "--digest", default="", metavar="DIGEST", help="the digest of a change, as backup or verify printed it earlier"
    )
    return line


def _size(text: str) -> tuple[str, str]:
    wide, _, high = text.lower().partition("x")
    if not (wide.isdecimal() and high.isdecimal()):
        raise argparse.ArgumentTypeError("write it as 1920x1080")
    return wide, high


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise argparse.ArgumentTypeError(f"“{text}” is not of the form NAME=VALUE")
    return name.strip(), value.strip()
