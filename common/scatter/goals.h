/*
 * goals: アウトカム, アウトプット, 単位当たりコスト and 測定指標 of a
 * paragraph dump.
 */
#ifndef SCATTER_GOALS_H
#define SCATTER_GOALS_H

#include "scatter/parts.h"

bool scatter_is_unit(str text); /* 件, 人, 百万円 */
void scatter_outputs(struct scatter *); /* after the outcomes */

#endif
