-- uses db units access
-- migrate
-- What a kind of entry asks: a version is never edited, an entry keeps the one that it was written by.
create table personnel_form (
	id             integer primary key,
	code           text not null,              -- "salary"
	number         integer not null,
	place          integer not null,           -- in the record
	is_several     integer not null,           -- several hold at a time; else one
	is_sensitive   integer not null,
	needs_decision integer not null,
	is_needed      integer not null,           -- a complete record has one
	definition     text not null,
	source         text not null,
	valid_from     text not null,
	added_at       integer not null
);
create unique index personnel_form_number on personnel_form (code, number);
create table personnel_file (
	id         integer primary key,
	unit_id    integer not null references unit,
	account_id integer references account,     -- whose it is; null: he has no account
	name       text not null,
	folded     text not null,
	version    integer not null,
	left_on    text,                           -- works here no longer from that day on
	opened_at  integer not null,
	opened_by  integer not null references account
);
create unique index personnel_file_account on personnel_file (account_id);
create index personnel_file_unit on personnel_file (unit_id, id);
create table personnel_entry (
	id              integer primary key,
	file_id         integer not null references personnel_file,
	kind            text not null,
	form_id         integer not null references personnel_form,
	answers         text not null,
	valid_from      text not null,
	valid_to        text,
	decision_number text not null,
	decision_on     text not null,
	decision_signer text not null,
	reason          text not null,
	act             text not null check (act in ('add', 'correct')),
	corrects_id     integer references personnel_entry,
	written_at      integer not null,
	written_by      integer not null references account,
	replaced_at     integer,                   -- it was wrong: another one took its place
	replaced_by     integer references account
);
create index personnel_entry_of on personnel_entry (file_id, kind, valid_from);
create index personnel_entry_corrects on personnel_entry (corrects_id);
create table personnel_request ( -- an officer asks that his record be put right
	id         integer primary key,
	file_id    integer not null references personnel_file,
	unit_id    integer not null references unit,
	account_id integer not null references account,
	kind       text not null,
	entry_id   integer references personnel_entry, -- what is wrong; null: something is missing
	form_id    integer not null references personnel_form,
	answers    text not null,
	valid_from text not null,
	reason     text not null,
	state      integer not null,
	version    integer not null,
	sent_at    integer not null,
	answer     text not null default '',
	made_id    integer references personnel_entry
);
create index personnel_request_unit on personnel_request (unit_id, state, id);
create index personnel_request_account on personnel_request (account_id, id);
create index personnel_request_file on personnel_request (file_id, state, id);
create index personnel_request_entry on personnel_request (entry_id);
create table personnel_event (
	id         integer primary key,
	request_id integer not null references personnel_request,
	action     text not null,
	account_id integer not null references account,
	at         integer not null,
	note       text not null
);
create index personnel_event_of on personnel_event (request_id, id);
create table personnel_quota ( -- how many may work in the unit, by kind, from day to day
	id              integer primary key,
	unit_id         integer not null references unit,
	servant_kind    text not null,
	amount          integer not null check (amount >= 0),
	valid_from      text not null,
	valid_to        text,
	decision_number text not null,
	decision_on     text not null
);
create index personnel_quota_unit on personnel_quota (unit_id, servant_kind, valid_from);

-- ---- kinds ----

-- query personnel_forms() many
select id, code, number, place, is_several, is_sensitive, needs_decision, is_needed, definition from personnel_form order by id

-- query personnel_form_newest(code text) maybe
select id, number, place, is_several, is_sensitive, needs_decision, is_needed, definition from personnel_form where code = :code order by number desc limit 1

-- query personnel_form_add(code text, number int, place int, is_several int, is_sensitive int, needs_decision int, is_needed int,
--     definition text, source text, valid_from text, now int) run
insert into personnel_form (code, number, place, is_several, is_sensitive, needs_decision, is_needed, definition, source, valid_from, added_at)
values (:code, :number, :place, :is_several, :is_sensitive, :needs_decision, :is_needed, :definition, :source, :valid_from, :now)

-- ---- records ----

-- query personnel_file_add(unit int, account int?, name text, folded text, now int, by_account int) one
insert into personnel_file (unit_id, account_id, name, folded, version, opened_at, opened_by)
values (:unit, :account, :name, :folded, 1, :now, :by_account) returning id

-- query personnel_file_get(id int, unit int) one
select id, unit_id, account_id, name, version, left_on from personnel_file where id = :id and unit_id = :unit

-- query personnel_file_own(account int) maybe like personnel_file_get
select id, unit_id, account_id, name, version, left_on from personnel_file where account_id = :account

-- query personnel_file_whose(id int) one like personnel_file_get
select id, unit_id, account_id, name, version, left_on from personnel_file where id = :id

-- query personnel_file_written(id int, version int) change
update personnel_file set version = version + 1 where id = :id and version = :version

-- query personnel_file_name(id int, name text, folded text) run
update personnel_file set name = :name, folded = :folded where id = :id

-- query personnel_file_leave(id int, unit int, version int, left_on text?) change
update personnel_file set left_on = :left_on, version = version + 1 where id = :id and unit_id = :unit and version = :version

-- query personnel_files_of(unit int, words text, after int, most int) many
select id, name, left_on from personnel_file
where unit_id = :unit and id > :after and (:words = '' or folded like '%' || :words || '%') order by id limit :most

-- Those who work on that day.
-- query personnel_files_on(unit int, on_day text, after int, most int) many
select id, account_id, name from personnel_file
where unit_id = :unit and id > :after and (left_on is null or left_on > :on_day) order by id limit :most

-- query personnel_units(after int) many
select id from unit_name u where u.id > :after and exists (select 1 from personnel_file f where f.unit_id = u.id) order by id limit 200

-- query personnel_unit(id int) one
select full_name, name from unit_name where id = :id

-- Officers of the unit today without a record.
-- query personnel_unrecorded(unit int, on_day text) many
select o.account_id, min(o.name) as "name text" from officer_on(:on_day) o
where o.unit_id = :unit and not exists (select 1 from personnel_file f where f.account_id = o.account_id)
group by o.account_id order by 2, 1 limit 500

-- query personnel_officer(account int, unit int, on_day text) maybe
select min(o.name) as "name text" from officer_on(:on_day) o where o.account_id = :account and o.unit_id = :unit group by o.account_id

-- query personnel_keepers(unit int, permission text, on_day text) many
select o.account_id as id from officer_on(:on_day) o
where o.unit_id = :unit and exists (select 1 from role_gives g where g.role = o.role and g.permission = :permission)
group by o.account_id order by o.account_id limit 20

-- ---- entries ----

-- part entry
e.id, e.file_id, e.kind, e.form_id, e.answers, e.valid_from, e.valid_to, e.decision_number, e.decision_on, e.decision_signer, e.reason, e.act,
e.corrects_id, e.written_at, a.name as author, e.replaced_at
-- part entries
personnel_entry e join account_name a on a.id = e.written_by

-- query personnel_entries_on(file int, on_day text) many
select {entry} from {entries} where e.file_id = :file and e.replaced_at is null and {valid(e, :on_day)} order by e.kind, e.valid_from, e.id limit 500

-- query personnel_entries_of(file int, kind text) many like personnel_entries_on
select {entry} from {entries} where e.file_id = :file and e.kind = :kind order by e.valid_from desc, e.id desc limit 200

-- query personnel_entry_get(id int) one like personnel_entries_on
select {entry} from {entries} where e.id = :id

-- query personnel_entry_holding(file int, kind text, on_day text) maybe
select id, valid_from, valid_to from personnel_entry e
where file_id = :file and kind = :kind and replaced_at is null and {valid(e, :on_day)} order by valid_from desc limit 1

-- query personnel_entry_next(file int, kind text, on_day text) one
select min(valid_from) as "valid_from text?" from personnel_entry where file_id = :file and kind = :kind and replaced_at is null and valid_from > :on_day

-- query personnel_entry_until(file int, kind text, day text) maybe
select id, valid_from from personnel_entry where file_id = :file and kind = :kind and replaced_at is null and valid_to = :day order by valid_from desc limit 1

-- query personnel_entry_add(file int, kind text, form int, answers text, valid_from text, valid_to text?, number text, decision_on text, signer text,
--     reason text, act text, corrects int?, now int, by_account int) one
insert into personnel_entry (file_id, kind, form_id, answers, valid_from, valid_to, decision_number, decision_on, decision_signer, reason, act, corrects_id,
	written_at, written_by)
values (:file, :kind, :form, :answers, :valid_from, :valid_to, :number, :decision_on, :signer, :reason, :act, :corrects, :now, :by_account) returning id

-- query personnel_entry_to(id int, valid_to text?) run
update personnel_entry set valid_to = :valid_to where id = :id

-- query personnel_entry_replace(id int, now int, by_account int) change
update personnel_entry set replaced_at = :now, replaced_by = :by_account where id = :id and replaced_at is null

-- ---- requests ----

-- query personnel_request_add(file int, unit int, account int, kind text, entry int?, form int, answers text, valid_from text, reason text, now int) one
insert into personnel_request (file_id, unit_id, account_id, kind, entry_id, form_id, answers, valid_from, reason, state, version, sent_at)
values (:file, :unit, :account, :kind, :entry, :form, :answers, :valid_from, :reason, 0, 1, :now) returning id

-- part request
r.id, r.file_id, r.unit_id, r.account_id, r.kind, r.entry_id, r.form_id, r.answers, r.valid_from, r.reason, r.state, r.version, r.sent_at, r.answer, r.made_id,
f.name, f.version as file_version
-- part requests
personnel_request r join personnel_file f on f.id = r.file_id

-- query personnel_request_own(id int, me int) one
select {request} from {requests} where r.id = :id and r.account_id = :me

-- query personnel_request_of_unit(id int, unit int) one like personnel_request_own
select {request} from {requests} where r.id = :id and r.unit_id = :unit

-- query personnel_request_whose(id int) one like personnel_request_own
select {request} from {requests} where r.id = :id

-- query personnel_request_save(id int, state int, answer text, made int?) run
update personnel_request set state = :state, version = version + 1, answer = :answer, made_id = :made where id = :id

-- query personnel_requests_waiting_of(file int) one
select count(*) as "n int" from personnel_request where file_id = :file and state = 0

-- part request_row
r.id, f.name, r.kind, r.sent_at, r.state
-- query personnel_requests_of_unit(unit int, state int, before int, most int) many
select {request_row} from {requests} where r.unit_id = :unit and r.state = :state and r.id < :before order by r.id desc limit :most

-- query personnel_requests_mine(me int, before int, most int) many like personnel_requests_of_unit
select {request_row} from {requests} where r.account_id = :me and r.id < :before order by r.id desc limit :most

-- query personnel_requests_waiting(unit int, me int) one
select count(*) as "n int" from (select id from personnel_request where unit_id = :unit and state = 0 and account_id <> :me limit 100) as waiting

-- query personnel_event_add(request int, action text, account int, now int, note text) run
insert into personnel_event (request_id, action, account_id, at, note) values (:request, :action, :account, :now, :note)

-- query personnel_events(request int) many
select e.id, e.action, a.name as author, e.at as happened_at, e.note from personnel_event e join account_name a on a.id = e.account_id
where e.request_id = :request order by e.id limit 50

-- ---- quota ----

-- query personnel_quota_on(unit int, servant_kind text, on_day text) maybe
select id, amount, valid_from, decision_number, decision_on from personnel_quota q
where unit_id = :unit and servant_kind = :servant_kind and {valid(q, :on_day)} order by valid_from desc limit 1

-- query personnel_quota_last(unit int, servant_kind text) maybe
select id, valid_from from personnel_quota where unit_id = :unit and servant_kind = :servant_kind and valid_to is null order by valid_from desc limit 1

-- query personnel_quota_end(id int, day text) run
update personnel_quota set valid_to = :day where id = :id

-- query personnel_quota_add(unit int, servant_kind text, amount int, valid_from text, number text, decision_on text) one
insert into personnel_quota (unit_id, servant_kind, amount, valid_from, decision_number, decision_on)
values (:unit, :servant_kind, :amount, :valid_from, :number, :decision_on) returning id

-- query personnel_quota_get(id int, unit int) one
select id, servant_kind, amount, valid_from, valid_to, decision_number, decision_on from personnel_quota where id = :id and unit_id = :unit

-- query personnel_quota_title(id int) one
select servant_kind, valid_from from personnel_quota where id = :id

-- ---- checking ----

-- query personnel_entries_after(after int) many
select e.id, e.file_id, e.kind, e.form_id, e.answers, e.valid_from, e.valid_to, e.decision_number, e.replaced_at from personnel_entry e where e.id > :after order by e.id limit 500

-- query personnel_entry_over(id int, file int, kind text, valid_from text, valid_to text?) maybe
select id from personnel_entry e
where file_id = :file and kind = :kind and replaced_at is null and id <> :id
	and {not_ended(e, :valid_from)} and (cast(:valid_to as text) is null or valid_from < :valid_to) order by id limit 1
