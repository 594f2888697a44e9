-- uses units people access

-- query positions_at(unit int, on_day text) many
select p.id, p.agency_id, p.title, p.role, p.account_id, a.name
from position p join account a on a.id = p.account_id
where p.unit_id = :unit and p.valid_from <= :on_day and (p.valid_to is null or p.valid_to > :on_day) and a.disabled_at is null
order by p.valid_from, p.id limit 500

-- query positions_left(agency int, on_day text) one
select count(*) as "n int" from position where agency_id = :agency and (valid_to is null or valid_to > :on_day)
