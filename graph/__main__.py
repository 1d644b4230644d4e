"""Attest from a terminal: `python -m graph COMMAND`, the same jobs as on the screen.

Exit codes: 0 well, 1 findings in the data, 2 wrong usage, 3 store unavailable. JSON goes to stdout, messages to stderr.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.model.errors import AttestError, DataProblems, UsageError
from graph.model.person import DESK
from graph.model.settings import Settings
from graph.model.view import parse

if TYPE_CHECKING:
    from graph.desk.desk import Desk

ROOT = Path(__file__).resolve().parents[1]
WELL, FINDINGS, WRONG_USAGE = 0, 1, 2
_BROKEN_PIPE, _INTERRUPTED = 128 + signal.SIGPIPE, 128 + signal.SIGINT
"""What a shell expects of a program that ended so."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    asked = _parser().parse_args(arguments)
    try:
        code: int = asked.command(asked)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has gone; whatever is still in the buffer goes nowhere, without a second complaint at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _BROKEN_PIPE
    except KeyboardInterrupt:
        _tell("Interrupted; nothing was left half done.")
        return _INTERRUPTED
    except DataProblems as error:
        for problem in error.problems:
            _tell(str(problem))
        return error.exit_code
    except AttestError as error:
        _tell(str(error))
        return error.exit_code
    except OSError as error:
        _tell(f"{error.filename or ''}: {error.strerror or error}".removeprefix(": "))
        return WRONG_USAGE
    return code


def _validate(asked: argparse.Namespace) -> int:
    desk = _desk()
    problems = desk.validate(asked.folder)
    for problem in problems:
        _tell(str(problem))
    errors = sum(problem.severity == "error" for problem in problems)
    remarks = len(problems) - errors
    _tell(f"{asked.folder}: {_count(errors, 'error')}, {_count(remarks, 'warning or gap', 'warnings and gaps')}.")
    if errors:
        return FINDINGS
    if asked.format:
        desk.format(asked.folder)
        _tell(f"{asked.folder} is in canonical form.")
    return WELL


def _load(asked: argparse.Namespace) -> int:
    report = _desk().load(asked.folder, as_drafts=asked.as_drafts)
    _tell(str(report))
    return WELL


def _import(asked: argparse.Namespace) -> int:
    desk = _desk()
    if asked.template:
        asked.file.write_bytes(desk.imports.template())
        _tell(f"{asked.file} is an empty workbook to fill in; its second sheet explains every column.")
        return WELL
    with asked.file.open("rb") as file:
        # One byte past the limit is enough to be refused with the limit named.
        sheet = desk.imports.read(asked.file.name, file.read(desk.imports.most_bytes + 1), asked.encoding)
    matching = desk.imports.matched(sheet, dict(asked.map), dict(asked.set))
    run = desk.imports.dry_run(sheet, matching, as_drafts=asked.as_drafts, keep_duplicates=asked.keep_duplicates)
    for note in (*sheet.notes, *matching.passed_over(sheet)):
        _tell(note)
    for problem in run.problems(str(asked.file)):
        _tell(str(problem))
    counts, refused = run.plan.counts, run.plan.counts["refused"]
    _tell(f"{_count(len(run.plan.outcomes), 'row')} read: {run.in_words()}.")
    if asked.report and refused:
        asked.report.write_text(run.report, encoding="utf-8", newline="")
        _tell(f"{asked.report} holds the refused rows with the reasons; mend it and import it.")
    saved = None
    if not asked.dry_run and run.plan.writes and (asked.skip_refused or not refused):
        saved = desk.imports.save(run, asked.comment, without_refused=asked.skip_refused)
        _tell(f"Saved as one change, number {saved.seq}{', as drafts' if run.plan.as_drafts else ''}.")
    elif refused and not asked.dry_run:
        _tell("Nothing was imported: mend the rows, or leave them out with --skip-refused.")
    if asked.json:
        json.dump({"read": len(run.plan.outcomes), **counts, "change": saved.seq if saved else None}, sys.stdout)
        sys.stdout.write("\n")
    return FINDINGS if refused else WELL


def _ties(asked: argparse.Namespace) -> int:
    strands, ignored = _desk().ties(asked.query)
    for part in ignored:
        _tell(f"ignored: {part}")
    if asked.json:
        json.dump(strands, sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    else:
        _table(strands)
    return WELL


def _publish(asked: argparse.Namespace) -> int:
    _desk().publish(asked.folder)
    _tell(f"{asked.folder} holds the current state as a data package; drafts are not in it.")
    return WELL


def _backup(asked: argparse.Namespace) -> int:
    head = _desk().upkeep.backup(asked.file)
    _tell(f"{asked.file} is a complete copy of the store, verified; its last change is number {head.seq}.")
    return _say(asdict(head))


def _restore(asked: argparse.Namespace) -> int:
    from graph.desk.upkeep import Upkeep

    head, aside = Upkeep.restore(Settings.from_environment(os.environ, ROOT), asked.file)
    _tell(f"The store is as {asked.file} has it, verified; its last change is number {head.seq}.")
    if aside:
        _tell(f"What was there before is kept as {aside}.")
    return _say(asdict(head))


def _verify(asked: argparse.Namespace) -> int:
    head = _desk().upkeep.verify(asked.digest)
    _tell(f"The store is sound: every change follows from the one before it, {head.seq} in all.")
    return _say(asdict(head))


def _say(head: dict[str, Any]) -> int:
    """Print the last change as JSON: whoever keeps its digest elsewhere can tell later whether the end was cut off."""
    json.dump(head, sys.stdout)
    sys.stdout.write("\n")
    return WELL


def _export(asked: argparse.Namespace) -> int:
    from graph.desk.snapshots import is_id
    from graph.scene.briefing import Words

    desk = _desk()
    if asked.list:
        for one in desk.exports.formats():
            print(_printable(f"{one.id:<14}{one.label}{f' (leaves out: {one.loses})' if one.loses else ''}"))
        for snapshot in desk.snapshots.list():
            print(_printable(f"{snapshot.id}  {snapshot.frozen_at[:16]}  {snapshot.title}"))
        return WELL
    if not (asked.format and asked.output):
        raise UsageError("say in which --format, and into which file with -o; --list names the formats")
    if is_id(asked.what):
        briefing = desk.snapshots.get(asked.what)
    else:
        parsed = parse(asked.what, desk.known())
        for part in parsed.ignored:
            _tell(f"ignored: {part}")
        words = Words(asked.title, asked.summary, asked.caveats, asked.handling)
        briefing = desk.snapshots.brief(parsed.view, words)
    wide, high = asked.size
    options = desk.exports.options(
        {"width_px": wide, "height_px": high, "page": asked.page, "theme": asked.theme, "cards": asked.cards}
    )
    for check in desk.exports.standing(briefing):
        if check.outcome != "ok":
            _tell(
                f"check {check.number} {'warns' if check.outcome == 'warn' else 'blocks'}: {check.name}: {check.words}"
            )
    if str(asked.output) == "-":
        sys.stdout.buffer.write(desk.exports.write(briefing, asked.format, options).content)
        return WELL
    desk.exports.write_to(asked.output, briefing, asked.format, options)
    _tell(f"{asked.output} holds the picture “{briefing.title}” with {len(briefing.endnotes)} endnotes.")
    return WELL


def _size(text: str) -> tuple[str, str]:
    wide, _, high = text.lower().partition("x")
    if not (wide.isdecimal() and high.isdecimal()):
        raise argparse.ArgumentTypeError("write it as 1920x1080")
    return wide, high


def _desk() -> Desk:
    # Imported late, so that --help answers at once and Ctrl-C is clean while the libraries load.
    from graph.desk.desk import Desk

    return Desk.open(Settings.from_environment(os.environ, ROOT), by=DESK)


_ANSWERS = {
    "denied_by": "denied by",
    "doubted_by": "doubted by",
    "questioned_by": "questioned in part by",
    "earlier_denials_by": "earlier denials by",
}


def _table(strands: Sequence[dict[str, Any]]) -> None:
    """Print one line a strand: what is said, who backs it, who answers."""
    rows = [("tie", "backing", "voices", "reports", "answers")]
    for strand in strands:
        tie = f"{strand['subject']} {strand['kind']} {strand['object']}"
        answers = "; ".join(f"{words} {', '.join(strand[key])}" for key, words in _ANSWERS.items() if strand[key])
        rows.append(
            (
                f"{tie} ({strand['matter']})" if strand["matter"] else tie,
                strand["backing"],
                str(len(strand["voices"])),
                str(strand["reports"]),
                answers,
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        print(_printable("  ".join((*cells, row[4])).rstrip()))


def _tell(message: str) -> None:
    """Print a message on stderr; the lines are ours, every other control character in them is shown as its number."""
    print("\n".join(_printable(line) for line in message.split("\n")), file=sys.stderr)


def _printable(text: str) -> str:
    """The text with whatever could steer a terminal, or hide, written as `\\x1b`."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one}" if number == 1 else f"{number:,} {many or one + 's'}"


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise argparse.ArgumentTypeError(f"“{text}” is not of the form NAME=VALUE")
    return name.strip(), value.strip()


def _parser() -> argparse.ArgumentParser:
    """The command line, each command with its examples."""
    parser = argparse.ArgumentParser(
        prog="python -m graph",
        description="Attest from a terminal. The store is a SQLite file under var/, or what ATTEST_DATABASE_URL names.",
        epilog="Exit codes: 0 well, 1 findings in the data, 2 wrong usage, 3 store unavailable.",
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

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
        _validate,
        "validate data",
        "validate --format data     write it in canonical form, if it is sound",
    )
    validate.add_argument("folder", type=Path, metavar="DIR", help="the package's folder")
    validate.add_argument("--format", action="store_true", help="then write the package in its canonical form")

    load = add(
        "load",
        "take exactly what a data package holds into the store, or nothing of it",
        _load,
        "load data",
        "load --as-drafts data/review     to be reviewed before it counts",
    )
    load.add_argument("folder", type=Path, metavar="DIR", help="the package's folder")
    load.add_argument("--as-drafts", action="store_true", help="as drafts, beside what is published")

    bring = add(
        "import",
        "bring entries from a spreadsheet, each row accounted for, as one change or not at all",
        _import,
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

    ties = add(
        "ties",
        "list who is tied to whom and who says so, a strand a row",
        _ties,
        "ties",
        "ties --json 'actors=iran,russia&reported=2022-10'",
        "ties --json | jq '.[] | select(.denied_by != [])'",
    )
    ties.add_argument(
        "query", nargs="?", default="", metavar="QUERY", help="as in the address of the page, after the ?"
    )
    ties.add_argument("--json", action="store_true", help="one sorted array with an object a strand")

    publish = add(
        "publish",
        "write the current state of the store as a data package",
        _publish,
        "publish ../attest-published",
        "publish data",
    )
    publish.add_argument("folder", type=Path, metavar="DIR", help="the folder to write; made if it is not there")

    backup = add(
        "backup",
        "copy the whole store, history and drafts included, into one file, and verify the copy",
        _backup,
        "backup attest.bak",
    )
    backup.add_argument("file", type=Path, metavar="FILE", help="the file to write; it must not be there yet")

    export = add(
        "export",
        "write a picture with its endnotes as a file",
        _export,
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
        _restore,
        "restore attest.bak",
    )
    back.add_argument("file", type=Path, metavar="FILE", help="a file that backup wrote; it is not changed")

    verify = add(
        "verify",
        "read the whole store and check that nothing in it was altered or lost",
        _verify,
        "verify",
        "verify --digest 9f2c...     that change must still be there: its digest was kept elsewhere",
    )
    verify.add_argument(
        "--digest", default="", metavar="DIGEST", help="the digest of a change, as backup or verify printed it earlier"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
