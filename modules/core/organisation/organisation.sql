-- uses db units people access

-- query own_unit(id int) one
select id, level, full_name, valid_from from unit where id = :id

-- query departments_on(unit int, on_day text) many
select a.id, a.kind, coalesce((select n.name from agency_name n where n.agency_id = a.id and n.valid_from <= :on_day
	order by n.valid_from desc limit 1), a.name) as "name text", a.code, a.valid_from, a.valid_to
from agency a
where a.unit_id = :unit and {valid(a, :on_day)}
order by case a.kind when 'committee' then 0 when 'one_stop' then 1 when 'office' then 2 when 'economy' then 3 when 'culture' then 4 else 5 end, a.id

-- query department(id int, unit int) one
select id, kind, name, code, valid_from, valid_to from agency where id = :id and unit_id = :unit

-- query department_names(agency int) many
select valid_from, name from agency_name where agency_id = :agency order by valid_from

-- query positions_at(unit int, on_day text) many
select p.id, p.agency_id, p.title, p.role, p.account_id, a.name
from position p join account a on a.id = p.account_id
where p.unit_id = :unit and {valid(p, :on_day)} and a.disabled_at is null
order by p.valid_from, p.id limit 500

-- query positions_left(agency int, on_day text) one
select count(*) as "n int" from position where agency_id = :agency and {not_ended(position, :on_day)}

-- query own_agencies_named(unit int) many
select id, kind, name, code, valid_from from agency where unit_id = :unit and valid_to is null order by id limit 500
