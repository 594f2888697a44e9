-- uses procedures units people access
-- Who and what the demonstration plays with.

-- query demo_procedures(codes texts) many
select id, code, (select count(*) from procedure_way k where k.procedure_id = p.id and k.channel = 'online') as "online int"
from procedure_name p where code in :codes and valid_to is null order by code

-- query demo_citizens() many
select a.id, a.name, a.phone, a.email, a.personal_number as "personal_number text?", a.birth_on as "birth_on text?",
	a.address as "address text?", a.unit_id as "unit_id int?"
from account_applicant a where a.person_id is not null order by a.id limit 100

-- query demo_place(unit int) one
select u.code as "commune text", u.full_name, coalesce(p.code, '') as "province text" from unit_name u left join unit_name p on p.id = u.parent_id where u.id = :unit

-- query demo_communes_below(district int) many
select id, code, full_name from unit_name where parent_id = :district and level = 'commune' order by code limit 100
