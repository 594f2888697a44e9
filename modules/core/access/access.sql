-- uses units people
-- migrate
create table account (
	id            integer primary key,
	kind          text not null check (kind in ('citizen', 'officer')),
	login         text not null unique,
	password_hash text not null,
	name          text not null,
	folded        text not null,
	person_id     integer references person,
	email         text not null default '',
	phone         text not null default '',
	failures      integer not null default 0,
	locked_until  integer not null default 0,
	disabled_at   integer,
	created_at    integer not null
);
create unique index account_person on account (person_id) where person_id is not null;
create index account_folded on account (folded, id);
create index account_officer on account (login) where kind = 'officer';
create table role (
	name  text primary key,
	title text not null,
	place integer not null
);
create table role_permission (
	role       text not null references role,
	permission text not null,
	primary key (role, permission)
);
create table permission_known (
	permission text primary key
);
create table position (
	id         integer primary key,
	account_id integer not null references account,
	agency_id  integer references agency,
	unit_id    integer references unit,
	title      text not null,
	role       text not null references role,
	valid_from text not null,
	valid_to   text,
	check ((role = 'platform') = (unit_id is null)),
	check ((agency_id is null) = (unit_id is null))
);
create index position_account on position (account_id, valid_from, id);
create index position_unit on position (unit_id, role);
create index position_agency on position (agency_id);
create index position_role on position (role, unit_id);

-- query account_insert(kind text, login text, hash text, name text, folded text, person int?, email text, phone text, now int) maybe
insert into account (kind, login, password_hash, name, folded, person_id, email, phone, created_at)
values (:kind, :login, :hash, :name, :folded, :person, :email, :phone, :now)
on conflict (login) do nothing
returning id

-- query account_by_login(login text) maybe
select id, kind, name, password_hash, failures, locked_until, disabled_at from account where login = :login

-- query person_claimed(number text) maybe
select p.id, p.name, p.birth_on, p.phone, case when a.id is null then 0 else 1 end as "has_account int"
from person p left join account a on a.person_id = p.id
where p.personal_number = :number

-- query account_secret(id int) one
select password_hash, locked_until from account where id = :id and disabled_at is null

-- query account_failed(id int, most int, until int) one
update account
set failures = case when failures + 1 >= :most then 0 else failures + 1 end,
    locked_until = case when failures + 1 >= :most then :until else locked_until end
where id = :id
returning locked_until

-- query account_passed(id int, now int) change
update account set failures = 0, locked_until = 0 where id = :id and disabled_at is null and locked_until <= :now

-- query account_password(id int, hash text) change
update account set password_hash = :hash, failures = 0, locked_until = 0 where id = :id

-- query account_disabled(id int, at int?) change
update account set disabled_at = :at where id = :id

-- query account_own(id int) one
select a.id, a.kind, a.login, a.name, a.email, a.phone, a.created_at, p.personal_number, p.birth_on
from account a left join person p on p.id = a.person_id
where a.id = :id

-- query account_identity(account int, today text) maybe
select a.kind, a.name, coalesce(a.person_id, 0) as "person int", coalesce(p.unit_id, 0) as "unit int",
       coalesce(g.name, u.full_name, '') as "unit_name text", coalesce(p.title, '') as "title text"
from account a
left join position p on p.id = (
	select n.id from position n
	where n.account_id = a.id and n.valid_from <= :today and (n.valid_to is null or n.valid_to > :today)
	order by n.valid_from desc, n.id desc limit 1)
left join unit u on u.id = p.unit_id
left join agency g on g.id = (select min(c.id) from agency c where c.unit_id = p.unit_id and c.kind = 'committee')
where a.id = :account and a.disabled_at is null

-- query account_permissions(account int, unit int, today text, role text) many
select distinct permission
from role_permission
where role in (
	select cast(:role as text)
	union all
	select n.role from position n
	where n.account_id = :account and coalesce(n.unit_id, 0) = :unit
	  and n.valid_from <= :today and (n.valid_to is null or n.valid_to > :today))

-- query role_add(name text, title text, place int) run
insert into role (name, title, place) values (:name, :title, :place) on conflict (name) do nothing

-- query role_all() many
select name, title, place from role order by place

-- query role_title(name text) maybe
select title from role where name = :name

-- query permission_meet(permission text) maybe
insert into permission_known (permission) values (:permission) on conflict (permission) do nothing returning permission

-- query grant_all() many
select role, permission from role_permission order by role, permission

-- query grant_add(role text, permission text) run
insert into role_permission (role, permission) values (:role, :permission) on conflict (role, permission) do nothing

-- query grant_remove(role text, permission text) run
delete from role_permission where role = :role and permission = :permission

-- query position_insert(account int, agency int?, unit int?, title text, role text, valid_from text, valid_to text?) one
insert into position (account_id, agency_id, unit_id, title, role, valid_from, valid_to)
values (:account, :agency, :unit, :title, :role, :valid_from, :valid_to)
returning id

-- query position_end(id int, account int, valid_to text?) change
update position set valid_to = :valid_to where id = :id and account_id = :account

-- query position_of(id int, account int) one
select id, role, valid_from, valid_to from position where id = :id and account_id = :account

-- query position_all(account int) many
select p.id, p.title, p.role, r.title as role_title, coalesce(g.name, 'Toàn hệ thống') as "agency text",
       coalesce(u.full_name, '') as "unit_name text", p.valid_from, p.valid_to
from position p
join role r on r.name = p.role
left join agency g on g.id = p.agency_id
left join unit u on u.id = p.unit_id
where p.account_id = :account
order by p.valid_from desc, p.id desc

-- query account_home(account int, today text) one
select a.id, a.kind, a.login, a.name, a.email, a.phone, a.locked_until, a.disabled_at, a.created_at,
       coalesce(p.unit_id, 0) as "unit int",
       case when exists (
		select 1 from position n where n.account_id = a.id and n.role = 'platform'
		and (n.valid_to is null or n.valid_to > :today)) then 1 else 0 end as "is_platform int"
from account a
left join position p on p.id = (
	select n.id from position n where n.account_id = a.id order by n.valid_from desc, n.id desc limit 1)
where a.id = :account

-- query unit_officers(unit int, words text, after text) many
select a.id, a.kind, a.login, a.name, a.disabled_at, p.title as "position text?"
from position p join account a on a.id = p.account_id
where p.unit_id = :unit and a.login > :after and (a.folded like '%' || :words || '%' or a.login like '%' || :words || '%')
  and not exists (
	select 1 from position n where n.account_id = p.account_id and (n.valid_from, n.id) > (p.valid_from, p.id))
order by a.login
limit 51

-- query officers_after(after text) many like unit_officers
select a.id, a.kind, a.login, a.name, a.disabled_at, (
	select p.title || ', ' || coalesce(g.name, 'toàn hệ thống') from position p left join agency g on g.id = p.agency_id
	where p.account_id = a.id order by p.valid_from desc, p.id desc limit 1) as "position text?"
from account a
where a.kind = 'officer' and a.login > :after
order by a.login
limit 51

-- query accounts_after(after text) many like unit_officers
select a.id, a.kind, a.login, a.name, a.disabled_at, (
	select p.title || ', ' || coalesce(g.name, 'toàn hệ thống') from position p left join agency g on g.id = p.agency_id
	where p.account_id = a.id order by p.valid_from desc, p.id desc limit 1) as "position text?"
from account a
where a.login > :after
order by a.login
limit 201

-- query accounts_by_login(prefix text, upto text, after text) many like unit_officers
select a.id, a.kind, a.login, a.name, a.disabled_at, (
	select p.title || ', ' || coalesce(g.name, 'toàn hệ thống') from position p left join agency g on g.id = p.agency_id
	where p.account_id = a.id order by p.valid_from desc, p.id desc limit 1) as "position text?"
from account a
where a.login >= :prefix and a.login < :upto and a.login > :after
order by a.login
limit 51

-- query accounts_by_name(prefix text, upto text, after text, after_id int) many like unit_officers
select a.id, a.kind, a.login, a.name, a.disabled_at, (
	select p.title || ', ' || coalesce(g.name, 'toàn hệ thống') from position p left join agency g on g.id = p.agency_id
	where p.account_id = a.id order by p.valid_from desc, p.id desc limit 1) as "position text?"
from account a
where a.folded >= :prefix and a.folded < :upto and (a.folded, a.id) > (:after, :after_id)
order by a.folded, a.id
limit 51

-- query account_agencies(unit int) many
select id, kind, name from agency where unit_id = :unit and valid_to is null order by id
