-- uses db units people access

-- query own_unit(id int) one
select id, level, full_name, valid_from from unit_name where id = :id

-- query departments_on(unit int, on_day text) many
select a.id, a.kind, a.name as "name text", a.code, a.valid_from, a.valid_to
from agency_on(:on_day) a
where a.unit_id = :unit
order by case a.kind when 'committee' then 0 when 'one_stop' then 1 when 'office' then 2 when 'economy' then 3 when 'culture' then 4 else 5 end, a.id

-- query department(id int, unit int) one
select id, kind, name, code, valid_from, valid_to from agency_public where id = :id and unit_id = :unit

-- query department_names(agency int) many
select valid_from, name from agency_called where agency_id = :agency order by valid_from

-- query positions_at(unit int, on_day text) many
select position_id as id, agency_id, title, role, account_id, name
from officer_on(:on_day)
where unit_id = :unit
order by valid_from, position_id limit 500

-- query positions_left(agency int, on_day text) one
select count(*) as "n int" from position_public p where p.agency_id = :agency and {not_ended(p, :on_day)}

-- query own_agencies_named(unit int) many
select id, kind, name, code, valid_from from agency_public where unit_id = :unit and valid_to is null order by id limit 500
