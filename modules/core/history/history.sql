-- migrate
create table history_change (
	id          integer primary key,
	kind        text not null,
	object_id   integer not null,
	actor_id    integer not null,
	happened_at integer not null
);
create index history_change_object on history_change (kind, object_id, id);
create table history_line (
	change_id integer not null references history_change,
	number    integer not null,
	what      text not null,
	before    text not null,
	after     text not null,
	primary key (change_id, number)
);

-- query history_change_add(kind text, object int, actor int, at int) one
insert into history_change (kind, object_id, actor_id, happened_at) values (:kind, :object, :actor, :at) returning id

-- query history_line_add(change int, number int, what text, before text, after text) run
insert into history_line (change_id, number, what, before, after) values (:change, :number, :what, :before, :after)

-- query history_changes(kind text, object int, before int, most int) many
select id, actor_id, happened_at from history_change where kind = :kind and object_id = :object and id < :before order by id desc limit :most

-- query history_lines(changes ints) many
select change_id, number, what, before, after from history_line where change_id in :changes order by change_id, number
