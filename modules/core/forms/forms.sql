-- uses units

-- query form_provinces(on_day text) many
select u.code, u.full_name
from unit_name p join unit_on(:on_day) u on u.parent_id = p.id
where p.level = 'country' and p.code = 'VN' and u.level = 'province'
order by u.folded

-- query form_communes(province text, on_day text) many
select u.code, u.name, u.full_name, u.folded
from unit_name p join unit_on(:on_day) u on u.parent_id = p.id
where p.level = 'province' and p.code = :province
	and u.level in ('commune', 'district')
order by u.full_name, u.code

-- query form_home(id int) maybe
select u.code, u.full_name, p.code as "province text"
from unit_name u join unit_name p on p.id = u.parent_id where u.id = :id and p.level = 'province'
