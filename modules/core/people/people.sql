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

-- numbers of identity cards before the personal number: the nine digits were given by each province, so two persons may share one
create table person_number (
	number    text not null,
	person_id integer not null references person,
	added_at  integer not null,
	primary key (number, person_id)
);
create index person_number_person on person_number (person_id);

-- the words of the names of a unit's people, in the order in which they are listed
create table person_word (
	unit_id   integer not null references unit,
	word      text not null,
	name_key  text not null,
	person_id integer not null references person,
	primary key (unit_id, word, name_key, person_id)
);
create index person_word_person on person_word (person_id, word);

-- every word that any name has (a few thousand), how it sounds, and what is left of it when a letter is missing
create table name_word (
	word  text primary key,
	sound text not null
);
create index name_word_sound on name_word (sound);
create table name_slip (
	slip text not null,
	word text not null references name_word,
	primary key (slip, word)
);

-- What the account of a person knows of him; nobody else reads it.
-- view person_identity
select id, personal_number, birth_on, address, unit_id from person

-- What the list of residents says of a person (core/population).
-- view person_resident
select id, personal_number, name, name_key, folded, birth_on, sex from person

-- Whose a number is: for who is shown his papers (core/privacy).
-- view person_named
select id, personal_number, name, unit_id from person

-- query person_add(number text?, name text, name_key text, folded text, birth_on text?, sex text?, phone text, email text,
--     address text, unit int?, now int) one
insert into person (personal_number, name, name_key, folded, birth_on, sex, phone, email, address, unit_id, created_at)
values (:number, :name, :name_key, :folded, :birth_on, :sex, :phone, :email, :address, :unit, :now)
returning id

-- query person_change(id int, name text, name_key text, folded text, birth_on text?, sex text?, phone text, email text,
--     address text, unit int?) change
update person
set name = :name, name_key = :name_key, folded = :folded, birth_on = :birth_on, sex = :sex,
    phone = :phone, email = :email, address = :address, unit_id = :unit
where id = :id

-- query person_by_number(number text) maybe
select id, personal_number, name, birth_on, sex, phone, email, address, unit_id from person where personal_number = :number

-- query person_by_id(id int) one
select id, personal_number, name, birth_on, sex, phone, email, address, unit_id from person where id = :id

-- query person_seen(id int, unit int) one
select p.id, p.personal_number, p.name, p.birth_on, p.sex, p.phone, p.email, p.address, u.full_name as unit_name, p.created_at
from person p left join unit_name u on u.id = p.unit_id
where p.id = :id and (p.unit_id is null or p.unit_id = :unit)

-- ---- old numbers ----

-- query person_number_add(number text, person int, now int) run
insert into person_number (number, person_id, added_at) values (:number, :person, :now) on conflict (number, person_id) do nothing

-- query person_numbers(person int) many
select number, added_at from person_number where person_id = :person order by added_at, number limit 10

-- ---- words of names ----

-- query person_word_add(unit int, word text, name_key text, person int) run
insert into person_word (unit_id, word, name_key, person_id) values (:unit, :word, :name_key, :person)
on conflict (unit_id, word, name_key, person_id) do nothing

-- query persons_after(after int) many
select id, name, unit_id from person where id > :after order by id limit 300

-- query person_key(id int, name text, name_key text, folded text) change
update person set name = :name, name_key = :name_key, folded = :folded where id = :id

-- query person_words_forget(person int) run
delete from person_word where person_id = :person

-- query name_word_get(word text) maybe
select sound from name_word where word = :word

-- query name_word_add(word text, sound text) run
insert into name_word (word, sound) values (:word, :sound) on conflict (word) do nothing

-- query name_slip_add(slip text, word text) run
insert into name_slip (slip, word) values (:slip, :word) on conflict (slip, word) do nothing

-- query words_by_slip(slips texts) many
select distinct word from name_slip where slip in :slips order by word limit 300

-- query words_by_sound(sound text) many like words_by_slip
select word from name_word where sound = :sound order by word limit 40

-- query words_by_prefix(low text, high text) many like words_by_slip
select word from name_word where word >= :low and word < :high order by word limit 60

-- ---- finding ----

-- every person who has a word of each of the three lists; (o.word || '') keeps the lists from being gone through word by word
-- query persons_by_words(unit int, words texts, second texts, third texts, after_key text, after int) many
select p.id, p.personal_number, p.name, p.birth_on, p.phone, p.address, p.name_key, p.folded
from (
	select w.name_key, w.person_id from person_word w
	where w.unit_id = :unit and w.word in :words and (w.name_key, w.person_id) > (:after_key, :after)
		and exists (select 1 from person_word o where o.person_id = w.person_id and (o.word || '') in :second)
		and exists (select 1 from person_word o where o.person_id = w.person_id and (o.word || '') in :third)
	order by w.name_key, w.person_id limit 200) as w
join person p on p.id = w.person_id
order by w.name_key, w.person_id

-- query persons_with_words(unit int, words texts) one
select count(*) as "n int" from (
	select 1 from person_word where unit_id = :unit and word in :words limit 5000) as counted

-- query persons_by_number(number text, unit int) many like persons_by_words
select id, personal_number, name, birth_on, phone, address, name_key, folded
from person
where personal_number = :number and (unit_id is null or unit_id = :unit)

-- query persons_by_old_number(number text, unit int) many like persons_by_words
select p.id, p.personal_number, p.name, p.birth_on, p.phone, p.address, p.name_key, p.folded
from person_number n join person p on p.id = n.person_id
where n.number = :number and (p.unit_id is null or p.unit_id = :unit)
order by p.name_key, p.id
limit 31

-- query persons_by_phone(phone text, unit int, after text, after_id int) many like persons_by_words
select id, personal_number, name, birth_on, phone, address, name_key, folded
from person
where phone = :phone and phone <> '' and (unit_id is null or unit_id = :unit) and (name_key, id) > (:after, :after_id)
order by name_key, id
limit 31
