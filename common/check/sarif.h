/*
 * sarif: findings in the Static Analysis Results Interchange Format, version
 * 2.1.0 (OASIS), one run, streamed.
 */
#ifndef CHECK_SARIF_H
#define CHECK_SARIF_H

#include "check/check.h"

void sarif_begin(struct out *); /* up to the results, with all rules */
/* key: what makes the finding the same in a later run. */
void sarif_result(struct out *, const struct check_subject *,
    const struct finding *, bool first, str key);
void sarif_end(struct out *);

#endif
