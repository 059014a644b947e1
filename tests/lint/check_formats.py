#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Fails when what reaches a disk or a wire is in no format document.

Every struct in core that lists its `fields()` has each of them, with its width, in a FORMAT.md or PROTOCOL.md; every key of a store is
named in the FORMAT.md of the folder that writes it; and so is every part of a network's definition, every event of the main chain (in
docs/RPC.md, too), every method that can be called there, what each salt of a case is for, and every setting of the window. Whatever writes to
a store without a key that is seen here fails, too. (That the keys of real stores are the documents' rows, widths and all, is `KeysOnDiskTest`.)
"""
import pathlib
import re
import sys

WIDTHS = {"std::uint8_t": 1, "std::uint16_t": 2, "std::uint32_t": 4, "std::uint64_t": 8, "Amount": 8, "Timestamp": 8,
          "Seconds": 4, "Hash": 32, "Address": 20, "DacId": 8, "ObjectId": 18}
# Files that write into a store of another folder's, which describes it; some are told the key by their caller.
STORE_OF = {
    "core/content/content_store.cpp": "engine", "core/operator/loose_contents.cpp": "engine", "core/content/page_history.cpp": "engine",
    "core/content/folder_import.cpp": "engine", "core/content/history_import.cpp": "engine",
    "core/operator/node.cpp": "engine", "core/sync/outbox.cpp": "engine",
}
ONE_LETTER = re.compile(r"""(?:constexpr\ (?:char|std::uint8_t)\ k\w+\ =\ |Bytes\ \w+\{|\w*[kK]ey(?:Of)?\(|u8\()'(\w)'""", re.X)
WORDS = re.compile(r'constexpr std::string_view k\w+ = "([a-z-]+/?|[A-Z])"|viewOf\("([a-z-]+/)"\)')
RESERVED = re.compile(r"std::array<std::uint8_t, \d+> k\w*(?:Key|Prefix)\{MarkedStore::kMarkerKey, ([^}]*)\}")
# Texts that look like keys and are none.
NO_KEYS = {"task", "profile", "delivery", "page-revision", "job-statement", "charter"}


def keys_in(text):
    """How the keys that are written down in a source stand in a document."""
    found = [match[1] for match in ONE_LETTER.finditer(text)]
    found += [name for match in WORDS.finditer(text) for name in match.groups() if name and name not in NO_KEYS]
    for match in RESERVED.finditer(text):
        found.append(" ".join(["FF"] + ["%02X" % ord(letter) for letter in re.findall(r"'(.)'", match[1])]))
    return found


def main(root):
    root = pathlib.Path(root)
    pages = [page for name in ("FORMAT.md", "PROTOCOL.md") for page in (root / "core").rglob(name)]
    documents = " ".join(re.sub(r"\s+", " ", page.read_text(encoding="utf-8")) for page in pages)
    problems, fields, names = [], 0, 0
    for file in sorted([*(root / "core").rglob("*.h"), *(root / "core").rglob("*.cpp")]):
        if "types" in file.parts or file.name == "records.h":
            continue  # the machine's own: tests/core/mvm/protocol_test.cpp compares every line
        text = file.read_text(encoding="utf-8")
        for name, member in re.findall(r'field\("(\w+)",\s*&(?:\w+::)+(\w+)\)', text):
            kind = re.search(r"^\s*([\w:]+) %s(?: = [^;]*)?;" % member, text, re.M)
            width = WIDTHS.get(kind[1]) if kind else None
            fields += 1
            if width is None:
                problems.append(f"{file.relative_to(root)}: the width of {name} is not known here")
            elif not re.search(r"\b%s %d\b" % (name, width), documents):
                problems.append(f"{file.relative_to(root)}: “{name} {width}” is in no format document")
    for file in sorted([*(root / "core").rglob("*.cpp"), *(root / "core").rglob("*.h")]):
        area = file.relative_to(root).parts[1]
        if area in ("base", "codec", "crypto", "tx", "state", "mvm", "wallet", "rollup"):
            if re.search(r"WriteBatch|storage::Store", file.read_text(encoding="utf-8")):
                problems.append(f"{file.relative_to(root)}: writes to a store, and this script does not look there")
            continue
        text, path = file.read_text(encoding="utf-8"), str(file.relative_to(root))
        home = STORE_OF.get(path, area)
        page = root / "core" / home / "FORMAT.md"
        rows = page.read_text(encoding="utf-8") if page.exists() else ""
        keys = keys_in(text)
        names += len(keys)
        for key in keys:
            ending = r"[/…\w -]*`" if "/" in key else "`"
            if not re.search(r"^\|[^|]*`%s%s" % (re.escape(key), ending), rows, re.M):
                problems.append(f"{path}: the key “{key}” has no row in core/{home}/FORMAT.md")
        puts = re.search(r"\.put(?:Secret)?\((?!.*tree)", text) and "WriteBatch" in text and "storage" not in file.parts
        # Keys may stand in a header of the same folder, behind a function or a name.
        borrowed = re.search(r"\b(?:keyed\(|\w+Key\(|k\w+(?:Key|Table)\b|keyOf\()", text)
        if puts and not keys and not borrowed and path not in STORE_OF:
            problems.append(f"{path}: writes to a store under a key that is not seen here")
    for name in re.findall(r'visit\("(\w+)"', (root / "core/rollup/network_definition.cpp").read_text(encoding="utf-8")):
        names += 1
        if f"`{name}`" not in documents:
            problems.append(f"core/rollup: “{name}” of a network's definition is in no format document")
    texts = (root / "core/content/FORMAT.md").read_text(encoding="utf-8")
    for file in sorted((root / "core/content").glob("*.cpp")):
        for name in re.findall(r'(?:reader|row|fields)\.(?:text|texts|number|flag|rows|any|fixed<\w+>)\("(\w+)"', file.read_text(encoding="utf-8")):
            names += 1
            if f"`{name}`" not in texts:
                problems.append(f"{file.relative_to(root)}: the member “{name}” is not in core/content/FORMAT.md")
    chain = (root / "core/mainchain/main_chain.h").read_text(encoding="utf-8")
    contract = (root / "core/mainchain/PROTOCOL.md").read_text(encoding="utf-8")
    rpc = root / "docs/RPC.md"
    told = rpc.read_text(encoding="utf-8").partition("### ChainEvent\n")[2].partition("\n### ")[0] if rpc.exists() else ""
    inARow = re.sub(r"\s+", " ", contract)
    enumerators = re.search(r"enum class What : std::uint8_t \{(.*?)\};", chain, re.S)[1]
    for number, name in enumerate(re.findall(r"^\s*(\w+)(?: = 1)?,?\s*(?:///<.*)?$", enumerators, re.M), 1):
        names += 1
        words = re.sub(r"(?<!^)([A-Z])", r" \1", name).lower()
        if not re.search(r"\b%d %s\b" % (number, words), inARow) or f"*{words}*" not in inARow:
            problems.append(f"core/mainchain: the event {number} “{words}” is not in its PROTOCOL.md")
        if rpc.exists() and f"{number} {words}" not in told:
            problems.append(f"docs/RPC.md: the event {number} “{words}” is not in ChainEvent")
    for name in re.findall(r"virtual Result<[^;{]*?> (\w+)\([^;]*?(?:= 0)?;", chain.split("// ---- views")[0]):
        heading = re.sub(r"(?<!^)([A-Z])", r"_\1", name).lower()
        names += 1
        if not re.search(r"^### %s\(" % heading, contract, re.M):
            problems.append(f"core/mainchain: the call “{heading}” is not in its PROTOCOL.md")
    folder = re.sub(r"\s+", " ", (root / "core/engine/FORMAT.md").read_text(encoding="utf-8"))
    purposes = re.search(r"enum class SaltFor[^{]*\{(.*?)\}", (root / "core/engine/member.h").read_text(encoding="utf-8"), re.S)
    for name, number in re.findall(r"(\w+) = (\d+)", purposes[1] if purposes else ""):
        names += 1
        if not re.search(r"\b%s %s\b" % (number, name.lower()), folder):
            problems.append(f"core/engine: that {number} is the salt for “{name.lower()}” is not in its FORMAT.md")
    window = root / "ui/bridge/ui_settings.cpp"
    settings = re.findall(r'u"/?(\w+(?:\.ini|/)?)"_s', window.read_text(encoding="utf-8")) if window.exists() else []
    for name in sorted(set(settings)):
        names += 1
        if not re.search(r"`%s(?:…)?`" % re.escape(name), folder):
            problems.append(f"ui/bridge: “{name}” of the window's settings is not in core/engine/FORMAT.md")
    if not purposes or fields < 60 or names < 80:
        problems.append(f"only {fields} fields and {names} names were found; this script no longer reads the source")
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
