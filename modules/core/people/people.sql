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
create index person_phone on person (phone) where phone <> '';
