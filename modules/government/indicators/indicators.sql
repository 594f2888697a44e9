-- uses units access
-- migrate
create table indicator_version (
	id         integer primary key,
	code       text not null,
	number     integer not null,  -- 1, 2, .. of its code
	definition text not null,
	source     text not null,     -- file of the catalogue; empty: typed
	valid_from text not null,
	account_id integer references account,
	added_at   integer not null
);
create unique index indicator_version_number on indicator_version (code, number);
create table indicator_target (
	id         integer primary key,
	unit_id    integer not null references unit,  -- that is to reach it
	code       text not null,
	year       integer not null,
	value      integer not null,  -- hundredths
	basis      text not null,     -- the plan, the decision that gives it
	by_unit_id integer not null references unit,
	account_id integer not null references account,
	set_at     integer not null
);
create index indicator_target_of on indicator_target (unit_id, code, year, id);

-- query indicator_versions() many
select id, code, number, definition, source, valid_from, added_at from indicator_version order by code, number

-- query indicator_newest(code text) maybe
select id, code, number, definition, source, valid_from, added_at from indicator_version where code = :code order by number desc limit 1

-- query indicator_version_add(code text, number int, definition text, source text, valid_from text, account int?, now int) one
insert into indicator_version (code, number, definition, source, valid_from, account_id, added_at)
values (:code, :number, :definition, :source, :valid_from, :account, :now) returning id

-- query indicator_target_add(unit int, code text, year int, value int, basis text, by int, account int, now int) one
insert into indicator_target (unit_id, code, year, value, basis, by_unit_id, account_id, set_at)
values (:unit, :code, :year, :value, :basis, :by, :account, :now) returning id

-- The newest of each unit.
-- query indicator_targets_of(units ints, code text, year int) many
select t.unit_id, t.value, t.basis, t.set_at from indicator_target t
where t.unit_id in :units and t.code = :code and t.year = :year and t.id = (select max(n.id) from indicator_target n
	where n.unit_id = t.unit_id and n.code = t.code and n.year = t.year) order by t.unit_id

-- query indicator_targets_in(unit int, year int) many
select t.code, t.value from indicator_target t
where t.unit_id = :unit and t.year = :year and t.id = (select max(n.id) from indicator_target n
	where n.unit_id = t.unit_id and n.code = t.code and n.year = t.year) order by t.code limit 1000

-- query indicator_target_history(unit int, code text) many
select t.id, t.year, t.value, t.basis, t.set_at, a.name as "who text", u.full_name as "by_unit text"
from indicator_target t join account_name a on a.id = t.account_id join unit_name u on u.id = t.by_unit_id
where t.unit_id = :unit and t.code = :code order by t.year desc, t.id desc limit 50

-- query indicator_version_title(id int) one
select code from indicator_version where id = :id

-- query indicator_target_title(id int) one
select t.code, t.year, t.unit_id, u.full_name as "unit text" from indicator_target t join unit_name u on u.id = t.unit_id where t.id = :id
