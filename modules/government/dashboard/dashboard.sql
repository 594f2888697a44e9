-- uses db units access procedures dossiers
-- Figures come from dossier_month: a few rows a unit and month, whatever the number of dossiers. The drill-down reads dossiers of one unit
-- in a range of its index.

-- migrate
create view dashboard_row as
select d.id, d.code, d.procedure_code, d.procedure_name, d.field, d.channel, d.applicant_name, d.status, d.step, k.title as step_title, d.received_at,
	d.due_at, d.late_since, d.finished_at, d.answer_due_at, d.receiving_unit_id, d.competent_unit_id, d.holder_unit_id, d.assignee_id,
	a.name as assignee_name, r.at as reminded_at
from dossier d left join dossier_step k on k.id = d.id * 65536 + d.step_number left join account a on a.id = d.assignee_id
	left join dossier_reminder r on r.dossier_id = d.id;

-- migrate
drop view dashboard_row; -- stands below; a store keeps none

-- view dashboard_row
select d.id, d.code, d.procedure_code, d.procedure_name, d.field, d.channel, d.applicant_name, d.status, d.step, k.title as step_title, d.received_at,
	d.due_at, d.late_since, d.finished_at, d.answer_due_at, d.receiving_unit_id, d.competent_unit_id, d.holder_unit_id, d.assignee_id,
	a.name as assignee_name, r.at as reminded_at
from dossier_standing d left join dossier_stage k on k.id = d.id * 65536 + d.step_number left join account_name a on a.id = d.assignee_id
	left join dossier_reminded r on r.dossier_id = d.id

-- query dashboard_first_month(units ints) one
select coalesce(min(month), '') as "month text" from dossier_figures where unit_id in :units

-- query dashboard_months(units ints, since text, until text) many
select month as "name text", 0 as "unit_id int", cast(sum(taken_in) as bigint) as "taken_in int", cast(sum(early) as bigint) as "early int",
	cast(sum(on_time) as bigint) as "on_time int", cast(sum(overdue) as bigint) as "overdue int",
	cast(sum(given_back) as bigint) as "given_back int", cast(sum(turned_away) as bigint) as "turned_away int",
	cast(sum(taken_back) as bigint) as "taken_back int", cast(sum(broken_off) as bigint) as "broken_off int"
from dossier_figures where unit_id in :units and month >= :since and month <= :until group by month order by month

-- query dashboard_fields(units ints, since text, until text) many like dashboard_months
select field as "name text", 0 as "unit_id int", cast(sum(taken_in) as bigint) as "taken_in int", cast(sum(early) as bigint) as "early int",
	cast(sum(on_time) as bigint) as "on_time int", cast(sum(overdue) as bigint) as "overdue int",
	cast(sum(given_back) as bigint) as "given_back int", cast(sum(turned_away) as bigint) as "turned_away int",
	cast(sum(taken_back) as bigint) as "taken_back int", cast(sum(broken_off) as bigint) as "broken_off int"
from dossier_figures where unit_id in :units and month >= :since and month <= :until group by field order by 3 desc, field limit 100

-- query dashboard_channels(units ints, since text, until text) many like dashboard_months
select channel as "name text", 0 as "unit_id int", cast(sum(taken_in) as bigint) as "taken_in int", cast(sum(early) as bigint) as "early int",
	cast(sum(on_time) as bigint) as "on_time int", cast(sum(overdue) as bigint) as "overdue int",
	cast(sum(given_back) as bigint) as "given_back int", cast(sum(turned_away) as bigint) as "turned_away int",
	cast(sum(taken_back) as bigint) as "taken_back int", cast(sum(broken_off) as bigint) as "broken_off int"
from dossier_figures where unit_id in :units and month >= :since and month <= :until group by channel order by 3 desc

-- query dashboard_by_unit(units ints, since text, until text) many
select u.full_name as "name text", m.unit_id, 0 as "late int", cast(sum(m.taken_in) as bigint) as "taken_in int", cast(sum(m.early) as bigint) as "early int",
	cast(sum(m.on_time) as bigint) as "on_time int", cast(sum(m.overdue) as bigint) as "overdue int",
	cast(sum(m.given_back) as bigint) as "given_back int", cast(sum(m.turned_away) as bigint) as "turned_away int",
	cast(sum(m.taken_back) as bigint) as "taken_back int", cast(sum(m.broken_off) as bigint) as "broken_off int"
from dossier_figures m join unit_name u on u.id = m.unit_id
where m.unit_id in :units and m.month >= :since and m.month <= :until
group by m.unit_id, u.full_name order by 4 desc, m.unit_id

-- query dashboard_late_units(units ints, now int) many
select holder_unit_id as "unit_id int", count(*) as "total int" from dossier_standing
where holder_unit_id in :units and due_at is not null and finished_at is null and due_at < :now
group by holder_unit_id order by 1

-- query dashboard_procedures(units ints, since text, until text, n int) many
select m.procedure as "code text", coalesce((select p.name from procedure_name p where p.code = m.procedure order by p.id desc limit 1), m.procedure) as "name text",
	cast(sum(m.taken_in) as bigint) as "taken_in int", cast(sum(m.early) as bigint) as "early int",
	cast(sum(m.on_time) as bigint) as "on_time int", cast(sum(m.overdue) as bigint) as "overdue int"
from dossier_figures_procedure m where m.unit_id in :units and m.month >= :since and m.month <= :until
group by m.procedure order by 6 desc, 3 desc, m.procedure limit :n

-- Steps that officers ended; what they have; what of it is late. One unit's officers are some dozens.
-- query dashboard_done(unit int, since text, until text) many
select o.account_id, a.name, cast(sum(o.done) as bigint) as "done int", cast(sum(o.overdue) as bigint) as "overdue int"
from dossier_figures_officer o join account_name a on a.id = o.account_id
where o.unit_id = :unit and o.month >= :since and o.month <= :until and coalesce(a.kind, '') = 'officer' -- not by the index of all officers
group by o.account_id, a.name order by a.name, o.account_id limit 300

-- query dashboard_hands(unit int) many
select h.account_id, a.name, h.total from dossier_held h join account_name a on a.id = h.account_id
where h.unit_id = :unit and h.total > 0 order by a.name, h.account_id limit 300

-- query dashboard_late_hands(unit int, now int) many
select coalesce(assignee_id, 0) as "account_id int", count(*) as "total int" from dossier_standing
where holder_unit_id = :unit and due_at is not null and finished_at is null and due_at < :now
group by assignee_id order by 1 limit 300

-- query dashboard_now(units ints, now int, soon int) one
select (select count(*) from dossier_standing d where d.holder_unit_id in :units and d.due_at is not null and d.finished_at is null and d.due_at < :now) as "late int",
	(select count(*) from dossier_standing e where e.holder_unit_id in :units and e.due_at is not null and e.finished_at is null and e.due_at >= :now
		and e.due_at < :soon) as "soon int",
	(select count(*) from dossier_standing g where g.holder_unit_id in :units and g.answer_due_at is not null and g.answer_due_at < :now) as "unanswered int",
	(select cast(coalesce(sum(t.total), 0) as bigint) from dossier_waiting t where t.unit_id in :units and t.step in ('reception', 'processing', 'approval', 'waiting')) as "open int",
	(select cast(coalesce(sum(w.total), 0) as bigint) from dossier_waiting w where w.unit_id in :units and w.step = 'waiting') as "waiting int"

-- query dashboard_holder(id int) one
select holder_unit_id from dossier_standing where id = :id

-- The drill-downs: whose it is, at which step, since when late. procedure '': all; officer 0: all, -1: nobody.
-- query dashboard_taken_in(unit int, since int, until int, field text, channel text, procedure text, before int, before_id int,
--     n int) many
select id, code, procedure_code, procedure_name, applicant_name, channel, status, step, step_title as "step_title text?", received_at as "at int", due_at, finished_at, answer_due_at,
	receiving_unit_id, competent_unit_id, holder_unit_id, assignee_id, assignee_name as "assignee_name text?", reminded_at as "reminded_at int?", cast(null as bigint) as "minutes_left int?"
from dashboard_row
where competent_unit_id = :unit and received_at >= :since and received_at < :until and (received_at, id) < (:before, :before_id)
	and (:field = '' or field = :field) and (:channel = '' or channel = :channel) and (:procedure = '' or procedure_code = :procedure)
order by received_at desc, id desc limit :n

-- 25200000000: Viet Nam is seven hours ahead; 86400000000: a day. The classes are those of dossier_finished_as() in dossiers/rules/tally.c.
-- part finished_as
case when due_at is null or (finished_at + 25200000000) / 86400000000 < (coalesce(late_since, due_at) + 25200000000) / 86400000000 then 'early'
		when finished_at <= coalesce(late_since, due_at) then 'on_time' else 'overdue' end

-- query dashboard_finished(unit int, since int, until int, field text, channel text, procedure text, result text, before int,
--     before_id int, n int) many like dashboard_taken_in
select id, code, procedure_code, procedure_name, applicant_name, channel, status, step, step_title as "step_title text?", finished_at as "at int", due_at, finished_at, answer_due_at,
	receiving_unit_id, competent_unit_id, holder_unit_id, assignee_id, assignee_name as "assignee_name text?", reminded_at as "reminded_at int?", cast(null as bigint) as "minutes_left int?"
from dashboard_row
where competent_unit_id = :unit and finished_at >= :since and finished_at < :until and (finished_at, id) < (:before, :before_id)
	and (:field = '' or field = :field) and (:channel = '' or channel = :channel) and (:procedure = '' or procedure_code = :procedure)
	and :result = {finished_as}
order by finished_at desc, id desc limit :n

-- query dashboard_due(unit int, since int, until int, field text, channel text, procedure text, officer int, after int,
--     after_id int, n int) many like dashboard_taken_in
select id, code, procedure_code, procedure_name, applicant_name, channel, status, step, step_title as "step_title text?", due_at as "at int", due_at, finished_at, answer_due_at,
	receiving_unit_id, competent_unit_id, holder_unit_id, assignee_id, assignee_name as "assignee_name text?", reminded_at as "reminded_at int?", cast(null as bigint) as "minutes_left int?"
from dashboard_row
where holder_unit_id = :unit and due_at is not null and finished_at is null and due_at >= :since and due_at < :until
	and (due_at, id) > (:after, :after_id) and (:field = '' or field = :field) and (:channel = '' or channel = :channel)
	and (:procedure = '' or procedure_code = :procedure)
	and (:officer = 0 or assignee_id = :officer or (:officer = -1 and assignee_id is null))
order by due_at, id limit :n

-- query dashboard_unanswered(unit int, now int, field text, channel text, procedure text, officer int, after int, after_id int,
--     n int) many like dashboard_taken_in
select id, code, procedure_code, procedure_name, applicant_name, channel, status, step, step_title as "step_title text?", answer_due_at as "at int", due_at, finished_at, answer_due_at,
	receiving_unit_id, competent_unit_id, holder_unit_id, assignee_id, assignee_name as "assignee_name text?", reminded_at as "reminded_at int?", cast(null as bigint) as "minutes_left int?"
from dashboard_row
where holder_unit_id = :unit and answer_due_at is not null and answer_due_at < :now and (answer_due_at, id) > (:after, :after_id)
	and (:field = '' or field = :field) and (:channel = '' or channel = :channel) and (:procedure = '' or procedure_code = :procedure)
	and (:officer = 0 or assignee_id = :officer or (:officer = -1 and assignee_id is null))
order by answer_due_at, id limit :n

-- Measures: of whole months from what is kept, of single days counted.
-- query dashboard_measured(units ints, since text, until text, channel text) many
select unit_id, cast(sum(taken_in) as bigint) as "taken_in int", cast(sum(early) as bigint) as "early int",
	cast(sum(on_time) as bigint) as "on_time int", cast(sum(overdue) as bigint) as "overdue int"
from dossier_figures where unit_id in :units and month >= :since and month <= :until and (:channel = '' or channel = :channel)
group by unit_id order by unit_id

-- query dashboard_measured_in(units ints, since int, until int, channel text) many like dashboard_measured
select competent_unit_id as "unit_id int", count(*) as "taken_in int", 0 as "early int", 0 as "on_time int", 0 as "overdue int"
from dossier_standing where competent_unit_id in :units and received_at >= :since and received_at < :until and (:channel = '' or channel = :channel)
group by competent_unit_id order by competent_unit_id

-- query dashboard_measured_out(units ints, since int, until int, channel text) many like dashboard_measured
select competent_unit_id as "unit_id int", 0 as "taken_in int", cast(sum(case when {finished_as} = 'early' then 1 else 0 end) as bigint) as "early int",
	cast(sum(case when {finished_as} = 'on_time' then 1 else 0 end) as bigint) as "on_time int",
	cast(sum(case when {finished_as} = 'overdue' then 1 else 0 end) as bigint) as "overdue int"
from dossier_standing where competent_unit_id in :units and finished_at >= :since and finished_at < :until and (:channel = '' or channel = :channel)
group by competent_unit_id order by competent_unit_id
