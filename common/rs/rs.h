/*
 * rs: the reader of the RS System's CSV tables (行政事業レビュー見える化サイト,
 * 2024 on).  The tables of a run, in any order and from any files, are joined
 * by 事業年度 and 予算事業ID to one record a project.  All rows are read once,
 * several documents at a time, and spooled (rs_spool); then the projects come
 * out in the order of year and ID.
 */
#ifndef RS_RS_H
#define RS_RS_H

#include "read/reader.h"

extern const struct reader rs_reader;

#endif
