#include "read/scatter_parts.h"
void scatter_flow(struct scatter *s) { (void)s; }
void scatter_spending(struct scatter *s) { (void)s; }
void scatter_payees(struct scatter *s) { (void)s; }
