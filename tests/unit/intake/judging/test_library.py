"""Great Expectations comes without what judging never uses, and while something else is waited for."""

from __future__ import annotations

import subprocess
import sys
import textwrap


def test_charts_and_distributions_are_not_loaded_until_somebody_asks_for_them() -> None:
    said = _run(
        """
        from seuranta.intake.judging.library import great_expectations

        great_expectations()
        print("scipy.stats._stats_py" in sys.modules, "altair.vegalite" in sys.modules)
        import altair
        from scipy import stats

        print(stats.norm.cdf(0.0), altair.Chart.__name__)
        """
    )
    assert said == ["False False", "0.5 Chart"]


def test_the_library_is_there_and_no_thread_is_left_when_the_waiting_ends() -> None:
    said = _run(
        """
        import threading
        from seuranta.intake.judging.library import imported_meanwhile

        with imported_meanwhile():
            pass
        print("great_expectations.expectations" in sys.modules, threading.active_count())
        """
    )
    assert said == ["True 1"]


def test_the_garbage_collector_and_the_import_system_are_left_as_they_were() -> None:
    said = _run(
        """
        import gc
        from seuranta.intake.judging.library import great_expectations

        great_expectations()
        print(gc.isenabled(), [each for each in sys.meta_path if type(each).__name__ == "_Later"])
        """
    )
    assert said == ["True []"]


def _run(program: str) -> list[str]:
    """What a fresh interpreter prints: in this one the library may be loaded already."""
    lines = f"import sys\n{textwrap.dedent(program)}"
    return subprocess.run([sys.executable, "-c", lines], check=True, capture_output=True, text=True).stdout.splitlines()
