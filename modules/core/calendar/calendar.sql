-- uses units access
-- migrate
-- unit_id 0: the whole country.
create table calendar_day (
	unit_id     integer not null,
	day_on      text not null,
	kind        text not null check (kind in ('off', 'swapped', 'work')),
	reason      text not null,
	legal_basis text not null,
	confirmed   integer not null check (confirmed in (0, 1)),
	source      text not null,
	primary key (unit_id, day_on)
);
-- What the law leaves to a yearly decision: how many days of Tết lie before mùng 1, which side of 02/9 the second day lies.
create table calendar_choice (
	year        integer not null,
	subject     text not null check (subject in ('tet', 'national_day')),
	choice      text not null check (choice in ('1', '2', 'before', 'after')),
	legal_basis text not null,
	confirmed   integer not null check (confirmed in (0, 1)),
	source      text not null,
	primary key (year, subject)
);
-- Minutes of the day. extra: Saturday reception that is no working time.
create table calendar_hours (
	id             integer primary key,
	unit_id        integer not null,
	valid_from     text not null,
	valid_to       text,
	morning_from   integer not null,
	morning_to     integer not null,
	afternoon_from integer not null,
	afternoon_to   integer not null,
	extra_from     integer not null,
	extra_to       integer not null,
	legal_basis    text not null
);
create unique index calendar_hours_unit on calendar_hours (unit_id, valid_from);
-- Days inclusive. A cancelled closure stays, with the moment it was cancelled.
create table calendar_closure (
	id           integer primary key,
	unit_id      integer not null,
	from_on      text not null,
	to_on        text not null,
	part         text not null check (part in ('day', 'morning', 'afternoon')),
	reason       text not null,
	legal_basis  text not null,
	cancelled_at integer
);
create index calendar_closure_unit on calendar_closure (unit_id, from_on);
create table calendar_version (
	number  integer not null,
	at      integer not null,
	actor   integer not null,
	unit_id integer not null,
	what    text not null,
	primary key (number)
);

-- query calendar_day_set(unit int, day_on text, kind text, reason text, legal_basis text, confirmed int, source text) run
insert into calendar_day (unit_id, day_on, kind, reason, legal_basis, confirmed, source)
values (:unit, :day_on, :kind, :reason, :legal_basis, :confirmed, :source)
on conflict (unit_id, day_on) do update set kind = excluded.kind, reason = excluded.reason,
	legal_basis = excluded.legal_basis, confirmed = excluded.confirmed, source = excluded.source

-- query calendar_day_clear(unit int, day_on text) run
delete from calendar_day where unit_id = :unit and day_on = :day_on

-- query calendar_day_get(unit int, day_on text) maybe
select unit_id, day_on, kind, reason, legal_basis, confirmed as "is_confirmed int", source
from calendar_day where unit_id = :unit and day_on = :day_on

-- query calendar_days(after_unit int) many
select unit_id, day_on, kind, reason, legal_basis, confirmed as "is_confirmed int", source
from calendar_day where unit_id > :after_unit order by unit_id, day_on

-- query calendar_choice_set(year int, subject text, choice text, legal_basis text, confirmed int, source text) run
insert into calendar_choice (year, subject, choice, legal_basis, confirmed, source)
values (:year, :subject, :choice, :legal_basis, :confirmed, :source)
on conflict (year, subject) do update set choice = excluded.choice, legal_basis = excluded.legal_basis,
	confirmed = excluded.confirmed, source = excluded.source

-- query calendar_choice_clear(year int, subject text) run
delete from calendar_choice where year = :year and subject = :subject

-- query calendar_choices(from_year int, to_year int) many
select year, subject, choice, legal_basis, confirmed as "is_confirmed int", source
from calendar_choice where year >= :from_year and year <= :to_year order by year, subject

-- query calendar_hours_add(unit int, valid_from text, valid_to text?, morning_from int, morning_to int, afternoon_from int,
--     afternoon_to int, extra_from int, extra_to int, legal_basis text) one
insert into calendar_hours (unit_id, valid_from, valid_to, morning_from, morning_to, afternoon_from, afternoon_to, extra_from,
	extra_to, legal_basis)
values (:unit, :valid_from, :valid_to, :morning_from, :morning_to, :afternoon_from, :afternoon_to, :extra_from, :extra_to,
	:legal_basis)
returning id

-- part hours_columns
id, unit_id, valid_from, valid_to, morning_from, morning_to, afternoon_from, afternoon_to, extra_from, extra_to, legal_basis

-- query calendar_hours_of(unit int) many
select {hours_columns}
from calendar_hours where unit_id = :unit order by valid_from desc

-- query calendar_hours_all(from_unit int) many like calendar_hours_of
select {hours_columns}
from calendar_hours where unit_id >= :from_unit order by unit_id, valid_from

-- query calendar_hours_get(id int) one
select {hours_columns}
from calendar_hours where id = :id

-- query calendar_hours_end(id int, valid_to text) change
update calendar_hours set valid_to = :valid_to where id = :id and valid_from < :valid_to

-- query calendar_hours_remove(id int) change
delete from calendar_hours where id = :id

-- query calendar_closure_add(unit int, from_on text, to_on text, part text, reason text, legal_basis text) one
insert into calendar_closure (unit_id, from_on, to_on, part, reason, legal_basis)
values (:unit, :from_on, :to_on, :part, :reason, :legal_basis)
returning id

-- query calendar_closure_get(id int) one
select id, unit_id, from_on, to_on, part, reason, legal_basis, cancelled_at from calendar_closure where id = :id

-- query calendar_closures_of(unit int, before_on text, before_id int, max int) many
select id, unit_id, from_on, to_on, part, reason, legal_basis, cancelled_at
from calendar_closure where unit_id = :unit and (from_on, id) < (:before_on, :before_id)
order by from_on desc, id desc limit :max

-- query calendar_closures(from_unit int) many like calendar_closures_of
select id, unit_id, from_on, to_on, part, reason, legal_basis, cancelled_at
from calendar_closure where unit_id >= :from_unit and cancelled_at is null order by unit_id, from_on, id

-- query calendar_closure_cancel(id int, at int) change
update calendar_closure set cancelled_at = :at where id = :id and cancelled_at is null

-- query calendar_version_add(at int, actor int, unit int, what text) run
insert into calendar_version (number, at, actor, unit_id, what)
select coalesce(max(number), 0) + 1, cast(:at as bigint), cast(:actor as bigint), cast(:unit as bigint), cast(:what as text)
from calendar_version

-- query calendar_version_now() maybe
select number from calendar_version where number > 0 order by number desc limit 1

-- query calendar_versions(before int, max int) many
select v.number, v.at as changed_at, v.actor, v.unit_id, v.what, coalesce(a.name, 'Hệ thống') as "actor_name text",
	coalesce(u.full_name, '') as "unit_name text"
from calendar_version v left join account_name a on a.id = v.actor left join unit_name u on u.id = v.unit_id
where v.number < :before order by v.number desc limit :max

-- query calendar_unit_parents(after_id int) many
select id, parent_id from unit_name where id > :after_id order by id

-- query calendar_unit_parent(id int) maybe
select id, parent_id, full_name, level from unit_name where id = :id
