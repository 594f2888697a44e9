-- uses units people access procedures files dossiers
-- Figures come from dossier_month: a few rows a unit and month, whatever the number of dossiers. The drill-down reads dossiers of one unit
-- in a range of its index.

-- Units below some others that had not ended before the range. (The catalogue knows units of the old era from 2025 on; their figures may be
-- older, so the beginning is not asked.)
-- query dashboard_below(units ints, since text) many
select id, full_name, valid_to, parent_id as "above int" from unit
where parent_id in :units and (valid_to is null or valid_to > :since) limit 2000

-- What became wholly part of a unit: its history is the unit's.
-- query dashboard_before(unit int, since text) many like dashboard_below
select u.id, u.full_name, u.valid_to, s.new_id as "above int"
from unit_successor s join unit u on u.id = s.old_id
where s.new_id = :unit and s.extent = 'full' and u.valid_to > :since limit 2000

-- query dashboard_unit(unit int) one
select id, full_name from unit where id = :unit

-- query dashboard_first_month(units ints) one
select coalesce(min(month), '') as "month text" from dossier_month where unit_id in :units

-- query dashboard_months(units ints, since text, until text) many
select month as "name text", 0 as "unit_id int", cast(sum(taken_in) as bigint) as "taken_in int", cast(sum(early) as bigint) as "early int",
	cast(sum(on_time) as bigint) as "on_time int", cast(sum(overdue) as bigint) as "overdue int",
	cast(sum(given_back) as bigint) as "given_back int", cast(sum(turned_away) as bigint) as "turned_away int",
	cast(sum(taken_back) as bigint) as "taken_back int", cast(sum(broken_off) as bigint) as "broken_off int"
from dossier_month where unit_id in :units and month >= :since and month <= :until group by month order by month

-- query dashboard_fields(units ints, since text, until text) many like dashboard_months
select field as "name text", 0 as "unit_id int", cast(sum(taken_in) as bigint) as "taken_in int", cast(sum(early) as bigint) as "early int",
	cast(sum(on_time) as bigint) as "on_time int", cast(sum(overdue) as bigint) as "overdue int",
	cast(sum(given_back) as bigint) as "given_back int", cast(sum(turned_away) as bigint) as "turned_away int",
	cast(sum(taken_back) as bigint) as "taken_back int", cast(sum(broken_off) as bigint) as "broken_off int"
from dossier_month where unit_id in :units and month >= :since and month <= :until group by field order by 3 desc, field limit 100

-- query dashboard_channels(units ints, since text, until text) many like dashboard_months
select channel as "name text", 0 as "unit_id int", cast(sum(taken_in) as bigint) as "taken_in int", cast(sum(early) as bigint) as "early int",
	cast(sum(on_time) as bigint) as "on_time int", cast(sum(overdue) as bigint) as "overdue int",
	cast(sum(given_back) as bigint) as "given_back int", cast(sum(turned_away) as bigint) as "turned_away int",
	cast(sum(taken_back) as bigint) as "taken_back int", cast(sum(broken_off) as bigint) as "broken_off int"
from dossier_month where unit_id in :units and month >= :since and month <= :until group by channel order by 3 desc

-- query dashboard_by_unit(units ints, since text, until text) many like dashboard_months
select u.full_name as "name text", m.unit_id, cast(sum(m.taken_in) as bigint) as "taken_in int", cast(sum(m.early) as bigint) as "early int",
	cast(sum(m.on_time) as bigint) as "on_time int", cast(sum(m.overdue) as bigint) as "overdue int",
	cast(sum(m.given_back) as bigint) as "given_back int", cast(sum(m.turned_away) as bigint) as "turned_away int",
	cast(sum(m.taken_back) as bigint) as "taken_back int", cast(sum(m.broken_off) as bigint) as "broken_off int"
from dossier_month m join unit u on u.id = m.unit_id
where m.unit_id in :units and m.month >= :since and m.month <= :until
group by m.unit_id, u.full_name order by 3 desc, m.unit_id

-- query dashboard_now(units ints, now int, soon int) one
select (select count(*) from dossier d where d.holder_unit_id in :units and d.due_at is not null and d.finished_at is null and d.due_at < :now) as "late int",
	(select count(*) from dossier e where e.holder_unit_id in :units and e.due_at is not null and e.finished_at is null and e.due_at >= :now
		and e.due_at < :soon) as "soon int",
	(select cast(coalesce(sum(t.total), 0) as bigint) from dossier_tally t where t.unit_id in :units and t.step in ('reception', 'processing', 'approval', 'waiting')) as "open int",
	(select cast(coalesce(sum(w.total), 0) as bigint) from dossier_tally w where w.unit_id in :units and w.step = 'waiting') as "waiting int"

-- query dashboard_taken_in(unit int, since int, until int, field text, channel text, before int, before_id int) many
select id, code, procedure_name, applicant_name, channel, status, received_at as "at int", due_at, finished_at, receiving_unit_id
from dossier
where competent_unit_id = :unit and received_at >= :since and received_at < :until and (received_at, id) < (:before, :before_id)
	and (:field = '' or field = :field) and (:channel = '' or channel = :channel)
order by received_at desc, id desc limit 51

-- 25200000000: Viet Nam is seven hours ahead; 86400000000: a day. The classes are those of finished_as() in tally.c.
-- query dashboard_finished(unit int, since int, until int, field text, channel text, result text, before int, before_id int) many like dashboard_taken_in
select id, code, procedure_name, applicant_name, channel, status, finished_at as "at int", due_at, finished_at, receiving_unit_id
from dossier
where competent_unit_id = :unit and finished_at >= :since and finished_at < :until and (finished_at, id) < (:before, :before_id)
	and (:field = '' or field = :field) and (:channel = '' or channel = :channel)
	and :result = case
		when due_at is null or (finished_at + 25200000000) / 86400000000 < (coalesce(late_since, due_at) + 25200000000) / 86400000000 then 'early'
		when finished_at <= coalesce(late_since, due_at) then 'on_time' else 'overdue' end
order by finished_at desc, id desc limit 51

-- query dashboard_due(unit int, since int, until int, field text, channel text, before int, before_id int) many like dashboard_taken_in
select id, code, procedure_name, applicant_name, channel, status, due_at as "at int", due_at, finished_at, receiving_unit_id
from dossier
where holder_unit_id = :unit and due_at is not null and finished_at is null and due_at >= :since and due_at < :until
	and (due_at, id) < (:before, :before_id) and (:field = '' or field = :field) and (:channel = '' or channel = :channel)
order by due_at desc, id desc limit 51
