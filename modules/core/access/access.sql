-- uses units people
-- migrate
create table account (
	id            integer primary key,
	kind          text not null check (kind in ('citizen', 'officer')),
	login         text not null unique,
	password_hash text not null,
	name          text not null,
	person_id     integer references person,
	email         text not null default '',
	phone         text not null default '',
	failures      integer not null default 0,
	locked_until  integer not null default 0,
	disabled_at   integer,
	created_at    integer not null
);
create index account_person on account (person_id);
create table position (
	id         integer primary key,
	account_id integer not null references account,
	agency_id  integer not null references agency,
	unit_id    integer not null references unit,
	title      text not null,
	role       text not null,
	valid_from text not null,
	valid_to   text
);
create index position_account on position (account_id, valid_from);
create index position_unit on position (unit_id, role);
create index position_agency on position (agency_id);
create table role (
	name  text primary key,
	title text not null
);
create table role_permission (
	role       text not null references role,
	permission text not null,
	primary key (role, permission)
);
