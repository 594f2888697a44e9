-- uses db units access people
-- migrate
create table privacy_term ( -- how long a request may take: data, from a day on
	id          integer primary key,
	kind        text not null,
	valid_from  text not null,
	answer_days integer not null,          -- working days until it is answered
	days        integer not null,          -- days until it is carried out, from its arrival on
	more_days   integer not null,          -- once, with a reason
	basis       text not null,
	is_verified integer not null,          -- the text of the law was compared
	unique (kind, valid_from)
);
create table privacy_request (
	id            integer primary key,
	unit_id       integer not null references unit,
	kind          text not null check (kind in ('see', 'provide', 'correct', 'delete', 'restrict', 'object', 'withdraw')),
	channel       text not null check (channel in ('account', 'desk', 'paper')),
	account_id    integer references account, -- of the citizen: he reads it at his page
	person_id     integer references person,  -- whose data; null: nobody is proved to be it
	name          text not null,
	number        text not null,              -- as proved or said; counts only with is_proved
	contact       text not null,
	asker         text not null,              -- who asks in his place; empty: himself
	asker_basis   text not null,
	is_proved     integer not null,
	proof         text not null,
	about         text not null,              -- names of holdings, parted by spaces; empty: all
	wish          text not null,
	state         integer not null,
	version       integer not null,
	officer_id    integer references account,
	month         text not null,              -- 2026-11, of its arrival
	received_at   integer not null,
	answer_due_at integer not null,
	answered_at   integer,
	due_at        integer not null,
	due_first_at  integer not null,           -- before it was put off
	more_days     integer not null,           -- by how many it may be put off; 0: it was
	ended_at      integer,
	article       text not null,              -- why it was refused
	paper         text not null,              -- the copy that was given, JSON, as long as it can be fetched
	paper_digest  text not null,              -- its SHA-256: what was given stays provable
	paper_until   integer
);
create index privacy_request_unit on privacy_request (unit_id, id);
create index privacy_request_open on privacy_request (unit_id, state, due_at, id);
create index privacy_request_month on privacy_request (unit_id, month, id);
create index privacy_request_account on privacy_request (account_id, id) where account_id is not null;
create index privacy_request_waiting on privacy_request (state, due_at, id);
create index privacy_request_paper on privacy_request (paper_until, id) where paper_until is not null;
create table privacy_due (
	id         integer primary key,
	request_id integer not null references privacy_request,
	what       text not null, -- answer, carry_out, put_off
	at         integer not null,
	proof      text not null
);
create index privacy_due_request on privacy_due (request_id, id);
create table privacy_event (
	id         integer primary key,
	request_id integer not null references privacy_request,
	at         integer not null,
	account_id integer not null,
	action     text not null,
	note       text not null
);
create index privacy_event_request on privacy_event (request_id, id);
create table privacy_limit ( -- whose records are not given on
	id         integer primary key,
	unit_id    integer not null references unit,
	request_id integer not null references privacy_request,
	number     integer not null, -- his personal number
	person_id  integer references person,
	begun_at   integer not null,
	ended_at   integer
);
create index privacy_limit_request on privacy_limit (request_id);
create index privacy_limit_number on privacy_limit (number, unit_id) where ended_at is null;
create index privacy_limit_person on privacy_limit (person_id, unit_id) where ended_at is null and person_id is not null;

-- migrate
create table privacy_breach (
	id              integer primary key,
	unit_id         integer not null references unit,
	title           text not null,
	detected_at     integer not null,
	happened        text not null,          -- what happened, how it was found
	kinds           text not null,          -- which data
	people          integer not null,       -- of how many, as far as is known
	harm            text not null,
	is_serious      integer not null,       -- life, health, honour, property, security may be harmed: the authority is told
	state           integer not null,
	version         integer not null,
	account_id      integer not null references account,
	written_at      integer not null,
	report_due_at   integer not null,
	contained_at    integer,
	reported_at     integer,
	told_people_at  integer,
	closed_at       integer,
	kept_until      text not null           -- ISO: the file is not thrown away before; empty: it is not closed
);
create index privacy_breach_unit on privacy_breach (unit_id, id);
create index privacy_breach_due on privacy_breach (state, is_serious, report_due_at, id);
create table privacy_breach_event (
	id         integer primary key,
	breach_id  integer not null references privacy_breach,
	at         integer not null,
	account_id integer not null,
	action     text not null,
	note       text not null
);
create index privacy_breach_event_breach on privacy_breach_event (breach_id, id);

-- Of whom a unit gives nothing on: he asked it to restrict or stop that, and it was granted.
-- view privacy_withheld
select unit_id, number, person_id from privacy_limit where ended_at is null

-- ---- terms ----

-- query privacy_term_seed(kind text, valid_from text, answer_days int, days int, more_days int, basis text, verified int) run
insert into privacy_term (kind, valid_from, answer_days, days, more_days, basis, is_verified)
values (:kind, :valid_from, :answer_days, :days, :more_days, :basis, :verified) on conflict (kind, valid_from) do nothing

-- query privacy_term_add(kind text, valid_from text, answer_days int, days int, more_days int, basis text, verified int) one
insert into privacy_term (kind, valid_from, answer_days, days, more_days, basis, is_verified)
values (:kind, :valid_from, :answer_days, :days, :more_days, :basis, :verified) returning id

-- query privacy_term_on(kind text, day text) maybe
select id, answer_days, days, more_days, basis, is_verified from privacy_term where kind = :kind and valid_from <= :day
order by valid_from desc limit 1

-- query privacy_term_from(kind text, day text) maybe
select id from privacy_term where kind = :kind and valid_from = :day

-- query privacy_terms(before int, most int) many
select id, kind, valid_from, answer_days, days, more_days, basis, is_verified from privacy_term where id < :before order by id desc limit :most

-- ---- requests ----

-- query privacy_request_add(unit int, kind text, channel text, account int?, person int?, name text, number text, contact text, asker text,
--	asker_basis text, proved int, proof text, about text, wish text, month text, now int, answer_due int, due int, more_days int) one
insert into privacy_request (unit_id, kind, channel, account_id, person_id, name, number, contact, asker, asker_basis, is_proved, proof, about, wish,
	state, version, month, received_at, answer_due_at, due_at, due_first_at, more_days, article, paper, paper_digest)
values (:unit, :kind, :channel, :account, :person, :name, :number, :contact, :asker, :asker_basis, :proved, :proof, :about, :wish,
	0, 1, :month, :now, :answer_due, :due, :due, :more_days, '', '', '') returning id

-- part request_columns
r.id, r.unit_id, u.full_name as unit_name, r.kind, r.channel, r.account_id, r.person_id, r.name, r.number, r.contact, r.asker, r.asker_basis, r.is_proved,
	r.proof, r.about, r.wish, r.state, r.version, r.officer_id, o.name as "officer text?", r.month, r.received_at, r.answer_due_at, r.answered_at,
	r.due_at, r.due_first_at, r.more_days, r.ended_at, r.article, r.paper_digest, r.paper_until

-- query privacy_request(id int) many
select {request_columns} from privacy_request r join unit_name u on u.id = r.unit_id left join account_name o on o.id = r.officer_id where r.id = :id

-- query privacy_requests_of(account int, before int, most int) many like privacy_request
select {request_columns} from privacy_request r join unit_name u on u.id = r.unit_id left join account_name o on o.id = r.officer_id
where r.account_id = :account and r.account_id is not null and r.id < :before order by r.id desc limit :most

-- query privacy_requests(unit int, before int, most int) many like privacy_request
select {request_columns} from privacy_request r join unit_name u on u.id = r.unit_id left join account_name o on o.id = r.officer_id
where r.unit_id = :unit and r.id < :before order by r.id desc limit :most

-- What has to be done first stands first.
-- query privacy_requests_in(unit int, state int, after_due int, after int, most int) many like privacy_request
select {request_columns} from privacy_request r join unit_name u on u.id = r.unit_id left join account_name o on o.id = r.officer_id
where r.unit_id = :unit and r.state = :state and (r.due_at, r.id) > (:after_due, :after) order by r.due_at, r.id limit :most

-- query privacy_request_save(id int, seen int, state int, officer int?, proved int, proof text, person int?, answered int?, due int, more_days int, ended int?,
--	article text, paper text, digest text, until int?) change
update privacy_request set state = :state, version = version + 1, officer_id = :officer, is_proved = :proved, proof = :proof, person_id = :person,
	answered_at = :answered, due_at = :due, more_days = :more_days, ended_at = :ended, article = :article, paper = :paper, paper_digest = :digest,
	paper_until = :until
where id = :id and version = :seen

-- query privacy_request_paper(id int) one
select paper from privacy_request where id = :id

-- query privacy_papers_over(now int) many
select id from privacy_request where paper_until is not null and paper_until <= :now order by paper_until, id limit 100

-- query privacy_paper_forget(id int) run
update privacy_request set paper = '', paper_until = null where id = :id

-- query privacy_waiting(unit int, state int) one
select count(*) as "total int" from (select id from privacy_request where unit_id = :unit and state = :state limit 100) as these

-- query privacy_late(unit int, state int, now int) one
select count(*) as "total int" from (select id from privacy_request where unit_id = :unit and state = :state
	and ((answered_at is null and answer_due_at < :now) or due_at < :now) limit 100) as these

-- What falls due before `until`, of every unit.
-- query privacy_due_before(state int, until int, after_due int, after int) many
select id, unit_id, officer_id, kind, answered_at, answer_due_at, due_at from privacy_request
where state = :state and (due_at, id) > (:after_due, :after) and ((answered_at is null and answer_due_at < :until) or due_at < :until)
order by due_at, id limit 100

-- query privacy_pass(from int, to int?) run
update privacy_request set account_id = :to where account_id = :from and account_id is not null

-- ---- what happened ----

-- query privacy_due_add(request int, what text, at int, proof text) run
insert into privacy_due (request_id, what, at, proof) values (:request, :what, :at, :proof)

-- query privacy_dues(request int) many
select id, what, at as due_at, proof from privacy_due where request_id = :request order by id limit 20

-- query privacy_event_add(request int, at int, account int, action text, note text) run
insert into privacy_event (request_id, at, account_id, action, note) values (:request, :at, :account, :action, :note)

-- query privacy_events(request int) many
select id, at as happened_at, action, note from privacy_event where request_id = :request order by id desc limit 100

-- ---- what is withheld ----

-- query privacy_limit_add(unit int, request int, number int, person int?, now int) run
insert into privacy_limit (unit_id, request_id, number, person_id, begun_at) values (:unit, :request, :number, :person, :now)

-- query privacy_limit_end(request int, now int) run
update privacy_limit set ended_at = :now where request_id = :request and ended_at is null

-- query privacy_limit_of(request int) maybe
select id, begun_at from privacy_limit where request_id = :request and ended_at is null limit 1

-- ---- figures ----

-- query privacy_months(unit int, first text, last text, now int) many
select month, count(*) as "received int",
	sum(case when answered_at is not null and answered_at <= answer_due_at then 1 else 0 end) as "answered_on_time int",
	sum(case when answered_at > answer_due_at or (answered_at is null and ended_at is null and answer_due_at < :now) then 1 else 0 end) as "answered_late int",
	sum(case when state in (2, 5) and ended_at <= due_at then 1 else 0 end) as "done_on_time int",
	sum(case when (state in (2, 5) and ended_at > due_at) or (state in (0, 1) and due_at < :now) then 1 else 0 end) as "done_late int",
	sum(case when state = 3 then 1 else 0 end) as "refused int",
	sum(case when state = 4 then 1 else 0 end) as "taken_back int",
	sum(case when state in (0, 1) then 1 else 0 end) as "open int"
from privacy_request where unit_id = :unit and month >= :first and month <= :last group by month order by month desc

-- ---- who is told, whose it is ----

-- query privacy_officers(unit int, permission text, day text) many
select o.account_id as id from officer_on(:day) o
where o.unit_id = :unit and exists (select 1 from role_gives g where g.role = o.role and g.permission = :permission)
group by o.account_id order by o.account_id limit 20

-- query privacy_reader(account int) one
select a.id, a.name, a.phone, a.email, a.person_id, a.proved_number, a.unit_id from account_applicant a where a.id = :account

-- query privacy_person_of(number text) maybe
select p.id, p.name, p.unit_id from person_named p where p.personal_number = :number

-- ---- breaches ----

-- query privacy_breach_add(unit int, title text, detected int, happened text, kinds text, people int, harm text, serious int, account int, now int,
--	due int) one
insert into privacy_breach (unit_id, title, detected_at, happened, kinds, people, harm, is_serious, state, version, account_id, written_at, report_due_at,
	kept_until)
values (:unit, :title, :detected, :happened, :kinds, :people, :harm, :serious, 0, 1, :account, :now, :due, '') returning id

-- query privacy_breach(id int, unit int) one
select b.id, b.unit_id, u.full_name as unit_name, u.name as unit_place, u.parent_id, b.title, b.detected_at, b.happened, b.kinds, b.people, b.harm, b.is_serious, b.state, b.version,
	b.written_at, b.report_due_at, b.contained_at, b.reported_at, b.told_people_at, b.closed_at, b.kept_until
from privacy_breach b join unit_name u on u.id = b.unit_id where b.id = :id and b.unit_id = :unit

-- query privacy_breaches(unit int, before int, most int) many
select id, title, detected_at, people, is_serious, state, report_due_at, reported_at, told_people_at, kept_until from privacy_breach
where unit_id = :unit and id < :before order by id desc limit :most

-- query privacy_breach_save(id int, seen int, state int, contained int?, reported int?, told int?, closed int?, kept_until text) change
update privacy_breach set state = :state, version = version + 1, contained_at = :contained, reported_at = :reported, told_people_at = :told,
	closed_at = :closed, kept_until = :kept_until
where id = :id and version = :seen

-- query privacy_breach_title(id int) one
select title, unit_id from privacy_breach where id = :id

-- Those that must still be reported and fall due before `until`, of every unit.
-- query privacy_breaches_due(state int, until int, after_due int, after int) many
select b.id, b.unit_id, u.parent_id, b.title, b.report_due_at from privacy_breach b join unit_name u on u.id = b.unit_id
where b.state = :state and b.is_serious = 1 and (b.report_due_at, b.id) > (:after_due, :after) and b.report_due_at < :until
order by b.report_due_at, b.id limit 100

-- query privacy_breach_event_add(breach int, at int, account int, action text, note text) run
insert into privacy_breach_event (breach_id, at, account_id, action, note) values (:breach, :at, :account, :action, :note)

-- query privacy_breach_events(breach int) many
select e.id, e.at as happened_at, e.action, e.note, a.name as "who text?" from privacy_breach_event e left join account_name a on a.id = e.account_id
where e.breach_id = :breach order by e.id desc limit 100
