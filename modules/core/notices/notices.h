/* notices: sentences for one account, behind the bell, and out of the house by the ways that it has chosen for such news (/thong-bao/cach-nhan).
 * Who tells calls notify() of src/web/notify.h and knows nothing of this room. */
#pragma once
#include "base/base.h"

struct module;

extern const struct module notices_module;
