-- migrate
create table calendar_day (
	day_on      text primary key,
	kind        text not null check (kind in ('off', 'work')),
	reason      text not null,
	legal_basis text not null,
	confirmed   integer not null check (confirmed in (0, 1)),
	source      text not null
);
create table calendar_version (
	id      integer primary key check (id = 1),
	version text not null
);

-- query calendar_day_set(day_on text, kind text, reason text, legal_basis text, confirmed int, source text) run
insert into calendar_day (day_on, kind, reason, legal_basis, confirmed, source)
values (:day_on, :kind, :reason, :legal_basis, :confirmed, :source)
on conflict (day_on) do update set kind = excluded.kind, reason = excluded.reason, legal_basis = excluded.legal_basis,
	confirmed = excluded.confirmed, source = excluded.source

-- query calendar_days(from_on text, to_on text) many
select day_on, kind, reason, legal_basis, confirmed as "is_confirmed int", source
from calendar_day where day_on >= :from_on and day_on <= :to_on order by day_on

-- query calendar_version_get() maybe
select version from calendar_version where id = 1

-- query calendar_version_set(version text) run
insert into calendar_version (id, version) values (1, :version) on conflict (id) do update set version = excluded.version
