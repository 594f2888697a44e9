/* number: what is wrong with a personal number, as a sentence for its owner; NULL when it is good. For this module only. */
#pragma once
#include "base/base.h"

const char *number_problem(str number, str birth_on, str sex);
