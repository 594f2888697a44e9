/* Every module's descriptor. */
#pragma once
#include "web/web.h"
#include "core/units/units.h"
#include "core/files/files.h"
#include "core/calendar/calendar.h"
#include "core/people/people.h"
#include "core/access/access.h"
#include "core/notices/notices.h"
#include "government/procedures/procedures.h"
#include "government/eforms/eforms.h"
#include "government/dossiers/dossiers.h"
#include "government/dashboard/dashboard.h"
#include "government/ratings/ratings.h"
