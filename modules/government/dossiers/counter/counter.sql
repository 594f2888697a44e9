-- uses dossiers units people access procedures files
-- What the counter looks up: whose results are ready, what came today.

-- part counter_columns
id, code, procedure_id, procedure_code, procedure_name, applicant_name, applicant_number, status, step, submitted_at, due_at,
finished_at,
fee, fee_paid_at, result_by

-- query counter_of_person(unit int, number text) many
select {counter_columns}
from dossier where receiving_unit_id = :unit and applicant_number = :number and applicant_number <> '' and step <> 'closed'
order by id desc limit 50

-- query counter_of_code(unit int, code text) maybe like counter_of_person
select {counter_columns}
from dossier where code = :code and receiving_unit_id = :unit

-- query counter_among(ids ints, unit int) many like counter_of_person
select {counter_columns}
from dossier where id in :ids and receiving_unit_id = :unit and step <> 'closed' order by id desc limit 50

-- query counter_handed(dossier int) many
select number, name, handed_originals, handed_copies from dossier_component
where id between :dossier * 65536 and :dossier * 65536 + 65535 and handed_originals + handed_copies > 0 order by id limit 200

-- query today_of_day(unit int, low text, before text, n int) many
select id, code, procedure_code, procedure_name, applicant_name, channel, status, step, submitted_at, due_at, finished_at
from dossier where code >= :low and code < :before and receiving_unit_id = :unit order by code desc limit :n

-- query today_states(unit int, low text, high text) many
select status, count(*) as "total int" from dossier where code >= :low and code < :high and receiving_unit_id = :unit
group by status order by status

-- query today_due(unit int, low int, high int, n int) many
select id, code, procedure_code, procedure_name, applicant_name, status, step, due_at
from dossier where holder_unit_id = :unit and due_at is not null and finished_at is null and due_at >= :low and due_at < :high
order by due_at, id limit :n

-- query today_due_count(unit int, low int, high int) one
select count(*) as "total int" from (
	select id from dossier where holder_unit_id = :unit and due_at is not null and finished_at is null and due_at >= :low and due_at < :high
	limit 1000) as due

-- query today_ready_count(unit int) one
select coalesce(sum(total), 0) as "total int" from dossier_tally where unit_id = :unit and step = 'return'

-- query today_ready(unit int, n int) many
select id, code, procedure_code, procedure_name, applicant_name, status, due_at, finished_at, result_by
from dossier where holder_unit_id = :unit and step = 'return' order by step_at, id limit :n
