-- uses units
-- migrate
create table procedure (
	id          integer primary key,
	code        text not null,
	name        text not null,
	field       text not null,
	level       text not null,
	ministry    text not null,
	decision    text not null,
	applicants  text not null,
	result      text not null,
	agency      text not null,
	online      text not null check (online in ('full', 'partial', 'none')),
	term_unit   text not null check (term_unit in ('working_minutes', 'days', 'months', 'unknown')),
	term_amount integer not null,
	fee         integer,
	fee_note    text not null,
	valid_from  text not null,
	valid_to    text,
	source      text not null,
	folded      text not null
);
create unique index procedure_code on procedure (code, valid_from);
create index procedure_field on procedure (level, field, code);
create table procedure_channel (
	procedure_id integer not null references procedure,
	channel      text not null check (channel in ('desk', 'online', 'post')),
	term_unit    text not null,
	term_amount  integer not null,
	fee          integer,
	note         text not null default '',
	primary key (procedure_id, channel)
);
create table procedure_component (
	id           integer primary key,
	procedure_id integer not null references procedure,
	number       integer not null,
	grouping     text not null default '',
	name         text not null,
	form_name    text not null default '',
	originals    integer not null default 0,
	copies       integer not null default 0
);
create unique index procedure_component_number on procedure_component (procedure_id, number);
