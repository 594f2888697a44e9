/* dashboard: what a leader sees of the work of his unit and of the units below it: received, finished early, on time or late, by month, unit,
 * field and channel, down to the dossiers behind each figure. Figures count for the competent authority (TT 03/2025/TT-VPCP), in the month
 * in which the thing happened; they come from dossier_month, which the rules of dossiers keep. */
#pragma once
#include "base/base.h"

struct module;
extern const struct module dashboard_module;
