"""Keeps what lies in the data folder from other accounts of the machine."""

import logging
import os
import stat
from pathlib import Path

from jobwise.store.sealing import KEY_FILE

logger = logging.getLogger(__name__)

OTHERS = 0o077
OURS = ("jobwise.duckdb", "runs.sqlite", KEY_FILE)
"""What names of our files begin with: logs of databases and drafts stand beside them."""


def keep_private(folder: Path) -> None:
    """Open whatever this process makes from now on to its own account alone, and what is there already too.

    A folder that everybody may write to (as /tmp) belongs to others too and stays as it is. A folder of
    another account is told in the log.
    """
    os.umask(OTHERS)
    if not folder.is_dir():
        return
    kept = [file for file in folder.iterdir() if file.name.startswith(OURS) and file.is_file()]
    for path in [folder, *kept]:
        mode = path.stat().st_mode
        if mode & OTHERS and not mode & stat.S_ISVTX:
            try:
                path.chmod(stat.S_IMODE(mode) & ~OTHERS)
            except PermissionError:
                logger.warning("Other accounts of this machine may read %s, and it is not ours", path.name)
