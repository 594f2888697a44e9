-- uses units
-- migrate
create table person (
	id              integer primary key,
	personal_number text unique,
	name            text not null,
	name_key        text not null,
	folded          text not null,
	birth_on        text,
	sex             text check (sex in ('male', 'female')),
	phone           text not null default '',
	email           text not null default '',
	address         text not null default '',
	unit_id         integer references unit,
	created_at      integer not null
);
create index person_phone on person (phone, id) where phone <> '';
create index person_folded on person (unit_id, folded, id);

-- query person_add(number text?, name text, name_key text, folded text, birth_on text?, sex text?, phone text, email text, address text, unit int?, now int) one
insert into person (personal_number, name, name_key, folded, birth_on, sex, phone, email, address, unit_id, created_at)
values (:number, :name, :name_key, :folded, :birth_on, :sex, :phone, :email, :address, :unit, :now)
returning id

-- query person_change(id int, name text, name_key text, folded text, birth_on text?, sex text?, phone text, email text, address text, unit int?) change
update person
set name = :name, name_key = :name_key, folded = :folded, birth_on = :birth_on, sex = :sex,
    phone = :phone, email = :email, address = :address, unit_id = :unit
where id = :id

-- query person_by_number(number text) maybe
select id, name, birth_on, sex, phone, email, address, unit_id from person where personal_number = :number

-- query person_seen(id int, unit int) one
select p.id, p.personal_number, p.name, p.birth_on, p.sex, p.phone, p.email, p.address, u.full_name as unit_name, p.created_at
from person p left join unit u on u.id = p.unit_id
where p.id = :id and (p.unit_id is null or p.unit_id = :unit)

-- query people_by_number(number text, unit int) many
select id, personal_number, name, birth_on, phone, folded
from person
where personal_number = :number and (unit_id is null or unit_id = :unit)

-- query people_by_phone(phone text, unit int, after int) many like people_by_number
select id, personal_number, name, birth_on, phone, folded
from person
where phone = :phone and phone <> '' and id > :after and (unit_id is null or unit_id = :unit)
order by id
limit 31

-- query people_by_name(unit int, prefix text, upto text, after text, after_id int) many like people_by_number
select id, personal_number, name, birth_on, phone, folded
from person
where unit_id = :unit and folded >= :prefix and folded < :upto and (folded, id) > (:after, :after_id)
order by folded, id
limit 31
