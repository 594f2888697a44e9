-- migrate
create table calendar_day (
	day_on      text primary key,
	kind        text not null check (kind in ('off', 'work')),
	reason      text not null,
	legal_basis text not null,
	confirmed   integer not null check (confirmed in (0, 1)),
	source      text not null
);

-- query calendar_day_set(day_on text, kind text, reason text, legal_basis text, confirmed int, source text) run
insert into calendar_day (day_on, kind, reason, legal_basis, confirmed, source)
values (:day_on, :kind, :reason, :legal_basis, :confirmed, :source)
on conflict (day_on) do update set kind = excluded.kind, reason = excluded.reason, legal_basis = excluded.legal_basis,
	confirmed = excluded.confirmed, source = excluded.source

-- query calendar_days(from_on text, to_on text) many
select day_on, kind, reason, legal_basis, confirmed as "is_confirmed int", source
from calendar_day where day_on >= :from_on and day_on <= :to_on order by day_on

-- query calendar_any() maybe
select day_on from calendar_day where day_on >= '2020-01-01' order by day_on limit 1
