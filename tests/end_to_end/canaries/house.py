"""A house of its own for the invented people: every command run in it is kept with what it said, was given and started."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.end_to_end.canaries.files import CODE, NOW, PROGRAMME, Dropped
from tests.end_to_end.canaries.scanning import Hit, Scanner

ROOT = Path(__file__).resolve().parents[3]
SEURANTA = str(Path(sys.executable).parent / "seuranta")
OURS_IN_DROP = ("TILANNE.html", "TILANNE.xlsx")
LOOK_SECONDS = 0.1


@dataclass
class Said:
    """How a command ended; ``line`` is what was typed."""

    line: str
    code: int
    stdout: str
    stderr: str


@dataclass
class CanaryHouse:
    """Everything lies below ``folder``: the workspace, a home, temporary files, programmes, and a copy of the dbt project."""

    folder: Path
    said: list[Said] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for name in ("home", "temporary", "at"):
            (self.folder / name).mkdir(parents=True)
        shutil.copytree(ROOT / "programmes" / "instruments", self.programmes / "instruments")
        (self.programmes / f"{CODE}.yml").write_text(PROGRAMME, encoding="utf-8")

    @property
    def workspace(self) -> Path:
        return self.folder / "workspace"

    @property
    def drop(self) -> Path:
        return self.workspace / "drop"

    @property
    def programmes(self) -> Path:
        return self.folder / "programmes"

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder / "home"),
            "TMPDIR": str(self.folder / "temporary"),
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "plugins"))),
            "PYTHONDONTWRITEBYTECODE": "1",
            "SEURANTA_HOME": str(self.workspace),
            "SEURANTA_PROGRAMMES": str(self.programmes),
            "SEURANTA_SETTLE_SECONDS": "0",
            "SEURANTA_NOW": NOW,
        }

    def put(self, file: Dropped) -> Path:
        """Drops one file, its folders too."""
        path = self.drop / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
        return path

    def run(
        self, *command: str, plant: str = "", typed: str = "", environment: Mapping[str, str] | None = None, kill_when: Callable[[], bool] | None = None
    ) -> Said:
        """Runs ``seuranta`` with ``typed`` on standard input; with something planted in it, or killed with all it started once ``kill_when`` holds."""
        start = [sys.executable, "-m", "tests.end_to_end.canaries.plants", plant] if plant else [SEURANTA]
        process = subprocess.Popen(
            [*start, *command],
            env={**self.environment, **(environment or {})},
            cwd=self.folder / "at",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        watch = threading.Thread(target=self._watch, args=(process, kill_when), daemon=True)
        watch.start()
        stdout, stderr = process.communicate(typed.encode(), timeout=600)
        watch.join()
        self.said.append(Said(" ".join((plant, *command)).strip(), process.returncode, stdout.decode(), stderr.decode()))
        return self.said[-1]

    def hits(self, scanner: Scanner) -> list[Hit]:
        """Whoever is found in any byte that was written, said, given or started; but where staff put them."""
        found = scanner.search_folder(self.folder, besides=[self.drop])
        for name in OURS_IN_DROP:
            for path in sorted(self.drop.rglob(name)):
                found += scanner.search_file(path, path.relative_to(self.folder).as_posix())
        for said in self.said:
            for stream in ("stdout", "stderr"):
                found += scanner.search(f"{stream} of '{said.line}'", getattr(said, stream).encode())
        for process in sorted(self.seen):
            found += scanner.search("a process's arguments, environment or open files", process.encode())
        return found

    def _watch(self, process: subprocess.Popen[bytes], kill_when: Callable[[], bool] | None) -> None:
        while process.poll() is None:
            self._look_at(process.pid)
            if kill_when is not None and kill_when():
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
            time.sleep(LOOK_SECONDS)

    def _look_at(self, pid: int) -> None:
        with suppress(psutil.Error):
            parent = psutil.Process(pid)
            for each in (parent, *parent.children(recursive=True)):
                with suppress(psutil.Error):
                    opened = [file.path for file in each.open_files() if not file.path.startswith(str(self.drop))]
                    self.seen.add(f"{each.cmdline()} {each.environ()} {opened}")
