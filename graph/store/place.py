"""Where a SQLite store lies: whether a file may be kept there at all, and whether anything can be saved there now."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

FLOOR = 50_000_000
"""So many bytes must be free before a change is saved: what is left is for undoing, for backups and for forms."""
MOUNTS = Path("/proc/self/mounts")
_SHARES = frozenset(
    ("afs", "cifs", "coda", "fuse.davfs", "fuse.s3fs", "fuse.sshfs", "ncpfs", "nfs", "nfs4", "smb2", "smb3", "smbfs")
)


def share(folder: Path) -> str:
    """The kind of network share that a folder lies on; empty for a disk of this machine, or where nobody can tell."""
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    here, longest, found = folder.resolve(), -1, ""
    for line in lines:
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        # Blanks and the like in a path are written as three octal digits.
        mount = Path(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), parts[1]))
        # Of two mounts on one folder the later hides the earlier.
        if here.is_relative_to(mount) and len(mount.parts) >= longest:
            longest, found = len(mount.parts), parts[2]
    return found if found in _SHARES else ""


def locked(file: Path) -> str:
    """Why a store's file may only be read, in words; empty where it can be written."""
    if not os.access(file, os.W_OK):
        return f"the file {file.name} may only be read"
    if not os.access(file.parent, os.W_OK | os.X_OK):
        return f"the folder of {file.name} may only be read, and a save is prepared beside the file"
    return ""


def cramped(file: Path, floor: int) -> str:
    """Why nothing more should be put on a store's disk, in words; empty where `floor` bytes are free."""
    free = shutil.disk_usage(file.parent).free
    if free >= floor:
        return ""
    return (
        f"only {free / 1e6:.0f} MB are free on the disk of {file.name}, and nothing is saved below {floor / 1e6:.0f} MB"
    )
