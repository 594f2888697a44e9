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
	account_id integer not null,
	created_at integer not null
);
create index file_blob on file (blob_id);
