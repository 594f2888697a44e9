-- uses dossiers units people access procedures files
-- The lists of the desk: queues, filters, what was searched.

-- part inbox_columns
id, code, procedure_code, procedure_name, applicant_name, status, step, submitted_at, due_at, late_since, finished_at, step_at,
assignee_id, assignee_name as "assignee_name text?", channel, supplements, answer_due_at,
cast(null as bigint) as "minutes_left int?"

-- query inbox_of_step(unit int, step text, after_at int, after_id int, n int) many
select {inbox_columns}
from dossier_row where holder_unit_id = :unit and step = :step and (step_at, id) > (:after_at, :after_id) order by step_at, id limit :n

-- query inbox_closed(unit int, before_at int, before_id int, n int) many like inbox_of_step
select {inbox_columns}
from dossier_row where holder_unit_id = :unit and step = 'closed' and (step_at, id) < (:before_at, :before_id)
order by step_at desc, id desc limit :n

-- query inbox_of_assignee(account int, unit int, after_at int, after_id int, n int) many like inbox_of_step
select {inbox_columns}
from dossier_row where assignee_id = :account and holder_unit_id = :unit and (step_at, id) > (:after_at, :after_id) order by step_at, id limit :n

-- query inbox_due(unit int, until int, after_at int, after_id int, n int) many like inbox_of_step
select id, code, procedure_code, procedure_name, applicant_name, status, step, submitted_at, due_at, late_since, finished_at, due_at as "step_at int", assignee_id, assignee_name as "assignee_name text?", channel, supplements, answer_due_at, cast(null as bigint) as "minutes_left int?"
from dossier_row where holder_unit_id = :unit and due_at is not null and finished_at is null and due_at < :until and (due_at, id) > (:after_at, :after_id)
order by due_at, id limit :n

-- query inbox_unanswered(unit int, now int, after_at int, after_id int, n int) many like inbox_of_step
select id, code, procedure_code, procedure_name, applicant_name, status, step, submitted_at, due_at, late_since, finished_at, answer_due_at as "step_at int", assignee_id, assignee_name as "assignee_name text?", channel, supplements, answer_due_at, cast(null as bigint) as "minutes_left int?"
from dossier_row where holder_unit_id = :unit and answer_due_at is not null and answer_due_at < :now and (answer_due_at, id) > (:after_at, :after_id)
order by answer_due_at, id limit :n

-- query inbox_unassigned(unit int, after_at int, after_id int, n int) many like inbox_of_step
select {inbox_columns}
from dossier_row where holder_unit_id = :unit and step = 'processing' and assignee_id is null and (step_at, id) > (:after_at, :after_id)
order by step_at, id limit :n

-- query inbox_elsewhere(unit int, after_at int, after_id int, n int) many like inbox_of_step
select {inbox_columns}
from dossier_row where receiving_unit_id = :unit and holder_unit_id <> receiving_unit_id and (step_at, id) > (:after_at, :after_id)
order by step_at, id limit :n

-- query inbox_watched(account int, unit int, after_id int, n int) many like inbox_of_step
select r.id, r.code, r.procedure_code, r.procedure_name, r.applicant_name, r.status, r.step, r.submitted_at, r.due_at, r.late_since, r.finished_at, r.step_at, r.assignee_id, r.assignee_name as "assignee_name text?", r.channel, r.supplements, r.answer_due_at, cast(null as bigint) as "minutes_left int?"
from dossier_watcher w join dossier_row r on r.id = w.dossier_id
where w.account_id = :account and w.dossier_id > :after_id
	and (r.receiving_unit_id = :unit or r.competent_unit_id = :unit or r.holder_unit_id = :unit) order by w.dossier_id limit :n

-- part filtered_columns
id, code, procedure_code, procedure_name, applicant_name, status, step, submitted_at, due_at, late_since, finished_at,
submitted_at as "step_at int", assignee_id, assignee_name as "assignee_name text?", channel, supplements, answer_due_at,
cast(null as bigint) as "minutes_left int?"

-- query dossier_filtered(unit int, since int, before_at int, before_id int, step text, procedure text, channel text, officer int, n int) many like inbox_of_step
select {filtered_columns}
from dossier_row
where holder_unit_id = :unit and submitted_at >= :since and (submitted_at, id) < (:before_at, :before_id) and (:step = '' or step = :step)
	and (:procedure = '' or procedure_code = :procedure) and (:channel = '' or channel = :channel) and (:officer = 0 or assignee_id = :officer)
order by submitted_at desc, id desc limit :n

-- query dossier_filtered_field(unit int, field text, since int, before_at int, before_id int, step text, procedure text, channel text,
--     officer int, n int) many like inbox_of_step
select {filtered_columns}
from dossier_row
where holder_unit_id = :unit and field = :field and submitted_at >= :since and (submitted_at, id) < (:before_at, :before_id)
	and (:step = '' or step = :step) and (:procedure = '' or procedure_code = :procedure) and (:channel = '' or channel = :channel)
	and (:officer = 0 or assignee_id = :officer)
order by submitted_at desc, id desc limit :n

-- query filter_fields(unit int) many
select distinct field from dossier_month where unit_id = :unit order by field limit 200

-- query filter_officers(unit int, today text) many
select distinct account_id as id, name from officer_on(:today)
where unit_id = :unit
order by name, account_id limit 300

-- query inbox_found(ids ints, unit int) many like inbox_of_step
select {inbox_columns}
from dossier_row where id in :ids and (receiving_unit_id = :unit or competent_unit_id = :unit or holder_unit_id = :unit) order by id desc limit 100

-- query dossier_search_find(words text, before int, n int) many
select rowid as "id int" from dossier_search where text match :words and rowid < :before order by rowid desc limit :n
-- postgres
select rowid as "id int" from dossier_search where text @@ to_tsquery('simple', :words) and rowid < :before order by rowid desc limit :n

-- query inbox_counts(unit int, account int, now int, soon int) one ahead
select (select count(*) from (select 1 from dossier where holder_unit_id = :unit and due_at is not null and finished_at is null and due_at < :now limit 100) x) as "late int",
	(select count(*) from (select 1 from dossier where holder_unit_id = :unit and due_at is not null and finished_at is null and due_at >= :now and due_at < :soon limit 100) z) as "soon int",
	(select cast(coalesce(sum(total), 0) as bigint) from dossier_hand where unit_id = :unit and account_id = :account) as "mine int",
	(select count(*) from (select 1 from dossier where holder_unit_id = :unit and answer_due_at is not null and answer_due_at < :now limit 100) w) as "unanswered int",
	(select count(*) from (select 1 from dossier where holder_unit_id = :unit and step = 'processing' and assignee_id is null limit 100) u) as "unassigned int"
