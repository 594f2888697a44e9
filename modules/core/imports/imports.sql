-- uses db access
-- migrate
create table import (
	id           integer primary key,
	unit_id      integer not null, -- 0: of the platform
	account_id   integer not null,
	kind         text not null,
	file_name    text not null,
	sheet_name   text not null,
	state        integer not null,
	headings     text not null,    -- each ends with U+001F
	mapping      text not null,    -- for each heading the name of its column or '-'; each ends with U+001F
	at_line      integer not null, -- rows up to this one are done with
	total        integer not null,
	news         integer not null default 0,
	changes      integer not null default 0,
	sames        integer not null default 0,
	wrongs       integer not null default 0,
	added        integer not null default 0,
	updated      integer not null default 0,
	moved        integer not null default 0,
	failed       integer not null default 0,
	made_at      integer not null,
	confirmed_at integer,
	ended_at     integer,
	expires_at   integer           -- rows go then; null: they are gone
);
create index import_unit on import (unit_id, id);
create index import_expiry on import (expires_at) where expires_at is not null;
create table import_row (
	id        integer primary key, -- import * 2097152 + line
	import_id integer not null references import,
	verdict   integer not null,
	object_id integer not null,
	row_key   text not null,
	cells     text not null,       -- each ends with U+001F
	problems  text not null,       -- name of the column, U+001F, sentence, U+001F ..
	says      text not null
);
create index import_row_verdict on import_row (import_id, verdict, id);
create index import_row_key on import_row (import_id, row_key) where row_key <> '';
create table import_mapping ( -- how a unit has named the columns of a kind
	unit_id integer not null,
	kind    text not null,
	heading text not null,        -- folded
	name    text not null,
	primary key (unit_id, kind, heading)
);

-- migrate
create index import_row_object on import_row (import_id, object_id) where object_id > 0;

-- part columns
id, unit_id, account_id, kind, file_name, sheet_name, state, headings, mapping, at_line, total, news, changes, sames, wrongs, added, updated,
moved, failed, made_at, confirmed_at, ended_at, expires_at

-- query import_add(unit int, account int, kind text, file_name text, sheet_name text, headings text, mapping text, now int, expires int) one
insert into import (unit_id, account_id, kind, file_name, sheet_name, state, headings, mapping, at_line, total, made_at, expires_at)
values (:unit, :account, :kind, :file_name, :sheet_name, 0, :headings, :mapping, 0, 0, :now, :expires) returning id

-- query imports_of(unit int, before int, kinds texts, most int) many
select {columns} from import where unit_id = :unit and id < :before and kind in :kinds order by id desc limit :most

-- query import_by_id(id int) many like imports_of
select {columns} from import where id = :id

-- query import_titled(id int) one
select kind, file_name from import where id = :id

-- query import_read(id int, state int, total int) change
update import set state = :state, total = :total where id = :id and state = 0

-- query import_mapped(id int, unit int, mapping text) change
update import set mapping = :mapping, state = 2, at_line = 0 where id = :id and unit_id = :unit and state in (1, 3)

-- query import_state(id int, from_state int, state int) change
update import set state = :state, at_line = 0 where id = :id and state = :from_state

-- query import_confirmed(id int, unit int, account int, now int, expires int) change
update import set state = 4, at_line = 0, confirmed_at = :now, account_id = :account, expires_at = :expires
where id = :id and unit_id = :unit and state = 3

-- query import_ended(id int, now int) change
update import set state = 5, ended_at = :now where id = :id and state = 4

-- query import_stopped(id int, unit int, now int) change
update import set state = 6, ended_at = :now, expires_at = :now where id = :id and unit_id = :unit and state in (0, 1, 2, 3)

-- query import_at(id int, line int) run
update import set at_line = :line where id = :id

-- query import_counted(id int, news int, changes int, sames int, wrongs int, added int, updated int, moved int, failures int) run
update import set news = :news, changes = :changes, sames = :sames, wrongs = :wrongs, added = :added, updated = :updated, moved = :moved,
	failed = :failures
where id = :id

-- query imports_expired(now int) many
select id from import where expires_at <= :now order by expires_at limit 20

-- query import_forgotten(id int) run
update import set expires_at = null, headings = '', mapping = '', state = case when state = 5 then 5 else 6 end where id = :id

-- ---- rows ----

-- query import_row_add(id int, import int, cells text) run
insert into import_row (id, import_id, verdict, object_id, row_key, cells, problems, says) values (:id, :import, 0, 0, '', :cells, '', '')

-- query import_row_judged(id int, verdict int, object int, key text, problems text, says text) run
update import_row set verdict = :verdict, object_id = :object, row_key = :key, problems = :problems, says = :says where id = :id

-- query import_row_ended(id int, verdict int, object int, problems text) run
update import_row set verdict = :verdict, object_id = :object, problems = :problems where id = :id

-- query import_row_twin(import int, key text, before int) maybe
select id from import_row where import_id = :import and row_key = :key and row_key <> '' and id < :before order by id limit 1

-- query import_rows(after int, until int, verdicts ints, most int) many
select id, verdict, object_id, row_key, cells, problems, says from import_row
where id > :after and id < :until and verdict in :verdicts order by id limit :most

-- query import_rows_unkeyed(after int, until int) run
update import_row set row_key = '' where id > :after and id < :until and row_key <> ''

-- query import_colleagues(unit int, on_day text) many
select distinct account_id as "id int" from officer_on(:on_day) where unit_id = :unit order by account_id limit 500

-- query import_counts(import int) many
select verdict, count(*) as "n int" from import_row where import_id = :import group by verdict

-- query import_rows_last(after int, until int) one
select coalesce(max(id), 0) as "id int" from (select id from import_row where id > :after and id < :until order by id limit 2000) as these

-- query import_rows_drop(after int, until int) run
delete from import_row where id > :after and id < :until

-- ---- how columns were named ----

-- query import_mapping_of(unit int, kind text) many
select heading, name from import_mapping where unit_id = :unit and kind = :kind order by heading limit 600

-- query import_mapping_keep(unit int, kind text, heading text, name text) run
insert into import_mapping (unit_id, kind, heading, name) values (:unit, :kind, :heading, :name)
on conflict (unit_id, kind, heading) do update set name = excluded.name

-- query import_objects(import int, after int, until int) many
select object_id from import_row where import_id = :import and object_id > 0 and object_id > :after and object_id <= :until order by object_id limit 2000
