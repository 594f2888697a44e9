-- uses db units people access

-- query organisation_unit(id int) one
select id, level, full_name, valid_from from unit_name where id = :id

-- query departments_wanted(unit int, on_day text) one
select count(distinct kind) as "n int" from agency_on(:on_day)
where unit_id = :unit and kind in ('one_stop', 'office', 'economy', 'culture', 'police', 'military')

-- query department_positions(unit int, agency int, on_day text) many
select position_id as id, agency_id, title, role, account_id, name
from officer_on(:on_day)
where unit_id = :unit and (:agency = 0 or agency_id = :agency)
order by valid_from, position_id limit 500

-- query department_positions_left(agency int, on_day text) one
select count(*) as "n int" from position_public p where p.agency_id = :agency and {not_ended(p, :on_day)}
