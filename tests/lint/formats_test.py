#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""check_formats.py can fail: without any one row about a key, a record, an event, a call or a network's part, it does."""
import contextlib
import io
import pathlib
import re
import shutil
import sys
import tempfile

import check_formats


def complaints(root):
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        failed = check_formats.main(root)
    return said.getvalue() if failed else ""


def main(root):
    faults = tried = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder)
        shutil.copytree(root / "core", copy / "core", ignore=lambda _, names: [
            name for name in names if name.endswith((".inc", ".py"))])
        (copy / "ui/bridge").mkdir(parents=True)
        (copy / "docs").mkdir()
        shutil.copy(root / "docs/RPC.md", copy / "docs")
        shutil.copy(root / "ui/bridge/ui_settings.cpp", copy / "ui/bridge")
        if complaints(copy):
            print("it complains about what is right:\n" + complaints(copy))
            return 1
        def without(page, cut, what):
            nonlocal faults, tried
            text = page.read_text(encoding="utf-8")
            page.write_text(cut(text), encoding="utf-8")
            tried += 1
            if not complaints(copy):
                faults += 1
                print(f"{page.relative_to(copy)}: nothing misses {what}")
            page.write_text(text, encoding="utf-8")
        for page in sorted(copy.rglob("FORMAT.md")):
            lines = page.read_text(encoding="utf-8").split("\n")
            isAboutKeys = False
            for line in lines:
                isAboutKeys = line == "| key | value |" or isAboutKeys and line.startswith("|")
                # The keys after setting/ are made at run time, those of a StateStore are the operator's.
                isMeant = not line.startswith("| `setting/") and "`StateStore`, as in" not in line
                if isAboutKeys and line.startswith("| `") and isMeant:
                    without(page, lambda text: text.replace(line + "\n", "", 1), line)
        contract = copy / "core/mainchain/PROTOCOL.md"
        for heading in re.findall(r"^### (\w+)\(", contract.read_text(encoding="utf-8"), re.M):
            without(contract, lambda text: text.replace(f"### {heading}(", "### gone("), "the call " + heading)
        without(contract, lambda text: text.replace("*slashed*", ""), "an event")
        folder = copy / "core/engine/FORMAT.md"
        for number, purpose in enumerate(("drawing", "answer", "ruling"), 1):
            without(folder, lambda text: text.replace(f"{number} {purpose}", purpose), f"the number of the salt for a case's {purpose}")
        for setting in ("`ui.ini`", "`textPercent`", "`draft/…`"):
            without(folder, lambda text: text.replace(setting, ""), "the window's " + setting)
        rpc = copy / "docs/RPC.md"
        without(rpc, lambda text: text.replace(", 14 returned", ""), "the newest event of the main chain")
        bare = copy / "core/operator/another_writer.cpp"
        bare.write_text("void f(storage::WriteBatch& writes) { writes.put(secret(), {}); }\n", encoding="utf-8")
        tried += 1
        if "not seen here" not in complaints(copy):
            faults += 1
            print("a writer whose key cannot be seen is not noticed")
    print(f"{tried} tried, {faults} not noticed")
    return 1 if faults or tried < 50 else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
