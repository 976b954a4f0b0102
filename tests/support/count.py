#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts tests for ./check.

count.py TESTLOG.json    one line « NAME PASSED FAILED WORDS » a meson test, from its TAP lines
count.py --total FILE    adds such lines up; prints the failed ones and « N passed, N failed »
"""
import json
import re
import sys


def count_log(path):
    for line in open(path, encoding="utf-8"):
        test = json.loads(line)
        out = test.get("stdout") or ""
        passed = len(re.findall(r"^ok \d+(?!.*# SKIP)", out, re.M))
        skipped = re.findall(r"^ok \d+ (.*# SKIP.*)", out, re.M)
        failed = len(re.findall(r"^not ok ", out, re.M))
        if test["result"] in ("OK", "EXPECTEDFAIL", "SKIP"):
            passed = passed or (0 if skipped or test["result"] == "SKIP" else 1)
        elif failed == 0:  # crashed, timed out, or failed without a TAP line
            failed = 1
        name = test["name"].replace(" ", "")
        print(name, passed, failed, test["result"], "%.1f s" % test["duration"],
              *("left out: " + words for words in skipped))


def total(path):
    passed = failed = 0
    for line in open(path, encoding="utf-8"):
        words = line.split()
        if len(words) < 3 or not (words[1].isdigit() and words[2].isdigit()):
            continue
        passed += int(words[1])
        failed += int(words[2])
        if int(words[2]) > 0:
            print("FAILED", line.strip())
        elif "left out:" in line:
            print(line.strip())
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    if sys.argv[1] == "--total":
        sys.exit(total(sys.argv[2]))
    count_log(sys.argv[1])
