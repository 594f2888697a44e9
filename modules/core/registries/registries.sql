-- uses db units access privacy
-- migrate
create table registry (
	id      integer primary key,
	code    text not null,
	title   text not null
);
create unique index registry_code on registry (code);
create table registry_version (
	id           integer primary key,
	registry_id  integer not null references registry,
	number       integer not null,
	definition   text not null,
	valid_from   text,
	valid_to     text,
	created_at   integer not null,
	created_by   integer,
	published_at integer
);
create unique index registry_version_number on registry_version (registry_id, number);
create table registry_record (
	id          integer primary key,
	registry_id integer not null references registry,
	unit_id     integer not null references unit,
	key         text,             -- within key_of
	key_of      integer not null, -- the unit within which the key is its own; 0: everywhere
	alike       text not null,    -- of the fields that tell a thing from another
	version     integer not null,
	ended_from  text              -- the first day on which it is no more
);
create index registry_record_unit on registry_record (registry_id, unit_id, id);
create unique index registry_record_key on registry_record (registry_id, key_of, key) where key is not null;
create index registry_record_alike on registry_record (registry_id, unit_id, alike, id) where alike <> '';
create table registry_record_version (
	id            integer primary key,
	record_id     integer not null references registry_record,
	definition_id integer not null references registry_version,
	act           text not null,
	valid_from    text not null,
	valid_to      text not null, -- the first day on which it holds no longer
	name          text not null,
	state         text not null,
	answers       text not null,
	reason        text not null,
	source        text not null,
	written_at    integer not null,
	written_by    integer,
	replaced_at   integer -- found wrong: no day shows it any more
);
create index registry_record_version_record on registry_record_version (record_id, id);
create table registry_facet ( -- what lists are sorted and narrowed by: a row for each of a version
	registry_id integer not null,
	unit_id     integer not null,
	facet       text not null,
	value       text not null,
	version_id  integer not null references registry_record_version,
	valid_from  text not null,
	valid_to    text not null,
	primary key (registry_id, unit_id, facet, value, version_id)
);
create index registry_facet_version on registry_facet (version_id);
-- migrate
create virtual table registry_search using fts5(text, tokenize = 'ascii');
-- postgres
create table registry_search (rowid bigint primary key, text tsvector not null);
create index registry_search_text on registry_search using gin (text);
-- migrate
create table registry_link ( -- which things the answers of a version name
	kind        text not null, -- "record:to-chuc", "hamlet"
	object      integer not null,
	record_id   integer not null references registry_record,
	field       text not null,
	version_id  integer not null references registry_record_version,
	primary key (kind, object, record_id, field, version_id)
);
create index registry_link_record on registry_link (record_id, kind);
create table registry_tally ( -- what a figure grows by on a day; its value on a day is the sum up to it
	registry_id integer not null references registry,
	unit_id     integer not null references unit,
	figure      text not null,
	part        text not null, -- "": all; "kind=laptop", "state=in_use"
	on_day      text not null,
	n           integer not null,
	total       integer not null, -- of the field that is summed, in hundredths
	primary key (registry_id, unit_id, figure, part, on_day)
);
create table registry_counted ( -- by which version of the definition the tallies of a unit were made
	registry_id integer not null references registry,
	unit_id     integer not null references unit,
	version_id  integer not null references registry_version,
	primary key (registry_id, unit_id)
);
-- migrate
alter table registry_record add column merged_into integer references registry_record;
create index registry_record_merged on registry_record (merged_into) where merged_into is not null;

-- migrate
alter table registry add column unit_id integer not null default 0; -- whose administrators edit it; 0: the program's
alter table registry add column ended_from text;                    -- the first day on which nothing is written in it
create index registry_owner on registry (unit_id, title, id);

-- migrate
alter table registry_record_version add column source_ref text; -- the thing that it came from: "dossier/17"

-- migrate
alter table registry_facet add column signs integer not null default -1; -- what its version says to each filter, a bit each; -1: all, not known
alter table registry_version add column facets integer not null default 0; -- how those of its records were made: REGISTRY_FACETS

-- migrate
-- In the order of its key: what a list passes over is read where it lies, and each row is written into one tree less.
create table registry_facet_kept (
	registry_id integer not null,
	unit_id     integer not null,
	facet       text not null,
	value       text not null,
	version_id  integer not null references registry_record_version,
	valid_from  text not null,
	valid_to    text not null,
	signs       integer not null default -1,
	primary key (registry_id, unit_id, facet, value, version_id)
) without rowid;
insert into registry_facet_kept (registry_id, unit_id, facet, value, version_id, valid_from, valid_to, signs)
select registry_id, unit_id, facet, value, version_id, valid_from, valid_to, signs from registry_facet
order by registry_id, unit_id, facet, value, version_id;
drop table registry_facet;
alter table registry_facet_kept rename to registry_facet;
create index registry_facet_version on registry_facet (version_id);
-- postgres
select 1; -- its tables have no order

-- migrate
create table registry_proposal ( -- what somebody wrote and another one has not checked yet: nothing of it stands in a registry
	id             integer primary key,
	registry_id    integer not null references registry,
	unit_id        integer not null references unit,
	batch          text not null, -- what gathers parts into one: "import/7", "bulk/.."; "": one part
	title          text not null,
	state          integer not null, -- of proposal_flow
	version        integer not null,
	made_at        integer not null,
	made_by        integer, -- null: the program
	made_behalf    integer,
	decided_at     integer,
	decided_by     integer,
	decided_behalf integer,
	remark         text not null default ''
);
create index registry_proposal_unit on registry_proposal (unit_id, id);
create index registry_proposal_state on registry_proposal (unit_id, state, id);
create index registry_proposal_batch on registry_proposal (batch, id) where batch <> '';
create table registry_proposal_part ( -- one thing to be done, as struct record_work says it
	id           integer primary key,
	proposal_id  integer not null references registry_proposal,
	act          integer not null, -- enum registry_act
	record_id    integer, -- of one that is there
	seen         integer not null,
	name         text not null,
	valid_from   text not null,
	reason       text not null,
	source       text not null,
	source_ref   text not null,
	move         text not null,
	record_state text not null,
	answers      text not null,
	though_alike integer not null,
	other_id     integer, -- of a merge
	other_seen   integer not null,
	take         text not null,
	status       integer not null default 0, -- 0 waits, 1 done, 2 could not be done
	why          text not null default ''
);
create index registry_proposal_part_of on registry_proposal_part (proposal_id, id);
create index registry_proposal_part_status on registry_proposal_part (proposal_id, status, id);
create index registry_proposal_part_record on registry_proposal_part (record_id, id) where record_id is not null and status = 0;
alter table registry_record_version add column proposal_id integer references registry_proposal;

-- ---- what other modules read ----

-- view registry_named
select id, code, title from registry

-- query registry_by_code(code text) maybe
select id, title from registry where code = :code

-- query registry_add(code text, title text) one
insert into registry (code, title) values (:code, :title) returning id

-- query registry_version_add(registry int, number int, definition text, at int, account int?) one
insert into registry_version (registry_id, number, definition, created_at, created_by, facets)
values (:registry, :number, :definition, :at, :account, 1 /* REGISTRY_FACETS */) returning id

-- query registry_version_publish(id int, valid_from text, at int) change
update registry_version set valid_from = :valid_from, published_at = :at where id = :id and published_at is null

-- query registry_versions_made_before(facets int) many
select id from registry_version where published_at is not null and valid_to is null and facets < :facets order by id

-- query registry_version_made(id int, facets int) run
update registry_version set facets = :facets where id = :id

-- query registries_published() many
select v.id, v.registry_id, v.definition, v.valid_from, v.valid_to, r.unit_id, r.ended_from
from registry r join registry_version v on v.registry_id = r.id
where v.published_at is not null order by r.title, r.id, v.number

-- query registry_record_add(registry int, unit int, key text?, key_of int, alike text) one
insert into registry_record (registry_id, unit_id, key, key_of, alike, version) values (:registry, :unit, :key, :key_of, :alike, 1) returning id

-- query registry_record_get(id int, registry int, unit int) maybe
select id, key, alike, version, ended_from, merged_into from registry_record where id = :id and registry_id = :registry and unit_id = :unit

-- query registry_record_of_key(registry int, key_of int, key text) maybe
select id, unit_id from registry_record where registry_id = :registry and key_of = :key_of and key = :key

-- query registry_record_alike(registry int, unit int, alike text, other_than int) maybe
select id from registry_record
where registry_id = :registry and unit_id = :unit and alike = :alike and alike <> '' and id <> :other_than and ended_from is null
order by id limit 1

-- query registry_record_put(id int, seen int, key text?, alike text, ended_from text?) change
update registry_record set version = version + 1, key = :key, alike = :alike, ended_from = :ended_from where id = :id and version = :seen

-- query registry_record_merge_into(id int, into int?) change
update registry_record set merged_into = :into where id = :id

-- query registry_records_merged(into int) many
select r.id, (select v.name from registry_record_version v where v.record_id = r.id order by v.id desc limit 1) as "name text"
from registry_record r where r.merged_into = :into order by r.id limit 100

-- query registry_record_version_add(record int, definition int, act text, valid_from text, valid_to text, name text, state text,
--	answers text, reason text, source text, source_ref text?, at int, account int?, proposal int?) one
insert into registry_record_version (record_id, definition_id, act, valid_from, valid_to, name, state, answers, reason, source, source_ref,
	written_at, written_by, proposal_id)
values (:record, :definition, :act, :valid_from, :valid_to, :name, :state, :answers, :reason, :source, :source_ref, :at, :account, :proposal) returning id

-- part record_version_columns
v.id, v.record_id, v.definition_id, v.act, v.valid_from, v.valid_to, v.name, v.state, v.answers, v.reason, v.source, coalesce(v.source_ref, '') as "source_ref text",
	v.written_at, v.written_by

-- query registry_record_version_on(record int, on_day text) maybe
select {record_version_columns} from registry_record_version v
where v.record_id = :record and v.replaced_at is null and {valid(v, :on_day)} order by v.id desc limit 1

-- query registry_record_version_last(record int) maybe like registry_record_version_on
select {record_version_columns} from registry_record_version v
where v.record_id = :record and v.replaced_at is null and v.valid_from < v.valid_to order by v.valid_from desc, v.id desc limit 1

-- query registry_record_version_merged(record int) maybe like registry_record_version_on
select {record_version_columns} from registry_record_version v
where v.record_id = :record and v.act = 'merge' and v.valid_from = v.valid_to order by v.id desc limit 1

-- query registry_record_versions(record int, before int, most int) many
select {record_version_columns}, v.replaced_at, coalesce(a.name, '') as "author text", v.proposal_id, coalesce(k.name, '') as "checker text"
from registry_record_version v left join account_name a on a.id = v.written_by
	left join registry_proposal o on o.id = v.proposal_id left join account_name k on k.id = o.decided_by
where v.record_id = :record and v.id < :before order by v.id desc limit :most

-- query registry_record_version_until(id int, valid_to text) change
update registry_record_version set valid_to = :valid_to where id = :id

-- query registry_record_version_replaced(id int, at int) change
update registry_record_version set replaced_at = :at where id = :id and replaced_at is null

-- query registry_facet_add(registry int, unit int, facet text, value text, version int, valid_from text, valid_to text, signs int) run
insert into registry_facet (registry_id, unit_id, facet, value, version_id, valid_from, valid_to, signs)
values (:registry, :unit, :facet, :value, :version, :valid_from, :valid_to, :signs)

-- query registry_facet_until(version int, valid_to text) run
update registry_facet set valid_to = :valid_to where version_id = :version

-- query registry_facet_forget(version int) run
delete from registry_facet where version_id = :version

-- query registry_rows(registry int, unit int, facet text, from text, until text, after text, after_version int, on_day text, most int) many
select v.id, v.record_id, v.definition_id, v.name, v.state, v.answers, v.valid_from, f.value
from registry_facet f join registry_record_version v on v.id = f.version_id
where f.registry_id = :registry and f.unit_id = :unit and f.facet = :facet and f.value >= :from and f.value < :until
	and (f.value, f.version_id) > (:after, :after_version) and {valid(f, :on_day)}
order by f.value, f.version_id limit :most

-- query registry_rows_from_end(registry int, unit int, facet text, from text, until text, after text, after_version int, on_day text,
--	most int) many like registry_rows
select v.id, v.record_id, v.definition_id, v.name, v.state, v.answers, v.valid_from, f.value
from registry_facet f join registry_record_version v on v.id = f.version_id
where f.registry_id = :registry and f.unit_id = :unit and f.facet = :facet and f.value >= :from and f.value < :until
	and (f.value, f.version_id) < (:after, :after_version) and {valid(f, :on_day)}
order by f.value desc, f.version_id desc limit :most

-- The same without what the versions say: what has not the signs that are asked for is passed over.
-- query registry_passed(registry int, unit int, facet text, from text, until text, after text, after_version int, on_day text, most int) many
select f.value, f.version_id, f.signs from registry_facet f
where f.registry_id = :registry and f.unit_id = :unit and f.facet = :facet and f.value >= :from and f.value < :until
	and (f.value, f.version_id) > (:after, :after_version) and {valid(f, :on_day)}
order by f.value, f.version_id limit :most

-- query registry_passed_from_end(registry int, unit int, facet text, from text, until text, after text, after_version int, on_day text,
--	most int) many like registry_passed
select f.value, f.version_id, f.signs from registry_facet f
where f.registry_id = :registry and f.unit_id = :unit and f.facet = :facet and f.value >= :from and f.value < :until
	and (f.value, f.version_id) < (:after, :after_version) and {valid(f, :on_day)}
order by f.value desc, f.version_id desc limit :most

-- How many there are between the bounds, of all days; not more than `most`.
-- query registry_facet_count(registry int, unit int, facet text, from text, until text, most int) one
select count(*) as "total int" from (select 1 as one from registry_facet f
	where f.registry_id = :registry and f.unit_id = :unit and f.facet = :facet and f.value >= :from and f.value < :until limit :most) as these

-- What has a rare value, in the order of another facet.
-- query registry_rare(registry int, unit int, rare text, from text, until text, facet text, after text, after_version int, on_day text,
--	most int) many like registry_passed
select o.value, o.version_id, o.signs from registry_facet f join registry_facet o on o.version_id = f.version_id and o.facet = :facet
where f.registry_id = :registry and f.unit_id = :unit and f.facet = :rare and f.value >= :from and f.value < :until and {valid(f, :on_day)}
	and {valid(o, :on_day)} and (o.value, o.version_id) > (:after, :after_version)
order by o.value, o.version_id limit :most

-- query registry_rare_from_end(registry int, unit int, rare text, from text, until text, facet text, after text, after_version int,
--	on_day text, most int) many like registry_passed
select o.value, o.version_id, o.signs from registry_facet f join registry_facet o on o.version_id = f.version_id and o.facet = :facet
where f.registry_id = :registry and f.unit_id = :unit and f.facet = :rare and f.value >= :from and f.value < :until and {valid(f, :on_day)}
	and {valid(o, :on_day)} and (o.value, o.version_id) < (:after, :after_version)
order by o.value desc, o.version_id desc limit :most

-- query registry_rows_of(versions ints) many like registry_rows
select v.id, v.record_id, v.definition_id, v.name, v.state, v.answers, v.valid_from, '' as "value text"
from registry_record_version v where v.id in :versions order by v.id limit 100

-- query registry_search_add(id int, text text) run
insert into registry_search (rowid, text) values (:id, :text)
-- postgres
insert into registry_search (rowid, text) values (:id, to_tsvector('simple', :text))

-- query registry_search_forget(id int) run
delete from registry_search where rowid = :id

-- query registry_search_find(words text, before int, most int) many
select rowid as "id int" from registry_search where text match :words and rowid < :before order by rowid desc limit :most
-- postgres
select rowid as "id int" from registry_search where text @@ to_tsquery('simple', :words) and rowid < :before order by rowid desc limit :most

-- query registry_unit(id int) one
select level, full_name, parent_id from unit_name where id = :id

-- query registry_unit_edge(id int) one
select level, code, valid_from, valid_to from unit_name where id = :id

-- query registry_record_alike_of(registry int, unit int, alike text, other_than int) many
select r.id, (select v.name from registry_record_version v where v.record_id = r.id order by v.id desc limit 1) as "name text"
from registry_record r
where r.registry_id = :registry and r.unit_id = :unit and r.alike = :alike and r.alike <> '' and r.id <> :other_than and r.ended_from is null
order by r.id limit 10

-- query registry_record_place(id int, unit int) maybe
select r.id, g.code, g.title, (select v.name from registry_record_version v where v.record_id = r.id order by v.id desc limit 1) as "name text"
from registry_record r join registry g on g.id = r.registry_id where r.id = :id and r.unit_id = :unit

-- Words are found over all units, and anybody may write what the index marks a unit with: whose they are is asked here.
-- query registry_records_found(ids ints, registry int, unit int, on_day text) many like registry_rows
select v.id, v.record_id, v.definition_id, v.name, v.state, v.answers, v.valid_from, '' as "value text"
from registry_record r join registry_record_version v on v.record_id = r.id
where r.id in :ids and r.registry_id = :registry and r.unit_id = :unit
	and v.replaced_at is null and {valid(v, :on_day)} order by r.id desc limit 200

-- query registry_record_title(id int) maybe
select v.name from registry_record_version v where v.record_id = :id order by v.id desc limit 1

-- query registry_record_version_before(record int, id int) maybe like registry_record_version_on
select {record_version_columns} from registry_record_version v where v.record_id = :record and v.id < :id order by v.id desc limit 1

-- Versions that lists show otherwise than they are: without the facet that every version has, with other days, or though they were replaced.
-- query registry_facets_wrong() many
select v.id from registry_record_version v
where (v.replaced_at is null and v.valid_from < v.valid_to) <> exists (
	select 1 from registry_facet f where f.version_id = v.id and f.facet = 'state=' and f.valid_from = v.valid_from and f.valid_to = v.valid_to)
order by v.id limit 100

-- query registry_record_versions_count() one
select count(*) as "total int" from registry_record_version

-- query registry_link_add(kind text, object int, record int, field text, version int) run
insert into registry_link (kind, object, record_id, field, version_id) values (:kind, :object, :record, :field, :version)
on conflict do nothing

-- What a record names, kept versions alone.
-- query registry_links_of(record int) many
select distinct l.kind, l.object, l.field from registry_link l join registry_record_version v on v.id = l.version_id
where l.record_id = :record and v.replaced_at is null order by l.kind, l.object, l.field

-- Whose a record is stands among what it names, as the kind "holder" and his number.
-- query registry_records_of_holder(registry int, number int, field text, day text) many
select r.id, r.unit_id, r.version, v.id as version_id, v.name, v.state, v.definition_id, v.answers, v.valid_from, v.written_at
from registry_link l join registry_record_version v on v.id = l.version_id join registry_record r on r.id = l.record_id
where l.kind = 'holder' and l.object = :number and l.field = :field and r.registry_id = :registry
	and v.replaced_at is null and {valid(v, :day)} and (r.ended_from is null or r.ended_from > :day) and r.merged_into is null
order by r.id limit 50

-- The same of one record, held by whomever.
-- query registry_record_said(id int, registry int, unit int, day text) maybe like registry_records_of_holder
select r.id, r.unit_id, r.version, v.id as version_id, v.name, v.state, v.definition_id, v.answers, v.valid_from, v.written_at
from registry_record r join registry_record_version v on v.record_id = r.id
where r.id = :id and r.registry_id = :registry and r.unit_id = :unit and v.replaced_at is null and {valid(v, :day)}
	and (r.ended_from is null or r.ended_from > :day)
order by v.id desc limit 1

-- query registry_record_home(id int, registry int) maybe
select id, unit_id, merged_into from registry_record where id = :id and registry_id = :registry

-- query registry_proved_number(account int) maybe
select proved_number as "number text?" from account_applicant where id = :account

-- query registry_links_after(record int, kind text, day text) many
select distinct l.object from registry_link l join registry_record_version v on v.id = l.version_id
where l.record_id = :record and l.kind = :kind and v.replaced_at is null and v.valid_to > :day order by l.object

-- Records that name a thing on some day from `day` to before `until`.
-- query registry_namers(kind text, object int, day text, until text, most int) many
select l.record_id, g.code, g.title, max(v.name) as "name text"
from registry_link l join registry_record_version v on v.id = l.version_id
	join registry_record r on r.id = l.record_id join registry g on g.id = r.registry_id
where l.kind = :kind and l.object = :object and v.replaced_at is null and v.valid_from < v.valid_to
	and v.valid_to > :day and v.valid_from < :until
group by l.record_id, g.code, g.title order by l.record_id limit :most

-- Who in a unit holds one of these permissions, by a position of his own.
-- query registry_power_holders(unit int, permissions texts, today text, most int) many
select o.name, min(o.title) as "title text"
from officer_on(:today) o join role_gives g on g.role = o.role
where o.unit_id = :unit and g.permission in :permissions group by o.account_id, o.name order by o.name, o.account_id limit :most

-- Records of a unit that name a person today.
-- query registry_naming_person(person int, unit int, day text) many
select distinct l.record_id, g.title, v.name
from registry_link l join registry_record_version v on v.id = l.version_id
	join registry_record r on r.id = l.record_id join registry g on g.id = r.registry_id
where l.kind = 'person' and l.object = :person and r.unit_id = :unit and v.replaced_at is null and {valid(v, :day)}
	and (r.ended_from is null or r.ended_from > :day) and r.merged_into is null
order by l.record_id limit 200

-- query registry_ended(id int, registry int, unit int, day text) maybe
select id from registry_record where id = :id and registry_id = :registry and unit_id = :unit and ended_from <= :day

-- ---- what waits for another officer ----

-- query registry_proposal_add(registry int, unit int, batch text, title text, at int, account int?, behalf int?) one
insert into registry_proposal (registry_id, unit_id, batch, title, state, version, made_at, made_by, made_behalf)
values (:registry, :unit, :batch, :title, 0, 1, :at, :account, :behalf) returning id

-- query registry_proposal_of_batch(batch text, registry int, unit int) maybe
select id from registry_proposal where batch = :batch and batch <> '' and registry_id = :registry and unit_id = :unit and state = 0
order by id desc limit 1

-- query registry_proposal_part_add(proposal int, act int, record int?, seen int, name text, valid_from text, reason text, source text,
--	source_ref text, move text, record_state text, answers text, though_alike int, other int?, other_seen int, take text) run
insert into registry_proposal_part (proposal_id, act, record_id, seen, name, valid_from, reason, source, source_ref, move, record_state, answers,
	though_alike, other_id, other_seen, take)
values (:proposal, :act, :record, :seen, :name, :valid_from, :reason, :source, :source_ref, :move, :record_state, :answers,
	:though_alike, :other, :other_seen, :take)

-- query registry_proposal_get(id int) maybe
select p.id, p.registry_id, p.unit_id, g.code, g.title as registry, p.title, p.batch, p.state, p.version, p.made_at, p.made_by, p.made_behalf,
	coalesce(m.name, '') as "maker text", p.decided_at, p.decided_by, p.decided_behalf, coalesce(d.name, '') as "decider text", p.remark
from registry_proposal p join registry g on g.id = p.registry_id
	left join account_name m on m.id = p.made_by left join account_name d on d.id = p.decided_by
where p.id = :id

-- query registry_proposal_counts(proposal int) one
select count(*) as "parts int", coalesce(sum(case when status = 1 then 1 else 0 end), 0) as "done int",
	coalesce(sum(case when status = 2 then 1 else 0 end), 0) as "refused int"
from registry_proposal_part where proposal_id = :proposal

-- query registry_proposal_moved(id int, seen int, state int, at int, account int?, behalf int?, remark text) change
update registry_proposal set state = :state, version = version + 1, decided_at = :at, decided_by = :account, decided_behalf = :behalf,
	remark = :remark where id = :id and version = :seen

-- part proposal_line_columns
p.id, p.title, g.title as registry, coalesce(m.name, '') as "maker text", p.made_at, p.state

-- query registry_proposals_of(unit int, registry int, before int, most int) many
select {proposal_line_columns}
from registry_proposal p join registry g on g.id = p.registry_id left join account_name m on m.id = p.made_by
where p.unit_id = :unit and p.id < :before and (:registry = 0 or p.registry_id = :registry) order by p.id desc limit :most

-- query registry_proposals_in(unit int, state int, registry int, before int, most int) many like registry_proposals_of
select {proposal_line_columns}
from registry_proposal p join registry g on g.id = p.registry_id left join account_name m on m.id = p.made_by
where p.unit_id = :unit and p.state = :state and p.id < :before and (:registry = 0 or p.registry_id = :registry) order by p.id desc limit :most

-- query registry_proposals_count(unit int, but int) one
select count(*) as "total int" from (
	select id from registry_proposal where unit_id = :unit and state = 0 and coalesce(made_by, 0) <> :but limit 100) as these

-- query registry_proposals_about(record int, but int) many
select p.id, p.title, p.made_at, (select m.name from account_name m where m.id = p.made_by) as "maker text?"
from registry_proposal p
where p.id in (select t.proposal_id from registry_proposal_part t where t.record_id = :record and t.status = 0) and p.state = 0 and p.id <> :but
order by p.id limit 10

-- query registry_proposal_parts(proposal int, after int, most int) many
select id, act, record_id, seen, name, valid_from, reason, source, source_ref, move, record_state, answers, though_alike, other_id, other_seen, take,
	status, why
from registry_proposal_part where proposal_id = :proposal and id > :after order by id limit :most

-- query registry_proposal_parts_left(proposal int, most int) many like registry_proposal_parts
select id, act, record_id, seen, name, valid_from, reason, source, source_ref, move, record_state, answers, though_alike, other_id, other_seen, take,
	status, why
from registry_proposal_part where proposal_id = :proposal and status = 0 order by id limit :most

-- query registry_proposal_part_ended(id int, record int?, status int, why text) change
update registry_proposal_part set status = :status, why = :why, record_id = coalesce(:record, record_id) where id = :id and status = 0

-- query registry_proposal_title(id int) maybe
select title, unit_id from registry_proposal where id = :id

-- ---- figures ----

-- query registry_tally_add(registry int, unit int, figure text, part text, on_day text, n int+, total int+) run
insert into registry_tally (registry_id, unit_id, figure, part, on_day, n, total)
values (:registry, :unit, :figure, :part, :on_day, :n, :total)
on conflict (registry_id, unit_id, figure, part, on_day) do update
set n = registry_tally.n + excluded.n, total = registry_tally.total + excluded.total

-- query registry_tallies_forget(registry int, unit int) run
delete from registry_tally where registry_id = :registry and unit_id = :unit

-- query registry_figures_on(registry int, units ints, day text) many
select t.unit_id, t.figure, t.part, sum(t.n) as "n int", sum(t.total) as "total int"
from registry_tally t where t.registry_id = :registry and t.unit_id in :units and t.on_day <= :day
group by t.unit_id, t.figure, t.part order by t.unit_id, t.figure, t.part

-- query registry_figure_months(registry int, unit int, figure text, day text) many
select substr(t.on_day, 1, 7) as "month text", sum(t.n) as "n int", sum(t.total) as "total int"
from registry_tally t where t.registry_id = :registry and t.unit_id = :unit and t.figure = :figure and t.part = '' and t.on_day <= :day
group by substr(t.on_day, 1, 7) order by substr(t.on_day, 1, 7)

-- query registry_tallies_kept(registry int, unit int) many
select figure, part, on_day, n, total from registry_tally
where registry_id = :registry and unit_id = :unit and (n <> 0 or total <> 0) order by figure, part, on_day

-- query registry_counted_by(registry int, unit int) maybe
select version_id from registry_counted where registry_id = :registry and unit_id = :unit

-- query registry_counted_put(registry int, unit int, version int) run
insert into registry_counted (registry_id, unit_id, version_id) values (:registry, :unit, :version)
on conflict (registry_id, unit_id) do update set version_id = excluded.version_id

-- query registry_units_counted(registry int, after int) maybe
select r.unit_id, (select k.version_id from registry_counted k where k.registry_id = r.registry_id and k.unit_id = r.unit_id) as "version int?"
from registry_record r where r.registry_id = :registry and r.unit_id > :after order by r.unit_id limit 1

-- query registry_records_after(registry int, unit int, after int, most int) many
select id from registry_record where registry_id = :registry and unit_id = :unit and id > :after order by id limit :most

-- Of a person who has asked the unit to give nothing on (core/privacy): the record is his, or names him.
-- part not_withheld
not exists (select 1 from registry_link l join registry_record_version v on v.id = l.version_id join privacy_withheld w on w.number = l.object
		and w.unit_id = r.unit_id where l.record_id = r.id and l.kind = 'holder' and v.replaced_at is null and {valid(v, :day)})
	and not exists (select 1 from registry_link l join registry_record_version v on v.id = l.version_id join privacy_withheld w on w.person_id = l.object
		and w.unit_id = r.unit_id where l.record_id = r.id and l.kind = 'person' and v.replaced_at is null and {valid(v, :day)})

-- query registry_records_given(registry int, unit int, after int, day text, most int) many
select r.id from registry_record r where r.registry_id = :registry and r.unit_id = :unit and r.id > :after and {not_withheld} order by r.id limit :most

-- query registry_records_given_back(registry int, unit int, before int, day text, most int) many like registry_records_given
select r.id from registry_record r where r.registry_id = :registry and r.unit_id = :unit and r.id < :before and {not_withheld}
order by r.id desc limit :most

-- query registry_record_given(id int, registry int, unit int, day text) maybe
select r.id from registry_record r where r.id = :id and r.registry_id = :registry and r.unit_id = :unit and {not_withheld}

-- Those of some records that may be given on.
-- query registry_records_open(ids ints, day text) many
select r.id from registry_record r where r.id in :ids and {not_withheld} order by r.id limit 3000

-- query registry_records_held(registry int, unit int, after int, on_day text, most int) many
select r.id, v.name as title, v.valid_from from registry_record r join registry_record_version v on v.record_id = r.id
where r.registry_id = :registry and r.unit_id = :unit and r.id > :after and v.replaced_at is null and {valid(v, :on_day)} order by r.id limit :most

-- query registry_versions_kept(record int) many
select {record_version_columns} from registry_record_version v
where v.record_id = :record and v.replaced_at is null and v.valid_from < v.valid_to order by v.id

-- Facets of figures begin with a sign that no name of a field does.
-- query registry_counts_forget(version int) run
delete from registry_facet where version_id = :version and facet >= '@' and facet < 'A'

-- query registry_counts_kept(version int) many
select facet, value, valid_from, valid_to from registry_facet
where version_id = :version and facet >= '@' and facet < 'A' order by facet, valid_from

-- query registry_is_counted(version int, facet text, day text) maybe
select version_id from registry_facet
where version_id = :version and facet = :facet and {valid(registry_facet, :day)} limit 1

-- On which days a thing is named by records that a figure counts. Found by the links: "+" keeps the index over a whole registry out of it.
-- query registry_named_days(kind text, object int, field text, registry int, facet text) many
select f.valid_from, f.valid_to
from registry_link l join registry_facet f on f.version_id = l.version_id and +f.registry_id = :registry and f.facet = :facet
where l.kind = :kind and l.object = :object and l.field = :field order by f.valid_from, f.valid_to

-- The unit itself and those that were directly below it on a day.
-- query registry_units_on(unit int, day text) many
select u.id, u.full_name, u.level from unit_name u where u.id = :unit
union all
select u.id, u.full_name, u.level from unit_on(:day) u where u.parent_id = :unit

-- query registry_unit_named(id int) one
select u.id, u.code, u.name, u.full_name from unit_name u where u.id = :id

-- query registry_units_below(unit int, day text) many
select u.id from unit_on(:day) u where u.parent_id = :unit order by u.id

-- query registry_figures_of_units(registry int, units ints, figures texts, day text) many like registry_figures_on
select t.unit_id, t.figure, t.part, sum(t.n) as "n int", sum(t.total) as "total int"
from registry_tally t where t.registry_id = :registry and t.unit_id in :units and t.figure in :figures and t.part = '' and t.on_day <= :day
group by t.unit_id, t.figure, t.part order by t.unit_id, t.figure, t.part

-- query registry_kept(id int) one
select id, code, title, unit_id, ended_from from registry where id = :id

-- query registry_own_add(code text, title text, unit int) one
insert into registry (code, title, unit_id) values (:code, :title, :unit) returning id

-- query registry_retitle(id int, title text) change
update registry set title = :title where id = :id

-- query registry_end(id int, unit int, ended_from text) change
update registry set ended_from = :ended_from where id = :id and unit_id = :unit and ended_from is null

-- query registry_reopen(id int, unit int) change
update registry set ended_from = null where id = :id and unit_id = :unit and ended_from is not null

-- query registries_owned_count(unit int) one
select count(*) as "total int" from registry where unit_id = :unit

-- query registries_of_owner(unit int) many
select g.id, g.code, g.title, g.unit_id, g.ended_from,
	coalesce((select max(v.number) from registry_version v where v.registry_id = g.id and v.published_at is not null), 0) as "published int",
	coalesce((select max(v.id) from registry_version v where v.registry_id = g.id and v.number > 0 and v.published_at is null), 0) as "draft int"
from registry g where g.unit_id = :unit order by g.title, g.id

-- query registry_version_get(id int) one
select v.id, v.registry_id, v.number, v.definition, v.valid_from, v.valid_to, v.created_at, v.published_at, g.code, g.title, g.unit_id
from registry_version v join registry g on g.id = v.registry_id where v.id = :id and v.number > 0

-- query registry_version_previous(registry int, number int) maybe
select id, number, definition from registry_version where registry_id = :registry and number < :number and number > 0 order by number desc limit 1

-- query registry_version_list(registry int, before int, most int) many
select id, number, valid_from, valid_to, created_at, published_at from registry_version
where registry_id = :registry and number < :before and number > 0 order by number desc limit :most

-- query registry_version_newest(registry int) maybe
select id, number, definition, valid_from, valid_to, published_at from registry_version
where registry_id = :registry order by number desc limit 1

-- query registry_version_open(registry int) maybe
select id, valid_from, definition from registry_version
where registry_id = :registry and published_at is not null and valid_to is null order by number desc limit 1

-- query registry_version_change(id int, definition text, before text) change
update registry_version set definition = :definition where id = :id and number > 0 and published_at is null and definition = :before

-- Not deleted: the store would look through all that records were ever written by. Its number is free again.
-- query registry_version_drop(id int) change
update registry_version set number = -id, definition = '' where id = :id and number > 0 and published_at is null

-- query registry_version_close(registry int, valid_from text) run
update registry_version set valid_to = :valid_from where registry_id = :registry and published_at is not null and valid_to is null

-- Records of a registry, of all units, in the order in which they are gone through: each with the version that holds to the end.
-- query registry_records_walk(registry int, after_unit int, after int, most int) many
select r.id, r.unit_id, v.id as "version int", v.definition_id, v.state, v.answers
from registry_record r join registry_record_version v on v.id = (
	select max(x.id) from registry_record_version x where x.record_id = r.id and x.replaced_at is null)
where r.registry_id = :registry and r.merged_into is null and (r.unit_id, r.id) > (:after_unit, :after) order by r.unit_id, r.id limit :most

-- query registry_record_versions_shown(record int) many
select {record_version_columns} from registry_record_version v
where v.record_id = :record and v.replaced_at is null and v.valid_from < v.valid_to order by v.id

-- query registry_facet_drop(version int, facet text) run
delete from registry_facet where version_id = :version and facet = :facet

-- query registry_record_alike_put(id int, alike text) change
update registry_record set alike = :alike where id = :id
