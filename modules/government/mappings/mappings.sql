-- uses db units access procedures eforms dossiers registries
-- migrate
create table mapping_version (
	id             integer primary key,
	procedure_code text not null,
	number         integer not null,
	definition     text not null,
	valid_from     text not null,
	valid_to       text, -- first day no longer
	created_at     integer not null,
	created_by     integer references account
);
create unique index mapping_version_number on mapping_version (procedure_code, number);
create table mapping_task ( -- what the end of a dossier writes: one row a write, for ever
	id          integer primary key,
	dossier_id  integer not null references dossier,
	name        text not null, -- of the write
	unit_id     integer not null references unit,
	registry    text not null,
	act         text not null,
	state       text not null check (state in ('waiting', 'written', 'stuck', 'dropped')),
	reason      text not null default '',
	record_id   integer,
	on_day      text not null, -- of the result
	planned_at  integer not null,
	settled_at  integer,
	account_id  integer references account, -- who ended the dossier: it is written in his name
	settled_by  integer references account,
	times       integer not null default 1 -- so often the dossier has ended
);
create unique index mapping_task_of on mapping_task (dossier_id, name);
create index mapping_task_stuck on mapping_task (unit_id, id) where state = 'stuck';
create index mapping_task_waiting on mapping_task (id) where state = 'waiting';
create index mapping_task_record on mapping_task (record_id, id) where record_id is not null;
create table mapping_taken ( -- which record a dossier's form named, and how it was then
	dossier_id integer not null references dossier,
	record_id  integer not null,
	version    integer not null,
	primary key (dossier_id, record_id)
);

-- migrate
alter table mapping_task add column proposal_id integer; -- in which it waits for somebody to check it (registries)
create index mapping_task_proposal on mapping_task (proposal_id) where proposal_id is not null;

-- query mapping_version_add(procedure text, number int, definition text, valid_from text, at int, account int?) one
insert into mapping_version (procedure_code, number, definition, valid_from, created_at, created_by)
values (:procedure, :number, :definition, :valid_from, :at, :account) returning id

-- query mapping_version_newest(procedure text) maybe
select id, number, definition, valid_from, valid_to from mapping_version where procedure_code = :procedure order by number desc limit 1

-- One that was to hold from that day on never holds.
-- query mapping_version_close(procedure text, valid_from text) run
update mapping_version set valid_to = case when valid_from > :valid_from then valid_from else :valid_from end
where procedure_code = :procedure and {not_ended(mapping_version, :valid_from)}

-- query mapping_version_get(id int) one
select id, procedure_code, number, definition, valid_from, valid_to, created_at from mapping_version where id = :id

-- query mapping_versions_of(procedure text, before int, most int) many
select v.id, v.number, v.valid_from, coalesce(v.valid_to, '') as "valid_to text", v.created_at, coalesce(a.name, '') as "author text"
from mapping_version v left join account_name a on a.id = v.created_by
where v.procedure_code = :procedure and v.number < :before order by v.number desc limit :most

-- query mapping_versions_on(day text) many
select v.id, v.procedure_code, v.number, v.definition, v.valid_from, coalesce(v.valid_to, '') as "valid_to text"
from mapping_version v where {not_ended(v, :day)} order by v.procedure_code, v.number

-- query mapping_dossier(id int) maybe
select d.id, d.code, d.procedure_id, d.procedure_code, d.receiving_unit_id, d.competent_unit_id, d.holder_unit_id, d.status, d.account_id, d.eform_id,
	d.answers, d.applicant_name, d.applicant_number, d.applicant_phone, d.applicant_address, d.submitted_at, d.finished_at, u.full_name as unit_name
from dossier_content d join unit_name u on u.id = d.competent_unit_id where d.id = :id

-- query mapping_procedure(id int) one
select id, code, name from procedure_name where id = :id

-- query mapping_procedure_today(code text, day text) maybe
select id, code, name from procedure_on(:day) where code = :code

-- query mapping_unit(id int) maybe
select full_name from unit_name where id = :id

-- query mapping_task_add(dossier int, name text, unit int, registry text, act text, on_day text, at int, account int?) one
insert into mapping_task (dossier_id, name, unit_id, registry, act, state, on_day, planned_at, account_id)
values (:dossier, :name, :unit, :registry, :act, 'waiting', :on_day, :at, :account)
on conflict (dossier_id, name) do update set state = 'waiting', reason = '', on_day = excluded.on_day, planned_at = excluded.planned_at,
	account_id = excluded.account_id, times = mapping_task.times + 1
returning id

-- part task_columns
t.id, t.dossier_id, t.name, t.unit_id, t.registry, t.act, t.state, t.reason, t.record_id, t.on_day, t.planned_at, t.settled_at, t.account_id, t.times, t.proposal_id

-- query mapping_tasks_of(dossier int) many
select {task_columns} from mapping_task t where t.dossier_id = :dossier order by t.id

-- query mapping_task_get(id int) maybe like mapping_tasks_of
select {task_columns} from mapping_task t where t.id = :id

-- query mapping_task_written(id int, record int, at int, account int?) change
update mapping_task set state = 'written', reason = '', record_id = :record, settled_at = :at, settled_by = :account
where id = :id and state in ('waiting', 'stuck')

-- query mapping_task_stuck(id int, reason text) change
update mapping_task set state = 'stuck', reason = :reason where id = :id and state in ('waiting', 'stuck')

-- query mapping_task_waits(id int, reason text, proposal int) change
update mapping_task set state = 'stuck', reason = :reason, proposal_id = :proposal where id = :id and state in ('waiting', 'stuck')

-- query mapping_task_of_proposal(proposal int) maybe like mapping_tasks_of
select {task_columns} from mapping_task t where t.proposal_id = :proposal

-- query mapping_task_decided(id int) change
update mapping_task set proposal_id = null where id = :id

-- query mapping_task_dropped(id int, unit int, reason text, at int, account int?) change
update mapping_task set state = 'dropped', reason = :reason, settled_at = :at, settled_by = :account
where id = :id and unit_id = :unit and state in ('waiting', 'stuck')

-- query mapping_tasks_stuck(unit int, after int, most int) many
select t.id, t.dossier_id, d.code, d.procedure_name, t.registry, t.act, t.reason, t.planned_at
from mapping_task t join dossier_standing d on d.id = t.dossier_id
where t.unit_id = :unit and t.state = 'stuck' and t.id > :after order by t.id limit :most

-- query mapping_tasks_stuck_count(unit int) one
select count(*) as "total int" from (select id from mapping_task where unit_id = :unit and state = 'stuck' limit 100) as these

-- query mapping_taken_put(dossier int, record int, version int) run
insert into mapping_taken (dossier_id, record_id, version) values (:dossier, :record, :version)
on conflict (dossier_id, record_id) do update set version = excluded.version

-- query mapping_taken_of(dossier int, record int) maybe
select version from mapping_taken where dossier_id = :dossier and record_id = :record

-- query mapping_tasks_waiting() many like mapping_tasks_of
select {task_columns} from mapping_task t where t.state = 'waiting' order by t.id limit 1000

-- query mapping_tasks_wrong() many
select t.id from mapping_task t where t.state = 'written' and t.record_id is null order by t.id limit 100

-- query mapping_tasks_count() one
select count(*) as "total int" from mapping_task
