/*
 * xlsx: the workbook reader.  Each tab with a sheet's title is a record; tabs
 * behind it that continue the form (別紙) are joined to it; hidden and helper
 * tabs (入力規則, 記入要領) are passed over with a note.  A workbook of
 * another kind is named, not misread.
 */
#ifndef XLSX_XLSX_H
#define XLSX_XLSX_H

#include "read/reader.h"

extern const struct reader xlsx_reader;

#endif
