-- uses db
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
create index unit_folded on unit (folded);
create index unit_agency_code on unit (agency_code) where agency_code <> '';
create table unit_successor (
	old_id integer not null references unit,
	new_id integer not null references unit,
	extent text not null check (extent in ('full', 'partial')),
	primary key (old_id, new_id)
);
create index unit_successor_new on unit_successor (new_id);
create table unit_other_code (
	level      text not null,
	code       text not null,
	valid_from text not null,
	unit_id    integer not null references unit,
	primary key (level, code, valid_from)
);
create index unit_other_code_unit on unit_other_code (unit_id);
create table agency (
	id         integer primary key,
	unit_id    integer not null references unit,
	parent_id  integer references agency,
	kind       text not null check (kind in ('committee', 'one_stop', 'office', 'economy', 'culture', 'police', 'military', 'land_office',
		'department')),
	name       text not null,
	code       text not null default '',
	valid_from text not null,
	valid_to   text
);
create index agency_unit on agency (unit_id, kind);
create index agency_parent on agency (parent_id);
create table agency_name ( -- of agencies that were renamed: every name and since when
	agency_id  integer not null references agency,
	valid_from text not null,
	name       text not null,
	primary key (agency_id, valid_from)
);
create table agency_old_code ( -- where the code of QCVN 102:2016 does not follow from the one of Decision 20/2020 by rule
	old_code text primary key,
	code     text not null,
	source   text not null
);
create index agency_old_code_code on agency_old_code (code);
create table hamlet (
	id          integer primary key,
	unit_id     integer not null references unit,
	kind        text not null,
	name        text not null,
	folded      text not null,
	note        text not null,
	valid_from  text not null,
	valid_to    text,
	legal_basis text not null
);
create index hamlet_unit on hamlet (unit_id, folded, id);
-- migrate
-- the search key without gaps; empty until units_init has made it anew
alter table unit add column letters text not null default '';
create index unit_letters on unit (letters);
drop index unit_folded;
-- migrate
-- the desk of a unit of three levels bore the name of those days
update agency set name = replace(name, 'Trung tâm Phục vụ hành chính công', 'Bộ phận Tiếp nhận và Trả kết quả')
where kind = 'one_stop' and unit_id in (select id from unit where valid_to <= '2025-07-01');
-- migrate
-- one place under the names that it bore, each from a day on; null: this is its first name
alter table hamlet add column first_id integer;
create index hamlet_first on hamlet (first_id) where first_id is not null;

-- ---- what other modules read ----

-- view unit_name
select id, level, code, name, full_name, folded, agency_code, parent_id, valid_from, valid_to from unit
-- view unit_on(day)
select id, level, code, name, full_name, folded, agency_code, parent_id, valid_from, valid_to from unit where {valid(unit, :day)}
-- view unit_inherited
select old_id, new_id, extent from unit_successor
-- view agency_public
select id, unit_id, kind, name, code, valid_from, valid_to from agency
-- The name is the one that it has on that day.
-- view agency_on(day)
select a.id, a.unit_id, a.kind, coalesce((select n.name from agency_name n where n.agency_id = a.id and n.valid_from <= :day
	order by n.valid_from desc limit 1), a.name) as name, a.code, a.valid_from, a.valid_to
from agency a where {valid(a, :day)}
-- view agency_called
select agency_id, valid_from, name from agency_name
-- view hamlet_public
select id, coalesce(first_id, id) as place_id, unit_id, kind, name, folded, note, valid_from, valid_to, legal_basis from hamlet
-- view hamlet_on(day)
select id, coalesce(first_id, id) as place_id, unit_id, kind, name, folded, note, valid_from, valid_to, legal_basis from hamlet where {valid(hamlet, :day)}

-- query unit_add(level text, code text, name text, full_name text, parent_id int?, agency_code text, valid_from text,
--     valid_to text?, legal_basis text, folded text, letters text) one
insert into unit (level, code, name, full_name, parent_id, agency_code, valid_from, valid_to, legal_basis, folded, letters)
values (:level, :code, :name, :full_name, :parent_id, :agency_code, :valid_from, :valid_to, :legal_basis, :folded, :letters)
returning id

-- query unit_code_set(id int, agency_code text) change
update unit set agency_code = :agency_code where id = :id and agency_code = ''

-- query unit_end(id int, valid_to text) change
update unit set valid_to = :valid_to where id = :id and valid_to is null

-- query unit_correct(id int, name text, full_name text, folded text, letters text) change
update unit set name = :name, full_name = :full_name, folded = :folded, letters = :letters where id = :id

-- query units_unkeyed() many
select id, name from unit where letters = '' order by id limit 500

-- query unit_key(id int, folded text, letters text) change
update unit set folded = :folded, letters = :letters where id = :id

-- query hamlets_after(after int) many
select id, name from hamlet where id > :after order by id limit 500

-- query hamlet_key(id int, folded text) change
update hamlet set folded = :folded where id = :id

-- query unit_reparent(old_id int, new_id int) run
update unit set parent_id = :new_id where parent_id = :old_id

-- query agency_move(old_unit int, new_unit int) run
update agency set unit_id = :new_unit where unit_id = :old_unit

-- query agency_rename(id int, name text) change
update agency set name = :name where id = :id

-- query unit_successor_add(old_id int, new_id int, extent text) run
insert into unit_successor (old_id, new_id, extent) values (:old_id, :new_id, :extent)
on conflict (old_id, new_id) do update set extent = excluded.extent

-- query unit_other_code_add(level text, code text, valid_from text, unit_id int) run
insert into unit_other_code (level, code, valid_from, unit_id) values (:level, :code, :valid_from, :unit_id)
on conflict (level, code, valid_from) do update set unit_id = excluded.unit_id

-- query unit_any() maybe
select id from unit where level = 'country' and code = 'VN'

-- query unit_by_code(level text, code text, on_day text) maybe
select id from unit
where level = :level and code = :code and {valid(unit, :on_day)}
order by valid_from desc limit 1

-- query unit_by_other_code(level text, code text, on_day text) maybe
select u.id from unit_other_code o join unit u on u.id = o.unit_id
where o.level = :level and o.code = :code and o.valid_from <= :on_day and {not_ended(u, :on_day)}
order by o.valid_from desc limit 1

-- query unit_get(id int) one
select u.id, u.level, u.code, u.name, u.full_name, u.agency_code, u.valid_from, u.valid_to, u.legal_basis, u.parent_id,
	coalesce(p.full_name, '') as "parent_name text", g.id as "grand_id int?", coalesce(g.full_name, '') as "grand_name text"
from unit u left join unit p on p.id = u.parent_id and p.level <> 'country'
	left join unit g on g.id = p.parent_id and g.level <> 'country'
where u.id = :id

-- query unit_list(parent_level text, parent_code text, on_day text) many
select u.id, u.level, u.code, u.name, u.full_name, u.valid_from, u.valid_to
from unit p join unit u on u.parent_id = p.id
where p.level = :parent_level and p.code = :parent_code
	and {valid(u, :on_day)}
order by u.code

-- part kin_columns
u.id, u.full_name, u.code, u.valid_from, u.valid_to, s.extent,
coalesce(p.full_name, '') as "parent_name text", coalesce(g.full_name, '') as "grand_name text"

-- query unit_kin_old(id int) many
select {kin_columns}
from unit_successor s join unit u on u.id = s.old_id
	left join unit p on p.id = u.parent_id and p.level <> 'country'
	left join unit g on g.id = p.parent_id and g.level <> 'country'
where s.new_id = :id order by u.code

-- query unit_kin_new(id int) many like unit_kin_old
select {kin_columns}
from unit_successor s join unit u on u.id = s.new_id
	left join unit p on p.id = u.parent_id and p.level <> 'country'
	left join unit g on g.id = p.parent_id and g.level <> 'country'
where s.old_id = :id order by u.code

-- what begins with these letters, below an upper unit that begins so when one is named
-- part found_columns
u.id, u.level, u.code, u.name, u.full_name, u.valid_from, u.valid_to, u.letters,
coalesce(p.full_name, '') as "parent_name text", coalesce(g.full_name, '') as "grand_name text",
coalesce(p.letters, '') as "parent_letters text", coalesce(g.letters, '') as "grand_letters text"

-- query units_like(low text, high text, upper_low text, upper_high text) many
select {found_columns}
from unit u left join unit p on p.id = u.parent_id and p.level <> 'country'
	left join unit g on g.id = p.parent_id and g.level <> 'country'
where u.letters >= :low and u.letters < :high and u.level <> 'country'
	and ((p.letters >= :upper_low and p.letters < :upper_high)
		or (g.letters >= :upper_low and g.letters < :upper_high) or :upper_low = '')
order by case when u.letters = :low then 0 else 1 end, case when u.valid_to is null then 0 else 1 end,
	case u.level when 'province' then 0 when 'commune' then 1 else 2 end, u.full_name, u.id
limit 200

-- query units_written(letters text) many like units_like
select {found_columns}
from unit u left join unit p on p.id = u.parent_id and p.level <> 'country'
	left join unit g on g.id = p.parent_id and g.level <> 'country'
where u.letters = :letters and u.level <> 'country'
order by u.id limit 200

-- part search_columns
u.id, u.level, u.code, u.full_name, u.valid_from, u.valid_to,
coalesce(p.full_name, '') as "parent_name text", coalesce(g.full_name, '') as "grand_name text"

-- query unit_search(code text) many
select {search_columns}
from unit u left join unit p on p.id = u.parent_id and p.level <> 'country'
	left join unit g on g.id = p.parent_id and g.level <> 'country'
where u.level in ('province', 'district', 'commune') and u.code = :code
order by case when u.valid_to is null then 0 else 1 end, u.valid_from desc, u.id

-- query unit_of_district(code text) many
select distinct n.id, n.code, n.full_name, n.agency_code
from unit d join unit o on o.parent_id = d.id
	join unit_successor s on s.old_id = o.id
	join unit first on first.id = s.new_id
	join unit n on n.level = first.level and n.code = first.code and n.valid_to is null
where d.level = 'district' and d.code = :code
order by n.code

-- query agency_add(unit_id int, parent_id int?, kind text, name text, code text, valid_from text) one
insert into agency (unit_id, parent_id, kind, name, code, valid_from)
values (:unit_id, :parent_id, :kind, :name, :code, :valid_from) returning id

-- query agency_by_kind(unit_id int, kind text) maybe
select id from agency where unit_id = :unit_id and kind = :kind and valid_to is null order by id limit 1

-- query agency_list(unit_id int) many
select id, kind, name, code, valid_from, valid_to from agency where unit_id = :unit_id
order by case kind when 'committee' then 0 when 'one_stop' then 1 when 'office' then 2 when 'economy' then 3 when 'culture' then 4 else 5 end, id

-- query agencies_on(unit_id int, on_day text) many
select a.id, a.kind, a.name as "name text", a.code, a.valid_from, a.valid_to
from agency_on(:on_day) a
where a.unit_id = :unit_id
order by case a.kind when 'committee' then 0 when 'one_stop' then 1 when 'office' then 2 when 'economy' then 3 when 'culture' then 4 else 5 end, a.id

-- the name of the desk on a day; '': nobody has named it
-- query agency_desk_on(unit_id int, on_day text) one
select u.full_name, coalesce((select a.name from agency_on(:on_day) a where a.unit_id = u.id and a.kind = 'one_stop'
	order by a.id limit 1), '') as "name text"
from unit u where u.id = :unit_id

-- query agency_of(id int, unit_id int) one
select id, kind, name, code, valid_from, valid_to from agency where id = :id and unit_id = :unit_id

-- query agency_title(id int) one
select a.name, u.full_name from agency a join unit u on u.id = a.unit_id where a.id = :id

-- query agency_close(id int, valid_to text?) change
update agency set valid_to = :valid_to where id = :id

-- query agencies_close(unit_id int, valid_to text) run
update agency set valid_to = :valid_to where unit_id = :unit_id and valid_to is null

-- query agency_code_set(id int, code text) change
update agency set code = :code where id = :id

-- query agency_name_add(agency int, valid_from text, name text) run
insert into agency_name (agency_id, valid_from, name) values (:agency, :valid_from, :name)
on conflict (agency_id, valid_from) do update set name = excluded.name

-- query agency_names(agency int) many
select valid_from, name from agency_name where agency_id = :agency order by valid_from

-- query agency_old_code_add(old_code text, code text, source text) run
insert into agency_old_code (old_code, code, source) values (:old_code, :code, :source)
on conflict (old_code) do update set code = excluded.code, source = excluded.source

-- query agency_code_by_old(old_code text) maybe
select code, source from agency_old_code where old_code = :old_code

-- query agency_code_by_new(code text) many
select old_code, source from agency_old_code where code = :code order by old_code limit 20

-- query unit_search_agency(code text) many like unit_search
select {search_columns}
from unit u left join unit p on p.id = u.parent_id and p.level <> 'country'
	left join unit g on g.id = p.parent_id and g.level <> 'country'
where u.agency_code = :code and u.agency_code <> '' and u.valid_to is null
order by u.id limit 10

-- query units_below_on(id int, on_day text) one
select count(*) as "n int" from unit where parent_id = :id and valid_from < :on_day and {not_ended(unit, :on_day)}

-- ---- hamlets ----

-- query hamlet_add(unit_id int, kind text, name text, folded text, note text, valid_from text, legal_basis text, first_id int?) one
insert into hamlet (unit_id, kind, name, folded, note, valid_from, legal_basis, first_id)
values (:unit_id, :kind, :name, :folded, :note, :valid_from, :legal_basis, :first_id) returning id

-- query hamlet_of(id int, unit_id int) one
select id, kind, name, note, valid_from, valid_to, legal_basis, coalesce(first_id, id) as "first_id int" from hamlet where id = :id and unit_id = :unit_id

-- query hamlet_title(id int) one
select h.name, u.full_name from hamlet h join unit u on u.id = h.unit_id where h.id = :id

-- Of today and of before: the log is about both.
-- query hamlets_titled(unit int, words text) many
select id, name from hamlet where unit_id = :unit and folded like '%' || :words || '%' order by folded, id limit 30

-- query hamlet_end(id int, valid_to text) change
update hamlet set valid_to = :valid_to where id = :id and valid_to is null

-- query hamlet_stands(id int, valid_from text, legal_basis text) change
update hamlet set valid_from = :valid_from, legal_basis = :legal_basis where id = :id and valid_to is null

-- query hamlets_on(unit_id int, on_day text) many
select id, kind, name, note, valid_from, valid_to, legal_basis from hamlet_on(:on_day)
where unit_id = :unit_id
order by folded, id limit 500

-- query hamlets_same(unit_id int, kind text, folded text, note text, valid_from text) one
select count(*) as "n int" from hamlet
where unit_id = :unit_id and kind = :kind and folded = :folded and note = :note and valid_from = :valid_from

-- Units below some others that had not ended before a day. (The catalogue knows units of the old era from 2025 on; figures may be older, so
-- the beginning is not asked.)
-- query units_under(units ints, since text) many
select id, full_name, valid_to, parent_id as "above int" from unit where parent_id in :units and {not_ended(unit, :since)} limit 2000

-- What became wholly part of a unit.
-- query units_inherited(unit int, since text) many like units_under
select u.id, u.full_name, u.valid_to, s.new_id as "above int"
from unit_successor s join unit u on u.id = s.old_id
where s.new_id = :unit and s.extent = 'full' and u.valid_to > :since limit 2000

-- query unit_full_name(id int) one
select id, full_name from unit where id = :id

-- query units_placed(units ints) many
select id, level, code, full_name, valid_from from unit where id in :units and valid_to is null order by code limit 2000
