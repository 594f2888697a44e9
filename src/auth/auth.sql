-- migrate
create table session (
	id         integer primary key,
	token_hash blob not null unique,
	account_id integer not null,
	unit_id    integer,                     -- the unit its officer chose to act for; null: not chosen, 0: the whole installation
	is_half    integer not null,            -- the password was right, the second step is still to come
	hint       text not null,               -- what the identity provider wants to see when this session signs out; may be empty
	peer       text not null,
	agent      text not null,
	created_at integer not null,
	seen_at    integer not null
);
create index session_account on session (account_id);
create index session_created on session (created_at);
create index session_seen on session (seen_at);
create table api_token (
	id         integer primary key,
	token_hash blob not null unique,
	account_id integer not null,
	unit_id    integer not null,
	name       text not null,
	scope      text not null,
	created_at integer not null,
	expires_at integer not null,
	seen_at    integer
);
create index api_token_account on api_token (account_id, id);
create index api_token_expires on api_token (expires_at);
create table secret (
	name  text primary key,
	value blob not null
);

-- migrate
alter table session add column proved_at integer not null default 0; -- when its owner last showed that it is he: by password, by the provider

-- query session_add(token_hash blob, account int, unit int?, half int, hint text, peer text, agent text, at int, proved int) run
insert into session (token_hash, account_id, unit_id, is_half, hint, peer, agent, created_at, seen_at, proved_at)
values (:token_hash, :account, :unit, :half, :hint, :peer, :agent, :at, :at, :proved)

-- query session_by_hash(token_hash blob, seen_after int, created_after int, half_after int) maybe
select id, account_id, unit_id, is_half, seen_at, proved_at from session
where token_hash = :token_hash and seen_at > :seen_after and created_at > :created_after
  and (is_half = 0 or created_at > :half_after)

-- query sessions_living(account int, seen_after int, created_after int) many
select id, peer, agent, created_at, seen_at from session
where account_id = :account and is_half = 0 and seen_at > :seen_after and created_at > :created_after
order by seen_at desc, id desc
limit 100

-- query session_facts(id int) one
select unit_id, hint from session where id = :id

-- query session_unit(id int, unit int) change
update session set unit_id = :unit where id = :id

-- query session_proved(id int, at int) change
update session set proved_at = :at where id = :id and is_half = 0

-- query session_seen(id int, at int) run
update session set seen_at = :at where id = :id and seen_at < :at

-- query session_remove(id int) run
delete from session where id = :id

-- query session_remove_of(account int) run
delete from session where account_id = :account

-- query session_remove_others(account int, id int) run
delete from session where account_id = :account and id <> :id

-- query session_remove_idle(seen_before int) run
delete from session where seen_at <= :seen_before

-- query session_remove_old(created_before int) run
delete from session where created_at <= :created_before

-- query token_insert(token_hash blob, account int, unit int, name text, scope text, at int, expires int) one
insert into api_token (token_hash, account_id, unit_id, name, scope, created_at, expires_at)
values (:token_hash, :account, :unit, :name, :scope, :at, :expires)
returning id

-- query token_by_hash(token_hash blob, now int) maybe
select id, account_id, unit_id, scope, coalesce(seen_at, 0) as "seen_at int" from api_token
where token_hash = :token_hash and expires_at > :now

-- query tokens_of(account int, now int) many
select id, name, scope, created_at, expires_at, seen_at from api_token
where account_id = :account and expires_at > :now
order by id desc
limit 100

-- query token_seen(id int, at int) run
update api_token set seen_at = :at where id = :id

-- query token_remove(id int, account int) change
delete from api_token where id = :id and account_id = :account

-- query token_remove_of(account int) run
delete from api_token where account_id = :account

-- query token_remove_old(before int) run
delete from api_token where expires_at <= :before

-- query secret_by_name(name text) maybe
select value from secret where name = :name

-- query secret_add(name text, value blob) run
insert into secret (name, value) values (:name, :value) on conflict (name) do nothing

-- query sessions_alive(seen_after int) one
select count(*) as "alive int" from session where seen_at > :seen_after
