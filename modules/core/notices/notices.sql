-- uses units people access
-- migrate
create table notice (
	id         integer primary key,
	account_id integer not null references account,
	title      text not null,
	text       text not null,
	path       text not null,
	created_at integer not null,
	read_at    integer
);
create index notice_account on notice (account_id, id);
create index notice_unread on notice (account_id, id) where read_at is null;

-- migrate
alter table notice add column event text not null default '';
alter table notice add column once text not null default ''; -- one of that event to that account; '': however often
create unique index notice_once on notice (account_id, event, once) where once <> '';
create table notice_choice ( -- what an account has chosen; of what it has not, the event says it
	account_id integer not null references account,
	event      text not null,
	outlet     text not null,
	wanted     integer not null,
	primary key (account_id, event, outlet)
);
create table notice_habit (
	account_id integer primary key references account,
	gathers    integer not null -- the letters of a day come together
);
create table notice_gathered ( -- what waits for the next such letter
	notice_id  integer not null references notice,
	outlet     text not null,
	account_id integer not null references account,
	primary key (notice_id, outlet)
);
create index notice_gathered_account on notice_gathered (account_id, outlet, notice_id);

-- migrate
alter table notice_gathered add column outside text not null default ''; -- what is said out of the house instead of title and text; '': those
update notice_gathered set outside = 'Mục mà ông/bà theo dõi có thay đổi.' where notice_id in (select id from notice where event = 'talk.watched');

-- query notice_insert(account int, event text, title text, text text, path text, now int) run
insert into notice (account_id, event, title, text, path, created_at) values (:account, :event, :title, :text, :path, :now)

-- query notice_page(account int, before int, max int) many
select id, title, text, path, created_at, read_at
from notice
where account_id = :account and id < :before
order by id desc
limit :max

-- query notice_unread_count(account int) one
select count(*) as "total int"
from (select id from notice where account_id = :account and read_at is null limit 100) as newest

-- query notice_find(id int, account int) one
select id, path, read_at from notice where id = :id and account_id = :account

-- query notice_read(id int, account int, now int) run
update notice set read_at = :now where id = :id and account_id = :account and read_at is null

-- query notice_read_all(account int, now int) run
update notice set read_at = :now where account_id = :account and read_at is null

-- query notice_insert_once(account int, event text, once text, title text, text text, path text, now int) maybe
insert into notice (account_id, event, once, title, text, path, created_at) values (:account, :event, :once, :title, :text, :path, :now)
on conflict (account_id, event, once) where once <> '' do nothing
returning id

-- query notice_choices(account int) many
select event, outlet, wanted from notice_choice where account_id = :account

-- query notice_choice_put(account int, event text, outlet text, wanted int) run
insert into notice_choice (account_id, event, outlet, wanted) values (:account, :event, :outlet, :wanted)
on conflict (account_id, event, outlet) do update set wanted = excluded.wanted

-- query notice_habit_of(account int) maybe
select gathers from notice_habit where account_id = :account

-- query notice_habit_put(account int, gathers int) run
insert into notice_habit (account_id, gathers) values (:account, :gathers)
on conflict (account_id) do update set gathers = excluded.gathers

-- query notice_gather(notice int, account int, outlet text, outside text) run
insert into notice_gathered (notice_id, account_id, outlet, outside) values (:notice, :account, :outlet, :outside)

-- query notice_gatherer(after int) maybe
select account_id from notice_gathered where account_id > :after order by account_id limit 1

-- query notice_gathering(account int, outlet text, most int) many
select n.id, n.title, n.text, n.read_at, g.outside
from notice_gathered g join notice n on n.id = g.notice_id
where g.account_id = :account and g.outlet = :outlet
order by g.notice_id
limit :most

-- query notice_gathered_drop(account int, outlet text, until int) run
delete from notice_gathered where account_id = :account and outlet = :outlet and notice_id <= :until
