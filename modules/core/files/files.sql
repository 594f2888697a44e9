-- migrate
create table content (
	id         integer primary key,
	sha256     text not null unique,
	size       integer not null,
	mime       text not null,
	created_at integer not null
);
create table file (
	id         integer primary key,
	content_id integer not null references content,
	name       text not null,
	is_own     integer not null check (is_own in (0, 1)), -- made by this program
	account_id integer not null,
	created_at integer not null
);
create index file_content on file (content_id);

-- migrate
create index file_content_account on file (content_id, account_id);

-- migrate
drop index file_content;

-- Content that a form keeps for an account while it comes back: what others have named meanwhile stays his to send.
-- migrate
create table file_held (
	account_id integer not null,
	sha256     text not null,
	held_at    integer not null,
	primary key (account_id, sha256)
);
create index file_held_at on file_held (held_at);

-- Files of an object, of whatever module: (kind, number), as in the audit log.
-- migrate
create table file_link (
	id        integer primary key,
	kind      text not null,
	object_id integer not null,
	file_id   integer not null references file,
	added_by  integer not null,
	added_at  integer not null
);
create index file_link_object on file_link (kind, object_id, id);
create unique index file_link_file on file_link (file_id);

-- Photos that the answers of an object name, each by its content. What is shown in a page is a small one, made by a job.
-- migrate
create table photo (
	id        integer primary key,
	kind      text not null,
	object_id integer not null,
	sha256    text not null, -- of the content, as answers name it
	file_id   integer not null references file,
	small_id  integer references file,
	unique (kind, object_id, sha256)
);
create unique index photo_file on photo (file_id);
create index photo_small on photo (small_id);

-- What other modules show of a file.
-- view file_content
select f.id, f.name, c.size, c.mime from file f join content c on c.id = f.content_id

-- query file_link_add(kind text, object int, file int, by int, at int) one
insert into file_link (kind, object_id, file_id, added_by, added_at) values (:kind, :object, :file, :by, :at) returning id

-- query file_link_get(id int) one
select kind, object_id, file_id from file_link where id = :id

-- query file_link_count(kind text, object int) one
select count(*) as "n int" from file_link where kind = :kind and object_id = :object

-- query file_link_drop(id int) change
delete from file_link where id = :id

-- query file_links(kind text, objects ints) many
select l.id, l.object_id, f.name, b.size, b.mime, l.added_at
from file_link l join file f on f.id = l.file_id join content b on b.id = f.content_id
where l.kind = :kind and l.object_id in :objects
order by l.object_id, l.id

-- query photo_add(kind text, object int, sha256 text, file int) one
insert into photo (kind, object_id, sha256, file_id) values (:kind, :object, :sha256, :file) returning id

-- query photo_get(id int) maybe
select kind, object_id, file_id, small_id from photo where id = :id

-- query photo_named(kind text, object int, sha256 text) maybe
select id, file_id from photo where kind = :kind and object_id = :object and sha256 = :sha256

-- query photos_of(kind text, object int) many
select id, sha256, file_id, small_id from photo where kind = :kind and object_id = :object order by id

-- query photo_small_put(id int, small int) change
update photo set small_id = :small where id = :id and small_id is null

-- query photo_drop(id int) change
delete from photo where id = :id

-- query held_put(account int, sha256 text, now int) run
insert into file_held (account_id, sha256, held_at) values (:account, :sha256, :now)
on conflict (account_id, sha256) do update set held_at = excluded.held_at

-- query held_of(account int, sha256 text) maybe
select held_at from file_held where account_id = :account and sha256 = :sha256

-- query held_forget(before int) run
delete from file_held where held_at < :before

-- query content_keep(sha256 text, size int, mime text, now int) one
insert into content (sha256, size, mime, created_at) values (:sha256, :size, :mime, :now)
on conflict (sha256) do update set created_at = excluded.created_at
returning id

-- query content_of(sha256 text, account int) maybe
select c.id, exists (select 1 from file f where f.content_id = c.id and f.account_id = :account) as "own int"
from content c where c.sha256 = :sha256

-- query file_insert(content int, name text, own int, account int, now int) one
insert into file (content_id, name, is_own, account_id, created_at) values (:content, :name, :own, :account, :now)
returning id

-- query file_get(id int) one
select f.name, f.is_own, b.sha256, b.size, b.mime
from file f join content b on b.id = f.content_id
where f.id = :id

-- query file_delete(id int) change
delete from file where id = :id

-- query contents_after(id int) many
select id, sha256, size, created_at from content where id > :id order by id limit 500

-- query contents_needed(id int) many
select b.id, b.sha256 from content b
where b.id > :id and exists (select 1 from file f where f.content_id = b.id)
order by b.id limit 500

-- query contents_named(ids ints) many
select distinct content_id from file where content_id in :ids

-- query content_forget(id int, before int) run
delete from content
where id = :id and created_at < :before and not exists (select 1 from file f where f.content_id = content.id)

-- query contents_known(hashes texts) many
select sha256 from content where sha256 in :hashes

-- query content_last() one
select coalesce(max(id), 0) as "id int" from content
