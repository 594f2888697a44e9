-- migrate
create table setting (
	name       text primary key,
	value      text not null,
	changed_at integer not null,
	actor_id   integer not null
);
create table job (
	id          integer primary key,
	kind        text not null,
	job_key     text not null,
	argument    text not null,
	state       text not null check (state in ('queued', 'running', 'done', 'dead', 'discarded')),
	attempts    integer not null default 0,
	ready_at    integer,
	last_error  text not null default '',
	created_at  integer not null,
	finished_at integer
);
create index job_ready on job (ready_at) where ready_at is not null;
create index job_state on job (state, id);
create index job_finished on job (finished_at) where finished_at is not null;
create unique index job_waiting on job (kind, job_key) where state = 'queued' and job_key <> '';
create table audit_head (
	unit_id integer primary key,
	last_id integer not null,
	hash    text not null
);
create table audit (
	id          integer primary key,
	unit_id     integer not null,
	happened_at integer not null,
	actor_id    integer not null,
	behalf_id   integer not null,           -- whose power the actor used by delegation; 0: his own
	action      text not null,
	object_kind text not null,
	object_id   integer not null,
	detail      text not null,
	request_id  text not null,
	previous    text not null
);
create index audit_unit on audit (unit_id, happened_at, id);
create index audit_actor on audit (actor_id, happened_at, id);
create index audit_object on audit (object_kind, object_id, happened_at, id);
create table kept (
	name    text primary key,
	version text not null
);

-- migrate
create table upload_day (
	day   text not null,
	who   text not null, -- "account 12", "address 5f..", "unit 3"
	bytes integer not null,
	primary key (day, who)
);

-- migrate
create table rekey ( -- search keys by the version of the functions that made them
	name    text primary key,
	version integer not null,
	made_at integer not null
);

-- migrate
create table flow_key ( -- of forms that did their work once, for as long as jobs are kept
	actor_id integer not null,
	key text not null,
	flow text not null,
	action text not null,
	object_id integer not null,
	said text not null, -- fingerprint of what came with it
	happened_at integer not null,
	primary key (actor_id, key)
);
create index flow_key_at on flow_key (happened_at);

-- migrate
create table menu_kept ( -- what an account keeps of the menu: paths, one a line
	account_id integer primary key,
	favourites text not null,
	used       text not null
);

-- migrate
create table list_view ( -- what an account keeps of a list under a name
	id         integer primary key,
	account_id integer not null,
	list       text not null, -- path of its page
	name       text not null,
	query      text not null, -- filters, order and columns, as in its address
	is_first   integer not null default 0,
	made_at    integer not null
);
create unique index list_view_name on list_view (account_id, list, name);

-- migrate
alter table list_view add column unit_id integer; -- it is shared with the officers of that unit
create index list_view_unit on list_view (unit_id, list);

-- migrate
create table unit_setting ( -- what a unit put in the place of the program's value
	unit_id    integer not null,
	name       text not null,
	value      text not null,
	changed_at integer not null,
	actor_id   integer not null,
	primary key (unit_id, name)
);
create table setting_change ( -- how settings read before, whoever changed them; of secrets only that there was one
	id      integer primary key,
	unit_id integer not null, -- 0: the program's
	name    text not null,
	before  text not null,
	had     integer not null, -- there was a value in the store
	after   text not null,
	has     integer not null,
	at      integer not null,
	actor_id integer not null
);
create index setting_change_of on setting_change (unit_id, name, id);

-- migrate
create table job_last ( -- how each kind that runs by itself ended last; rows of job are thrown away after some days
	kind        text primary key,
	began_at    integer not null,
	finished_at integer not null,
	state       text not null,
	error       text not null
);

-- migrate
create table look_subject ( -- whom the looks of the log concern: "account 5", "person 7", "number 3f..", "unit 3"
	subject     text not null,
	happened_at integer not null,
	audit_id    integer not null,
	primary key (subject, happened_at, audit_id)
);

-- Looks at what concerns a subject.
-- view look_about
select s.subject, s.happened_at, s.audit_id, a.unit_id, a.actor_id, a.object_kind, a.object_id, a.detail
from look_subject s join audit a on a.id = s.audit_id

-- query look_subject_add(subject text, at int, audit int) run
insert into look_subject (subject, happened_at, audit_id) values (:subject, :at, :audit) on conflict (subject, happened_at, audit_id) do nothing
-- query look_subjects_copy(from text, to text) run
insert into look_subject (subject, happened_at, audit_id)
select cast(:to as text), s.happened_at, s.audit_id from look_subject s where s.subject = :from
on conflict (subject, happened_at, audit_id) do nothing
-- query look_subjects_forget(subject text) run
delete from look_subject where subject = :subject
-- query audit_looks_after(after int, most int) many
select id, happened_at, actor_id, action, object_kind, object_id from audit where id > :after order by id limit :most

-- query list_views_of(account int, list text) many
select id, list, name, query, is_first, account_id, unit_id from list_view where account_id = :account and list = :list order by name limit 60
-- query list_views_all(account int) many like list_views_of
select id, list, name, query, is_first, account_id, unit_id from list_view where account_id = :account order by list, name limit 60
-- query list_views_shared(unit int, account int) many like list_views_of
select id, list, name, query, 0 as "is_first int", account_id, unit_id from list_view where unit_id = :unit and account_id <> :account
order by list, name, id limit 60
-- query list_view_count(account int) one
select count(*) as "total int" from list_view where account_id = :account
-- query list_view_shared_count(unit int) one
select count(*) as "total int" from list_view where unit_id = :unit
-- query list_view_named(account int, list text, name text) maybe
select id from list_view where account_id = :account and list = :list and name = :name
-- query list_view_get(id int, account int) maybe
select list, name, unit_id from list_view where id = :id and account_id = :account
-- query list_view_shared_get(id int, unit int) maybe
select name from list_view where id = :id and unit_id = :unit
-- query list_view_title(id int) one
select name from list_view where id = :id
-- query list_view_share(id int, account int, unit int) change
update list_view set unit_id = :unit where id = :id and account_id = :account and unit_id is null
-- query list_view_unshare(id int) change
update list_view set unit_id = null where id = :id and unit_id is not null
-- query list_view_add(account int, list text, name text, query text, at int) one
insert into list_view (account_id, list, name, query, made_at) values (:account, :list, :name, :query, :at) returning id
-- query list_view_rename(id int, account int, name text) change
update list_view set name = :name where id = :id and account_id = :account
-- query list_view_drop(id int, account int) change
delete from list_view where id = :id and account_id = :account
-- query list_views_none_first(account int, list text) run
update list_view set is_first = 0 where account_id = :account and list = :list and is_first = 1
-- query list_view_make_first(id int, account int) change
update list_view set is_first = 1 where id = :id and account_id = :account

-- query menu_kept_of(account int) maybe
select favourites, used from menu_kept where account_id = :account
-- query menu_kept_put(account int, favourites text, used text) run
insert into menu_kept (account_id, favourites, used) values (:account, :favourites, :used)
on conflict (account_id) do update set favourites = excluded.favourites, used = excluded.used

-- query rekey_version(name text) maybe
select version from rekey where name = :name
-- query rekey_made(name text, version int, at int) run
insert into rekey (name, version, made_at) values (:name, :version, :at)
on conflict (name) do update set version = excluded.version, made_at = excluded.made_at
-- query kept_find(name text) maybe
select version from kept where name = :name
-- query kept_put(name text, version text) run
insert into kept (name, version) values (:name, :version) on conflict (name) do update set version = excluded.version

-- query setting_all() many
select name, value from setting order by name
-- query unit_setting_all() many
select unit_id, name, value from unit_setting order by name, unit_id
-- query setting_value(name text) maybe
select value from setting where name = :name
-- query unit_setting_value(unit int, name text) maybe
select value from unit_setting where unit_id = :unit and name = :name
-- query unit_setting_put(unit int, name text, value text, at int, actor int) run
insert into unit_setting (unit_id, name, value, changed_at, actor_id) values (:unit, :name, :value, :at, :actor)
on conflict (unit_id, name) do update set value = excluded.value, changed_at = excluded.changed_at, actor_id = excluded.actor_id
-- query unit_setting_drop(unit int, name text) run
delete from unit_setting where unit_id = :unit and name = :name
-- query setting_change_add(unit int, name text, before text, had int, after text, has int, at int, actor int) run
insert into setting_change (unit_id, name, before, had, after, has, at, actor_id) values (:unit, :name, :before, :had, :after, :has, :at, :actor)
-- query setting_changes(unit int, name text, most int) many
select id, before, had, after, has, at, actor_id from setting_change where unit_id = :unit and name = :name order by id desc limit :most
-- query setting_is_set(name text) maybe
select name from setting where name = :name
-- query setting_put(name text, value text, at int, actor int) run
insert into setting (name, value, changed_at, actor_id) values (:name, :value, :at, :actor)
on conflict (name) do update set value = excluded.value, changed_at = excluded.changed_at, actor_id = excluded.actor_id
-- query setting_drop(name text) run
delete from setting where name = :name

-- A job that runs has its lease in ready_at: when that is over its runner is gone and somebody else takes it. attempts, which
-- only taking raises, is the fence: a runner that lost its lease cannot end the job of the next one.
-- query job_put(kind text, key text, argument text, ready int, at int) run
insert into job (kind, job_key, argument, state, ready_at, created_at)
values (:kind, :key, :argument, 'queued', :ready, :at)
on conflict (kind, job_key) where state = 'queued' and job_key <> '' do nothing
-- query job_put_periodic(kind text, key text, argument text, ready int, at int) run
insert into job (kind, job_key, argument, state, ready_at, created_at)
select :kind, :key, :argument, 'queued', cast(:ready as bigint), cast(:at as bigint)
where not exists (select 1 from job j where j.kind = :kind and j.job_key = :key and j.state in ('queued', 'running'))
on conflict (kind, job_key) where state = 'queued' and job_key <> '' do nothing
-- query job_planned(kind text, key text) maybe
select id, ready_at as "ready_at int", attempts from job where kind = :kind and job_key = :key and state = 'queued' and job_key <> ''
-- query job_move(id int, ready int, argument text) run
update job set ready_at = :ready, argument = :argument where id = :id and state = 'queued'
-- query job_last_put(kind text, began int, finished int, state text, error text) run
insert into job_last (kind, began_at, finished_at, state, error) values (:kind, :began, :finished, :state, :error)
on conflict (kind) do update set began_at = excluded.began_at, finished_at = excluded.finished_at, state = excluded.state, error = excluded.error
-- query job_last_of(kind text) maybe
select began_at, finished_at, state, error from job_last where kind = :kind
-- query job_next() maybe
select ready_at as "ready_at int" from job where ready_at is not null order by ready_at limit 1
-- query job_take(now int, lease int) maybe
update job set state = 'running', attempts = attempts + 1, ready_at = :lease
where id = (select j.id from job j where j.ready_at <= :now order by j.ready_at limit 1)
returning id, kind, job_key, argument, attempts
-- postgres
update job set state = 'running', attempts = attempts + 1, ready_at = :lease
where id = (select j.id from job j where j.ready_at <= :now order by j.ready_at limit 1 for update skip locked)
returning id, kind, job_key, argument, attempts
-- query job_extend(id int, attempts int, lease int) run
update job set ready_at = :lease where id = :id and attempts = :attempts and state = 'running'
-- query job_recover(now int) run
update job set ready_at = :now where state = 'running'
-- query job_finish(id int, attempts int, state text, error text, at int) run
update job set state = :state, ready_at = null, last_error = :error, finished_at = :at
where id = :id and attempts = :attempts and state = 'running'
-- query job_again(id int, attempts int, ready int, error text) run
update job set state = 'queued', ready_at = :ready, last_error = :error
where id = :id and attempts = :attempts and state = 'running'
-- query job_waits(kind text, key text) maybe
select id from job where kind = :kind and job_key = :key and state = 'queued' and job_key <> ''
-- query job_facts(id int) one
select id, kind, job_key, state, attempts, last_error from job where id = :id
-- query job_retry(id int, now int) change
update job set state = 'queued', attempts = 0, ready_at = :now, finished_at = null where id = :id and state = 'dead'
-- query job_hurry(id int, now int) change
update job set ready_at = :now where id = :id and state = 'queued'
-- query job_discard(id int, at int) change
update job set state = 'discarded', ready_at = null, finished_at = :at where id = :id and state in ('dead', 'queued')
-- query job_prune(before int, max int) run
delete from job where id in (select j.id from job j where j.finished_at < :before and j.state <> 'dead' order by j.finished_at limit :max)
-- query job_prunable(before int) maybe
select id from job where finished_at < :before and state <> 'dead' order by finished_at limit 1
-- query job_list(before int, max int) many
select id, kind, state, attempts, ready_at, last_error, created_at, finished_at
from job where id < :before order by id desc limit :max
-- query job_list_of(state text, before int, max int) many like job_list
select id, kind, state, attempts, ready_at, last_error, created_at, finished_at
from job where state = :state and id < :before order by id desc limit :max
-- query jobs_dead() one
select count(*) as "total int" from (select id from job where state = 'dead' limit 100) as dead
-- query job_counts() one
select (select count(*) from job where state = 'queued') as "queued int",
	(select count(*) from job where state = 'running') as "running int",
	(select count(*) from job where state = 'dead') as "dead int"

-- An entry carries the hash of the one before it in its unit's chain, the head that of the last.
-- query audit_put(unit int, at int, actor int, behalf int, action text, kind text, object int, detail text, request text) one
insert into audit (unit_id, happened_at, actor_id, behalf_id, action, object_kind, object_id, detail, request_id, previous)
values (:unit, :at, :actor, :behalf, :action, :kind, :object, :detail, :request,
	coalesce((select h.hash from audit_head h where h.unit_id = :unit), ''))
returning id, previous
-- query audit_put_after(unit int, at int, actor int, behalf int, action text, kind text, object int, detail text, request text, previous text) one
insert into audit (unit_id, happened_at, actor_id, behalf_id, action, object_kind, object_id, detail, request_id, previous)
values (:unit, :at, :actor, :behalf, :action, :kind, :object, :detail, :request, :previous) returning id
-- query audit_head_put(unit int, id int!, hash text!) run
insert into audit_head (unit_id, last_id, hash) values (:unit, :id, :hash)
on conflict (unit_id) do update set last_id = excluded.last_id, hash = excluded.hash
-- query audit_heads() many
select unit_id, last_id, hash from audit_head order by unit_id
-- query audit_after(after int, max int) many
select id, unit_id, happened_at, actor_id, behalf_id, action, object_kind, object_id, detail, request_id, previous
from audit where id > :after order by id limit :max
-- part audit_columns
id, unit_id, happened_at, actor_id, behalf_id, action, object_kind, object_id, detail, request_id

-- query audit_of_unit(unit int, kind text, action text, from int, before int, before_id int, max int) many
select {audit_columns}
from audit
where unit_id = :unit and happened_at >= :from and (happened_at, id) < (:before, :before_id)
	and (:action = '' or action = :action) and (:kind = '' or object_kind = :kind)
order by happened_at desc, id desc limit :max
-- query audit_of_actor(actor int, unit int?, kind text, action text, from int, before int, before_id int, max int) many like audit_of_unit
select {audit_columns}
from audit
where actor_id = :actor and happened_at >= :from and (happened_at, id) < (:before, :before_id)
	and unit_id = coalesce(:unit, unit_id) and (:action = '' or action = :action) and (:kind = '' or object_kind = :kind)
order by happened_at desc, id desc limit :max
-- query audit_of_object(kind text, object int, unit int?, actor int, action text, from int, before int, before_id int, max int) many like audit_of_unit
select {audit_columns}
from audit
where object_kind = :kind and object_id = :object and happened_at >= :from and (happened_at, id) < (:before, :before_id)
	and unit_id = coalesce(:unit, unit_id) and (:action = '' or action = :action) and (:actor = 0 or actor_id = :actor)
order by happened_at desc, id desc limit :max

-- query upload_used(day text, who texts) many
select who, bytes from upload_day where day = :day and who in :who
-- query upload_count(day text, who text, bytes int) run
insert into upload_day (day, who, bytes) values (:day, :who, :bytes)
on conflict (day, who) do update set bytes = upload_day.bytes + excluded.bytes
-- query upload_forget(before text) run
delete from upload_day where day < :before

-- query flow_key_find(actor int, key text) maybe
select flow, action, object_id as object, said from flow_key where actor_id = :actor and key = :key
-- query flow_key_add(actor int, key text, flow text, action text, object int, said text, at int) run
insert into flow_key (actor_id, key, flow, action, object_id, said, happened_at)
values (:actor, :key, :flow, :action, :object, :said, :at)
-- query flow_keys_forget(before int) run
delete from flow_key where happened_at < :before
