#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Fails when a file includes something that its folder may not see, or breaks a rule a machine can check.

Each area is one ordered list: a folder sees itself and the folders before it, so there are no cycles.
ui and app see of core only the door, and the door shows nothing but the door.
"""
import pathlib
import re
import sys

ORDER = {
    "core": ["base", "codec", "crypto", "storage", "tx", "state", "mvm", "content", "wallet", "rollup",
             "mainchain", "operator", "light", "sync", "engine"],
    "ui": ["words", "theme", "bridge", "models", "widgets", "dialogs", "web", "pages", "shell"],
    "app": ["net", "commands", "desktop", "node", "cli"],
}
MAY_SEE = {"core": ("core",), "ui": ("core", "ui"), "app": ("core", "ui", "app")}
DOOR = re.compile(r"core/(base/.+|tx/kind_table\.h|tx/types/.+\.h|engine/(engine|requests|events|views|governance_views|main_chain_views|motion_subject|next_step_view|operator_view|person_view|signer|tool_views|wallet_views)\.h"
                  # Values that requests, views and transactions carry: no machinery behind them.
                  r"|tx/kind\.h|crypto/secret\.h|codec/canonical_json\.h|content/(diff|job_statement)\.h)")
# The two interfaces of core that app implements with sockets.
SOCKETS = re.compile(r"core/(sync/transport|mainchain/rpc_channel)\.h")
# Folders of app that run without a window see only the words of ui.
WINDOWLESS = ("net", "commands", "node", "cli")

MAX_LINES = 600
SPDX = "SPDX-License-Identifier: MIT"
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)', re.M)
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

# What must not be written, where it may be written all the same, and what to do instead.
FORBIDDEN = [
    (r"\bsetMarkdown\(|\bsetHtml\(", r"ui/web/", "text from others is shown as text; web content belongs in ui/web"),
    (r"\bQt::AutoText\b", None, "say Qt::PlainText, so that text is never taken for HTML"),
    (r"\bmt19937", None, "take chance from core/base/random.h"),
    (r"(?<!QLocale::)\bsystem\(", None, "no shell is started"),
    (r"--no-sandbox", None, "the sandbox of the web engine stays on"),
    (r"\bremove_all\b|\bremoveRecursively\b", None, "delete files one by one, by names you know"),
]


def door_of(path):
    """What the file may see of core if it is part of the door, or None."""
    return DOOR.fullmatch(path) or SOCKETS.fullmatch(path)


def complaint(path, bracket, target, root):
    """Why `path` may not include `target`, or None."""
    area, folder = path.parts[0], path.parts[1]
    if bracket == "<":
        if area == "core" and re.match(r"(Q[A-Z]|Qt)", target):
            return "core is Qt-free"
        if target.split("/")[0] in ORDER:
            return "our own headers are included with quotes"
        return None
    if target.endswith(".moc"):
        return None

    to = target.split("/")
    if to[0] not in MAY_SEE[area]:
        return f"{area} sees only {' and '.join(MAY_SEE[area])}, by paths from the root of the repository"
    if not (root / target).is_file():
        return "there is no such file"
    if to[0] == "core" and (area != "core" or door_of(str(path))):
        may = DOOR.fullmatch(target) or (area == "app" and SOCKETS.fullmatch(target))
        if not may:
            return "only the door of core may be seen from here (DOOR in check_layers.py)"
    if area == "app" and to[0] == "ui" and folder in WINDOWLESS and to[1] != "words":
        return f"app/{folder} runs without a window and sees only ui/words"
    if to[0] == area:
        order = ORDER[area]
        if to[1] not in order:
            return "give the new folder a place in ORDER in check_layers.py"
        if order.index(to[1]) > order.index(folder):
            return f"{area}/{folder} comes before {area}/{to[1]}"
        if folder == "pages" and to[1] == folder:
            if len(path.parts) > 3 and len(to) > 3 and path.parts[2] != to[2]:
                return "pages do not see each other"
    return None


def check_product_file(path, text, root):
    """Complaints about a file of core, ui or app."""
    if path.parts[1] not in ORDER[path.parts[0]]:
        yield "give the new folder a place in ORDER in check_layers.py"
        return
    for bracket, target in INCLUDE.findall(text):
        why = complaint(path, bracket, target, root)
        if why:
            yield f"{target}: {why}"
    for pattern, allowed, why in FORBIDDEN:
        if allowed and re.match(allowed, str(path)):
            continue
        found = re.search(pattern, text)
        if found:
            yield f"“{found.group()}” on line {text.count(chr(10), 0, found.start()) + 1}: {why}"


def check_any_file(path, text):
    """Complaints about a source file anywhere, tests among them."""
    lines = text.split("\n")
    if len(lines) - 1 > MAX_LINES:
        yield f"{len(lines) - 1} lines, more than {MAX_LINES}; split it by subject"
    if SPDX not in (lines[0] if path.suffix in (".h", ".cpp") else "\n".join(lines[:2])):
        yield f"the first line does not say {SPDX}"
    if path.suffix == ".h" and "#pragma once" not in text:
        yield "#pragma once is missing"
    found = BIDI.search(text)
    if found:
        yield f"a character that changes the direction of text, on line {text.count(chr(10), 0, found.start()) + 1}"


def main(root):
    complaints = []
    for area in ("core", "ui", "app", "tests", "packaging"):
        for file in sorted(p for p in (root / area).rglob("*") if p.suffix in (".h", ".cpp", ".py", ".sh")):
            path, text = file.relative_to(root), file.read_text(encoding="utf-8")
            complaints += [f"{path}: {why}" for why in check_any_file(path, text)]
            if area in ORDER and path.suffix in (".h", ".cpp"):
                complaints += [f"{path}: {why}" for why in check_product_file(path, text, root)]
    print(*complaints, sep="\n")
    return bool(complaints)


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
