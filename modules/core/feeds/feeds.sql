-- uses units access
-- migrate
create table feed (
	id         integer primary key,
	unit_id    integer not null references unit,
	account_id integer not null, -- in whose name it comes in: who changed it last
	kind       text not null,    -- of the import
	title      text not null,
	url        text not null,
	rows_at    text not null,    -- members on the way to the rows of JSON
	sign_in    text not null,    -- encrypted; empty: none
	every      integer not null, -- hours
	state      integer not null,
	version    integer not null,
	next_at    integer not null,
	failures   integer not null, -- in a row
	digest     text not null,    -- of what came last
	import_id  integer           -- the last one
);
create index feed_unit on feed (unit_id, id);
create index feed_due on feed (state, next_at);
create table feed_run (
	id        integer primary key,
	feed_id   integer not null references feed,
	tried_at  integer not null,
	outcome   text not null,
	says      text not null,
	import_id integer
);
create index feed_run_feed on feed_run (feed_id, id);

-- query feed_add(unit int, account int, kind text, title text, url text, rows_at text, sign_in text, every int) one
insert into feed (unit_id, account_id, kind, title, url, rows_at, sign_in, every, state, version, next_at, failures, digest)
values (:unit, :account, :kind, :title, :url, :rows_at, :sign_in, :every, 0, 1, 0, 0, '') returning id

-- query feed_change(id int, unit int, account int, kind text, title text, url text, rows_at text, sign_in text, every int) change
update feed set account_id = :account, kind = :kind, title = :title, url = :url, rows_at = :rows_at, sign_in = :sign_in, every = :every,
	version = version + 1, failures = 0, digest = ''
where id = :id and unit_id = :unit

-- query feed_find(id int, unit int) one
select f.id, f.account_id, f.kind, f.title, f.url, f.rows_at, f.sign_in, f.every, f.state, f.version, f.next_at, f.failures, f.import_id,
	a.name as by
from feed f join account_name a on a.id = f.account_id where f.id = :id and f.unit_id = :unit

-- query feed_state(id int, state int, now int, account int) run
update feed set state = :state, account_id = :account, version = version + 1, failures = 0, next_at = :now where id = :id

-- query feed_counted(unit int) one
select count(*) as "total int" from (select id from feed where unit_id = :unit limit 50) as these

-- query feeds_of(unit int, after int, most int) many
select f.id, f.title, f.kind, f.state, f.failures, f.next_at from feed f where f.unit_id = :unit and f.id > :after order by f.id limit :most

-- query feed_title(id int) one
select title from feed where id = :id

-- query feed_runs(feed int, most int) many
select id, tried_at, outcome, says, import_id from feed_run where feed_id = :feed order by id desc limit :most

-- ---- the job ----

-- query feeds_due(now int, most int) many
select id from feed where state = 1 and next_at <= :now order by next_at limit :most

-- query feed_running(id int) maybe
select id, unit_id, account_id, kind, title, url, rows_at, sign_in, every, state, version, failures, digest, import_id from feed where id = :id

-- query feed_ended(id int, version int, next_at int, failures int, digest text, import int?) run
update feed set next_at = :next_at, failures = :failures, digest = :digest, import_id = :import where id = :id and version = :version

-- query feed_rested(id int) run
update feed set state = 0, version = version + 1 where id = :id and state = 1

-- query feed_run_add(feed int, at int, outcome text, says text, import int?) run
insert into feed_run (feed_id, tried_at, outcome, says, import_id) values (:feed, :at, :outcome, :says, :import)

-- query feed_runs_forget(feed int, most int) run
delete from feed_run where feed_id = :feed and id < (select min(id) from (select id from feed_run where feed_id = :feed order by id desc limit :most) as last)
