-- uses db units access files registries
-- migrate
create table open_set (
	id            integer primary key,
	unit_id       integer not null references unit,
	registry_id   integer not null references registry,
	registry      text not null,  -- its code
	code          text not null,  -- of addresses; never another
	title         text not null,
	description   text not null,
	folded        text not null,  -- of both, for finding
	licence       text not null,  -- code of catalogue/licences.tsv
	frequency     text not null,
	contact_name  text not null,
	contact_email text not null,
	contact_phone text not null,
	fields        text not null,  -- names, with spaces between
	has_state     integer not null,
	narrowed      text not null,  -- "kind=drilled", one a line
	state         integer not null,
	version       integer not null,
	chosen_by     integer not null, -- the account that answers for it
	issued_at     integer,        -- first published
	modified_at   integer,        -- since when its files say what they say
	refreshed_at  integer,        -- when they were last made
	taken         text not null   -- why the program took it down; empty: it did not
);
create unique index open_set_code on open_set (code);
create index open_set_unit on open_set (unit_id, id);
create index open_set_state on open_set (state, id);
create table open_file (
	set_id  integer not null references open_set,
	format  text not null, -- csv, json, geojson
	file_id integer not null references file,
	size    integer not null,
	sha256  text not null,
	rows    integer not null,
	made_at integer not null,
	primary key (set_id, format)
);
create unique index open_file_file on open_file (file_id);

-- part open_set_columns
s.id, s.unit_id, s.registry_id, s.registry, s.code, s.title, s.description, s.licence, s.frequency, s.contact_name, s.contact_email,
s.contact_phone, s.fields, s.has_state, s.narrowed, s.state, s.version, s.chosen_by, s.issued_at, s.modified_at, s.refreshed_at, s.taken,
u.full_name as unit_name

-- query open_set_add(unit int, registry_id int, registry text, code text, title text, description text, folded text, licence text,
--	frequency text, contact_name text, contact_email text, contact_phone text, fields text, has_state int, narrowed text, account int) one
insert into open_set (unit_id, registry_id, registry, code, title, description, folded, licence, frequency, contact_name, contact_email,
	contact_phone, fields, has_state, narrowed, state, version, chosen_by, taken)
values (:unit, :registry_id, :registry, :code, :title, :description, :folded, :licence, :frequency, :contact_name, :contact_email,
	:contact_phone, :fields, :has_state, :narrowed, 0, 1, :account, '') returning id

-- query open_set_change(id int, seen int, title text, description text, folded text, licence text, frequency text, contact_name text,
--	contact_email text, contact_phone text, fields text, has_state int, narrowed text, account int) change
update open_set set version = version + 1, title = :title, description = :description, folded = :folded, licence = :licence,
	frequency = :frequency, contact_name = :contact_name, contact_email = :contact_email, contact_phone = :contact_phone,
	fields = :fields, has_state = :has_state, narrowed = :narrowed, chosen_by = :account
where id = :id and version = :seen

-- query open_set_get(id int, unit int) one
select {open_set_columns} from open_set s join unit_name u on u.id = s.unit_id where s.id = :id and s.unit_id = :unit

-- Of any unit: for jobs.
-- query open_set_kept(id int) maybe like open_set_get
select {open_set_columns} from open_set s join unit_name u on u.id = s.unit_id where s.id = :id

-- query open_set_public(code text) maybe like open_set_get
select {open_set_columns} from open_set s join unit_name u on u.id = s.unit_id where s.code = :code and s.state = 1

-- query open_set_code_taken(code text) maybe
select id from open_set where code = :code

-- query open_sets_of_unit(unit int, words text, after int, most int) many
select s.id, s.code, s.title, s.registry, s.state, s.modified_at, s.taken, g.title as registry_title
from open_set s join registry_named g on g.id = s.registry_id
where s.unit_id = :unit and s.id > :after and (:words = '' or s.folded like '%' || :words || '%') order by s.id limit :most

-- query open_sets_public(words text, before int, most int) many
select s.id, s.code, s.title, s.description, s.modified_at, u.full_name as unit_name
from open_set s join unit_name u on u.id = s.unit_id
where s.state = 1 and s.id < :before and (:words = '' or s.folded like '%' || :words || '%') order by s.id desc limit :most

-- query open_sets_published(after int, most int) many
select id from open_set where state = 1 and id > :after order by id limit :most

-- query open_set_moved(id int, state int, account int, at int) change
update open_set set state = :state, version = version + 1, chosen_by = :account, taken = '',
	issued_at = case when issued_at is null and :state = 1 then :at else issued_at end
where id = :id

-- query open_set_taken(id int, why text) change
update open_set set state = 2, version = version + 1, taken = :why where id = :id and state = 1

-- query open_set_refreshed(id int, version int, modified_at int, at int) change
update open_set set modified_at = :modified_at, refreshed_at = :at where id = :id and version = :version and state = 1

-- query open_set_stale(id int) run
update open_set set modified_at = null, refreshed_at = null where id = :id

-- query open_files(set int) many
select format, file_id, size, sha256, rows, made_at from open_file where set_id = :set order by format

-- query open_file_add(set int, format text, file int, size int, sha256 text, rows int, at int) run
insert into open_file (set_id, format, file_id, size, sha256, rows, made_at) values (:set, :format, :file, :size, :sha256, :rows, :at)

-- query open_files_forget(set int) run
delete from open_file where set_id = :set

-- query open_unit(id int) one
select id, level, code, name, full_name, valid_from, valid_to from unit_name where id = :id

-- query open_set_title(id int) maybe
select title from open_set where id = :id

-- Who answers for a unit's open data: holds that permission there on a day.
-- query open_keepers(unit int, on_day text) many
select distinct o.account_id as "id int" from officer_on(:on_day) o join role_gives g on g.role = o.role
where o.unit_id = :unit and g.permission = 'open_data.publish' order by o.account_id limit 50
