-- uses db units people
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
	totp_asked_at integer,                  -- since when one-time codes are required of him; null: not yet asked
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
create table account_totp (
	account_id integer primary key references account,
	sealed     blob not null,               -- the shared secret, encrypted with a key of the installation
	last_step  integer not null,            -- no code of this step or an earlier one is taken again
	made_at    integer not null
);
create table account_recovery (
	account_id integer not null references account,
	code_hash  text not null,
	primary key (account_id, code_hash)
);
create table account_link (
	issuer     text not null,
	subject    text not null,
	account_id integer not null references account,
	linked_at  integer not null,
	primary key (issuer, subject)
);
create unique index account_link_account on account_link (account_id, issuer);
create table delegation (
	id         integer primary key,
	unit_id    integer not null references unit,
	from_id    integer not null references account,
	to_id      integer not null references account,
	valid_from text not null,
	valid_to   text not null,               -- first day no longer
	reason     text not null,
	document   text not null,
	made_at    integer not null,
	ended_at   integer,
	ended_by   integer references account,
	check (from_id <> to_id)
);
create index delegation_from on delegation (from_id, id);
create index delegation_to on delegation (to_id, id);
create index delegation_valid on delegation (to_id, unit_id, valid_to);
create index delegation_unit on delegation (unit_id, id);
create table delegation_permission (
	delegation_id integer not null references delegation,
	permission    text not null,
	primary key (delegation_id, permission)
);

-- migrate
-- How the personal number of a citizen was proved. What he only declared stands in the account and is joined to nobody.
alter table account add column level text not null default 'declared' check (level in ('declared', 'desk', 'provider'));
alter table account add column declared_number text;
alter table account add column declared_birth_on text;
alter table account add column confirmed_at integer;
alter table account add column confirmed_unit integer references unit; -- the desk that saw the card
alter table account add column claimed_by integer references account;   -- the account of the one whose number it had declared
alter table account add column settled_at integer;                      -- he has said whether what was in it is his
update account set declared_number = (select personal_number from person where person.id = account.person_id),
	declared_birth_on = (select birth_on from person where person.id = account.person_id), person_id = null
where person_id is not null;
create index account_declared on account (declared_number, id) where claimed_by is null and declared_number is not null;
create index account_claimed on account (claimed_by, id) where claimed_by is not null;
create table account_code ( -- a code that was sent or handed over: for a password, or to prove an address
	account_id integer not null references account,
	purpose    text not null check (purpose in ('password', 'email', 'phone')),
	target     text not null,               -- what it proves; empty for a password
	code_hash  text not null,
	made_at    integer not null,
	expires_at integer not null,
	attempts   integer not null,
	sent       integer not null,            -- how many since sent_since
	sent_since integer not null,
	primary key (account_id, purpose)
);
create index account_code_expires on account_code (expires_at);

-- migrate
create table account_attempt ( -- wrong passwords and codes in a row, by where they came from; source '*': from all that are not known
	account_id   integer not null references account,
	source       text not null,
	failures     integer not null,
	locked_until integer not null,
	at           integer not null,
	primary key (account_id, source)
);
create index account_attempt_at on account_attempt (at);

-- migrate
alter table account add column email_confirmed_at integer; -- a code came back that was sent there
alter table account add column phone_confirmed_at integer;

-- migrate
create table code_day ( -- how many codes went to one address or telephone, from whatever accounts
	day    text not null,
	target text not null,                   -- a keyed hash: nobody reads addresses here
	sent   integer not null,
	primary key (day, target)
);

-- migrate
-- A link to an identity sleeps when the password is set anew, until its owner comes by it once more. Whose it is stands beside it.
alter table account_link add column name text not null default '';
alter table account_link add column asleep_since integer;
alter table account add column review_since integer; -- he has recovered the account and has not yet said that all in it is his
create table account_code_now (
	account_id integer not null references account,
	purpose    text not null check (purpose in ('password', 'email', 'phone', 'recover.email', 'recover.phone')), -- password: handed over at the desk
	source     text not null,               -- who asked for it: nobody else's asking replaces it; empty: the owner himself, or the desk
	target     text not null,               -- what it proves; empty for a password
	code_hash  text not null,
	made_at    integer not null,
	expires_at integer not null,
	attempts   integer not null,
	sent       integer not null,            -- how many since sent_since
	sent_since integer not null,
	primary key (account_id, purpose, source)
);
insert into account_code_now (account_id, purpose, source, target, code_hash, made_at, expires_at, attempts, sent, sent_since)
select account_id, purpose, '', target, code_hash, made_at, expires_at, attempts, sent, sent_since from account_code;
drop table account_code;
alter table account_code_now rename to account_code;
create index account_code_expires on account_code (expires_at);

-- migrate
create table unit_role ( -- roles that the administrators of a unit made for it
	id       integer primary key,
	unit_id  integer not null references unit,
	made_at  integer not null,
	valid_to text, -- the first day on which it gives nothing
	version  integer not null default 1
);
create index unit_role_unit on unit_role (unit_id, id);
alter table role add column own integer references unit_role; -- null: declared by a module
create unique index role_own on role (own) where own is not null;
create index role_declared on role (place) where own is null;
create index role_permission_permission on role_permission (permission, role);

-- ---- what other modules read ----

-- view account_name
select id, kind, name from account
-- The applicant that an account is: what he declared himself, or what is known of the person whom he has proved to be; a number alone is nobody.
-- view account_applicant
select a.id, a.level, a.name, a.phone, a.email, a.person_id, p.personal_number as proved_number,
	coalesce(p.personal_number, a.declared_number) as personal_number, coalesce(p.birth_on, a.declared_birth_on) as birth_on, p.address, p.unit_id
from account a left join person_identity p on p.id = a.person_id and a.level in ('desk', 'provider')
-- view position_public
select id, account_id, unit_id, agency_id, role, title, valid_from, valid_to from position
-- view position_on(day)
select id, account_id, unit_id, agency_id, role, title, valid_from, valid_to from position where {valid(position, :day)}
-- Who works in a unit on a day: a position held then, an account that is not closed.
-- view officer_on(day)
select p.id as position_id, p.account_id, a.name, a.phone, p.unit_id, p.agency_id, p.role, p.title, p.valid_from
from position p join account a on a.id = p.account_id where {valid(p, :day)} and a.disabled_at is null
-- own: the unit's own role; null: a declared one.
-- view role_gives
select k.role, k.permission, (select r.own from role r where r.name = k.role) as own from role_permission k

-- query account_names(after int) many
select id, name from account where id > :after order by id limit 500

-- query account_key(id int, folded text) change
update account set folded = :folded where id = :id

-- query account_insert(kind text, login text, hash text, name text, folded text, person int?, level text, number text?,
--     birth_on text?, email text, phone text, now int) maybe
insert into account (kind, login, password_hash, name, folded, person_id, level, declared_number, declared_birth_on, email, phone, created_at, confirmed_at)
values (:kind, :login, :hash, :name, :folded, :person, :level, :number, :birth_on, :email, :phone, :now,
	case when cast(:level as text) = 'declared' then null else cast(:now as bigint) end)
on conflict (login) do nothing
returning id

-- query account_by_login(login text) maybe
select id, kind, name, password_hash, disabled_at from account where login = :login

-- query account_secret(id int) one
select kind, password_hash from account where id = :id and disabled_at is null

-- query attempt_failed(account int, source text, most int, now int, until int) one
insert into account_attempt (account_id, source, failures, locked_until, at) values (:account, :source, 1, 0, :now)
on conflict (account_id, source) do update
set failures = case when account_attempt.failures + 1 >= :most then 0 else account_attempt.failures + 1 end,
    locked_until = case when account_attempt.failures + 1 >= :most then :until else account_attempt.locked_until end, at = excluded.at
returning locked_until

-- query attempts_until(account int, sources texts) one
select coalesce(max(locked_until), 0) as "until int" from account_attempt where account_id = :account and source in :sources

-- query attempts_forget(account int, sources texts) run
delete from account_attempt where account_id = :account and source in :sources

-- query attempts_forget_all(account int) run
delete from account_attempt where account_id = :account

-- query attempts_old(before int) run
delete from account_attempt where at < :before

-- query account_reach(id int) one
select id, kind, email, phone, email_confirmed_at, phone_confirmed_at
from account where id = :id and disabled_at is null

-- query account_email_confirmed(id int, email text, now int) change
update account set email = :email, email_confirmed_at = :now where id = :id

-- query account_phone_confirmed(id int, phone text, now int) change
update account set phone = :phone, phone_confirmed_at = :now where id = :id

-- What would send a code for a forgotten password: an address or telephone that he did not just use is proved once more.
-- query account_reach_doubted(id int, kept text) run
update account set email_confirmed_at = case when :kept = 'email' then email_confirmed_at end,
	phone_confirmed_at = case when :kept = 'phone' then phone_confirmed_at end
where id = :id

-- query account_review(id int, at int?) run
update account set review_since = :at where id = :id

-- query account_to_review(id int) one
select case when review_since is null then 0 else 1 end as "waits int" from account where id = :id

-- query delegations_open(account int, today text) one
select count(*) as "n int" from delegation where from_id = :account and ended_at is null and {not_ended(delegation, :today)}

-- query account_title(id int) one
select kind, name, login from account where id = :id

-- query account_living(id int) one
select id from account where id = :id and disabled_at is null

-- query account_password(id int, hash text) change
update account set password_hash = :hash where id = :id and claimed_by is null

-- query account_disabled(id int, at int?) change
update account set disabled_at = :at where id = :id and claimed_by is null

-- query account_kind(id int) one
select kind from account where id = :id

-- query account_own(id int) one
select a.id, a.kind, a.login, a.name, a.email, a.phone, a.created_at, coalesce(p.personal_number, a.declared_number) as "personal_number text?",
       coalesce(p.birth_on, a.declared_birth_on) as "birth_on text?", a.level, a.confirmed_at, u.full_name as "confirmed_place text?",
       a.email_confirmed_at, a.phone_confirmed_at
from account a left join person_identity p on p.id = a.person_id left join unit_name u on u.id = a.confirmed_unit
where a.id = :id

-- The position he acts in: in the unit that he chose (-1: in none in particular) the newest of today, else the newest anywhere.
-- query account_identity(account int, unit int, today text) maybe
select a.kind, a.name, case when a.password_hash = '' then 0 else 1 end as "has_password int", coalesce(a.person_id, 0) as "person int", coalesce(p.unit_id, 0) as "unit int",
       coalesce(g.name, u.full_name, '') as "unit_name text", coalesce(p.title, '') as "title text", (
	select count(distinct coalesce(n.unit_id, 0)) from position n
	where n.account_id = a.id and {valid(n, :today)}) as "units int"
from account a
left join position p on p.id = (
	select n.id from position n
	where n.account_id = a.id and {valid(n, :today)}
	order by case when coalesce(n.unit_id, 0) = :unit then 0 else 1 end, n.valid_from desc, n.id desc limit 1)
left join unit_name u on u.id = p.unit_id
left join agency_public g on g.id = (select min(c.id) from agency_public c where c.unit_id = p.unit_id and c.kind = 'committee')
where a.id = :account and a.disabled_at is null

-- A role of a unit's own (r) gives its permissions (k) in that unit alone, until it ends, and only what some declared role of units gives too:
-- what the platform takes from all of those is gone from it at once.
-- part role_holds
(r.own is null or (
	exists (select 1 from unit_role u where u.id = r.own and u.unit_id = :unit and {not_ended(u, :today)})
	and exists (select 1 from role_permission d join role e on e.name = d.role
		where d.permission = k.permission and e.own is null and e.name not in ('citizen', 'platform'))))

-- query account_permissions(account int, unit int, today text, role text) many
select distinct k.permission
from role_permission k join role r on r.name = k.role
where k.role in (
	select cast(:role as text)
	union all
	select n.role from position n
	where n.account_id = :account and coalesce(n.unit_id, 0) = :unit
	  and {valid(n, :today)})
  and {role_holds}

-- query account_units(account int, today text) many
select coalesce(p.unit_id, 0) as "unit int", coalesce(u.full_name, 'Toàn hệ thống') as "unit_name text", p.title,
       coalesce(g.name, '') as "agency text"
from position p
left join unit_name u on u.id = p.unit_id
left join agency_public g on g.id = p.agency_id
where p.account_id = :account and {valid(p, :today)}
order by coalesce(u.full_name, ''), p.valid_from desc, p.id desc

-- query account_roles(account int, today text) many
select distinct role from position
where account_id = :account and {valid(position, :today)}

-- A mandate holds as long as the one who gave it holds the permission himself, by a position of his own in that unit.
-- query account_mandates(account int, unit int, today text) many
select d.from_id, k.permission
from delegation d
join delegation_permission k on k.delegation_id = d.id
join account a on a.id = d.from_id
where d.to_id = :account and d.unit_id = :unit and {valid(d, :today)}
  and d.ended_at is null and a.disabled_at is null
  and exists (
	select 1 from position n join role r on r.name = n.role join role_permission h on h.role = n.role
	where n.account_id = d.from_id and n.unit_id = :unit and h.permission = k.permission
	  and {valid(n, :today)} and {role_holds})
order by d.id

-- query delegation_insert(unit int, from int, to int, valid_from text, valid_to text, reason text, document text, at int) one
insert into delegation (unit_id, from_id, to_id, valid_from, valid_to, reason, document, made_at)
values (:unit, :from, :to, :valid_from, :valid_to, :reason, :document, :at)
returning id

-- query delegation_allow(id int, permission text) run
insert into delegation_permission (delegation_id, permission) values (:id, :permission)

-- query delegation_get(id int) one
select id, unit_id, from_id, to_id, valid_to, ended_at from delegation where id = :id

-- query delegation_names(id int) one
select f.name as from_name, t.name as to_name from delegation d join account f on f.id = d.from_id join account t on t.id = d.to_id
where d.id = :id

-- By an administrator of its unit (0: of the platform), or by one of the two.
-- query delegation_close(id int, unit int, today text, at int?, by int?) change
update delegation set ended_at = :at, ended_by = :by
where id = :id and ended_at is null and {not_ended(delegation, :today)} and (:unit in (0, unit_id) or :by in (from_id, to_id))

-- part delegation_columns
d.id, d.from_id, d.to_id, f.name as from_name, t.name as to_name, d.valid_from, d.valid_to, d.reason, d.document, d.ended_at

-- query delegations_of_unit(unit int, before int, max int) many
select {delegation_columns}
from delegation d join account f on f.id = d.from_id join account t on t.id = d.to_id
where d.unit_id = :unit and d.id < :before
order by d.id desc
limit :max

-- query delegations_own(account int, given int, received int, before int, max int) many like delegations_of_unit
select {delegation_columns}
from delegation d join account f on f.id = d.from_id join account t on t.id = d.to_id
where d.id in (
	select id from (select id from delegation where from_id = :account and :given = 1 and id < :before order by id desc limit :max) as given
	union all
	select id from (select id from delegation where to_id = :account and :received = 1 and id < :before order by id desc limit :max) as received)
order by d.id desc
limit :max

-- query delegation_powers(ids ints) many
select delegation_id, permission from delegation_permission where delegation_id in :ids order by delegation_id, permission

-- query colleagues(unit int, today text, me int) many
select distinct a.id, a.name, a.folded from position p join account a on a.id = p.account_id
where p.unit_id = :unit and {valid(p, :today)}
  and a.disabled_at is null and a.id <> :me
order by a.folded, a.id
limit 300

-- query totp_of(account int) maybe
select sealed, last_step, made_at from account_totp where account_id = :account

-- query totp_put(account int, sealed blob, step int, at int) run
insert into account_totp (account_id, sealed, last_step, made_at) values (:account, :sealed, :step, :at)
on conflict (account_id) do update set sealed = excluded.sealed, last_step = excluded.last_step, made_at = excluded.made_at

-- query totp_used(account int, step int) change
update account_totp set last_step = :step where account_id = :account and last_step < :step

-- query totp_drop(account int) run
delete from account_totp where account_id = :account

-- query totp_asked(account int, at int?) one
update account set totp_asked_at = coalesce(totp_asked_at, cast(:at as bigint)) where id = :account
returning coalesce(totp_asked_at, 0) as "asked_at int"

-- query recovery_add(account int, hash text) run
insert into account_recovery (account_id, code_hash) values (:account, :hash)

-- query recovery_use(account int, hash text) change
delete from account_recovery where account_id = :account and code_hash = :hash

-- query recovery_drop(account int) run
delete from account_recovery where account_id = :account

-- query recovery_left(account int) one
select count(*) as "left int" from account_recovery where account_id = :account

-- query link_find(issuer text, subject text) maybe
select l.account_id, l.asleep_since, a.disabled_at from account_link l join account a on a.id = l.account_id
where l.issuer = :issuer and l.subject = :subject

-- query link_of(account int, issuer text) maybe
select name, linked_at, asleep_since from account_link where account_id = :account and issuer = :issuer

-- query links_kept(account int) many
select issuer, name, linked_at, asleep_since from account_link where account_id = :account order by linked_at, issuer

-- query link_add(issuer text, subject text, account int, name text, at int) run
insert into account_link (issuer, subject, account_id, name, linked_at) values (:issuer, :subject, :account, :name, :at)
on conflict (issuer, subject) do update set name = excluded.name, linked_at = excluded.linked_at, asleep_since = null

-- query links_sleep(account int, now int) run
update account_link set asleep_since = :now where account_id = :account and asleep_since is null

-- query link_drop(account int, issuer text) run
delete from account_link where account_id = :account and issuer = :issuer

-- query account_of_number(number text) maybe
select id from person_identity where personal_number = :number

-- query account_of_person(person int) maybe
select id, login, disabled_at from account where person_id = :person

-- query account_prove(id int, level text, now int, unit int?) change
update account set level = case when level = 'provider' then level else :level end, confirmed_at = :now, confirmed_unit = :unit
where id = :id and person_id is not null

-- query accounts_declaring(number text) many
select id from account where declared_number = :number and claimed_by is null order by id limit 100

-- query account_in_the_way(login text) maybe
select id from account where login = :login and kind = 'citizen' and level = 'declared'

-- query account_rename(id int, login text) change
update account set login = :login where id = :id

-- What somebody opened under a number that is not proved falls to the one who proves it.
-- query account_fall(id int, to int, now int) change
update account set claimed_by = :to, disabled_at = :now, password_hash = '' where id = :id and claimed_by is null and level = 'declared'

-- query accounts_fallen(to int) many
select id, name, phone, created_at from account where claimed_by = :to and settled_at is null order by id limit 20

-- Those that fell with nothing in them are settled from the beginning.
-- query accounts_fallen_empty(to int) one
select count(*) as "n int" from account where claimed_by = :to and settled_at = disabled_at

-- query account_settle(id int, to int, now int) change
update account set settled_at = :now where id = :id and claimed_by = :to and settled_at is null

-- query code_put(account int, purpose text, source text, target text, hash text, now int, expires int, sent int, since int) run
insert into account_code (account_id, purpose, source, target, code_hash, made_at, expires_at, attempts, sent, sent_since)
values (:account, :purpose, :source, :target, :hash, :now, :expires, 0, :sent, :since)
on conflict (account_id, purpose, source) do update set target = excluded.target, code_hash = excluded.code_hash, made_at = excluded.made_at,
	expires_at = excluded.expires_at, attempts = 0, sent = excluded.sent, sent_since = excluded.sent_since

-- query code_get(account int, purpose text, source text) maybe
select made_at, sent, sent_since from account_code where account_id = :account and purpose = :purpose and source = :source

-- What sets a password: handed over at the desk, or sent, whoever asked for it.
-- query codes_of_recovery(account int, most int, now int) many
select purpose, code_hash from account_code
where account_id = :account and purpose in ('password', 'recover.email', 'recover.phone') and attempts < :most and expires_at > :now
order by made_at desc, purpose, source
limit 100

-- query codes_of_recovery_tried(account int, now int) run
update account_code set attempts = attempts + 1
where account_id = :account and purpose in ('password', 'recover.email', 'recover.phone') and expires_at > :now

-- query code_try(account int, purpose text, most int, now int) maybe
update account_code set attempts = attempts + 1
where account_id = :account and purpose = :purpose and attempts < :most and expires_at > :now
returning target, code_hash

-- query code_spend(account int, purpose text) run
update account_code set expires_at = 0, code_hash = '' where account_id = :account and purpose = :purpose

-- query codes_forget(account int) run
delete from account_code where account_id = :account

-- query code_day_count(day text, target text) one
insert into code_day (day, target, sent) values (:day, :target, 1)
on conflict (day, target) do update set sent = code_day.sent + 1
returning sent

-- query code_days_old(before text) run
delete from code_day where day < :before

-- query codes_old(before int) run
delete from account_code where expires_at < :before and sent_since < :before

-- query role_add(name text, title text, place int) run
insert into role (name, title, place) values (:name, :title, :place) on conflict (name) do nothing

-- query role_all() many
select name, title, place from role where own is null order by place

-- query role_title(name text) maybe
select r.title, r.own, coalesce(u.unit_id, 0) as "unit_id int", u.valid_to from role r left join unit_role u on u.id = r.own where r.name = :name

-- query permission_meet(permission text) maybe
insert into permission_known (permission) values (:permission) on conflict (permission) do nothing returning permission

-- query grant_all() many
select k.role, k.permission from role r cross join role_permission k where r.own is null and k.role = r.name order by k.role, k.permission

-- query grant_add(role text, permission text) run
insert into role_permission (role, permission) values (:role, :permission) on conflict (role, permission) do nothing

-- query grant_remove(role text, permission text) run
delete from role_permission where role = :role and permission = :permission

-- query unit_role_insert(unit int, at int) one
insert into unit_role (unit_id, made_at) values (:unit, :at) returning id
-- query unit_role_name(name text, title text, own int?) run
insert into role (name, title, place, own) values (:name, :title, 1000, :own)
-- query unit_role_rename(name text, title text) change
update role set title = :title where name = :name
-- query unit_role_changed(id int, unit int, version int) change
update unit_role set version = version + 1 where id = :id and unit_id = :unit and version = :version
-- query unit_role_ended(id int, unit int, version int, valid_to text?) change
update unit_role set valid_to = :valid_to, version = version + 1
where id = :id and unit_id = :unit and version = :version

-- part unit_role_columns
u.id, u.unit_id, n.full_name as unit_name, r.name, r.title, u.valid_to, u.version, (
	select count(*) from position p where p.role = r.name and p.unit_id = u.unit_id
	and {not_ended(p, :today)}) as "holders int"

-- query unit_role_get(id int, unit int, today text) one
select {unit_role_columns} from unit_role u join role r on r.own = u.id join unit_name n on n.id = u.unit_id
where u.id = :id and :unit in (0, u.unit_id)
-- query unit_roles_after(unit int, after int, today text, most int) many
select {unit_role_columns} from unit_role u join role r on r.own = u.id join unit_name n on n.id = u.unit_id
where u.unit_id = :unit and u.id > :after order by u.id limit :most
-- query unit_roles_all(after int, today text, most int) many like unit_roles_after
select {unit_role_columns} from unit_role u join role r on r.own = u.id join unit_name n on n.id = u.unit_id
where u.id > :after order by u.id limit :most
-- query unit_roles_open(unit int, today text) many
select u.id, r.name, r.title from unit_role u join role r on r.own = u.id
where u.unit_id = :unit and {not_ended(u, :today)} order by u.id limit 60
-- query unit_role_title(id int) one
select title from role where own = :id
-- query role_grants(role text) many
select permission from role_permission where role = :role order by permission limit 300
-- Permissions that some declared role of units gives: nobody in a unit could be given another.
-- query permission_of_units() many
select distinct k.permission from role r cross join role_permission k
where r.own is null and r.name not in ('citizen', 'platform') and k.role = r.name order by k.permission
-- query unit_role_counts(today text) many
select k.permission, count(*) as "roles int" from unit_role u join role r on r.own = u.id join role_permission k on k.role = r.name
where {not_ended(u, :today)} group by k.permission order by k.permission
-- query unit_role_grants() many
select u.id, r.name, k.permission from unit_role u join role r on r.own = u.id join role_permission k on k.role = r.name order by u.id, k.permission
-- query unit_role_holders(role text, unit int, today text) many
select p.id, p.account_id, a.name, p.title, p.valid_from, p.valid_to from position p join account a on a.id = p.account_id
where p.role = :role and p.unit_id = :unit and {not_ended(p, :today)} order by p.id limit 1000

-- query position_insert(account int, agency int?, unit int?, title text, role text, valid_from text, valid_to text?) one
insert into position (account_id, agency_id, unit_id, title, role, valid_from, valid_to)
values (:account, :agency, :unit, :title, :role, :valid_from, :valid_to)
returning id

-- Only what has not ended is still somebody's to end: what is over stays as it was.
-- query position_end(id int, account int, unit int, today text, valid_to text?) change
update position set valid_to = :valid_to
where id = :id and account_id = :account and (:unit = 0 or unit_id = :unit) and {not_ended(position, :today)}

-- query position_of(id int, account int, unit int, today text) maybe
select id, role, title, valid_from, valid_to from position
where id = :id and account_id = :account and (:unit = 0 or unit_id = :unit) and {not_ended(position, :today)}

-- query positions_open(account int, unit int, today text) many
select role, title, agency_id from position
where account_id = :account and unit_id = :unit and {not_ended(position, :today)} order by id limit 100

-- query position_all(account int, unit int, today text) many
select p.id, p.title, p.role, r.title as role_title, coalesce(g.name, 'Toàn hệ thống') as "agency text",
       coalesce(u.full_name, '') as "unit_name text", p.valid_from, p.valid_to,
       case when (:unit = 0 or p.unit_id = :unit) and {not_ended(p, :today)} then 1 else 0 end as "is_mine int"
from position p
join role r on r.name = p.role
left join agency_public g on g.id = p.agency_id
left join unit_name u on u.id = p.unit_id
where p.account_id = :account
order by p.valid_from desc, p.id desc

-- An account, when the actor may look at it: everybody of the platform (unit 0), an administrator who has or will have the person at work.
-- Credentials belong to the unit where he works today and nowhere else; else to the platform.
-- query account_home(account int, unit int, today text) one
select a.id, a.kind, a.login, a.name, a.email, a.phone, a.disabled_at, a.created_at,
       (select coalesce(max(t.locked_until), 0) from account_attempt t where t.account_id = a.id and t.source not like 'code %') as "locked_until int",
       case when exists (select 1 from account_totp o where o.account_id = a.id) then 1 else 0 end as "has_totp int",
       case when :unit = 0 then 1 else (
		select case when count(*) > 0 and min(n.unit_id) = :unit and max(n.unit_id) = :unit and count(*) = count(n.unit_id)
			then 1 else 0 end
		from position n
		where n.account_id = a.id and {valid(n, :today)}) end as "is_mine int",
       case when :unit = 0 or exists (
		select 1 from position n where n.account_id = a.id and n.unit_id = :unit
		and {valid(n, :today)}) then 1 else 0 end as "works_here int"
from account a
where a.id = :account and (:unit = 0 or (a.kind = 'officer' and exists (
		select 1 from position n where n.account_id = a.id and n.unit_id = :unit and {not_ended(n, :today)})
	and not exists (
		select 1 from position n where n.account_id = a.id and n.role = 'platform' and {not_ended(n, :today)})))

-- query position_unit_officers(unit int, words text, after text, today text, most int) many
select a.id, a.kind, a.login, a.name, a.disabled_at, (
	select min(n.title) from position n
	where n.account_id = a.id and n.unit_id = :unit and {not_ended(n, :today)}) as "position text?"
from account a
where a.id in (
	select p.account_id from position p where p.unit_id = :unit and {not_ended(p, :today)})
  and a.login > :after and (a.folded like '%' || :words || '%' or a.login like '%' || :words || '%')
  and not exists (
	select 1 from position n where n.account_id = a.id and n.role = 'platform' and {not_ended(n, :today)})
order by a.login
limit :most

-- part officer_columns
a.id, a.kind, a.login, a.name, a.disabled_at, (
	select p.title || ', ' || coalesce(g.name, 'toàn hệ thống') from position p left join agency_public g on g.id = p.agency_id
	where p.account_id = a.id order by p.valid_from desc, p.id desc limit 1) as "position text?"

-- query account_officers_after(after text, most int) many like position_unit_officers
select {officer_columns}
from account a
where a.kind = 'officer' and a.login > :after
order by a.login
limit :most

-- query accounts_after(after text) many like position_unit_officers
select {officer_columns}
from account a
where a.login > :after
order by a.login
limit 201

-- query accounts_by_login(prefix text, upto text, after text, most int) many like position_unit_officers
select {officer_columns}
from account a
where a.login >= :prefix and a.login < :upto and a.login > :after
order by a.login
limit :most

-- query accounts_by_name(prefix text, upto text, after text, after_id int, most int) many like position_unit_officers
select {officer_columns}
from account a
where a.folded >= :prefix and a.folded < :upto and (a.folded, a.id) > (:after, :after_id)
order by a.folded, a.id
limit :most

-- query account_agencies(unit int) many
select id, kind, name from agency_public where unit_id = :unit and valid_to is null order by id
