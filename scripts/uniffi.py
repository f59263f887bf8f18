#!/usr/bin/env python3
"""The Kotlin and Swift sources that UniFFI writes of `bindings-uniffi/src`: `write` them anew, or `check` them.

    python scripts/uniffi.py write|check TARGET_FOLDER

They are committed, because what writes them costs over a minute to compile and is needed only when the exported surface
changes. They depend on nothing but the metadata that the debug library carries, `uniffi.toml` and UniFFI's version;
`check` compares a fingerprint of these and of the sources themselves with the one that `write` left beside them.
"""

import hashlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
CRATE = ROOT / "bindings-uniffi"
FINGERPRINT = CRATE / "generated.sha256"
KOTLIN = CRATE / "kotlin/src/generated/kotlin"
SWIFT = CRATE / "swift/Sources/Polyroute"
HEADERS = CRATE / "swift/PolyrouteFFI"


def metadata(library: Path) -> list[tuple[str, bytes]]:
    """What UniFFI's macros left in the library: the metadata symbols in the symbol table of an ELF file, with their bytes."""
    data = library.read_bytes()
    if data[:6] != b"\x7fELF\x02\x01":
        raise SystemExit(f"{library}: this check reads 64-bit little-endian ELF files")
    sections_at, size, count = *struct.unpack_from("<Q", data, 0x28), *struct.unpack_from("<HH", data, 0x3A)
    sections = [struct.unpack_from("<IIQQQQIIQQ", data, sections_at + n * size) for n in range(count)]
    found = []
    for _, kind, _, _, offset, length, link, _, _, entry in sections:
        if kind != 2:
            continue
        names = sections[link][4]
        for at in range(offset, offset + length, entry):
            name_at, _, _, section, value, symbol_size = struct.unpack_from("<IBBHQQ", data, at)
            name = data[names + name_at : data.index(b"\0", names + name_at)].decode()
            if name.startswith("UNIFFI_META_") and 0 < section < count:
                start = value - sections[section][3] + sections[section][4]
                found.append((name, data[start : start + symbol_size]))
    if not found:
        raise SystemExit(f"{library} carries no metadata: it is stripped, or no library of UniFFI's")
    return sorted(found)


def fingerprint(library: Path) -> str:
    digest = hashlib.sha256()
    for name, content in metadata(library):
        digest.update(name.encode() + b"\0" + content + b"\0")
    digest.update((CRATE / "uniffi.toml").read_bytes())
    digest.update(
        re.search(r'name = "uniffi_bindgen"\nversion = "(.*)"', (ROOT / "Cargo.lock").read_text())[1].encode()
    )
    for source in sources():
        digest.update(source.read_bytes())
    return digest.hexdigest()


def sources() -> list[Path]:
    return [KOTLIN / "io/polyroute/polyroute_uniffi.kt", SWIFT / "polyroute_uniffi.swift", *sorted(HEADERS.glob("*.h"))]


def write(library: Path, target: Path) -> None:
    manifest = CRATE / "bindgen/Cargo.toml"
    print("building UniFFI's generator once: one to two minutes", flush=True)
    subprocess.run(
        ["cargo", "build", "--locked", "--quiet", "--manifest-path", manifest, "--target-dir", target / "bindgen"],
        check=True,
    )
    bindgen = target / "bindgen/debug/polyroute-uniffi-bindgen"
    with tempfile.TemporaryDirectory() as folder:
        languages = ["--language", "kotlin", "--language", "swift"]
        config = ["--config", global_config(Path(folder))]
        subprocess.run(
            [bindgen, "generate", library, *languages, *config, "--no-format", "--out-dir", folder],
            check=True,
            cwd=ROOT,
        )
        made = Path(folder)
        for source, place in [
            (made / "io/polyroute/polyroute_uniffi.kt", KOTLIN / "io/polyroute/polyroute_uniffi.kt"),
            (made / "Polyroute.swift", SWIFT / "polyroute_uniffi.swift"),
            (made / "PolyrouteFFI.h", HEADERS / "PolyrouteFFI.h"),
            (made / "PolyrouteFFI.modulemap", HEADERS / "module.modulemap"),
        ]:
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, place)
    FINGERPRINT.write_text(fingerprint(library) + "\n")


def global_config(folder: Path) -> Path:
    config = folder / "uniffi.toml"
    config.write_text(f'[crate-roots]\npolyroute_uniffi = "{CRATE}"\n')
    return config


def main() -> int:
    what, target = sys.argv[1], Path(sys.argv[2])
    library = target / "debug/libpolyroute_uniffi.so"
    if what == "write":
        write(library, target)
        return 0
    fresh = FINGERPRINT.is_file() and FINGERPRINT.read_text().strip() == fingerprint(library)
    if not fresh:
        print(
            "the Kotlin and Swift sources are not those of today's bindings-uniffi/src: `make uniffi` writes them anew"
        )
    print(f"{int(fresh)} passed, {int(not fresh)} failed")
    return 0 if fresh else 1


if __name__ == "__main__":
    sys.exit(main())
