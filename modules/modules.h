/* Every module's descriptor. */
#pragma once
#include "web/web.h"
