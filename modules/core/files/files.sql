-- migrate
create table blob (
	id         integer primary key,
	sha256     text not null unique,
	size       integer not null,
	mime       text not null,
	created_at integer not null
);
create table file (
	id         integer primary key,
	blob_id    integer not null references blob,
	name       text not null,
	is_own     integer not null check (is_own in (0, 1)), -- made by this program
	account_id integer not null,
	created_at integer not null
);
create index file_blob on file (blob_id);

-- query blob_keep(sha256 text, size int, mime text, now int) one
insert into blob (sha256, size, mime, created_at) values (:sha256, :size, :mime, :now)
on conflict (sha256) do update set created_at = excluded.created_at
returning id

-- query file_insert(blob int, name text, own int, account int, now int) one
insert into file (blob_id, name, is_own, account_id, created_at) values (:blob, :name, :own, :account, :now)
returning id

-- query file_get(id int) one
select f.name, f.is_own, b.sha256, b.size, b.mime
from file f join blob b on b.id = f.blob_id
where f.id = :id

-- query blobs_after(id int) many
select id, sha256, size, created_at from blob where id > :id order by id limit 500

-- query blobs_named(ids ints) many
select distinct blob_id from file where blob_id in :ids

-- query blob_forget(id int, before int) run
delete from blob
where id = :id and created_at < :before and not exists (select 1 from file f where f.blob_id = blob.id)

-- query blobs_known(hashes texts) many
select sha256 from blob where sha256 in :hashes

-- query blob_last() one
select coalesce(max(id), 0) as "id int" from blob
