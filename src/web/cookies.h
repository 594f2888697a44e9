/* cookies: for signing in and out (modules/core/access). */
#pragma once
#include "base/base.h"

struct req;

/* For signing in and out (modules/core/access). The browser keeps the token of session_begin until it closes; empty = forget it. */
void session_cookie(struct req *q, str token);
/* A cookie of one step of signing in, for its browser only; max_age in seconds, 0 = forget it. */
void step_cookie(struct req *q, str value, int64_t max_age);
str step_cookie_value(const struct req *q);
/* What this browser is known by to an account that has signed in from it; max_age in seconds. */
void device_cookie(struct req *q, str value, int64_t max_age);
str device_cookie_value(const struct req *q);
