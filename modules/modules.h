/* Every module's descriptor, and the list of them: for what stands above the modules (main, tests). The rest asks modules_all. */
#pragma once
#include "core/units/units.h"
#include "core/files/files.h"
#include "core/calendar/calendar.h"
#include "core/people/people.h"
#include "core/channels/channels.h"
#include "core/access/access.h"
#include "core/organisation/organisation.h"
#include "core/talk/talk.h"
#include "core/history/history.h"
#include "core/forms/forms.h"
#include "core/imports/imports.h"
#include "core/registries/registries.h"
#include "core/looks/looks.h"
#include "core/notices/notices.h"
#include "government/procedures/procedures.h"
#include "government/eforms/eforms.h"
#include "government/dossiers/dossiers.h"
#include "government/results/results.h"
#include "government/dashboard/dashboard.h"
#include "government/ratings/ratings.h"

extern const struct module *const modules[]; /* in menu order, ends with NULL */
