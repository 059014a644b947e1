#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""ending_signal_test.py PROGRAMS: the window asked by the system to end (log-out, `kill`) ends in order."""

import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

SOURCE = pathlib.Path(__file__).resolve().parents[2]


def wait_for(path, program):
    while not path.exists():
        if program.poll() is not None:
            sys.exit(f"stoa ended with {program.returncode} before it was ready")
        time.sleep(0.05)


def main():
    program = pathlib.Path(sys.argv[1]) / "stoa"
    if not program.exists():
        print("built without a window")
        return
    for ending in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        with tempfile.TemporaryDirectory() as folder:
            environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", UNROOTED_FOLDERS=folder)
            data = pathlib.Path(folder) / "data"
            window = subprocess.Popen([SOURCE / "packaging/unrooted", program, "--data", data],
                                      env=environment, stderr=subprocess.DEVNULL)
            wait_for(data / "rpc.json", window)
            window.send_signal(ending)
            if window.wait() != 0:
                sys.exit(f"{ending.name} ended stoa with {window.returncode} instead of in order")
            if "window=" not in (data / "ui.ini").read_text():
                sys.exit(f"{ending.name}: the window's state was not kept")
            print(f"{ending.name}: ended in order")


main()
