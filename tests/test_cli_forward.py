"""``listen --forward`` in its own process."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import post, run
from tests.listener.test_forward import OK, Target
from tests.listener.test_main import event, program


def test_targets_with_conditions_for_this_run(data_dir: Path) -> None:
    first, second = Target(OK), Target(b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n")
    words = ("--forward", first.url, "path=/a/*", "--forward", second.url, "path=/b", "--forward-unmatched")
    with program(data_dir, "--json", *words) as child:
        url = event(child, "listening")["url"]
        assert [post(url, path, path.encode()) for path in ("/a/1", "/b", "/c")] == [200, 202, 200]
    assert (first.bodies, second.bodies) == ([b"/a/1"], [b"/b"])
    for target in (first, second):
        target.close()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("http://127.0.0.1:1", "colour=red"), "“colour=red” is not a condition"),
        (("http://127.0.0.1:1", "type=no-such"), "Unknown webhook type “no-such”"),
        (("http://127.0.0.1:1", "webhook=none"), "none"),
        (("ftp://127.0.0.1",), "--forward:"),
        (("http://169.254.169.254",), "metadata"),
    ],
)
def test_wrong_use_is_one_sentence(data_dir: Path, words: tuple[str, ...], said: str) -> None:
    done = run(data_dir, "listen", "--port", "0", "--forward", *words)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
