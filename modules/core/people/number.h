/* number: for this module only. */
#pragma once
#include "base/base.h"

const char *person_number_problem(str number, str birth_on, str sex); /* a sentence for its owner; NULL when it is good */
bool name_like(str name);                                             /* letters, 2 to 100 */
