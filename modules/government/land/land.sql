-- uses db units people access dossiers
-- migrate
create table land_sheet (
	id          integer primary key,
	unit_id     integer not null references unit, -- whose officers keep it
	old_unit_id integer not null references unit, -- the commune that drew and numbered it: after mergers several have a sheet 1
	number      integer not null,
	scale       integer not null,                 -- 500, 1000, ..
	meridian    integer not null,                 -- minutes of arc; of the sheet, never of the province
	drawn_on    text not null,
	version     integer not null,
	unique (old_unit_id, number)
);
create index land_sheet_unit on land_sheet (unit_id, number, id);
-- What a split, a merge, a transfer was: the parcels, rights and restrictions that it ended or made name it.
create table land_event (
	id         integer primary key,
	unit_id    integer not null references unit,
	kind       text not null check (kind in ('split', 'merge')),
	on_day     text not null,
	basis      text not null,
	account_id integer not null,
	made_at    integer not null
);
create table land_parcel (
	id         integer primary key,
	unit_id    integer not null references unit,
	sheet_id   integer not null references land_sheet,
	number     integer not null,
	valid_from text not null,
	valid_to   text,
	ended_by   integer references land_event,
	made_by    integer references land_event,
	version    integer not null,
	-- As its newest facts say, for lists:
	area       integer not null, -- hundredths of a square metre
	main_use   text not null,
	address    text not null,
	folded     text not null,
	code       text not null,    -- empty: not measured
	is_managed integer not null, -- by the state: nobody holds it
	unique (sheet_id, number)
);
create index land_parcel_unit on land_parcel (unit_id, sheet_id, number);
create index land_parcel_code on land_parcel (code);
create index land_parcel_ended on land_parcel (ended_by);
create index land_parcel_made on land_parcel (made_by);
create table land_fact (
	id           integer primary key,
	parcel_id    integer not null references land_parcel,
	valid_from   text not null,
	valid_to     text,
	area         integer not null,
	uses         text not null,    -- 'ONT 200; CLN 312.5'
	address      text not null,
	shape        text not null,    -- in the zone of the sheet; empty: not measured
	coordinates  text not null,    -- of WGS84, as GeoJSON has them
	west         integer not null, -- ten-millionths of a degree
	south        integer not null,
	east         integer not null,
	north        integer not null,
	label_east   integer not null, -- millimetres of the zone
	label_north  integer not null,
	code         text not null,
	algorithm    integer not null, -- version of the way in which label and code were made; 0: none
	old_sheet    text not null,
	old_number   text not null,
	act          text not null check (act in ('first', 'change', 'correct', 'split', 'merge')),
	basis        text not null,
	reason       text not null,
	account_id   integer not null,
	made_at      integer not null,
	corrected_at integer,          -- it was wrong: another row stands in its place
	corrected_by integer
);
create index land_fact_parcel on land_fact (parcel_id, id);
-- In which squares of 0.002 degrees a parcel in force lies: an index for maps, made of the newest facts.
create table land_cell (
	unit_id   integer not null,
	cell      integer not null,
	parcel_id integer not null references land_parcel,
	primary key (unit_id, cell, parcel_id)
);
create index land_cell_parcel on land_cell (parcel_id);
create table land_right (
	id           integer primary key,
	parcel_id    integer not null references land_parcel,
	kind         text not null check (kind in ('use', 'managed')),
	origin       integer not null,
	term         text not null,  -- until when; empty: for good
	valid_from   text not null,
	valid_to     text,
	basis        text not null,
	account_id   integer not null,
	made_at      integer not null,
	corrected_at integer,
	corrected_by integer
);
create index land_right_parcel on land_right (parcel_id, id);
create table land_holder (
	id        integer primary key,
	right_id  integer not null references land_right,
	kind      text not null check (kind in ('person', 'record')),
	holder_id integer not null,
	part      integer not null,
	whole     integer not null -- 0: together, without shares
);
create index land_holder_right on land_holder (right_id, id);
create index land_holder_who on land_holder (kind, holder_id, right_id);
create table land_certificate (
	id          integer primary key,
	parcel_id   integer not null references land_parcel,
	kind        text not null,
	serial      text not null,
	book        text not null,
	issued_on   text not null,
	issuer      text not null,
	revoked_on  text,
	revoked_for text not null,
	account_id  integer not null,
	made_at     integer not null,
	unique (serial, parcel_id)
);
create index land_certificate_parcel on land_certificate (parcel_id, id);
create table land_restriction (
	id         integer primary key,
	parcel_id  integer not null references land_parcel,
	kind       text not null,
	said       text not null,
	basis      text not null,
	valid_from text not null,
	valid_to   text,
	lifted     text not null, -- basis of its end
	account_id integer not null,
	made_at    integer not null
);
create index land_restriction_parcel on land_restriction (parcel_id, id);
create table land_origin (
	child_id  integer not null references land_parcel,
	parent_id integer not null references land_parcel,
	event_id  integer not null references land_event,
	primary key (child_id, parent_id)
);
create index land_origin_parent on land_origin (parent_id, child_id);
-- migrate
-- Which parcels a dossier is about: its form names them, or an officer does.
create table land_dossier_parcel (
	dossier_id integer not null references dossier,
	parcel_id  integer not null references land_parcel,
	is_said    integer not null, -- by the form
	account_id integer not null, -- who named it
	named_at   integer not null,
	primary key (dossier_id, parcel_id)
);
create index land_dossier_parcel_of on land_dossier_parcel (parcel_id, dossier_id);
-- What was written in the register on the ground of a dossier.
create table land_dossier_act (
	id         integer primary key,
	dossier_id integer not null references dossier,
	parcel_id  integer not null references land_parcel,
	act        text not null check (act in ('split', 'merge', 'right', 'facts')),
	event_id   integer references land_event, -- of a split, a merge
	on_day     text not null,
	account_id integer not null,
	made_at    integer not null
);
create index land_dossier_act_dossier on land_dossier_act (dossier_id, id);
create index land_dossier_act_parcel on land_dossier_act (parcel_id, id);
create index land_dossier_act_event on land_dossier_act (event_id) where event_id is not null;
-- A dossier that ended and had changed nothing: somebody looks.
create table land_dossier_task (
	dossier_id integer primary key references dossier,
	unit_id    integer not null references unit,
	state      text not null check (state in ('open', 'done', 'dropped')),
	reason     text not null,
	planned_at integer not null,
	settled_at integer,
	settled_by integer
);
create index land_dossier_task_open on land_dossier_task (unit_id, dossier_id) where state = 'open';

-- ---- sheets ----

-- part sheet_columns
s.id, s.unit_id, s.old_unit_id, u.full_name as old_unit, s.number, s.scale, s.meridian, s.drawn_on, s.version

-- query land_sheet_add(unit int, old_unit int, number int, scale int, meridian int, drawn_on text) one
insert into land_sheet (unit_id, old_unit_id, number, scale, meridian, drawn_on, version)
values (:unit, :old_unit, :number, :scale, :meridian, :drawn_on, 1) returning id

-- query land_sheet_change(id int, unit int, scale int, meridian int, drawn_on text) change
update land_sheet set scale = :scale, meridian = :meridian, drawn_on = :drawn_on, version = version + 1 where id = :id and unit_id = :unit

-- query land_sheet(id int, unit int) one
select {sheet_columns} from land_sheet s join unit_name u on u.id = s.old_unit_id where s.id = :id and s.unit_id = :unit

-- query land_sheet_title(id int) one
select s.number, u.full_name as old_unit from land_sheet s join unit_name u on u.id = s.old_unit_id where s.id = :id

-- query land_sheet_numbered(old_unit int, number int) maybe
select id, unit_id from land_sheet where old_unit_id = :old_unit and number = :number

-- query land_next_sheet(old_unit int) one
select coalesce(max(number), 0) + 1 as "number int" from land_sheet where old_unit_id = :old_unit

-- query land_sheets(unit int, old_unit int, number int, after_number int, after int, most int) many
select {sheet_columns}, (select count(*) from land_parcel p where p.sheet_id = s.id and p.valid_to is null) as "parcels int"
from land_sheet s join unit_name u on u.id = s.old_unit_id
where s.unit_id = :unit and (s.number, s.id) > (:after_number, :after) and (:old_unit = 0 or s.old_unit_id = :old_unit)
	and (:number = 0 or s.number = :number)
order by s.number, s.id limit :most

-- query land_sheet_measured(sheet int) one
select count(*) as "parcels int" from (select id from land_parcel where sheet_id = :sheet and code <> '' limit 1) as these

-- The communes whose sheets a unit keeps.
-- query land_old_units(unit int) many
select distinct s.old_unit_id, u.full_name from land_sheet s join unit_name u on u.id = s.old_unit_id
where s.unit_id = :unit order by s.old_unit_id limit 100

-- The commune itself and those that became part of it may have drawn its sheets.
-- query land_drawers(unit int) many
select u.id, u.full_name, u.code, u.valid_from from unit_name u where u.id = :unit
union all
select u.id, u.full_name, u.code, u.valid_from from unit_inherited i join unit_name u on u.id = i.old_id
where i.new_id = :unit and u.level = 'commune' limit 100

-- ---- parcels ----

-- query land_next_number(sheet int) one
select coalesce(max(number), 0) + 1 as "number int" from land_parcel where sheet_id = :sheet

-- query land_parcel_numbered(sheet int, number int) maybe
select id from land_parcel where sheet_id = :sheet and number = :number

-- query land_parcel_insert(unit int, sheet int, number int, valid_from text, made_by int?, area int, main_use text, address text, folded text, code text,
--	managed int) one
insert into land_parcel (unit_id, sheet_id, number, valid_from, made_by, version, area, main_use, address, folded, code, is_managed)
values (:unit, :sheet, :number, :valid_from, :made_by, 1, :area, :main_use, :address, :folded, :code, :managed) returning id

-- query land_parcel_summary(id int, seen int, area int, main_use text, address text, folded text, code text) change
update land_parcel set area = :area, main_use = :main_use, address = :address, folded = :folded, code = :code, version = version + 1
where id = :id and version = :seen and valid_to is null

-- query land_parcel_touch(id int, seen int) change
update land_parcel set version = version + 1 where id = :id and version = :seen and valid_to is null

-- query land_parcel_managed(id int, managed int) run
update land_parcel set is_managed = :managed where id = :id

-- query land_parcel_end(id int, seen int, day text, event int) change
update land_parcel set valid_to = :day, ended_by = :event, version = version + 1 where id = :id and version = :seen and valid_to is null

-- query land_parcel(id int, unit int) one
select p.id, p.unit_id, p.sheet_id, s.number as sheet, s.meridian, s.scale, u.full_name as old_unit, p.number, p.valid_from, p.valid_to, p.version,
	p.area, p.main_use, p.address, p.code, p.is_managed
from land_parcel p join land_sheet s on s.id = p.sheet_id join unit_name u on u.id = s.old_unit_id
where p.id = :id and p.unit_id = :unit

-- query land_parcel_title(id int) one
select p.unit_id, s.number as sheet, p.number, u.full_name as old_unit
from land_parcel p join land_sheet s on s.id = p.sheet_id join unit_name u on u.id = s.old_unit_id where p.id = :id

-- As they were on a day, with what was known of them then; of ended ones what was known last. state: 0 in force, 1 ended, 2 both. held: only those of :ids.
-- query land_parcels(unit int, day text, sheet int, number int, old_unit int, code text, words text, use text, state int, held int, ids ints,
--	after_sheet int, after_number int, most int) many
select p.id, p.sheet_id, s.number as sheet, u.full_name as old_unit, p.number, p.valid_from, p.valid_to, f.valid_from as known_from, f.area, f.uses, f.address, f.code,
	f.shape, f.coordinates, f.old_sheet, f.old_number, f.basis
from land_parcel p join land_sheet s on s.id = p.sheet_id join unit_name u on u.id = s.old_unit_id
	join land_fact f on f.parcel_id = p.id and f.corrected_at is null and f.valid_from <= :day
		and ({not_ended(f, :day)} or (p.valid_to <= :day and f.valid_to = p.valid_to))
where p.unit_id = :unit and (p.sheet_id, p.number) > (:after_sheet, :after_number)
	and (:sheet = 0 or s.number = :sheet) and (:number = 0 or p.number = :number) and (:old_unit = 0 or s.old_unit_id = :old_unit)
	and (:code = '' or f.code = :code) and (:words = '' or p.folded like '%' || :words || '%') and (:use = '' or f.uses like :use || ' %')
	and (:state = 2 or (:state = 0 and {not_ended(p, :day)}) or (:state = 1 and p.valid_to <= :day))
	and (:held = 0 or p.id in :ids)
order by p.sheet_id, p.number limit :most

-- query land_held_by(kind text, holder int, unit int, day text) many
select distinct r.parcel_id from land_holder h join land_right r on r.id = h.right_id join land_parcel p on p.id = r.parcel_id
where h.kind = :kind and h.holder_id = :holder and {valid(r, :day)} and r.corrected_at is null and p.unit_id = :unit limit 500

-- ---- facts ----

-- part fact_columns
id, parcel_id, valid_from, valid_to, area, uses, address, shape, coordinates, west, south, east, north, label_east, label_north, code, algorithm,
	old_sheet, old_number, act, basis, reason, account_id, made_at, corrected_at

-- query land_fact_add(parcel int, valid_from text, valid_to text?, area int, uses text, address text, shape text, coordinates text, west int, south int, east int,
--	north int, label_east int, label_north int, code text, algorithm int, old_sheet text, old_number text, act text, basis text,
--	reason text, account int, now int) run
insert into land_fact (parcel_id, valid_from, valid_to, area, uses, address, shape, coordinates, west, south, east, north, label_east, label_north, code,
	algorithm, old_sheet, old_number, act, basis, reason, account_id, made_at)
values (:parcel, :valid_from, :valid_to, :area, :uses, :address, :shape, :coordinates, :west, :south, :east, :north, :label_east, :label_north, :code,
	:algorithm, :old_sheet, :old_number, :act, :basis, :reason, :account, :now)

-- query land_facts_of(parcel int) many
select {fact_columns} from land_fact where parcel_id = :parcel order by id desc limit 200

-- query land_fact_now(parcel int) many like land_facts_of
select {fact_columns} from land_fact where parcel_id = :parcel and corrected_at is null order by id desc limit 1

-- query land_fact_on(parcel int, day text) many like land_facts_of
select {fact_columns} from land_fact f where parcel_id = :parcel and {valid(f, :day)} and corrected_at is null order by id desc limit 1

-- query land_fact_until(id int, day text) change
update land_fact set valid_to = :day where id = :id and valid_to is null and corrected_at is null

-- query land_fact_wrong(id int, now int, account int) change
update land_fact set corrected_at = :now, corrected_by = :account where id = :id and corrected_at is null

-- ---- cells, maps ----

-- query land_cell_add(unit int, cell int, parcel int) run
insert into land_cell (unit_id, cell, parcel_id) values (:unit, :cell, :parcel)

-- query land_cells_forget(parcel int) run
delete from land_cell where parcel_id = :parcel

-- query land_cells_of(parcel int) one
select count(*) as "n int" from land_cell where parcel_id = :parcel

-- query land_in_cells(unit int, cells ints, most int) many
select p.id, s.number as sheet, p.number, p.area, p.main_use, f.coordinates, f.west, f.south, f.east, f.north
from land_parcel p join land_sheet s on s.id = p.sheet_id
	join land_fact f on f.parcel_id = p.id and f.corrected_at is null and f.valid_to is null
where p.id in (select distinct c.parcel_id from land_cell c where c.unit_id = :unit and c.cell in :cells limit :most)

-- A past day: each parcel of the unit that there was is looked at, for cells are of today.
-- query land_in_box_on(unit int, sheet int, day text, west int, south int, east int, north int, most int) many like land_in_cells
select p.id, s.number as sheet, p.number, f.area, f.uses as main_use, f.coordinates, f.west, f.south, f.east, f.north
from land_parcel p join land_sheet s on s.id = p.sheet_id join land_fact f on f.parcel_id = p.id and f.corrected_at is null and {valid(f, :day)}
where p.unit_id = :unit and (:sheet = 0 or p.sheet_id = :sheet) and {not_ended(p, :day)} and f.shape <> ''
	and f.west <= :east and f.east >= :west and f.south <= :north and f.north >= :south order by p.id limit :most

-- query land_boxes_on(unit int, day text, most int) many
select f.west, f.south, f.east, f.north
from land_parcel p join land_fact f on f.parcel_id = p.id and f.corrected_at is null and {valid(f, :day)}
where p.unit_id = :unit and {not_ended(p, :day)} and f.shape <> '' order by p.id limit :most

-- query land_near(unit int, cells ints, parcel int) many
select p.id, s.number as sheet, p.number, s.meridian, f.shape
from land_parcel p join land_sheet s on s.id = p.sheet_id
	join land_fact f on f.parcel_id = p.id and f.corrected_at is null and f.valid_to is null
where p.id in (select distinct c.parcel_id from land_cell c where c.unit_id = :unit and c.cell in :cells) and p.id <> :parcel order by p.id limit 500

-- Squares that hold something, each with how many: what a map shows from afar.
-- query land_cells_filled(unit int, sheet int) many
select c.cell, count(*) as "n int" from land_cell c where c.unit_id = :unit and (:sheet = 0 or c.parcel_id in
	(select p.id from land_parcel p where p.sheet_id = :sheet))
group by c.cell order by c.cell limit 5000

-- query land_sheet_bounds(sheet int) one
select min(f.west) as "west int?", min(f.south) as "south int?", max(f.east) as "east int?", max(f.north) as "north int?"
from land_parcel p join land_fact f on f.parcel_id = p.id and f.corrected_at is null and f.valid_to is null
where p.sheet_id = :sheet and p.valid_to is null and p.code <> ''

-- ---- rights ----

-- query land_right_add(parcel int, kind text, origin int, term text, valid_from text, basis text, account int, now int) one
insert into land_right (parcel_id, kind, origin, term, valid_from, basis, account_id, made_at)
values (:parcel, :kind, :origin, :term, :valid_from, :basis, :account, :now) returning id

-- query land_rights_of(parcel int) many
select id, parcel_id, kind, origin, term, valid_from, valid_to, basis, made_at, corrected_at
from land_right where parcel_id = :parcel order by id desc limit 200

-- query land_right_now(parcel int) many like land_rights_of
select id, parcel_id, kind, origin, term, valid_from, valid_to, basis, made_at, corrected_at
from land_right where parcel_id = :parcel and valid_to is null and corrected_at is null order by id desc limit 1

-- query land_right_on(parcel int, day text) many like land_rights_of
select id, parcel_id, kind, origin, term, valid_from, valid_to, basis, made_at, corrected_at
from land_right r where parcel_id = :parcel and {valid(r, :day)} and corrected_at is null order by id desc limit 1

-- query land_rights_live(parcel int) one
select count(*) as "n int" from land_right where parcel_id = :parcel and valid_to is null and corrected_at is null

-- query land_right_until(id int, day text) change
update land_right set valid_to = :day where id = :id and valid_to is null and corrected_at is null

-- query land_right_wrong(id int, now int, account int) change
update land_right set corrected_at = :now, corrected_by = :account where id = :id and corrected_at is null

-- query land_holder_add(right_id int, kind text, holder int, part int, whole int) run
insert into land_holder (right_id, kind, holder_id, part, whole) values (:right_id, :kind, :holder, :part, :whole)

-- query land_holders(right_id int) many
select id, kind, holder_id, part, whole from land_holder where right_id = :right_id order by id limit 100

-- ---- certificates, restrictions ----

-- query land_certificate_insert(parcel int, kind text, serial text, book text, issued_on text, issuer text, account int, now int) one
insert into land_certificate (parcel_id, kind, serial, book, issued_on, issuer, revoked_for, account_id, made_at)
values (:parcel, :kind, :serial, :book, :issued_on, :issuer, '', :account, :now) returning id

-- query land_certificate_there(serial text, parcel int) maybe
select id from land_certificate where serial = :serial and parcel_id = :parcel

-- query land_certificates_of(parcel int) many
select id, kind, serial, book, issued_on, issuer, revoked_on, revoked_for from land_certificate where parcel_id = :parcel order by id desc limit 100

-- query land_certificate_end(id int, parcel int, day text, reason text) change
update land_certificate set revoked_on = :day, revoked_for = :reason where id = :id and parcel_id = :parcel and revoked_on is null

-- query land_certificates_end(parcel int, day text, reason text) run
update land_certificate set revoked_on = :day, revoked_for = :reason where parcel_id = :parcel and revoked_on is null

-- query land_certificate_of(id int) one
select parcel_id, serial, issued_on, revoked_on from land_certificate where id = :id

-- query land_restriction_insert(parcel int, kind text, said text, basis text, valid_from text, account int, now int) one
insert into land_restriction (parcel_id, kind, said, basis, valid_from, lifted, account_id, made_at)
values (:parcel, :kind, :said, :basis, :valid_from, '', :account, :now) returning id

-- query land_restrictions_of(parcel int) many
select id, kind, said, basis, valid_from, valid_to, lifted from land_restriction where parcel_id = :parcel order by id desc limit 100

-- query land_restriction_end(id int, parcel int, day text, lifted text) change
update land_restriction set valid_to = :day, lifted = :lifted where id = :id and parcel_id = :parcel and valid_to is null

-- query land_restriction_of(id int) one
select parcel_id, kind, valid_from, valid_to from land_restriction where id = :id

-- ---- events and trees ----

-- query land_event_add(unit int, kind text, on_day text, basis text, account int, now int) one
insert into land_event (unit_id, kind, on_day, basis, account_id, made_at) values (:unit, :kind, :on_day, :basis, :account, :now) returning id

-- query land_origin_add(child int, parent int, event int) run
insert into land_origin (child_id, parent_id, event_id) values (:child, :parent, :event)

-- query land_parents(child int) many
select o.parent_id as parcel_id, o.event_id,
	(select min(a.dossier_id) from land_dossier_act a where a.event_id = o.event_id) as "dossier_id int?", e.kind, e.on_day, s.number as sheet, p.number, p.area, p.main_use, p.valid_to
from land_origin o join land_event e on e.id = o.event_id join land_parcel p on p.id = o.parent_id join land_sheet s on s.id = p.sheet_id
where o.child_id = :child order by o.parent_id limit 50

-- query land_children(parent int) many like land_parents
select o.child_id as parcel_id, o.event_id,
	(select min(a.dossier_id) from land_dossier_act a where a.event_id = o.event_id) as "dossier_id int?", e.kind, e.on_day, s.number as sheet, p.number, p.area, p.main_use, p.valid_to
from land_origin o join land_event e on e.id = o.event_id join land_parcel p on p.id = o.child_id join land_sheet s on s.id = p.sheet_id
where o.parent_id = :parent order by o.child_id limit 50

-- ---- dossiers ----

-- query land_dossier(id int) maybe
select id, code, procedure_id, procedure_code, receiving_unit_id, competent_unit_id, holder_unit_id, status, account_id, eform_id, answers
from dossier_content where id = :id

-- query land_dossier_name(id int) one
select code, procedure_name, status from dossier_standing where id = :id

-- query land_dossier_parcel_add(dossier int, parcel int, said int, account int, now int) run
insert into land_dossier_parcel (dossier_id, parcel_id, is_said, account_id, named_at) values (:dossier, :parcel, :said, :account, :now)
on conflict (dossier_id, parcel_id) do nothing

-- Said anew; what was done with one stays.
-- query land_dossier_parcels_forget(dossier int) run
delete from land_dossier_parcel where dossier_id = :dossier and is_said = 1 and not exists
	(select 1 from land_dossier_act a where a.dossier_id = land_dossier_parcel.dossier_id and a.parcel_id = land_dossier_parcel.parcel_id)

-- query land_dossier_parcels(dossier int) many
select p.id, p.unit_id, s.number as sheet, p.number, u.full_name as old_unit, p.area, p.main_use, p.valid_to, d.is_said
from land_dossier_parcel d join land_parcel p on p.id = d.parcel_id join land_sheet s on s.id = p.sheet_id join unit_name u on u.id = s.old_unit_id
where d.dossier_id = :dossier order by p.id limit 100

-- query land_dossier_act_add(dossier int, parcel int, act text, event int?, day text, account int, now int) run
insert into land_dossier_act (dossier_id, parcel_id, act, event_id, on_day, account_id, made_at)
values (:dossier, :parcel, :act, :event, :day, :account, :now)

-- query land_dossier_acts(dossier int) many
select a.id, a.parcel_id, a.act, a.event_id, a.on_day, a.made_at, s.number as sheet, p.number, d.id as dossier_id, d.code
from land_dossier_act a join land_parcel p on p.id = a.parcel_id join land_sheet s on s.id = p.sheet_id join dossier_standing d on d.id = a.dossier_id
where a.dossier_id = :dossier order by a.id limit 100

-- query land_dossier_acts_of(parcel int) many like land_dossier_acts
select a.id, a.parcel_id, a.act, a.event_id, a.on_day, a.made_at, s.number as sheet, p.number, d.id as dossier_id, d.code
from land_dossier_act a join land_parcel p on p.id = a.parcel_id join land_sheet s on s.id = p.sheet_id join dossier_standing d on d.id = a.dossier_id
where a.parcel_id = :parcel order by a.id limit 100

-- query land_children_of_event(parent int, event int) many
select p.id, p.number from land_origin o join land_parcel p on p.id = o.child_id where o.parent_id = :parent and o.event_id = :event order by p.id limit 50

-- query land_dossier_task_add(dossier int, unit int, now int) run
insert into land_dossier_task (dossier_id, unit_id, state, reason, planned_at) values (:dossier, :unit, 'open', '', :now)
on conflict (dossier_id) do update set state = 'open', reason = '', planned_at = excluded.planned_at, settled_at = null, settled_by = null

-- query land_dossier_task(dossier int) maybe
select dossier_id, unit_id, state, reason, planned_at, settled_at from land_dossier_task where dossier_id = :dossier

-- query land_dossier_task_done(dossier int, now int, account int) run
update land_dossier_task set state = 'done', settled_at = :now, settled_by = :account where dossier_id = :dossier and state = 'open'

-- query land_dossier_task_drop(dossier int, unit int, reason text, now int, account int) change
update land_dossier_task set state = 'dropped', reason = :reason, settled_at = :now, settled_by = :account
where dossier_id = :dossier and unit_id = :unit and state = 'open'

-- query land_dossier_tasks(unit int, after int, most int) many
select t.dossier_id, d.code, d.procedure_name, t.planned_at from land_dossier_task t join dossier_standing d on d.id = t.dossier_id
where t.unit_id = :unit and t.state = 'open' and t.dossier_id > :after order by t.dossier_id limit :most

-- query land_dossier_tasks_count(unit int) one
select count(*) as "total int" from (select dossier_id from land_dossier_task where unit_id = :unit and state = 'open' limit 100) as these

-- query land_dossier_tasks_wrong(after int) many
select t.dossier_id from land_dossier_task t
where t.dossier_id > :after and t.state = 'done' and not exists (select 1 from land_dossier_act a where a.dossier_id = t.dossier_id) order by t.dossier_id limit 100

-- ---- whose they are: what a citizen's form may name ----

-- query land_own(person int) many
select distinct p.id, p.unit_id from land_holder h join land_right r on r.id = h.right_id and r.valid_to is null and r.corrected_at is null
	join land_parcel p on p.id = r.parcel_id and p.valid_to is null
where h.kind = 'person' and h.holder_id = :person order by p.id limit 200

-- query land_person_proved(account int) maybe
select person_id, proved_number as "number text?" from account_applicant where id = :account

-- query land_commune_code(unit int, day text) maybe
select u.code, u.full_name, (select v.code from unit_name v where v.id = u.parent_id) as "province text?" from unit_name u where u.id = :unit and {valid(u, :day)}

-- ---- verify ----

-- query land_all_parcels(after int, most int) many
select id, unit_id, area, main_use, code, valid_to, ended_by, is_managed from land_parcel where id > :after order by id limit :most

-- query land_all_events(after int, most int) many
select id, kind from land_event where id > :after order by id limit :most

-- query land_ended_by(event int) many
select p.id, p.area, f.shape from land_parcel p join land_fact f on f.parcel_id = p.id and f.corrected_at is null
where p.ended_by = :event and f.id = (select max(l.id) from land_fact l where l.parcel_id = p.id and l.corrected_at is null) order by p.id limit 100

-- query land_made_by(event int) many like land_ended_by
select p.id, p.area, f.shape from land_parcel p join land_fact f on f.parcel_id = p.id
where p.made_by = :event and f.id = (select min(l.id) from land_fact l where l.parcel_id = p.id) order by p.id limit 100
