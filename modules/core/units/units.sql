-- migrate
create table unit (
	id          integer primary key,
	level       text not null check (level in ('country', 'province', 'district', 'commune')),
	code        text not null,
	name        text not null,
	full_name   text not null,
	parent_id   integer references unit,
	agency_code text not null default '',
	valid_from  text not null,
	valid_to    text,
	legal_basis text not null,
	folded      text not null
);
create unique index unit_code on unit (level, code, valid_from);
create index unit_parent on unit (parent_id, valid_from);
create table unit_successor (
	old_id integer not null references unit,
	new_id integer not null references unit,
	extent text not null check (extent in ('full', 'partial')),
	primary key (old_id, new_id)
);
create index unit_successor_new on unit_successor (new_id);
create table agency (
	id         integer primary key,
	unit_id    integer not null references unit,
	parent_id  integer references agency,
	kind       text not null check (kind in ('committee', 'one_stop', 'department')),
	name       text not null,
	code       text not null default '',
	valid_from text not null,
	valid_to   text
);
create index agency_unit on agency (unit_id, kind);
create index agency_parent on agency (parent_id);
