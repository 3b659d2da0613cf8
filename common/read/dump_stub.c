#include "read/dump_parts.h"
void dump_budget(struct dump *d, struct sheet *s) { (void)d; (void)s; }
void dump_goals(struct dump *d, struct sheet *s) { (void)d; (void)s; }
void dump_opinions(struct dump *d, struct sheet *s) { (void)d; (void)s; }
void dump_past(struct dump *d, struct sheet *s) { (void)d; (void)s; }
