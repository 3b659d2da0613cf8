#!/usr/bin/python3
"""workbooks.py FILE...: opens workbooks fully, the mode that shows merged cells."""
import sys

import openpyxl

for path in sys.argv[1:]:
    for sheet in openpyxl.load_workbook(path):
        sum(1 for row in sheet.iter_rows() for cell in row if cell.value)
