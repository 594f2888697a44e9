-- uses units people access
-- migrate
create table talk_note (
	id           integer primary key,
	kind         text not null,
	object_id    integer not null,
	unit_id      integer not null,
	account_id   integer not null references account,
	author       text not null,             -- as he was called when he wrote it
	text         text not null,
	written_at   integer not null,
	withdrawn_at integer
);
create index talk_note_object on talk_note (kind, object_id, unit_id, id);
create table talk_watch (
	kind       text not null,
	object_id  integer not null,
	account_id integer not null references account,
	unit_id    integer not null,            -- that he works for when he looks at it
	since      integer not null,
	primary key (kind, object_id, account_id)
);
create table talk_link (                    -- the end that comes first by kind and number stands first
	id        integer primary key,
	unit_id   integer not null,
	a_kind    text not null,
	a_id      integer not null,
	b_kind    text not null,
	b_id      integer not null,
	why       text not null,
	author    text not null,
	linked_at integer not null
);
create unique index talk_link_ends on talk_link (a_kind, a_id, unit_id, b_kind, b_id);
create index talk_link_back on talk_link (b_kind, b_id, unit_id, id);

-- query talk_note_add(kind text, object int, unit int, account int, author text, text text, at int) run
insert into talk_note (kind, object_id, unit_id, account_id, author, text, written_at) values (:kind, :object, :unit, :account, :author, :text, :at)

-- query talk_notes(kind text, object int, unit int, before int, most int) many
select id, account_id, author, case when withdrawn_at is null then text else '' end as "text text", written_at, withdrawn_at
from talk_note
where kind = :kind and object_id = :object and unit_id = :unit and id < :before
order by id desc limit :most

-- query talk_note_get(id int, account int, unit int) one
select kind, object_id from talk_note where id = :id and account_id = :account and unit_id = :unit

-- query talk_note_withdraw(id int, account int, at int) change
update talk_note set withdrawn_at = :at where id = :id and account_id = :account and withdrawn_at is null

-- query talk_watch_count(kind text, object int) one
select count(*) as "n int" from talk_watch where kind = :kind and object_id = :object

-- query talk_watch_add(kind text, object int, account int, unit int, at int) run
insert into talk_watch (kind, object_id, account_id, unit_id, since) values (:kind, :object, :account, :unit, :at)
on conflict (kind, object_id, account_id) do update set unit_id = excluded.unit_id

-- query talk_watch_drop(kind text, object int, account int) run
delete from talk_watch where kind = :kind and object_id = :object and account_id = :account

-- query talk_watchers(kind text, object int) many
select account_id, unit_id from talk_watch where kind = :kind and object_id = :object order by account_id limit 100

-- query talk_watches(kind text, object int, account int) maybe
select since from talk_watch where kind = :kind and object_id = :object and account_id = :account

-- query talk_link_add(unit int, a_kind text, a int, b_kind text, b int, why text, author text, at int) maybe
insert into talk_link (unit_id, a_kind, a_id, b_kind, b_id, why, author, linked_at) values (:unit, :a_kind, :a, :b_kind, :b, :why, :author, :at)
on conflict (a_kind, a_id, unit_id, b_kind, b_id) do nothing
returning id

-- query talk_link_get(id int, unit int) one
select a_kind, a_id, b_kind, b_id from talk_link where id = :id and unit_id = :unit

-- query talk_link_drop(id int, unit int) change
delete from talk_link where id = :id and unit_id = :unit

-- query talk_links(kind text, object int, unit int) many
select id, b_kind as kind, b_id as object_id, why, author, linked_at from talk_link
where a_kind = :kind and a_id = :object and unit_id = :unit
order by b_kind, b_id limit 101

-- query talk_links_back(kind text, object int, unit int) many like talk_links
select id, a_kind as kind, a_id as object_id, why, author, linked_at from talk_link
where b_kind = :kind and b_id = :object and unit_id = :unit
order by id limit 101
