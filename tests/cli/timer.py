#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""timer.py SERVICE TIMER: systemd reads both units without a word, the timer starts that service, once
each day, and what it starts is the import. The program need not be installed."""
import os
import re
import subprocess
import sys
import tempfile

service, timer = (open(path, encoding="utf-8").read() for path in sys.argv[1:3])


def run(*words, **more):
    return subprocess.run(words, capture_output=True, text=True, check=False, **more)


assert re.search(r"^ExecStart=/\S+/decrochectl import$", service, re.M), service
when = re.search(r"^OnCalendar=(.+)$", timer, re.M).group(1)
with tempfile.TemporaryDirectory() as folder:
    paths = [os.path.join(folder, os.path.basename(path)) for path in sys.argv[1:3]]
    with open(paths[0], "w", encoding="utf-8") as unit:
        unit.write(re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", service, flags=re.M))
    with open(paths[1], "w", encoding="utf-8") as unit:
        unit.write(timer)
    done = run("systemd-analyze", "verify", "--user", "--man=no", *paths,
               env=dict(os.environ, XDG_RUNTIME_DIR=folder))
    assert done.returncode == 0 and not done.stderr, done.stdout + done.stderr
next_times = run("systemd-analyze", "calendar", "--iterations=3", when,
                 env=dict(os.environ, LC_ALL="C.UTF-8", TZ="UTC"))
days = re.findall(r"\d{4}-\d\d-(\d\d) 05:30:00", next_times.stdout)
assert next_times.returncode == 0 and len(set(days)) == 3, next_times.stdout + next_times.stderr
