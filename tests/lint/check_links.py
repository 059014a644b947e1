#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""check_links.py PROGRAM...: fails when a program that runs without a window is linked with a GUI module."""
import re
import subprocess
import sys

GUI = re.compile(r"libQt6(Gui|Widgets|Svg|Quick|Qml|WebEngine\w*)\.so")


def main(programs):
    complaints = []
    for program in programs:
        needed = subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout
        complaints += [f"{program} needs {found}" for found in sorted({m.group() for m in GUI.finditer(needed)})]
    print(*complaints, sep="\n")
    return bool(complaints)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
