"""Damaged files, made from good ones by chance that a seed repeats, and bombs built on purpose."""

import io
import random
import zipfile

from tests.conftest import ROOT
from tests.documents import pdf, shown, with_part, word, zipped

SENTENCE = "Der Betrieb prüft jede Woche den Bestand. "
PAGE = (
    "<!doctype html><html lang=de><head><title>Lager</title><style>.x{display:none}</style></head>"
    f"<body><nav>Start</nav><main><h1>Lager</h1><p>{SENTENCE * 20}</p><ul><li>Zählen<ul><li>Buchen"
    "</ul></ul><table><tr><th>Posten<th>Preis<tr><td>Regal<td>300 €</table></main></body></html>"
).encode()


def originals() -> dict[str, bytes]:
    """Good files by name: real ones of the corpus and small generated ones."""
    reports = ROOT / "corpus" / "berichte"
    real = sorted((*reports.glob("*.pdf"), *reports.glob("*.docx")), key=lambda f: f.stat().st_size)
    guide = ROOT / "corpus" / "leitfaeden" / "erp-auswahl.md"
    lines = [(60, 780 - 13 * n, 10, SENTENCE.strip()) for n in range(40)]
    return {
        **{file.name: file.read_bytes() for file in (*real[:4], guide)},
        "klein.pdf": pdf(shown(*lines), shown(*lines)),
        "klein.docx": word(lambda document: document.add_paragraph(SENTENCE * 20)),
        "klein.html": PAGE,
    }


def mutant(data: bytes, name: str, chance: random.Random) -> bytes:
    """A damaged copy; every second Word document is damaged inside its package."""
    if name.endswith(".docx") and chance.random() < 0.5:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [part for part in package.namelist() if part.endswith((".xml", ".rels"))]
        return with_part(data, chance.choice(parts), lambda part: _damaged(part, chance))
    return _damaged(data, chance)


def _damaged(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(max(len(changed), 1))
        length = chance.randint(1, max(len(changed) // 50, 1))
        kind = chance.randrange(6)
        if kind == 0:
            changed[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            del changed[at : at + length]
        elif kind == 2:
            changed[at:at] = changed[at : at + length] * chance.randint(1, 20)
        elif kind == 3:
            changed[at:at] = chance.randbytes(min(length, 500))
        elif kind == 4:
            changed[at : at + 4] = chance.choice(
                (b"9999999999", b"-1", b"\0\0\0\0", b"<<<<", b"[[[")
            )
        else:
            del changed[chance.randrange(max(len(changed) // 2, 1)) + len(changed) // 2 :]
    return bytes(changed)


def bombs() -> dict[str, bytes]:
    """Files that unfold, nest or repeat beyond what a reader can hold, and odd encodings."""
    document = word(lambda document: document.add_paragraph(SENTENCE))
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'?><!DOCTYPE w [<!ENTITY l0 "ha">{laughs}]>'.encode()

    def laughing(xml: bytes) -> bytes:
        return xml.replace(b"?>", doctype, 1).replace(b"Der Betrieb", b"&l9;")

    def nested(xml: bytes) -> bytes:
        return xml.replace(b"<w:p>", b"<w:sdt><w:sdtContent>" * 5_000 + b"<w:p>", 1)

    def padded(xml: bytes) -> bytes:
        return xml.replace(b"<w:p>", b"<w:p>" + b" " * 100_000_000, 1)

    text = "# Größe\n\n" + SENTENCE
    return {
        "lachen.docx": with_part(document, "word/document.xml", laughing),
        "tief.docx": with_part(document, "word/document.xml", nested),
        "dicht.docx": with_part(document, "word/document.xml", padded),
        "kein.docx": zipped({"a.txt": "x"}),
        "dicht.zip": zipped({"a.md": b"a" * 150_000_000}),
        "viele.zip": zipped({f"{n}.md": "x" for n in range(2_500)}),
        "innen.zip": zipped({"innen.zip": zipped({"a.md": "x"})}),
        "hinaus.zip": zipped({"../../a.md": "x"}),
        "tief.html": b"<div>" * 200_000 + b"x",
        "tief-fett.html": b"<b><i><a>" * 20_000 + b"x",
        "attribut.html": b'<p class="' + b"x" * 5_000_000 + b'">x</p>',
        "attribute.html": b"<p " + b"".join(b"a%d=1 " % n for n in range(100_000)) + b">x</p>",
        "regeln.html": b"<style>" + b"p div span a{display:none}" * 100_000 + b"</style><p>x</p>",
        "tabelle.html": b"<table><tr><th>" + b"x" * 10_000 + b"<tr><td>y" * 20_000,
        "utf16.md": text.encode("utf-16-le"),
        "utf16-marke.md": text.encode("utf-16"),
        "latin1.md": text.encode("latin-1"),
        "ueberlang.md": b"# \xc0\xaf\xe0\x80\xaf\xf8\x80\x80\x80\xaf",
        "halbe.md": b"# \xed\xa0\x80 Surrogat",
        "null.md": b"# A\0B\n\nText\0",
        "eine-zeile.md": SENTENCE.encode() * 230_000,
        "tief.md": b"> " * 50_000 + b"x",
        "liste.md": b"".join(b"  " * n + b"- x\n" for n in range(1_500)),
        "klammern.md": b"[" * 50_000,
        "sterne.md": b"*a_ " * 50_000,
        "zalgo.md": ("a" + "\u0315\u0300\u05ae\u0316" * 400_000).encode(),
        "yaml.md": b"---\na: &a [x]\nb: [*a, *a]\n---\nText",
        "leer.md": b"",
        "leer.html": b"",
    }
