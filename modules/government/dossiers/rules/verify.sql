-- uses dossiers units people access procedures files
-- What `dinh verify` reads again.

-- query dossier_after(id int) many
select id, code, receiving_unit_id, competent_unit_id, holder_unit_id, procedure_code, field, channel, status, step, step_number, step_at, version,
	due_at, late_since, received_at, finished_at, returned_at, assignee_id, answer_due_at
from dossier where id > :id order by id limit 1000

-- query dossier_events_of(low int, high int) many
select dossier_id, count(*) as "total int", max(number) as "last int" from dossier_event
where id between (:low + 1) * 65536 and :high * 65536 + 65535 group by dossier_id order by dossier_id

-- query dossier_last_status(dossier int) one
select to_status from dossier_event where id between :dossier * 65536 and :dossier * 65536 + 65535 order by id desc limit 1

-- query dossier_verify_dues(low int, high int) many
select dossier_id, number, due_at from dossier_due where dossier_id > :low and dossier_id <= :high order by dossier_id, number

-- query dossier_verify_steps(low int, high int) many
select dossier_id, count(*) as "total int", max(number) as "last int",
	cast(sum(case when started_at is not null and ended_at is null then 1 else 0 end) as bigint) as "present int"
from dossier_step where id between (:low + 1) * 65536 and :high * 65536 + 65535 group by dossier_id order by dossier_id

-- query paper_counters_after(unit int, form text, year int) many
select unit_id, form, year, last from dossier_paper_counter where (unit_id, form, year) > (:unit, :form, :year)
order by unit_id, form, year limit 1000

-- query paper_numbers(unit int, form text, year int) one
select count(*) as "total int" from dossier_paper where unit_id = :unit and form = :form and year = :year

-- query dossier_counters_after(unit int, day text) many
select unit_id, day, last from dossier_counter where (unit_id, day) > (:unit, :day) order by unit_id, day limit 1000

-- query dossier_codes_between(low text, high text) one
select count(*) as "total int" from dossier where code >= :low and code <= :high

-- query dossier_months_after(unit int, month text, field text, channel text) many
select unit_id, month, field, channel, taken_in, early, on_time, overdue, given_back, turned_away, taken_back, broken_off
from dossier_month where (unit_id, month, field, channel) > (:unit, :month, :field, :channel)
order by unit_id, month, field, channel limit 1000

-- query dossier_hands_after(unit int, account int) many
select unit_id, account_id, total from dossier_hand where (unit_id, account_id) > (:unit, :account) order by unit_id, account_id limit 1000

-- query dossier_month_procedures_after(unit int, month text, procedure text) many
select unit_id, month, procedure, taken_in, early, on_time, overdue
from dossier_month_procedure where (unit_id, month, procedure) > (:unit, :month, :procedure) order by unit_id, month, procedure limit 1000

-- query dossier_month_officers_after(unit int, month text, account int) many
select unit_id, month, account_id, done, overdue
from dossier_month_officer where (unit_id, month, account_id) > (:unit, :month, :account) order by unit_id, month, account_id limit 1000

-- query dossier_verify_ended(low int, high int) many
select unit_id, account_id, kind, ended_at as "at int", due_at from dossier_step
where id between (:low + 1) * 65536 and :high * 65536 + 65535 and ended_at is not null order by id
