-- uses procedures units people access
-- Who and what the demonstration plays with.

-- query demo_procedures(codes texts) many
select id, code, (select count(*) from procedure_channel k where k.procedure_id = procedure.id and k.channel = 'online') as "online int"
from procedure where code in :codes and valid_to is null order by code

-- query demo_citizens() many
select a.id, a.name, a.phone, a.email, p.personal_number as "personal_number text?", p.birth_on as "birth_on text?", p.address as "address text?",
	p.unit_id as "unit_id int?"
from account a join person p on p.id = a.person_id order by a.id limit 100

-- query demo_place(unit int) one
select u.code as "commune text", u.full_name, coalesce(p.code, '') as "province text" from unit u left join unit p on p.id = u.parent_id where u.id = :unit

-- query demo_communes_below(district int) many
select id, code, full_name from unit where parent_id = :district and level = 'commune' order by code limit 100
