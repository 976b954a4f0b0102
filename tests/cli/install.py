#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""install.py BUILD PREFIX: installs into a folder of its own and looks for what the program reads there;
the terminal program then opens the demonstration from what was installed."""
import os
import subprocess
import sys
import tempfile

build, prefix = sys.argv[1:3]
NEEDED = ["bin/decroche", "bin/decrochectl", "share/decroche/demo/particuliers/F91101.xml",
          "share/decroche/demo/reasons.csv", "share/decroche/demo/templates", "share/decroche/lexicon.csv",
          "share/decroche/gateways/kannel.ini", "share/decroche/schema/escalation.schema.json",
          "share/applications/org.decroche.Decroche.desktop",
          "share/glib-2.0/schemas/org.decroche.Decroche.gschema.xml", "share/locale/fr/LC_MESSAGES/decroche.mo"]

with tempfile.TemporaryDirectory() as folder:
    done = subprocess.run(["meson", "install", "-C", build, "--no-rebuild", "--quiet", "--destdir", folder],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    root = folder + prefix
    missing = [name for name in NEEDED if not os.path.exists(os.path.join(root, name))]
    assert not missing, missing
    home = os.path.join(folder, "home")
    os.mkdir(home)
    env = dict(os.environ, XDG_DATA_HOME=home, DCR_DATADIR=os.path.join(root, "share/decroche"))
    info = subprocess.run([os.path.join(root, "bin/decrochectl"), "--demo", "info"], env=env,
                          capture_output=True, text=True, check=False)
    assert info.returncode == 0 and "particuliers\t" in info.stdout, info.stdout + info.stderr
