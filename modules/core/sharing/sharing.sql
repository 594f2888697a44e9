-- uses db units access
-- migrate
create table sharing_agreement (
	id          integer primary key,
	registry    text not null,             -- its code
	title       text not null,             -- what it was called then
	asker_id    integer not null references unit,
	owner_id    integer not null references unit,
	is_below    integer not null,          -- the records of the units directly below the owner too
	account_id  integer not null references account, -- who asked
	is_own      integer not null,          -- his programs alone, not those of the whole unit
	fields      text not null,             -- names, parted by spaces
	purpose     text not null,
	basis       text not null,
	calls       integer not null,          -- a day
	valid_from  text not null,
	valid_to    text not null,             -- the first day no longer
	state       integer not null,
	version     integer not null,
	asked_at    integer not null
);
create index sharing_agreement_owner on sharing_agreement (owner_id, id);
create index sharing_agreement_asker on sharing_agreement (asker_id, id);
create index sharing_agreement_used on sharing_agreement (asker_id, registry, id);
create index sharing_agreement_ends on sharing_agreement (state, valid_to, id);
create table sharing_event (
	id           integer primary key,
	agreement_id integer not null references sharing_agreement,
	at           integer not null,
	account_id   integer not null,         -- 0: the program itself
	action       text not null,
	note         text not null
);
create index sharing_event_agreement on sharing_event (agreement_id, id);
create table sharing_day (
	agreement_id integer not null references sharing_agreement,
	day          text not null,
	calls        integer not null,
	records      integer not null,
	refused      integer not null,
	primary key (agreement_id, day)
);
create table sharing_call (
	id           integer primary key,
	agreement_id integer not null references sharing_agreement,
	at           integer not null,
	account_id   integer not null,
	what         text not null,            -- list, record, exists, value
	fields       text not null,
	records      text not null,            -- numbers of those that were answered
	n            integer not null,
	refused      text not null             -- the sentence; empty: it was answered
);
create index sharing_call_agreement on sharing_call (agreement_id, id);

-- migrate
alter table sharing_agreement add column is_writing integer not null default 0; -- his programs write these fields too, of the owner's records

-- query sharing_add(registry text, title text, asker int, owner int, below int, account int, own int, fields text, purpose text, basis text,
--	calls int, valid_from text, valid_to text, writing int, at int) one
insert into sharing_agreement (registry, title, asker_id, owner_id, is_below, account_id, is_own, fields, purpose, basis, calls, valid_from, valid_to,
	state, version, is_writing, asked_at)
values (:registry, :title, :asker, :owner, :below, :account, :own, :fields, :purpose, :basis, :calls, :valid_from, :valid_to, 0, 1, :writing, :at)
returning id

-- part agreement_columns
g.id, g.registry, g.title, g.asker_id, a.full_name as asker, g.owner_id, o.full_name as owner, g.is_below, g.account_id, g.is_own, g.fields,
	g.purpose, g.basis, g.calls, g.valid_from, g.valid_to, g.state, g.version, g.is_writing, g.asked_at

-- query sharing_agreed(id int) many
select {agreement_columns} from sharing_agreement g join unit_name a on a.id = g.asker_id join unit_name o on o.id = g.owner_id where g.id = :id

-- query sharing_asked(unit int, before int, most int) many like sharing_agreed
select {agreement_columns} from sharing_agreement g join unit_name a on a.id = g.asker_id join unit_name o on o.id = g.owner_id
where g.asker_id = :unit and g.id < :before order by g.id desc limit :most

-- query sharing_given(unit int, before int, most int) many like sharing_agreed
select {agreement_columns} from sharing_agreement g join unit_name a on a.id = g.asker_id join unit_name o on o.id = g.owner_id
where g.owner_id = :unit and g.id < :before order by g.id desc limit :most

-- The newest first; of so many nobody uses the older ones but by their number (agreement; 0: any).
-- query sharing_usable(unit int, registry text, account int, agreement int) many like sharing_agreed
select {agreement_columns} from sharing_agreement g join unit_name a on a.id = g.asker_id join unit_name o on o.id = g.owner_id
where g.asker_id = :unit and g.registry = :registry and (:agreement = 0 or g.id = :agreement) and (g.is_own = 0 or g.account_id = :account)
order by g.id desc limit 50

-- query sharing_over(state int, day text) many
select id from sharing_agreement where state = :state and valid_to <= :day order by valid_to, id limit 100

-- query sharing_save(id int, seen int, state int) change
update sharing_agreement set state = :state, version = version + 1 where id = :id and version = :seen

-- query sharing_waiting(unit int) one
select count(*) as "total int" from (select id from sharing_agreement where owner_id = :unit and state = 0 limit 100) as these

-- query sharing_event_add(agreement int, at int, account int, action text, note text) run
insert into sharing_event (agreement_id, at, account_id, action, note) values (:agreement, :at, :account, :action, :note)

-- query sharing_events(agreement int) many
select id, at as happened_at, action, note from sharing_event where agreement_id = :agreement order by id desc limit 100

-- query sharing_day_of(agreement int, day text) maybe
select calls, refused from sharing_day where agreement_id = :agreement and day = :day

-- query sharing_day_add(agreement int, day text, calls int, records int, refused int) run
insert into sharing_day (agreement_id, day, calls, records, refused) values (:agreement, :day, :calls, :records, :refused)
on conflict (agreement_id, day) do update set calls = sharing_day.calls + excluded.calls, records = sharing_day.records + excluded.records,
	refused = sharing_day.refused + excluded.refused

-- query sharing_days(agreement int) many
select day as on_day, calls, records, refused from sharing_day where agreement_id = :agreement order by day desc limit 31

-- query sharing_call_add(agreement int, at int, account int, what text, fields text, refused text) one
insert into sharing_call (agreement_id, at, account_id, what, fields, records, n, refused)
values (:agreement, :at, :account, :what, :fields, '', 0, :refused) returning id

-- query sharing_call_done(id int, records text, n int) change
update sharing_call set records = :records, n = :n where id = :id and refused = ''

-- query sharing_calls(agreement int) many
select id, at as happened_at, what, fields, n, refused from sharing_call where agreement_id = :agreement order by id desc limit 20

-- query sharing_below(unit int, day text) many
select id from unit_on(:day) where parent_id = :unit order by id limit 300

-- query sharing_officers(unit int, permission text, day text) many
select o.account_id as id from officer_on(:day) o
where o.unit_id = :unit and exists (select 1 from role_gives g where g.role = o.role and g.permission = :permission)
group by o.account_id order by o.account_id limit 20
