-- migrate
create table session (
	id         integer primary key,
	token_hash blob not null unique,
	account_id integer not null,
	peer       text not null,
	agent      text not null,
	created_at integer not null,
	seen_at    integer not null
);
create index session_account on session (account_id);
create index session_created on session (created_at);
create index session_seen on session (seen_at);
create table secret (
	name  text primary key,
	value blob not null
);

-- query session_add(token_hash blob, account int, peer text, agent text, at int) run
insert into session (token_hash, account_id, peer, agent, created_at, seen_at)
values (:token_hash, :account, :peer, :agent, :at, :at)

-- query session_by_hash(token_hash blob, seen_after int, created_after int) maybe
select id, account_id, seen_at from session
where token_hash = :token_hash and seen_at > :seen_after and created_at > :created_after

-- query sessions_living(account int, seen_after int, created_after int) many
select id, peer, agent, created_at, seen_at from session
where account_id = :account and seen_at > :seen_after and created_at > :created_after
order by seen_at desc, id desc
limit 100

-- query session_seen(id int, at int) run
update session set seen_at = :at where id = :id and seen_at < :at

-- query session_remove(id int) run
delete from session where id = :id

-- query session_remove_of(account int) run
delete from session where account_id = :account

-- query session_remove_idle(seen_before int) run
delete from session where seen_at <= :seen_before

-- query session_remove_old(created_before int) run
delete from session where created_at <= :created_before

-- query secret_by_name(name text) maybe
select value from secret where name = :name

-- query secret_add(name text, value blob) run
insert into secret (name, value) values (:name, :value) on conflict (name) do nothing

-- query sessions_alive(seen_after int) one
select count(*) as "alive int" from session where seen_at > :seen_after
