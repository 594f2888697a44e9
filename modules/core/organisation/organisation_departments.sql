-- uses db units

-- query departments_on(unit int, on_day text) many
select a.id, a.kind, a.name as "name text", a.code, a.valid_from, a.valid_to
from agency_on(:on_day) a
where a.unit_id = :unit
order by case a.kind when 'committee' then 0 when 'one_stop' then 1 when 'office' then 2 when 'economy' then 3 when 'culture' then 4 else 5 end, a.id

-- query department(id int, unit int) one
select id, kind, name, code, valid_from, valid_to from agency_public where id = :id and unit_id = :unit

-- query department_names(agency int) many
select valid_from, name from agency_called where agency_id = :agency order by valid_from

-- query departments_named(unit int) many
select id, kind, name, code, valid_from from agency_public where unit_id = :unit and valid_to is null order by id limit 500
