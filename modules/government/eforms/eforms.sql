-- uses db units procedures
-- migrate
create table eform (
	id    integer primary key,
	code  text not null,
	title text not null
);
create unique index eform_code on eform (code);
create index eform_title on eform (title, id);
create table eform_version (
	id           integer primary key,
	eform_id     integer not null references eform,
	number       integer not null,
	title        text not null,
	definition   text not null,
	valid_from   text,
	valid_to     text,
	created_at   integer not null,
	created_by   integer,
	published_at integer
);
create unique index eform_version_number on eform_version (eform_id, number);

-- query eform_add(code text, title text) one
insert into eform (code, title) values (:code, :title) returning id

-- query eform_retitle(id int, title text) change
update eform set title = :title where id = :id

-- query eform_by_code(code text) maybe
select id, title from eform where code = :code

-- query eform_head(id int) one
select id, code, title from eform where id = :id

-- query eform_list() many
select f.id, f.code, f.title,
	coalesce((select max(v.number) from eform_version v where v.eform_id = f.id and v.published_at is not null), 0) as "published int",
	coalesce((select max(v.id) from eform_version v where v.eform_id = f.id and v.published_at is null), 0) as "draft int"
from eform f order by f.title, f.id

-- query eform_version_add(eform int, number int, title text, definition text, at int, account int?) one
insert into eform_version (eform_id, number, title, definition, created_at, created_by)
values (:eform, :number, :title, :definition, :at, :account) returning id

-- query eform_version_get(id int) one
select id, eform_id, number, title, definition, valid_from, valid_to, created_at, published_at from eform_version where id = :id

-- query eform_version_before(eform int, number int) maybe
select id, number from eform_version where eform_id = :eform and number < :number order by number desc limit 1

-- query eform_versions(eform int, before int, most int) many
select id, number, title, valid_from, valid_to, created_at, published_at from eform_version
where eform_id = :eform and number < :before order by number desc limit :most

-- query eform_version_newest(eform int) maybe
select id, number, title, definition, valid_from, valid_to, published_at from eform_version
where eform_id = :eform order by number desc limit 1

-- query eform_version_change(id int, definition text, title text, before text) change
update eform_version set definition = :definition, title = :title
where id = :id and published_at is null and definition = :before

-- query eform_version_drop(id int) change
delete from eform_version where id = :id and published_at is null

-- query eform_version_publish(id int, valid_from text, at int) change
update eform_version set valid_from = :valid_from, published_at = :at where id = :id and published_at is null

-- query eform_version_end(eform int, valid_from text) run
update eform_version set valid_to = :valid_from where eform_id = :eform and published_at is not null and valid_to is null

-- query eform_version_open(eform int) maybe
select id, valid_from from eform_version
where eform_id = :eform and published_at is not null and valid_to is null order by number desc limit 1

-- query eforms_published(on_day text) many
select v.id, v.eform_id, v.definition, v.valid_from, v.valid_to
from eform f join eform_version v on v.eform_id = f.id
where v.published_at is not null and {not_ended(v, :on_day)}
order by f.code, v.valid_from

-- query eform_procedure_names(codes texts, on_day text) many
select id, code, name from procedure_on(:on_day)
where code in :codes order by code
