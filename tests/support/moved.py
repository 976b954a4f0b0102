#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""moved.py RUN: a clone that was copied with its build is set up anew, and one that stayed is left as it is."""
import os
import shutil
import subprocess
import sys
import tempfile


def configure(folder):
    subprocess.run(["./run", "--configure", "build-release"], cwd=folder, check=True, capture_output=True)
    return os.stat(os.path.join(folder, "build-release/build.ninja")).st_mtime_ns


with tempfile.TemporaryDirectory() as top:
    first, second = os.path.join(top, "un clone é"), os.path.join(top, "copié")
    os.mkdir(first)
    shutil.copy(sys.argv[1], os.path.join(first, "run"))
    with open(os.path.join(first, "meson.build"), "w", encoding="utf-8") as project:
        project.write("project('house')\n")
    made = configure(first)
    assert configure(first) == made, "set up twice"
    shutil.copytree(first, second)
    configure(second)
    assert configure(first) == made, "the first one was touched"
    with open(os.path.join(second, "build-release/build.ninja"), encoding="utf-8") as rules:
        assert first not in rules.read(), "the copy is built from the other clone"
    subprocess.run(["ninja", "-C", "build-release"], cwd=second, check=True, capture_output=True)
