/* mappings: what is typed once. A result of a procedure writes a record of a registry, and a record fills the form of a later procedure.
 * Which, says a mapping: data with the procedure, in versions, each from a day on.
 *
 *   {"writes": [WRITE, ..], "fills": [FILL, ..]}
 *   WRITE  {"name": "register", "registry": "ho-kinh-doanh", "act": "create" | "change" | "end",
 *           "when": "finished" or "returned",       the dossier; may be left out: finished
 *           "result": "dang-ky-ho-kinh-doanh",      only a result from that template is written; may be left out
 *           "record": {"chosen": "business", "key": "business_code"},   change, end: the record that the form named, else the one of that key
 *           "state": "working",                     of the record afterwards; may be left out
 *           "fields": {"label": "business_name", "code": "result_number", "lines": "list(activities.name)", ..}}
 *   FILL   {"registry": "ho-kinh-doanh", "chosen": "business",
 *           "fields": {"business_name": {"from": "label", "change": true}, "owner_phone": {"from": "phone", "own": true}, ..}}
 *   fields    of the registry (of the form), each with a formula of core/forms. Those of WRITE are over the answers to the form, facts of the
 *             dossier (dossier_code, dossier_on, dossier_unit, applicant_name, applicant_number, applicant_phone, applicant_address) and of its result
 *             (result_number, result_on, and result_NAME of each field of the templates); those of FILL over the fields of the record
 *   chosen    a field of the form that names one of the applicant's own records ("to": "own_record:ho-kinh-doanh")
 *   change    he may change it; otherwise the form shows it and asks nothing. own: personal data of the holder himself; no other personal
 *             data of a record is ever put into a form
 *
 * A mapping is read strictly against the form that holds, the templates and the registry; what no longer fits is told by name to who publishes a
 * registry, and refused to who publishes a form.
 *
 * When the dossier ends, each write is a row (mapping_task) in the transaction of that act; a job writes the record, once: the row, the
 * record and its history are one transaction, in the name of who ended it, with the source "dossier". What cannot be written (the record was changed
 * meanwhile, lies in another unit, lacks something) stays as a task with its reason, on the page of the dossier and in a list; it is tried again
 * after mending, or put aside with a reason. A result that is given a second time corrects what it wrote, when an officer says so. */
#pragma once
#include "government/results/results.h"

extern const struct module mappings_module;
