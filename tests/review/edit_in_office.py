"""Edit a workbook in LibreOffice and save it as xlsx. Run by a Python that has `uno`; not a test itself.

usage: python3 edit_in_office.py SOURCE TARGET PROFILE < actions.json

An action is a list: ["set", sheet, row, column, text], ["sort", sheet, first row, last row, column, columns],
["filter", sheet, header row, last row, columns, column, text], ["delete", sheet, row], ["duplicate", sheet, row,
columns], ["move_column", sheet, from, to], ["width", sheet, column, hundredths of a millimetre],
["insert_rows", sheet, row, count], ["author", name]. Rows and columns count from 0.
"""

import json
import os
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.table import CellRangeAddress, TableSortField


def value(name, content):
    item = PropertyValue()
    item.Name, item.Value = name, content
    return item


def connect(pipe, tries=100):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(tries):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.2)
    sys.exit("LibreOffice did not start")


def area(sheet, top, left, bottom, right):
    return sheet.getCellRangeByPosition(left, top, right, bottom)


def sort(sheet, first, last, column, columns):
    field = TableSortField()
    field.Field, field.IsAscending, field.FieldType = (
        column,
        False,
        uno.Enum("com.sun.star.table.TableSortFieldType", "ALPHANUMERIC"),
    )
    fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    whole = area(sheet, first, 0, last, columns - 1)
    uno.invoke(whole, "sort", ((value("SortFields", fields), value("ContainsHeader", False)),))


def filter_rows(sheet, header, last, columns, column, text):
    whole = area(sheet, header, 0, last, columns - 1)
    descriptor = whole.createFilterDescriptor(True)
    from com.sun.star.sheet import TableFilterField

    wanted = TableFilterField()
    wanted.Field, wanted.StringValue, wanted.Operator = (
        column,
        text,
        uno.Enum("com.sun.star.sheet.FilterOperator", "EQUAL"),
    )
    descriptor.ContainsHeader = True
    descriptor.setFilterFields((wanted,))
    whole.filter(descriptor)


def duplicate(sheet, row, columns):
    sheet.Rows.insertByIndex(row + 1, 1)
    source = CellRangeAddress(sheet.RangeAddress.Sheet, 0, row, columns - 1, row)
    sheet.copyRange(sheet.getCellByPosition(0, row + 1).CellAddress, source)


def move_column(sheet, start, to):
    sheet.Columns.insertByIndex(to, 1)
    start += start >= to
    last = 200
    source = CellRangeAddress(sheet.RangeAddress.Sheet, start, 0, start, last)
    sheet.moveRange(sheet.getCellByPosition(to, 0).CellAddress, source)
    sheet.Columns.removeByIndex(start, 1)


ACTIONS = {
    "set": lambda s, row, column, text: s.getCellByPosition(column, row).setString(text),
    "sort": sort,
    "filter": filter_rows,
    "delete": lambda s, row: s.Rows.removeByIndex(row, 1),
    "duplicate": duplicate,
    "move_column": move_column,
    "width": lambda s, column, width: setattr(s.Columns.getByIndex(column), "Width", width),
    "insert_rows": lambda s, row, count: s.Rows.insertByIndex(row, count),
}


def main():
    source, target, profile = sys.argv[1:4]
    pipe = f"townmeeting{os.getpid()}"
    office = subprocess.Popen(
        [
            "soffice",
            "--headless",
            "--norestore",
            f"-env:UserInstallation={uno.systemPathToFileUrl(profile)}",
            f"--accept=pipe,name={pipe};urp;",
        ]
    )
    desktop = None
    try:
        context = connect(pipe)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        document = desktop.loadComponentFromURL(uno.systemPathToFileUrl(source), "_blank", 0, (value("Hidden", True),))
        for name, *arguments in json.load(sys.stdin):
            if name == "author":
                document.DocumentProperties.ModifiedBy = arguments[0]
                continue
            sheet = document.Sheets.getByName(arguments[0])
            sheet.unprotect("")
            ACTIONS[name](sheet, *arguments[1:])
        document.storeToURL(uno.systemPathToFileUrl(target), (value("FilterName", "Calc MS Excel 2007 XML"),))
        document.close(True)
    finally:  # nothing may stay behind, also where something went wrong
        if desktop is not None:
            desktop.terminate()
        else:
            office.terminate()
        office.wait(30)


main()
