#!/usr/bin/env python3
"""big_book.py BOOK CELLS OUT: a workbook of many tabs, each the largest of BOOK.

Forms have columns so narrow that most cells are empty but for their borders:
every row is filled up to 60 of them, and rows are added up to 180.
"""
import re
import sys
import zipfile

COLUMNS, ROWS = 60, 180
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def column(n):
    return (chr(64 + n // 26) if n // 26 else "") + chr(65 + n % 26)


def filled(sheet):
    """The sheet with all cells of its first COLUMNS and ROWS."""
    rows = dict(re.findall(r'<row r="(\d+)"[^>]*>(.*?)</row>', sheet, re.S))
    out = []
    for r in range(1, max(ROWS, *map(int, rows)) + 1):
        given = re.findall(
            r'<c r="([A-Z]+)\d+"[^>]*(?:/>|>.*?</c>)', rows.get(str(r), ""), re.S
        )
        cells = re.findall(r"<c [^>]*?/>|<c .*?</c>", rows.get(str(r), ""), re.S)
        at = dict(zip(given, cells))
        names = [column(n) for n in range(COLUMNS)]
        more = [name for name in given if name not in names]
        row = [at.get(n, '<c r="%s%d" s="0"/>' % (n, r)) for n in names]
        out.append('<row r="%d">%s</row>' % (r, "".join(row + [at[n] for n in more])))
    head, rest = sheet.split("<sheetData>", 1)
    tail = rest.split("</sheetData>", 1)[1]
    return head + "<sheetData>" + "".join(out) + "</sheetData>" + tail


def main():
    book = zipfile.ZipFile(sys.argv[1])
    parts = [n for n in book.namelist() if n.startswith("xl/worksheets/s")]
    part = max(parts, key=lambda n: book.getinfo(n).file_size)
    sheet = filled(book.read(part).decode())
    tabs = range(1, int(sys.argv[2]) // sheet.count("<c ") + 2)
    shared = [n for n in ("xl/sharedStrings.xml", "xl/styles.xml") if n in book.namelist()]
    with zipfile.ZipFile(sys.argv[3], "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        types = book.read("[Content_Types].xml").decode()
        one = re.search(r'<Override PartName="/%s"[^>]*/>' % re.escape(part), types).group(0)
        types = re.sub(r'<Override PartName="/xl/worksheets/[^>]*/>', "", types)
        parts = "".join(one.replace(part, "xl/worksheets/t%d.xml" % t) for t in tabs)
        out.writestr("[Content_Types].xml", types.replace("</Types>", parts + "</Types>"))
        out.writestr("_rels/.rels", book.read("_rels/.rels"))
        out.writestr(
            "xl/workbook.xml",
            '<workbook xmlns="%s" xmlns:r="%s"><sheets>%s</sheets></workbook>'
            % (MAIN, OFFICE, "".join('<sheet name="t%d" sheetId="%d" r:id="r%d"/>' % (t, t, t) for t in tabs)),
        )
        links = [(t, "worksheet", "worksheets/t%d.xml" % t) for t in tabs]
        links += [(len(tabs) + 1 + i, n[3:-4], n[3:]) for i, n in enumerate(shared)]
        out.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships xmlns="%s">%s</Relationships>'
            % (PACKAGE, "".join('<Relationship Id="r%d" Type="%s/%s" Target="%s"/>' % (i, OFFICE, kind, to) for i, kind, to in links)),
        )
        for name in shared:
            out.writestr(name, book.read(name))
        for t in tabs:
            out.writestr("xl/worksheets/t%d.xml" % t, sheet)


main()
