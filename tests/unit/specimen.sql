-- migrate
create table specimen (
	id     integer primary key,
	name   text not null unique,
	amount integer,
	ratio  real,
	data   blob,
	note   text
);
create index specimen_amount on specimen (amount);
create table specimen_part (
	specimen_id integer not null references specimen,
	number      integer not null check (number > 0),
	parent      text,
	primary key (specimen_id, number)
);
create table specimen_sum (
	specimen_id integer references specimen,
	part        text not null,
	total       integer not null,
	last        text not null,
	key         text primary key
);
-- migrate
create virtual table specimen_search using fts5(text, tokenize='ascii');
-- postgres
create table specimen_search (rowid bigint primary key, text tsvector not null);
create index specimen_search_text on specimen_search using gin (text);
-- query specimen_add(name text, amount int?, ratio real?, data blob?, note text?) one
insert into specimen (name, amount, ratio, data, note) values (:name, :amount, :ratio, :data, :note) returning id

-- query specimen_get(id int) one
select id, name, amount, ratio, data, note from specimen where id = :id

-- query specimen_find(name text) maybe ahead
select id from specimen where name = :name

-- query specimen_among(ids ints) many
select id, name from specimen where id in :ids order by id

-- query specimen_named(names texts) many ahead
select id, name from specimen where name in :names order by name

-- query specimen_each(after int) each
select id, name, note from specimen where id > :after order by id

-- query specimen_count() one
select count(*) as "total int", coalesce(sum(amount), 0) as "amount int", avg(ratio) as "ratio real?" from specimen

-- query specimen_move(id int, from_amount int, to_amount int) change
update specimen set amount = :to_amount where id = :id and amount = :from_amount

-- query specimen_raise(by int) run
update specimen set amount = amount + :by where amount >= 0

-- query specimen_remove(id int) change
delete from specimen where id = :id

-- query specimen_part_add(specimen int, number int) run
insert into specimen_part (specimen_id, number) values (:specimen, :number)

-- query specimen_index(id int, text text) run
insert into specimen_search (rowid, text) values (:id, :text)
-- postgres
insert into specimen_search (rowid, text) values (:id, to_tsvector('simple', :text))

-- query specimen_search(text text) many
select s.id, s.name from specimen_search x join specimen s on s.id = x.rowid where x.text match :text order by s.id
-- postgres
select s.id, s.name from specimen_search x join specimen s on s.id = x.rowid where x.text @@ to_tsquery('simple', :text) order by s.id

-- query specimen_sum_add(specimen int?, part text, total int+, last text!, key text) run
insert into specimen_sum (specimen_id, part, total, last, key) values (:specimen, :part, :total, :last, :key)
on conflict (key) do update set total = specimen_sum.total + excluded.total, last = excluded.last

-- query specimen_sums() many
select specimen_id, part, total, last, key from specimen_sum order by key

-- query specimen_summed() one
select count(*) as "rows int", coalesce(sum(total), 0) as "total int" from specimen_sum
