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

-- query notice_insert(account int, title text, text text, path text, now int) run
insert into notice (account_id, title, text, path, created_at) values (:account, :title, :text, :path, :now)

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
