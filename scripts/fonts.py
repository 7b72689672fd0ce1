#!/usr/bin/python3
"""Makes the font files of internal/web/static/fonts from the packages they come from.

    apt-get install python3-fonttools python3-brotli npm
    scripts/fonts.py    # fetches the two packages with npm, writes the files and the faces in tokens.css

Inter and Newsreader come as variable files of 73 to 133 kB. A first visit needs
a tenth of that: the weights and sizes that app.css sets, and the characters of
an English page. So each is cut into parts, and the unicode-range
of tokens.css lets a browser ask for a part only when a page holds one of its
characters: what the words of the pages are written in comes first, then "latin",
the accented letters of western Europe, then "ext", the other Latin letters of
names. Outlines, spacing and kerning stay as they are in the packages.
"""
import io
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

VERSION = "5.3.0"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789éÉ"
SETS = {
    "core": LETTERS + " \u00a0!\"#$%&'()*+,-./:;<=>?@[]_£·×–—‘’“”•…€−↑↓",
    "title": LETTERS + " \u00a0!%&'()+,-./:;?·–—’“”…",
}
EXT = "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF"

# Inter is set at 11 to 17 px, where its optical size of 14 is drawn; titles in
# Newsreader 500 at 19 to 27 px, text and displays in 400 at 15 to 42 px.
TEXT = ["kern", "liga", "ccmp", "locl", "mark", "tnum", "rvrn"]
INTER, WIDE = {"wght": (400, 600), "opsz": 14}, {"wght": (400, 600), "opsz": (15, 42)}
FILES = [  # file, source, axes, characters, features
    ("inter-core", "inter-latin-opsz-normal", INTER, "core", ["kern", "tnum"]),
    ("inter-latin", "inter-latin-opsz-normal", INTER, "not core", TEXT),
    ("inter-ext", "inter-latin-ext-opsz-normal", INTER, "", TEXT),
    ("newsreader-title", "newsreader-latin-opsz-normal", {"wght": 500, "opsz": 24}, "title", ["kern", "liga", "tnum"]),
    ("newsreader-text", "newsreader-latin-opsz-normal", {"wght": 400, "opsz": (15, 42)}, "core", TEXT),
    ("newsreader-bold", "newsreader-latin-opsz-normal", {"wght": 600, "opsz": 17}, "core", TEXT),
    ("newsreader-latin", "newsreader-latin-opsz-normal", WIDE, "not title", TEXT),
    ("newsreader-ext", "newsreader-latin-ext-opsz-normal", WIDE, "", TEXT),
    ("newsreader-italic", "newsreader-latin-wght-italic", {"wght": (400, 600)}, "", TEXT),
]

# Faces of one weight have the same description to the letter: a browser takes
# characters from several files only then.
FACES = [  # family, weight, style, file, characters
    ("Inter", "400 600", "normal", "inter-core", "core"),
    ("Inter", "400 600", "normal", "inter-latin", "not core"),
    ("Inter", "400 600", "normal", "inter-ext", ""),
]
for weight, first, part in (("400", "newsreader-text", "core"), ("500", "newsreader-title", "title"), ("600", "newsreader-bold", "core")):
    FACES += [
        ("Newsreader", weight, "normal", first, part),
        ("Newsreader", weight, "normal", "newsreader-latin", "not " + part),
        ("Newsreader", weight, "normal", "newsreader-ext", ""),
    ]
FACES.append(("Newsreader", "400 600", "italic", "newsreader-italic", "latin"))


def package(name, into):
    subprocess.run(["npm", "pack", "--silent", f"@fontsource-variable/{name}@{VERSION}"], cwd=into, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(Path(into) / f"fontsource-variable-{name}-{VERSION}.tgz") as t:
        for m in t.getmembers():
            if m.name.endswith(".woff2"):
                (Path(into) / Path(m.name).name).write_bytes(t.extractfile(m).read())


def chosen(has, part):
    """The characters of a part, among those that a font has."""
    if part.startswith("not "):
        return has - set(map(ord, SETS[part[4:]]))
    return has & set(map(ord, SETS[part])) if part in SETS else has


def cut(source, axes, part, features):
    font = TTFont(source)
    has = set(font.getBestCmap())
    font = instancer.instantiateVariableFont(font, axes)
    if "gvar" in font:  # glyphs that no longer vary are to stand in the table all the same
        for name in font.getGlyphOrder():
            if name not in font["gvar"].variations.keys():
                font["gvar"].variations[name] = []
    s = subset.Subsetter(subset.Options(layout_features=features, hinting=False, name_IDs=[0, 1, 2, 13, 14]))
    s.populate(unicodes=chosen(has, part))
    s.subset(font)
    font.flavor, font.recalcTimestamp = "woff2", False
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def ranges(characters):
    """Unicode-range of a set; gaps that no font fills are bridged."""
    out, run = [], []
    for c in sorted(characters):
        if run and c - run[-1] == 1:
            run.append(c)
            continue
        if run:
            out.append(run)
        run = [c]
    out.append(run)
    return ",".join(f"U+{r[0]:X}" if len(r) == 1 else f"U+{r[0]:X}-{r[-1]:X}" for r in out)


def faces(latin):
    for family, weight, style, file, part in FACES:
        which = EXT if not part else ranges(chosen(latin, part))
        yield (f'@font-face{{font-family:"{family}";src:url("/static/fonts/{file}.woff2") format("woff2");'
               f'font-weight:{weight};font-style:{style};font-display:swap;unicode-range:{which}}}\n')


def main():
    static = Path(__file__).resolve().parent.parent / "internal/web/static"
    latin = set(range(0x20, 0x7F)) | set(range(0xA0, 0x100))
    with tempfile.TemporaryDirectory() as tmp:
        for name in ("inter", "newsreader"):
            package(name, tmp)
            latin |= set(TTFont(Path(tmp) / f"{name}-latin-opsz-normal.woff2").getBestCmap())
        for file, source, axes, part, features in FILES:
            data = cut(Path(tmp) / f"{source}.woff2", axes, part, features)
            (static / "fonts" / f"{file}.woff2").write_bytes(data)
            print(f"{file}.woff2 {len(data)}")
    sheet = static / "tokens.css"
    lines = sheet.read_text().splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if line.startswith("@font-face"))
    rest = [line for line in lines if not line.startswith("@font-face")]
    sheet.write_text("".join(rest[:at] + list(faces(latin)) + rest[at:]))


if __name__ == "__main__":
    sys.exit(main())
