/* open_data: records of registries for everybody (dữ liệu mở). An administrator of a unit chooses a registry, fields of it, what narrows it, and says
 * what it is, under which licence, how often it is made anew and who answers for it. A published set has a page for all (/du-lieu-mo/{code}), files as
 * CSV, JSON and, with a place, GeoJSON, and a description in the catalogue that programs read (DCAT 3, /du-lieu-mo/catalog.jsonld).
 *
 * What may be given is asked of the registry (registry_field_closed, registry_closed), never of a habit: when a set is chosen, published, written and
 * fetched. A definition that says otherwise takes the set down in the transaction in which it is published, and whoever answers for it is told.
 *
 * Files are made by a job and replaced in one transaction, so that who fetches gets the old ones or the new ones, whole. */
#pragma once
#include "core/open_data/open_data.sql.h"

struct module;

enum open_state { OPEN_DRAFT, OPEN_PUBLIC, OPEN_WITHDRAWN };
extern const struct module open_data_module;
