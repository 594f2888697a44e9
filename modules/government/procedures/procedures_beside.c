/* What another module shows of a procedure beside its administration. */
#include "government/procedures/procedures_admin.h"

static const struct procedure_beside *beside;

void procedure_led_to(const struct procedure_beside *b) { beside = b; }
const struct procedure_beside *procedure_beside(void) { return beside; }
