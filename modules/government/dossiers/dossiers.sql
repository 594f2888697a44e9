-- uses units access procedures files
-- migrate
create table dossier (
	id                 integer primary key,
	code               text not null unique,
	secret             text not null,
	procedure_id       integer not null references procedure,
	procedure_code     text not null,
	procedure_name     text not null,
	field              text not null,
	support_unit_id    integer not null references unit,
	receiving_unit_id  integer not null references unit,
	competent_unit_id  integer not null references unit,
	holder_unit_id     integer not null references unit,
	account_id         integer references account,
	submitter_id       integer references account,
	client_key         text,
	applicant_name     text not null,
	applicant_number   text not null,
	applicant_birth_on text,
	applicant_phone    text not null,
	applicant_email    text not null,
	applicant_address  text not null,
	channel            text not null check (channel in ('desk', 'online', 'post')),
	content            text not null,
	eform_id           integer,
	answers            text not null default '',
	result_by          text not null check (result_by in ('desk', 'online', 'post')),
	result_address     text not null,
	fee                integer not null,
	fee_paid_at        integer,
	status             integer not null check (status between 1 and 10),
	step               text not null check (step in ('reception', 'processing', 'approval', 'waiting', 'return', 'closed')),
	step_number        integer not null default 0,
	step_at            integer not null,
	step_due_at        integer,
	assignee_id        integer references account,
	version            integer not null default 1,
	term_unit          text not null,
	term_amount        integer not null,
	supplement_rule    text not null default 'restart' check (supplement_rule in ('restart', 'resume')),
	submitted_at       integer not null,
	received_at        integer,
	due_original_at    integer,
	due_at             integer,
	extension_count    integer not null default 0 check (extension_count in (0, 1)),
	extended_from      integer,
	late_since         integer,
	remaining  integer,
	paused_at          integer,
	paused_minutes     integer not null default 0,
	supplements        integer not null default 0,
	finished_at        integer,
	returned_at        integer,
	taken_by           text not null default '',
	result_note        text not null default ''
);
create index dossier_queue on dossier (holder_unit_id, step, step_at, id);
create index dossier_assignee on dossier (assignee_id, step_at, id) where assignee_id is not null;
create index dossier_running on dossier (holder_unit_id, due_at, id) where due_at is not null and finished_at is null;
create index dossier_account on dossier (account_id, submitted_at, id) where account_id is not null;
create index dossier_received on dossier (competent_unit_id, received_at, id) where received_at is not null;
create index dossier_finished on dossier (competent_unit_id, finished_at, id) where finished_at is not null;
create index dossier_applicant on dossier (receiving_unit_id, applicant_number, id) where applicant_number <> '';
create index dossier_field on dossier (holder_unit_id, field, submitted_at, id);
create index dossier_submitted on dossier (holder_unit_id, submitted_at, id);
create index dossier_book on dossier (receiving_unit_id, received_at, id) where received_at is not null;
create index dossier_elsewhere on dossier (receiving_unit_id, step_at, id) where holder_unit_id <> receiving_unit_id;
create unique index dossier_client on dossier (submitter_id, client_key) where client_key is not null;

-- The id of an event, a step, a component is dossier_id * 65536 + number: those of a dossier stand together, and are found without an
-- index between.
create table dossier_event (
	id          integer primary key,
	dossier_id  integer not null references dossier,
	number      integer not null check (id = dossier_id * 65536 + number and number < 65536),
	at          integer not null,
	account_id  integer references account,
	behalf_id   integer references account, -- whose power he used by delegation; null: his own
	action      text not null,
	from_status integer,
	to_status   integer not null,
	note        text not null,
	due_at      integer,
	from_step   integer not null default 0,
	to_step     integer not null default 0,
	step_due_at integer,
	unit_id     integer references unit,
	assignee_id integer references account
);
create table dossier_step (
	id         integer primary key,
	dossier_id integer not null references dossier,
	number     integer not null check (id = dossier_id * 65536 + number and number < 65536),
	title      text not null,
	kind       text not null check (kind in ('reception', 'processing', 'approval', 'return')),
	role       text not null,
	department text not null,
	unit_id    integer not null references unit,
	share      integer not null check (share between 0 and 100),
	actions    text not null,
	due_at     integer,
	started_at integer,
	ended_at   integer,
	account_id integer references account
);
create table dossier_due (
	dossier_id integer not null references dossier,
	number     integer not null,
	at         integer not null,
	kind       text not null check (kind in ('reception', 'resume', 'restart', 'extension')),
	from_at    integer not null,
	due_at     integer not null,
	proof      text not null,
	reason     text not null,
	primary key (dossier_id, number)
);
create table dossier_component (
	id               integer primary key,
	dossier_id       integer not null references dossier,
	number           integer not null check (id = dossier_id * 65536 + number and number < 65536),
	name             text not null,
	originals        integer not null,
	copies           integer not null,
	handed           integer not null default 0,
	handed_originals integer not null default 0,
	handed_copies    integer not null default 0
);
create table dossier_file (
	id         integer primary key,
	dossier_id integer not null references dossier,
	component  integer,
	kind       text not null check (kind in ('component', 'supplement', 'result')),
	file_id    integer not null references file,
	at         integer not null
);
create index dossier_file_dossier on dossier_file (dossier_id, id);
create index dossier_file_file on dossier_file (file_id);
create table dossier_note (
	id         integer primary key,
	dossier_id integer not null references dossier,
	at         integer not null,
	account_id integer not null references account,
	text       text not null
);
create index dossier_note_dossier on dossier_note (dossier_id, id);
create table dossier_watcher (
	dossier_id integer not null references dossier,
	account_id integer not null references account,
	since      integer not null,
	primary key (dossier_id, account_id)
);
create index dossier_watcher_account on dossier_watcher (account_id, dossier_id);
create table dossier_paper (
	id           integer primary key,
	dossier_id   integer not null references dossier,
	form         text not null check (form in ('02', '03', '04', '05')),
	unit_id      integer not null references unit,
	year         integer not null,
	number       integer not null,
	at           integer not null,
	account_id   integer not null references account,
	stage        text not null check (stage in ('intake', 'appraisal')),
	legal_basis  text not null,
	reason       text not null,
	contact      text not null,
	fees         text not null,
	due_old_at   integer,
	due_new_at   integer,
	signer       text not null,
	signer_title text not null
);
create unique index dossier_paper_number on dossier_paper (unit_id, form, year, number);
create index dossier_paper_dossier on dossier_paper (dossier_id, id);
create table dossier_paper_item (
	paper_id  integer not null references dossier_paper,
	number    integer not null,
	name      text not null,
	originals integer not null,
	copies    integer not null,
	primary key (paper_id, number)
);
create table dossier_paper_counter (
	unit_id integer not null references unit,
	form    text not null,
	year    integer not null,
	last    integer not null,
	primary key (unit_id, form, year)
);
create table dossier_counter (
	unit_id integer not null references unit,
	day     text not null,
	last    integer not null,
	primary key (unit_id, day)
);
create table dossier_tally (
	unit_id integer not null references unit,
	step    text not null,
	total   integer not null,
	primary key (unit_id, step)
);
create table dossier_month (
	unit_id     integer not null references unit,
	month       text not null,
	field       text not null,
	channel     text not null,
	taken_in    integer not null,
	early       integer not null,
	on_time     integer not null,
	overdue     integer not null,
	given_back  integer not null,
	turned_away integer not null,
	taken_back  integer not null,
	broken_off  integer not null,
	primary key (unit_id, month, field, channel)
);

create view dossier_page as
select d.id, d.code, d.procedure_id, d.procedure_code, d.procedure_name, d.field, d.support_unit_id, d.receiving_unit_id, d.competent_unit_id,
	d.holder_unit_id, d.account_id, u.full_name as unit_name, u.name as unit_place, p.full_name as province_name, k.full_name as competent_name,
	w.full_name as holder_name, s.full_name as support_name, d.applicant_name, d.applicant_number, d.applicant_birth_on, d.applicant_phone,
	d.applicant_email, d.applicant_address, d.channel, d.content, d.eform_id, d.answers, d.result_by, d.result_address, d.fee, d.fee_paid_at,
	d.status, d.step, d.step_number, d.step_due_at, d.assignee_id, a.name as assignee_name, d.version, d.term_unit, d.term_amount,
	d.supplement_rule, d.submitted_at, d.received_at, d.due_original_at, d.due_at, d.extension_count, d.extended_from, d.late_since,
	d.remaining, d.paused_at, d.paused_minutes, d.supplements, d.finished_at, d.returned_at, d.taken_by, d.result_note, d.secret
from dossier d join unit u on u.id = d.receiving_unit_id join unit k on k.id = d.competent_unit_id join unit w on w.id = d.holder_unit_id
	join unit s on s.id = d.support_unit_id left join unit p on p.id = u.parent_id left join account a on a.id = d.assignee_id;

create view dossier_row as
select d.id, d.code, d.procedure_id, d.procedure_code, d.procedure_name, d.field, d.channel, d.applicant_name, d.status, d.step, d.submitted_at, d.due_at,
	d.late_since, d.finished_at, d.step_at, d.assignee_id, d.receiving_unit_id, d.competent_unit_id, d.holder_unit_id, a.name as assignee_name
from dossier d left join account a on a.id = d.assignee_id;
-- migrate
create virtual table dossier_search using fts5(text, tokenize = 'ascii');
-- postgres
create table dossier_search (rowid bigint primary key, text tsvector not null);
create index dossier_search_text on dossier_search using gin (text);
-- migrate
create table dossier_answers ( -- what the form said before the applicant changed it
	dossier_id integer not null references dossier,
	number     integer not null, -- of the event that changed it
	answers    text not null,
	content    text not null,
	primary key (dossier_id, number)
);
create index dossier_unassigned on dossier (holder_unit_id, step, step_at, id) where step = 'processing' and assignee_id is null;

-- migrate
create table dossier_draft (
	id             integer primary key,
	key            text not null unique, -- in its address; the dossier made of it keeps it, so that sending twice makes one
	account_id     integer not null references account,
	procedure_id   integer not null references procedure,
	unit_id        integer not null references unit,
	channel        text not null check (channel in ('online', 'post')),
	name           text not null,
	personal_number text not null,
	birth_on       text not null,
	phone          text not null,
	email          text not null,
	address        text not null,
	answers        text not null,
	result_by      text not null,
	result_address text not null,
	version        integer not null,
	created_at     integer not null,
	changed_at     integer not null
);
create index dossier_draft_account on dossier_draft (account_id, changed_at, id);
create index dossier_draft_changed on dossier_draft (changed_at, id);
create table dossier_draft_file (
	id        integer primary key,
	draft_id  integer not null references dossier_draft,
	component integer not null, -- number of the component; 0 = none
	file_id   integer not null references file,
	at        integer not null
);
create index dossier_draft_file_draft on dossier_draft_file (draft_id, id);
create index dossier_draft_file_file on dossier_draft_file (file_id);

-- migrate
alter table dossier add column answer_due_at integer; -- filed online and not answered yet: the desk answers before
create index dossier_answer on dossier (holder_unit_id, answer_due_at, id) where answer_due_at is not null;
drop view dossier_page;
create view dossier_page as
select d.id, d.code, d.procedure_id, d.procedure_code, d.procedure_name, d.field, d.support_unit_id, d.receiving_unit_id, d.competent_unit_id,
	d.holder_unit_id, d.account_id, u.full_name as unit_name, u.name as unit_place, p.full_name as province_name, k.full_name as competent_name,
	w.full_name as holder_name, s.full_name as support_name, d.applicant_name, d.applicant_number, d.applicant_birth_on, d.applicant_phone,
	d.applicant_email, d.applicant_address, d.channel, d.content, d.eform_id, d.answers, d.result_by, d.result_address, d.fee, d.fee_paid_at,
	d.status, d.step, d.step_number, d.step_due_at, d.assignee_id, a.name as assignee_name, d.version, d.term_unit, d.term_amount,
	d.supplement_rule, d.submitted_at, d.received_at, d.due_original_at, d.due_at, d.extension_count, d.extended_from, d.late_since,
	d.remaining, d.paused_at, d.paused_minutes, d.supplements, d.finished_at, d.returned_at, d.taken_by, d.result_note, d.secret, d.answer_due_at
from dossier d join unit u on u.id = d.receiving_unit_id join unit k on k.id = d.competent_unit_id join unit w on w.id = d.holder_unit_id
	join unit s on s.id = d.support_unit_id left join unit p on p.id = u.parent_id left join account a on a.id = d.assignee_id;
drop view dossier_row;
create view dossier_row as
select d.id, d.code, d.procedure_id, d.procedure_code, d.procedure_name, d.field, d.channel, d.applicant_name, d.status, d.step, d.submitted_at, d.due_at,
	d.late_since, d.finished_at, d.step_at, d.assignee_id, d.receiving_unit_id, d.competent_unit_id, d.holder_unit_id, a.name as assignee_name,
	d.answer_due_at, d.supplements
from dossier d left join account a on a.id = d.assignee_id;
create table dossier_hand ( -- what each officer has now, by the unit that holds it
	unit_id    integer not null references unit,
	account_id integer not null references account,
	total      integer not null,
	primary key (unit_id, account_id)
);
insert into dossier_hand (unit_id, account_id, total)
select holder_unit_id, assignee_id, count(*) from dossier where assignee_id is not null group by holder_unit_id, assignee_id;
create table dossier_month_procedure ( -- the figures of dossier_month, by procedure
	unit_id     integer not null references unit,
	month       text not null,
	procedure   text not null,
	taken_in    integer not null,
	early       integer not null,
	on_time     integer not null,
	overdue     integer not null,
	primary key (unit_id, month, procedure)
);
create table dossier_month_officer ( -- steps that an officer ended in a month
	unit_id    integer not null references unit,
	month      text not null,
	account_id integer not null references account,
	done       integer not null,
	overdue    integer not null,
	primary key (unit_id, month, account_id)
);
create table dossier_reminder ( -- the last one of each dossier
	dossier_id integer primary key references dossier,
	at         integer not null,
	account_id integer not null references account,
	total      integer not null
);
-- migrate
insert into dossier_month_procedure (unit_id, month, procedure, taken_in, early, on_time, overdue)
select competent_unit_id, strftime('%Y-%m', (at + 25200000000) / 1000000, 'unixepoch'), procedure_code, sum(case what when 0 then 1 else 0 end),
	sum(case what when 1 then 1 else 0 end), sum(case what when 2 then 1 else 0 end), sum(case what when 3 then 1 else 0 end)
from (select competent_unit_id, procedure_code, received_at as at, 0 as what from dossier where received_at is not null
	union all select competent_unit_id, procedure_code, finished_at, case
		when due_at is null or (finished_at + 25200000000) / 86400000000 < (coalesce(late_since, due_at) + 25200000000) / 86400000000 then 1
		when finished_at <= coalesce(late_since, due_at) then 2 else 3 end from dossier where finished_at is not null) f
group by 1, 2, 3;
insert into dossier_month_officer (unit_id, month, account_id, done, overdue)
select unit_id, strftime('%Y-%m', (ended_at + 25200000000) / 1000000, 'unixepoch'), account_id, count(*), sum(case when ended_at > due_at then 1 else 0 end)
from dossier_step where ended_at is not null group by 1, 2, 3;
-- postgres
insert into dossier_month_procedure (unit_id, month, procedure, taken_in, early, on_time, overdue)
select competent_unit_id, to_char(to_timestamp((at + 25200000000) / 1000000) at time zone 'UTC', 'YYYY-MM'), procedure_code, sum(case what when 0 then 1 else 0 end),
	sum(case what when 1 then 1 else 0 end), sum(case what when 2 then 1 else 0 end), sum(case what when 3 then 1 else 0 end)
from (select competent_unit_id, procedure_code, received_at as at, 0 as what from dossier where received_at is not null
	union all select competent_unit_id, procedure_code, finished_at, case
		when due_at is null or (finished_at + 25200000000) / 86400000000 < (coalesce(late_since, due_at) + 25200000000) / 86400000000 then 1
		when finished_at <= coalesce(late_since, due_at) then 2 else 3 end from dossier where finished_at is not null) f
group by 1, 2, 3;
insert into dossier_month_officer (unit_id, month, account_id, done, overdue)
select unit_id, to_char(to_timestamp((ended_at + 25200000000) / 1000000) at time zone 'UTC', 'YYYY-MM'), account_id, count(*), sum(case when ended_at > due_at then 1 else 0 end)
from dossier_step where ended_at is not null group by 1, 2, 3;

-- migrate
delete from dossier_month_officer;
insert into dossier_month_officer (unit_id, month, account_id, done, overdue)
select unit_id, strftime('%Y-%m', (ended_at + 25200000000) / 1000000, 'unixepoch'), account_id, count(*), sum(case when ended_at > due_at and kind <> 'return' then 1 else 0 end)
from dossier_step where ended_at is not null group by 1, 2, 3;
-- postgres
delete from dossier_month_officer;
insert into dossier_month_officer (unit_id, month, account_id, done, overdue)
select unit_id, to_char(to_timestamp((ended_at + 25200000000) / 1000000) at time zone 'UTC', 'YYYY-MM'), account_id, count(*), sum(case when ended_at > due_at and kind <> 'return' then 1 else 0 end)
from dossier_step where ended_at is not null group by 1, 2, 3;

-- migrate
drop view dossier_page; -- views stand below; a store keeps none
drop view dossier_row;

-- view dossier_page
select d.id, d.code, d.procedure_id, d.procedure_code, d.procedure_name, d.field, d.support_unit_id, d.receiving_unit_id, d.competent_unit_id,
	d.holder_unit_id, d.account_id, u.full_name as unit_name, u.name as unit_place, p.full_name as province_name, k.full_name as competent_name,
	w.full_name as holder_name, s.full_name as support_name, d.applicant_name, d.applicant_number, d.applicant_birth_on, d.applicant_phone,
	d.applicant_email, d.applicant_address, d.channel, d.content, d.eform_id, d.answers, d.result_by, d.result_address, d.fee, d.fee_paid_at,
	d.status, d.step, d.step_number, d.step_due_at, d.assignee_id, a.name as assignee_name, d.version, d.term_unit, d.term_amount,
	d.supplement_rule, d.submitted_at, d.received_at, d.due_original_at, d.due_at, d.extension_count, d.extended_from, d.late_since,
	d.remaining, d.paused_at, d.paused_minutes, d.supplements, d.finished_at, d.returned_at, d.taken_by, d.result_note, d.secret, d.answer_due_at
from dossier d join unit_name u on u.id = d.receiving_unit_id join unit_name k on k.id = d.competent_unit_id
	join unit_name w on w.id = d.holder_unit_id join unit_name s on s.id = d.support_unit_id
	left join unit_name p on p.id = u.parent_id left join account_name a on a.id = d.assignee_id

-- view dossier_row
select d.id, d.code, d.procedure_id, d.procedure_code, d.procedure_name, d.field, d.channel, d.applicant_name, d.status, d.step, d.submitted_at, d.due_at,
	d.late_since, d.finished_at, d.step_at, d.assignee_id, d.receiving_unit_id, d.competent_unit_id, d.holder_unit_id, a.name as assignee_name,
	d.answer_due_at, d.supplements
from dossier d left join account_name a on a.id = d.assignee_id

-- ---- what other modules read ----

-- Where a dossier is and how it stands with time.
-- view dossier_standing
select id, code, procedure_code, procedure_name, field, channel, applicant_name, status, step, step_number, received_at, due_at, late_since,
	finished_at, answer_due_at, receiving_unit_id, competent_unit_id, holder_unit_id, assignee_id
from dossier
-- What is judged when it is over, and by whom it may be.
-- view dossier_judged
select id, code, secret, account_id, applicant_name, status, competent_unit_id, procedure_code, procedure_name, due_at, finished_at, returned_at
from dossier
-- What a result is written from.
-- view dossier_content
select id, code, procedure_id, procedure_code, receiving_unit_id, holder_unit_id, competent_unit_id, status, step, account_id, eform_id, answers,
	applicant_name, applicant_number, applicant_birth_on, applicant_phone, applicant_address, submitted_at, finished_at
from dossier
-- view dossier_stage
select id, kind, title, due_at, ended_at from dossier_step
-- view dossier_act
select id, account_id, action from dossier_event
-- view dossier_reminded
select dossier_id, at from dossier_reminder
-- view dossier_waiting
select unit_id, step, total from dossier_tally
-- view dossier_held
select unit_id, account_id, total from dossier_hand
-- view dossier_figures
select unit_id, month, field, channel, taken_in, early, on_time, overdue, given_back, turned_away, taken_back, broken_off from dossier_month
-- view dossier_figures_procedure
select unit_id, month, procedure, taken_in, early, on_time, overdue from dossier_month_procedure
-- view dossier_figures_officer
select unit_id, month, account_id, done, overdue from dossier_month_officer

-- query dossier_count(unit int, day text) run
insert into dossier_counter (unit_id, day, last) values (:unit, :day, 1)
on conflict (unit_id, day) do update set last = dossier_counter.last + 1

-- query dossier_next(unit int, day text) one
select last from dossier_counter where unit_id = :unit and day = :day

-- query dossier_tally_add(unit int, step text, n int+) run
insert into dossier_tally (unit_id, step, total) values (:unit, :step, :n)
on conflict (unit_id, step) do update set total = dossier_tally.total + excluded.total

-- query dossier_tallies(unit int) many ahead
select step, total from dossier_tally where unit_id = :unit order by step

-- query dossier_hand_add(unit int, account int, n int+) run
insert into dossier_hand (unit_id, account_id, total) values (:unit, :account, :n)
on conflict (unit_id, account_id) do update set total = dossier_hand.total + excluded.total

-- query dossier_month_procedure_add(unit int, month text, procedure text, taken_in int+, early int+, on_time int+, overdue int+) run
insert into dossier_month_procedure (unit_id, month, procedure, taken_in, early, on_time, overdue)
values (:unit, :month, :procedure, :taken_in, :early, :on_time, :overdue)
on conflict (unit_id, month, procedure) do update set taken_in = dossier_month_procedure.taken_in + excluded.taken_in,
	early = dossier_month_procedure.early + excluded.early, on_time = dossier_month_procedure.on_time + excluded.on_time,
	overdue = dossier_month_procedure.overdue + excluded.overdue

-- query dossier_month_officer_add(unit int, month text, account int, done int+, overdue int+) run
insert into dossier_month_officer (unit_id, month, account_id, done, overdue) values (:unit, :month, :account, :done, :overdue)
on conflict (unit_id, month, account_id) do update set done = dossier_month_officer.done + excluded.done,
	overdue = dossier_month_officer.overdue + excluded.overdue

-- query dossier_month_add(unit int, month text, field text, channel text, taken_in int+, early int+, on_time int+, overdue int+,
--     given_back int+, turned_away int+, taken_back int+, broken_off int+) run
insert into dossier_month (unit_id, month, field, channel, taken_in, early, on_time, overdue, given_back, turned_away, taken_back, broken_off)
values (:unit, :month, :field, :channel, :taken_in, :early, :on_time, :overdue, :given_back, :turned_away, :taken_back, :broken_off)
on conflict (unit_id, month, field, channel) do update set taken_in = dossier_month.taken_in + excluded.taken_in,
	early = dossier_month.early + excluded.early, on_time = dossier_month.on_time + excluded.on_time,
	overdue = dossier_month.overdue + excluded.overdue, given_back = dossier_month.given_back + excluded.given_back,
	turned_away = dossier_month.turned_away + excluded.turned_away, taken_back = dossier_month.taken_back + excluded.taken_back,
	broken_off = dossier_month.broken_off + excluded.broken_off

-- query dossier_add(code text, secret text, procedure int, procedure_code text, procedure_name text, field text, support int,
--     unit int, competent int, account int?, submitter int?, client_key text?, name text, number text, birth_on text?, phone text,
--     email text, address text, channel text, content text, eform int?, answers text, result_by text, result_address text,
--     fee int, fee_paid_at int?, term_unit text, term_amount int, supplement_rule text, at int, step_at int, answer_due_at int?) one
insert into dossier (code, secret, procedure_id, procedure_code, procedure_name, field, support_unit_id, receiving_unit_id, competent_unit_id,
	holder_unit_id, account_id, submitter_id, client_key, applicant_name, applicant_number, applicant_birth_on, applicant_phone,
	applicant_email, applicant_address, channel, content, eform_id, answers, result_by, result_address, fee, fee_paid_at, status, step,
	step_at, term_unit, term_amount, supplement_rule, submitted_at, answer_due_at)
values (:code, :secret, :procedure, :procedure_code, :procedure_name, :field, :support, :unit, :competent, :unit, :account, :submitter,
	:client_key, :name, :number, :birth_on, :phone, :email, :address, :channel, :content, :eform, :answers, :result_by, :result_address,
	:fee, :fee_paid_at, 1, 'reception', :step_at, :term_unit, :term_amount, :supplement_rule, :at, :answer_due_at)
returning id

-- query dossier_by_client(submitter int, client_key text) maybe
select id, code, secret from dossier where submitter_id = :submitter and client_key = :client_key

-- query dossier_component_hand(dossier int, number int, originals int, copies int) change
update dossier_component set handed = 1, handed_originals = :originals, handed_copies = :copies
where id = :dossier * 65536 + :number

-- query dossier_component_take(dossier int, number int, handed int, originals int, copies int) change
update dossier_component set handed = :handed, handed_originals = :originals, handed_copies = :copies
where id = :dossier * 65536 + :number

-- query dossier_search_add(id int, text text) run
insert into dossier_search (rowid, text) values (:id, :text)
-- postgres
insert into dossier_search (rowid, text) values (:id, to_tsvector('simple', :text))

-- query dossier_search_forget(id int) run
delete from dossier_search where rowid = :id

-- query dossiers_indexed(after int) many
select id, receiving_unit_id, competent_unit_id, support_unit_id, code, applicant_name, applicant_phone, applicant_number
from dossier where id > :after order by id limit 300

-- query dossier_component_add(dossier int, number int, name text, originals int, copies int) run
insert into dossier_component (id, dossier_id, number, name, originals, copies)
values (:dossier * 65536 + :number, :dossier, :number, :name, :originals, :copies)

-- query dossier_file_add(dossier int, component int?, kind text, file int, at int) run
insert into dossier_file (dossier_id, component, kind, file_id, at) values (:dossier, :component, :kind, :file, :at)

-- query dossier_event_add(dossier int, number int, at int, account int?, action text, from_status int?, to_status int, note text,
--     due_at int?, from_step int, to_step int, step_due_at int?, unit int?, assignee int?, behalf int?) run
insert into dossier_event (id, dossier_id, number, at, account_id, action, from_status, to_status, note, due_at, from_step, to_step, step_due_at,
	unit_id, assignee_id, behalf_id)
values (:dossier * 65536 + :number, :dossier, :number, :at, :account, :action, :from_status, :to_status, :note, :due_at, :from_step, :to_step, :step_due_at, :unit,
	:assignee, :behalf)

-- query dossier_state(id int) one
select id, code, procedure_id, procedure_code, procedure_name, field, channel, support_unit_id, receiving_unit_id, competent_unit_id, holder_unit_id, account_id, eform_id,
	status, step, step_number, step_at, step_due_at, assignee_id, version, term_unit, term_amount, supplement_rule, submitted_at, received_at,
	due_original_at, due_at, extension_count, extended_from, late_since, remaining, paused_at, paused_minutes, supplements,
	finished_at, returned_at, taken_by, fee, fee_paid_at, result_note, answer_due_at, applicant_phone, applicant_email
from dossier where id = :id

-- query dossier_update(id int, old_version int, version int, holder int, status int, step text, step_number int, step_at int,
--     step_due_at int?, assignee int?, received_at int?, due_original_at int?, due_at int?, extension_count int,
--     extended_from int?, late_since int?, remaining int?, paused_at int?, paused_minutes int, supplements int, finished_at int?,
--     returned_at int?, taken_by text, fee int, fee_paid_at int?, result_note text, answer_due_at int?) change
update dossier set version = :version, holder_unit_id = :holder, status = :status, step = :step, step_number = :step_number, step_at = :step_at,
	step_due_at = :step_due_at, assignee_id = :assignee, received_at = :received_at, due_original_at = :due_original_at, due_at = :due_at,
	extension_count = :extension_count, extended_from = :extended_from, late_since = :late_since, remaining = :remaining,
	paused_at = :paused_at, paused_minutes = :paused_minutes, supplements = :supplements, finished_at = :finished_at,
	returned_at = :returned_at, taken_by = :taken_by, fee = :fee, fee_paid_at = :fee_paid_at, result_note = :result_note,
	answer_due_at = :answer_due_at
where id = :id and version = :old_version

-- query dossier_said(id int) one
select eform_id, answers, content from dossier where id = :id

-- query dossier_answers_keep(dossier int, number int, answers text, content text) run
insert into dossier_answers (dossier_id, number, answers, content) values (:dossier, :number, :answers, :content)

-- query dossier_answers_change(id int, answers text, content text) run
update dossier set answers = :answers, content = :content where id = :id

-- query dossier_said_before(dossier int) many
select b.number, b.answers, e.at as "changed_at int"
from dossier_answers b join dossier_event e on e.id = b.dossier_id * 65536 + b.number
where b.dossier_id = :dossier order by b.number limit 50

-- query dossier_amended(dossier int) one
select count(*) as "amended int" from dossier_event e where e.id between :dossier * 65536 and :dossier * 65536 + 65535 and e.action = 'amend' and e.number >
	(select coalesce(max(a.number), 0) from dossier_event a where a.id between :dossier * 65536 and :dossier * 65536 + 65535 and a.action = 'ask_supplement')

-- query dossier_due_add(dossier int, at int, kind text, from_at int, due_at int, proof text, reason text) run
insert into dossier_due (dossier_id, number, at, kind, from_at, due_at, proof, reason)
select :dossier, coalesce(max(number), 0) + 1, :at, :kind, :from_at, :due_at, :proof, :reason from dossier_due where dossier_id = :dossier

-- query dossier_dues(dossier int) many
select number, at as "computed_at int", kind, from_at as "counted_at int", due_at, proof, reason
from dossier_due where dossier_id = :dossier order by number limit 200

-- query dossier_step_add(dossier int, number int, title text, kind text, role text, department text, unit int, share int,
--     actions text, due_at int?, started_at int?, account int?) run
insert into dossier_step (id, dossier_id, number, title, kind, role, department, unit_id, share, actions, due_at, started_at, account_id)
values (:dossier * 65536 + :number, :dossier, :number, :title, :kind, :role, :department, :unit, :share, :actions, :due_at, :started_at, :account)

-- query dossier_step_set(dossier int, number int, due_at int?, started_at int?, ended_at int?, account int?) change
update dossier_step set due_at = :due_at, started_at = :started_at, ended_at = :ended_at, account_id = :account
where id = :dossier * 65536 + :number

-- query dossier_steps(dossier int) many ahead
select s.number, s.title, s.kind, s.role, s.department, s.unit_id, u.full_name as unit_name, s.share, s.actions, s.due_at, s.started_at, s.ended_at,
	s.account_id, a.name as "officer text?"
from dossier_step s join unit_name u on u.id = s.unit_id left join account_name a on a.id = s.account_id
where s.id between :dossier * 65536 and :dossier * 65536 + 65535 order by s.id limit 60

-- query dossier_reminded(dossier int) maybe
select at as "reminded_at int", total from dossier_reminder where dossier_id = :dossier

-- query dossier_remind_add(dossier int, at int, account int) run
insert into dossier_reminder (dossier_id, at, account_id, total) values (:dossier, :at, :account, 1)
on conflict (dossier_id) do update set at = excluded.at, account_id = excluded.account_id, total = dossier_reminder.total + 1

-- query dossier_note_add(dossier int, at int, account int, text text) run
insert into dossier_note (dossier_id, at, account_id, text) values (:dossier, :at, :account, :text)

-- query dossier_notes(dossier int) many ahead
select n.id, n.at as "written_at int", a.name as "who text", n.text
from dossier_note n join account_name a on a.id = n.account_id where n.dossier_id = :dossier order by n.id desc limit 200

-- query dossier_watch(dossier int, account int, at int) run
insert into dossier_watcher (dossier_id, account_id, since) values (:dossier, :account, :at) on conflict (dossier_id, account_id) do nothing

-- query dossier_unwatch(dossier int, account int) run
delete from dossier_watcher where dossier_id = :dossier and account_id = :account

-- query dossier_watchers(dossier int) many ahead
select w.account_id, a.name, w.since as "since_at int"
from dossier_watcher w join account_name a on a.id = w.account_id where w.dossier_id = :dossier order by w.account_id limit 100

-- query dossier_paper_next(unit int, form text, year int) one
insert into dossier_paper_counter (unit_id, form, year, last) values (:unit, :form, :year, 1)
on conflict (unit_id, form, year) do update set last = dossier_paper_counter.last + 1 returning last

-- query dossier_paper_add(dossier int, form text, unit int, year int, number int, at int, account int, stage text,
--     legal_basis text, reason text, contact text, fees text, due_old_at int?, due_new_at int?, signer text, signer_title text) one
insert into dossier_paper (dossier_id, form, unit_id, year, number, at, account_id, stage, legal_basis, reason, contact, fees, due_old_at,
	due_new_at, signer, signer_title)
values (:dossier, :form, :unit, :year, :number, :at, :account, :stage, :legal_basis, :reason, :contact, :fees, :due_old_at, :due_new_at,
	:signer, :signer_title)
returning id

-- query dossier_paper_item_add(paper int, number int, name text, originals int, copies int) run
insert into dossier_paper_item (paper_id, number, name, originals, copies) values (:paper, :number, :name, :originals, :copies)

-- part paper_columns
p.id, p.form, p.unit_id, u.full_name as unit_name, u.name as unit_place, p.year, p.number, p.at as "issued_at int", p.stage,
p.legal_basis,
p.reason, p.contact, p.fees, p.due_old_at, p.due_new_at, p.signer, p.signer_title

-- query papers_issued(dossier int) many
select {paper_columns}
from dossier_paper p join unit_name u on u.id = p.unit_id where p.dossier_id = :dossier order by p.id limit 100

-- query dossier_paper_get(dossier int, id int) one like papers_issued
select {paper_columns}
from dossier_paper p join unit_name u on u.id = p.unit_id where p.id = :id and p.dossier_id = :dossier

-- query dossier_paper_items(paper int) many
select number, name, originals, copies from dossier_paper_item where paper_id = :paper order by number limit 300

-- filed online, at the desk, and no time for an answer yet
-- query dossiers_unclocked(n int) many
select d.id, d.receiving_unit_id, d.step_at
from dossier_tally t cross join dossier d
where t.step = 'reception' and t.total > 0 and d.holder_unit_id = t.unit_id and d.step = 'reception' and d.status = 1 and d.channel = 'online'
	and d.answer_due_at is null limit :n

-- query dossier_answer_clock(id int, by int) run
update dossier set answer_due_at = :by, step_at = :by where id = :id and status = 1 and answer_due_at is null

-- how the account that filed it was proved, and by which number
-- query dossier_of_unit(id int, unit int) one
select *, '' as "status_label text" from dossier_page
where id = :id and (receiving_unit_id = :unit or competent_unit_id = :unit or holder_unit_id = :unit or support_unit_id = :unit)

-- query dossier_of_account(id int, account int) one like dossier_of_unit
select *, '' as "status_label text" from dossier_page where id = :id and account_id = :account

-- query dossier_events(dossier int) many ahead
select e.number, e.at as "happened_at int",
	case when h.id is null then a.name else a.name || ', được ' || h.name || ' ủy quyền' end as "who text?", a.kind as "who_kind text?", e.action, e.from_status, e.to_status, e.note, e.due_at,
	e.from_step, e.to_step, e.step_due_at, u.full_name as "unit_name text?", b.name as "assignee_name text?"
from dossier_event e left join account_name a on a.id = e.account_id left join unit_name u on u.id = e.unit_id
	left join account_name b on b.id = e.assignee_id left join account_name h on h.id = e.behalf_id
where e.id between :dossier * 65536 and :dossier * 65536 + 65535 order by e.id limit 500

-- query event_titles(dossier int) many
select e.number, (select p.title from position_public p where p.account_id = e.assignee_id order by p.valid_from desc, p.id desc limit 1) as "title text?"
from dossier_event e where e.id between :dossier * 65536 and :dossier * 65536 + 65535 and e.assignee_id is not null order by e.id limit 500

-- query dossier_components(dossier int) many ahead
select number, name, originals, copies, handed, handed_originals, handed_copies from dossier_component
where id between :dossier * 65536 and :dossier * 65536 + 65535 order by id limit 200

-- query dossier_files(dossier int) many ahead
select f.id, f.component, f.kind, n.name, n.size, n.mime, f.at as "added_at int"
from dossier_file f join file_content n on n.id = f.file_id
where f.dossier_id = :dossier order by f.id limit 500

-- query dossier_file_get(dossier int, id int) one
select file_id, kind from dossier_file where id = :id and dossier_id = :dossier

-- query dossiers_of_account(account int, before_at int, before_id int, n int) many
select d.id, d.code, d.procedure_name, u.full_name as unit_name, d.status, '' as "status_label text", d.submitted_at, d.due_at, d.finished_at
from dossier d join unit_name u on u.id = d.receiving_unit_id
where d.account_id = :account and (d.submitted_at, d.id) < (:before_at, :before_id)
order by d.submitted_at desc, d.id desc limit :n

-- query dossier_own_counts(account int, supplement int, payment int) one
select (select count(*) from (select status from dossier where account_id = :account order by submitted_at desc, id desc limit 100) n
		where n.status = :supplement or n.status = :payment) as "asked int",
	(select count(*) from (select 1 from dossier_draft where account_id = :account limit 100) d) as "drafts int"

-- query dossier_tracked(code text) maybe
select d.code, d.secret, d.procedure_name, u.full_name as unit_name, p.full_name as "province_name text?", d.applicant_name, d.status, d.step,
	d.submitted_at, d.received_at, d.due_at, d.finished_at, d.returned_at, d.result_by
from dossier d join unit_name u on u.id = d.receiving_unit_id left join unit_name p on p.id = u.parent_id where d.code = :code

-- Who holds that role, or one of the unit's own that lets him do what the role is there for.
-- query dossier_role_officers(unit int, role text, power text, today text) many
select o.account_id as id, o.name, min(o.title) as "title text" from officer_on(:today) o
where o.unit_id = :unit and (o.role = :role or exists (
		select 1 from role_gives g where g.role = o.role and g.permission = :power and g.own is not null))
group by o.account_id, o.name
order by o.account_id limit 200

-- query dossier_taker(unit int, account int, today text) maybe
select o.account_id as id from officer_on(:today) o join role_gives g on g.role = o.role and g.permission = 'dossier.read'
where o.account_id = :account and o.unit_id = :unit limit 1

-- query desk_officer(unit int, account int, today text) maybe
select account_id as id, name, phone, title from officer_on(:today)
where account_id = :account and unit_id = :unit limit 1

-- query dossier_total() one
select coalesce(sum(total), 0) as "total int" from dossier_tally

-- query dossier_open_total() one
select coalesce(sum(total), 0) as "total int" from dossier_tally where step <> 'closed'

-- query dossier_unit_code_name(id int) one
select agency_code, full_name from unit_name where id = :id

-- query dossiers_online(after int) many
select id, procedure_code, eform_id, answers from dossier where id > :after and channel = 'online' order by id limit 200

-- query draft_count(account int) one
select count(*) as "total int" from dossier_draft where account_id = :account

-- query draft_untouched(account int, procedure int) maybe
select key from dossier_draft where account_id = :account and procedure_id = :procedure and version = 1 order by changed_at desc, id desc limit 1

-- query draft_insert(key text, account int, procedure int, unit int, channel text, name text, personal_number text, birth_on text,
--     phone text, email text, address text, answers text, now int) run
insert into dossier_draft (key, account_id, procedure_id, unit_id, channel, name, personal_number, birth_on, phone, email, address, answers, result_by,
	result_address, version, created_at, changed_at)
values (:key, :account, :procedure, :unit, :channel, :name, :personal_number, :birth_on, :phone, :email, :address, :answers, 'desk', '', 1, :now, :now)

-- query draft_place(key text, account int, unit int, channel text, now int) change
update dossier_draft set unit_id = :unit, channel = :channel, changed_at = :now where key = :key and account_id = :account

-- query draft_fill(key text, account int, version int, name text, personal_number text, birth_on text, phone text, email text,
--     address text, answers text, result_by text, result_address text, now int) change
update dossier_draft set name = :name, personal_number = :personal_number, birth_on = :birth_on, phone = :phone, email = :email, address = :address,
	answers = :answers, result_by = :result_by, result_address = :result_address, version = version + 1, changed_at = :now
where key = :key and account_id = :account and version = :version

-- query draft_touch(id int, now int) run
update dossier_draft set changed_at = :now where id = :id

-- query draft_get(key text, account int) maybe
select d.id, d.key, d.procedure_id, p.code as procedure_code, p.name as procedure_name, p.field, d.unit_id, u.full_name as unit_name, v.full_name as "province_name text?",
	d.channel, d.name, d.personal_number, d.birth_on, d.phone, d.email, d.address, d.answers, d.result_by, d.result_address, d.version, d.created_at,
	d.changed_at
from dossier_draft d join procedure_name p on p.id = d.procedure_id join unit_name u on u.id = d.unit_id left join unit_name v on v.id = u.parent_id
where d.key = :key and d.account_id = :account

-- query draft_own(id int, account int) maybe
select d.key, p.name as procedure_name from dossier_draft d join procedure_name p on p.id = d.procedure_id
where d.id = :id and d.account_id = :account

-- query drafts_of(account int) many
select d.key, d.procedure_id, p.name as procedure_name, u.full_name as unit_name, d.changed_at
from dossier_draft d join procedure_name p on p.id = d.procedure_id join unit_name u on u.id = d.unit_id
where d.account_id = :account order by d.changed_at desc, d.id desc limit 20

-- query draft_files(draft int) many
select f.id, f.component, f.file_id, n.name, n.size, n.mime
from dossier_draft_file f join file_content n on n.id = f.file_id where f.draft_id = :draft order by f.id limit 200

-- query draft_file_add(draft int, component int, file int, now int) one
insert into dossier_draft_file (draft_id, component, file_id, at) values (:draft, :component, :file, :now) returning id

-- query draft_file_get(draft int, id int) maybe
select file_id from dossier_draft_file where id = :id and draft_id = :draft

-- query draft_file_drop(draft int, id int) change
delete from dossier_draft_file where id = :id and draft_id = :draft

-- query draft_files_drop(draft int) run
delete from dossier_draft_file where draft_id = :draft

-- query draft_drop(id int) change
delete from dossier_draft where id = :id

-- query drafts_old(before int) many
select id from dossier_draft where changed_at < :before order by changed_at, id limit 100

-- query counter_fee_paid(id int, unit int, at int) change
update dossier set fee_paid_at = :at where id = :id and receiving_unit_id = :unit and fee > 0 and fee_paid_at is null

-- query my_account_dossiers(account int) many
select id, code, procedure_name, submitted_at, holder_unit_id, status from dossier where account_id = :account order by submitted_at desc, id desc limit 100

-- query dossier_concerned(id int) one
select d.account_id, d.applicant_number, a.proved_number from dossier d left join account_applicant a on a.id = d.account_id where d.id = :id

-- query dossier_places(account int) many
select receiving_unit_id, competent_unit_id, min(submitted_at) as "since int" from dossier where account_id = :account
group by receiving_unit_id, competent_unit_id limit 20

-- query my_account_drafts(account int) many
select d.id, p.name as procedure_name, d.changed_at from dossier_draft d join procedure_name p on p.id = d.procedure_id
where d.account_id = :account order by d.changed_at desc, d.id desc limit 100

-- query dossiers_pass(from int, to int?) run
update dossier set account_id = :to where account_id = :from

-- query drafts_pass(from int, to int) run
update dossier_draft set account_id = :to where account_id = :from

-- query dossier_code(id int) one
select code from dossier where id = :id

-- query dossier_coded(code text) many
select id, code from dossier where code = :code

-- ---- what is kept of somebody by a unit ----

-- part held_columns
d.id, d.code, d.procedure_name, d.submitted_at, d.status, d.applicant_name, d.applicant_number, d.applicant_birth_on, d.applicant_phone,
	d.applicant_email, d.applicant_address, d.content, d.account_id, case when a.proved_number is null then 0 else 1 end as "is_proved int"

-- Taken in by the desk for that number, or filed by an account that has proved it: what an account merely declares is nobody's.
-- query my_kept_of_number(unit int, number text) many
select {held_columns} from dossier d left join account_applicant a on a.id = d.account_id
where d.receiving_unit_id = :unit and d.applicant_number = :number and d.applicant_number <> '' and (d.account_id is null or a.proved_number = :number)
order by d.id desc limit 500

-- query my_kept_of_account(account int, unit int) many like my_kept_of_number
select {held_columns} from dossier d left join account_applicant a on a.id = d.account_id
where d.account_id = :account and d.account_id is not null and (d.receiving_unit_id = :unit or d.competent_unit_id = :unit)
order by d.submitted_at desc, d.id desc limit 500

-- query my_kept_drafts(account int, unit int) many
select d.id, p.name as procedure_name, d.changed_at from dossier_draft d join procedure_name p on p.id = d.procedure_id
where d.account_id = :account and d.unit_id = :unit order by d.changed_at desc, d.id desc limit 100
