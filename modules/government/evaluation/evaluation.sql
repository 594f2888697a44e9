-- uses db units access dossiers
-- migrate
-- Criteria as data: a version is never edited, a period keeps the one it was opened with.
create table evaluation_set (
	id         integer primary key,
	code       text not null,
	number     integer not null,
	definition text not null,
	source     text not null,
	valid_from text not null,
	added_at   integer not null
);
create unique index evaluation_set_number on evaluation_set (code, number);
create table evaluation_cycle (
	id            integer primary key,
	unit_id       integer not null references unit,
	period        text not null,              -- "2026-Q3", "2026"
	first_on      text not null,
	last_on       text not null,
	set_id        integer not null references evaluation_set,
	opened_at     integer not null,
	opened_by     integer not null references account,
	unit_grade    text not null default '',   -- of the unit as a whole; empty: not known yet
	unit_document text not null default ''
);
create unique index evaluation_cycle_period on evaluation_cycle (unit_id, period);
create index evaluation_cycle_unit on evaluation_cycle (unit_id, id);
create table evaluation (
	id          integer primary key,
	cycle_id    integer not null references evaluation_cycle,
	unit_id     integer not null references unit,
	account_id  integer not null references account,
	head_id     integer references account,   -- who assigns, judges and proposes; null: whoever decides
	is_head     integer not null,             -- leads: other formula, never better than his unit
	title       text not null,                -- his position as it was called when the period was opened
	joined_on   text not null,
	left_on     text,
	state       integer not null,
	version     integer not null,
	self_text   text not null default '',
	self_common integer,                      -- hundredths, what he gives himself
	scores      text not null default '',     -- what was proposed, with all that it was computed from
	behind      text not null default '',     -- the tasks as they stood then
	total       integer,                      -- hundredths; of scores
	earned      text not null default '',     -- the grade that the total earns
	proposed    text not null default '',
	decided     text not null default '',
	document    text not null default '',     -- that lets the grade exceed the quota
	published_at integer
);
create unique index evaluation_cycle_account on evaluation (cycle_id, account_id);
create index evaluation_account on evaluation (account_id, id);
create index evaluation_head on evaluation (head_id, id);
create index evaluation_unit on evaluation (unit_id, cycle_id, id);
create table evaluation_event (
	id            integer primary key,
	evaluation_id integer not null references evaluation,
	action        text not null,
	account_id    integer not null references account,
	at            integer not null,
	note          text not null
);
create index evaluation_event_of on evaluation_event (evaluation_id, id);
create table evaluation_opinion (
	id            integer primary key,
	evaluation_id integer not null references evaluation,
	kind          text not null check (kind in ('meeting', 'party', 'organisation', 'superior')),
	said          text not null,
	account_id    integer not null references account,
	at            integer not null
);
create index evaluation_opinion_of on evaluation_opinion (evaluation_id, id);
create table evaluation_product ( -- catalogue of a unit: what is assigned, and for how much one of it counts
	id          integer primary key,
	unit_id     integer not null references unit,
	title       text not null,
	folded      text not null,
	counted     text not null,                -- "báo cáo", "hồ sơ"
	coefficient integer not null check (coefficient > 0), -- hundredths
	source      text not null check (source in ('typed', 'dossiers')),
	valid_from  text not null,
	valid_to    text
);
create index evaluation_product_unit on evaluation_product (unit_id, id);
create table evaluation_task (
	id          integer primary key,
	unit_id     integer not null references unit,
	account_id  integer not null references account,
	product_id  integer not null references evaluation_product,
	title       text not null,
	counted     text not null,
	coefficient integer not null,             -- as it was when it was assigned
	source      text not null,
	amount      integer not null,
	due_on      text not null,
	from_on     text not null,                -- first day of the period it was assigned in
	assigned_by integer not null references account,
	assigned_at integer not null
);
create index evaluation_task_account on evaluation_task (account_id, unit_id, due_on, id);
create index evaluation_task_product on evaluation_task (product_id);
create table evaluation_result (
	id         integer primary key,
	task_id    integer not null references evaluation_task,
	on_day     text not null,
	amount     integer not null check (amount > 0),
	late       integer not null,
	good       integer,                       -- of the amount; null: nobody has judged it yet
	evidence   text not null,
	source     text not null check (source in ('typed', 'dossiers')),
	written_by integer not null references account,
	written_at integer not null,
	judged_by  integer references account,
	check (good is null or (good >= 0 and good <= amount))
);
create index evaluation_result_task on evaluation_result (task_id, id);

-- ---- sets ----

-- query evaluation_set_newest(code text) maybe
select id, number, definition from evaluation_set where code = :code order by number desc limit 1

-- query evaluation_set_add(code text, number int, definition text, source text, valid_from text, now int) run
insert into evaluation_set (code, number, definition, source, valid_from, added_at) values (:code, :number, :definition, :source, :valid_from, :now)

-- query evaluation_set_on(code text, on_day text) maybe
select id from evaluation_set where code = :code and valid_from <= :on_day order by valid_from desc, number desc limit 1

-- query evaluation_set_text(id int) one
select definition, number, source from evaluation_set where id = :id

-- query evaluation_sets(after int) many
select id, definition from evaluation_set where id > :after order by id limit 100

-- ---- periods ----

-- query evaluation_cycle_add(unit int, period text, first_on text, last_on text, set_id int, now int, account int) maybe
insert into evaluation_cycle (unit_id, period, first_on, last_on, set_id, opened_at, opened_by)
values (:unit, :period, :first_on, :last_on, :set_id, :now, :account)
on conflict (unit_id, period) do nothing returning id

-- query evaluation_cycle_get(id int, unit int) one
select id, period, first_on, last_on, set_id, unit_grade, unit_document from evaluation_cycle where id = :id and unit_id = :unit

-- query evaluation_cycle_of(unit int, period text) maybe like evaluation_cycle_get
select id, period, first_on, last_on, set_id, unit_grade, unit_document from evaluation_cycle where unit_id = :unit and period = :period

-- query evaluation_cycles(unit int) many
select id, period from evaluation_cycle where unit_id = :unit order by id desc limit 60

-- query evaluation_cycle_grade(id int, unit int, grade text, document text) change
update evaluation_cycle set unit_grade = :grade, unit_document = :document where id = :id and unit_id = :unit

-- query evaluation_staff(unit int, on_day text) many
select account_id, min(position_id) as "position int", max(case when role = 'leader' then 1 else 0 end) as "is_head int"
from officer_on(:on_day) where unit_id = :unit group by account_id order by account_id limit 2000

-- What he is called, since when he works in the unit.
-- query evaluation_position(id int, account int, unit int) one
select title, (select min(p.valid_from) from position_public p where p.account_id = :account and p.unit_id = :unit) as "joined_on text"
from position_public where id = :id

-- query evaluation_leader_above(unit int, on_day text) one
select min(o.account_id) as "account int?" from unit_name u join officer_on(:on_day) o on o.unit_id = u.parent_id where u.id = :unit and o.role = 'leader'

-- query evaluation_add(cycle int, unit int, account int, head int?, is_head int, title text, joined_on text) maybe
insert into evaluation (cycle_id, unit_id, account_id, head_id, is_head, title, joined_on, state, version)
values (:cycle, :unit, :account, :head, :is_head, :title, :joined_on, 0, 1)
on conflict (cycle_id, account_id) do nothing returning id

-- ---- one officer's period ----

-- part one
e.id, e.cycle_id, e.unit_id, e.account_id, e.head_id, e.is_head, e.title, e.joined_on, e.left_on, e.state, e.version, e.self_text, e.self_common as self_hundredths,
e.scores, e.behind, e.total as total_hundredths, e.earned, e.proposed, e.decided, e.document, e.published_at, a.name, h.name as head_name, c.period, c.first_on, c.last_on, c.set_id,
c.unit_grade, u.full_name as unit_name
-- part joined
evaluation e join account_name a on a.id = e.account_id join evaluation_cycle c on c.id = e.cycle_id join unit_name u on u.id = e.unit_id
left join account_name h on h.id = e.head_id

-- query evaluation_own(id int, me int) one
select {one} from {joined} where e.id = :id and e.account_id = :me

-- Whoever leads him, or decides in the unit; never himself.
-- query evaluation_led(id int, me int, unit int, decides int) one like evaluation_own
select {one} from {joined} where e.id = :id and e.account_id <> :me and (e.head_id = :me or (e.unit_id = :unit and :decides = 1))

-- query evaluation_save(id int, state int, self_text text, self_common int?, scores text, behind text, total int?, earned text, proposed text,
--     decided text, document text, published_at int?, left_on text?) run
update evaluation set state = :state, version = version + 1, self_text = :self_text, self_common = :self_common, scores = :scores, behind = :behind, total = :total,
	earned = :earned, proposed = :proposed, decided = :decided, document = :document, published_at = :published_at, left_on = :left_on
where id = :id

-- query evaluation_lead(id int, unit int, head int?, is_head int) change
update evaluation set head_id = :head, is_head = :is_head, version = version + 1 where id = :id and unit_id = :unit

-- query evaluation_title(id int) one
select a.name, c.period from evaluation e join account_name a on a.id = e.account_id join evaluation_cycle c on c.id = e.cycle_id where e.id = :id

-- query evaluation_event_add(evaluation int, action text, account int, now int, note text) run
insert into evaluation_event (evaluation_id, action, account_id, at, note) values (:evaluation, :action, :account, :now, :note)

-- query evaluation_events(evaluation int) many
select e.id, e.action, a.name as author, e.at as happened_at, e.note from evaluation_event e join account_name a on a.id = e.account_id
where e.evaluation_id = :evaluation order by e.id limit 100

-- query evaluation_opinion_add(evaluation int, kind text, said text, account int, now int) run
insert into evaluation_opinion (evaluation_id, kind, said, account_id, at) values (:evaluation, :kind, :said, :account, :now)

-- query evaluation_opinions(evaluation int) many
select o.id, o.kind, o.said, a.name as author, o.at as said_at from evaluation_opinion o join account_name a on a.id = o.account_id
where o.evaluation_id = :evaluation order by o.id limit 100

-- query evaluation_meetings(evaluation int) one
select count(*) as "n int" from evaluation_opinion where evaluation_id = :evaluation and kind = 'meeting'

-- What each grade has in a period: decided, else proposed; free: without a document that lets it exceed the quota.
-- query evaluation_grades(cycle int, but int) many
select coalesce(nullif(decided, ''), proposed) as "grade text", count(*) as "n int", sum(case when document = '' then 1 else 0 end) as "free int"
from evaluation where cycle_id = :cycle and id <> :but and proposed <> '' group by 1 order by 1

-- query evaluation_undecided(cycle int) one
select count(*) as "n int" from evaluation where cycle_id = :cycle and state < 4

-- ---- lists ----

-- part row
e.id, a.name, e.title, c.period, e.state, e.total as total_hundredths, e.earned, e.proposed, e.decided, c.set_id
-- part listed
evaluation e join evaluation_cycle c on c.id = e.cycle_id join account_name a on a.id = e.account_id

-- query evaluations_mine(me int, before int, most int) many
select {row} from {listed}
where e.account_id = :me and e.id < :before order by e.id desc limit :most

-- query evaluations_led(me int, before int, most int) many like evaluations_mine
select {row} from {listed}
where e.head_id = :me and e.account_id <> :me and e.id < :before order by e.id desc limit :most

-- query evaluations_of_cycle(unit int, cycle int, me int, after int, most int) many like evaluations_mine
select {row} from {listed}
where e.unit_id = :unit and e.cycle_id = :cycle and e.account_id <> :me and e.id > :after order by e.id limit :most

-- query evaluations_public(unit int, cycle int, after int, most int) many
select e.id, a.name, e.title, e.decided, c.set_id from {listed}
where e.unit_id = :unit and e.cycle_id = :cycle and e.state in (5, 6, 7) and e.id > :after order by e.id limit :most

-- query evaluations_waiting(me int) one
select count(*) as "n int" from (select id from evaluation where head_id = :me and state in (1, 2) limit 100) as waiting

-- query evaluations_to_write(me int) one
select count(*) as "n int" from (select id from evaluation where account_id = :me and state = 0 limit 100) as waiting

-- ---- products: the catalogue of a unit ----

-- query evaluation_products(unit int, words text, after int, most int) many
select id, title, counted, coefficient as coefficient_hundredths, source, valid_from, valid_to from evaluation_product
where unit_id = :unit and id > :after and (:words = '' or folded like '%' || :words || '%') order by id limit :most

-- query evaluation_products_on(unit int, on_day text) many
select id, title, counted, coefficient as coefficient_hundredths, source from evaluation_product p where unit_id = :unit and {valid(p, :on_day)} order by id limit 500

-- query evaluation_product_get(id int, unit int) one
select id, title, counted, coefficient as coefficient_hundredths, source, valid_from, valid_to from evaluation_product where id = :id and unit_id = :unit

-- query evaluation_product_add(unit int, title text, folded text, counted text, coefficient int, source text, today text) one
insert into evaluation_product (unit_id, title, folded, counted, coefficient, source, valid_from)
values (:unit, :title, :folded, :counted, :coefficient, :source, :today) returning id

-- query evaluation_product_change(id int, unit int, title text, folded text, counted text, coefficient int) change
update evaluation_product set title = :title, folded = :folded, counted = :counted, coefficient = :coefficient where id = :id and unit_id = :unit

-- query evaluation_product_end(id int, unit int, day text) change
update evaluation_product set valid_to = :day where id = :id and unit_id = :unit and valid_to is null

-- ---- tasks and what was done of them ----

-- query evaluation_task_add(unit int, account int, product int, title text, counted text, coefficient int, source text, amount int,
--     due_on text, from_on text, by_account int, now int) one
insert into evaluation_task (unit_id, account_id, product_id, title, counted, coefficient, source, amount, due_on, from_on, assigned_by, assigned_at)
values (:unit, :account, :product, :title, :counted, :coefficient, :source, :amount, :due_on, :from_on, :by_account, :now) returning id

-- query evaluation_tasks(account int, unit int, first_on text, last_on text) many
select t.id, t.title, t.counted, t.coefficient as coefficient_hundredths, t.source, t.amount, t.due_on,
	coalesce(sum(r.amount), 0) as "done int", coalesce(sum(r.good), 0) as "good int",
	coalesce(sum(case when r.late = 0 then r.amount else 0 end), 0) as "on_time int",
	coalesce(sum(case when r.id is not null and r.good is null then 1 else 0 end), 0) as "unjudged int"
from evaluation_task t left join evaluation_result r on r.task_id = t.id
where t.account_id = :account and t.unit_id = :unit and t.due_on >= :first_on and t.due_on <= :last_on
group by t.id, t.title, t.counted, t.coefficient, t.source, t.amount, t.due_on order by t.due_on, t.id limit 501

-- query evaluation_task_of(id int, me int, unit int, decides int) one
select t.id, t.unit_id, t.account_id, t.title, t.counted, t.coefficient as coefficient_hundredths, t.source, t.amount, t.due_on, t.from_on, a.name
from evaluation_task t join account_name a on a.id = t.account_id
where t.id = :id and (t.account_id = :me or (t.unit_id = :unit and :decides = 1)
	or exists (select 1 from evaluation e join evaluation_cycle c on c.id = e.cycle_id where e.account_id = t.account_id and e.unit_id = t.unit_id
		and e.head_id = :me and c.first_on <= t.due_on and c.last_on >= t.due_on))

-- query evaluation_task_amount(id int, amount int) run
update evaluation_task set amount = :amount where id = :id

-- The period that still takes results of that day, the latest of them.
-- query evaluation_open_for(account int, unit int, day text, most int) maybe
select e.id, e.cycle_id, e.state from evaluation e join evaluation_cycle c on c.id = e.cycle_id
where e.account_id = :account and e.unit_id = :unit and e.state <= :most and c.first_on <= :day and c.last_on >= :day order by e.id limit 1

-- query evaluation_results(task int) many
select r.id, r.on_day, r.amount, r.late, r.good, r.evidence, r.source, a.name as author, r.written_at, j.name as judge
from evaluation_result r join account_name a on a.id = r.written_by left join account_name j on j.id = r.judged_by
where r.task_id = :task order by r.id limit 500

-- query evaluation_result_sum(task int) one
select coalesce(sum(amount), 0) as "amount int" from evaluation_result where task_id = :task

-- query evaluation_result_add(task int, on_day text, amount int, late int, evidence text, source text, account int, now int) one
insert into evaluation_result (task_id, on_day, amount, late, evidence, source, written_by, written_at)
values (:task, :on_day, :amount, :late, :evidence, :source, :account, :now) returning id

-- query evaluation_result_get(id int) one
select task_id, amount, good, source from evaluation_result where id = :id

-- query evaluation_result_judge(id int, good int, account int) change
update evaluation_result set good = :good, judged_by = :account where id = :id and amount >= :good

-- query evaluation_result_drop(id int) change
delete from evaluation_result where id = :id

-- query evaluation_results_imported_drop(task int) run
delete from evaluation_result where task_id = :task and source = 'dossiers'

-- query evaluation_dossiers(unit int, account int, first_month text, last_month text) one
select coalesce(sum(done), 0) as "done int", coalesce(sum(overdue), 0) as "overdue int"
from dossier_figures_officer where unit_id = :unit and account_id = :account and month >= :first_month and month <= :last_month

-- What the dashboard says of a unit: finished in those months, and of these in time.
-- query evaluation_unit_dossiers(unit int, first_month text, last_month text) one
select cast(coalesce(sum(early + on_time + overdue), 0) as bigint) as "finished int", cast(coalesce(sum(early + on_time), 0) as bigint) as "in_time int"
from dossier_figures where unit_id = :unit and month >= :first_month and month <= :last_month

-- ---- checking ----

-- query evaluations_scored(after int) many
select e.id, e.is_head, e.scores, e.behind, e.total, e.earned, c.set_id from evaluation e join evaluation_cycle c on c.id = e.cycle_id
where e.id > :after and e.scores <> '' order by e.id limit 200

-- query evaluation_staff_named(unit int, on_day text, but int) many
select account_id, min(name) as "name text" from officer_on(:on_day) where unit_id = :unit and account_id <> :but
group by account_id order by 2, 1 limit 2000

-- query evaluation_cycle_title(id int) one
select period from evaluation_cycle where id = :id

-- query evaluation_product_title(id int) one
select title from evaluation_product where id = :id

-- query evaluation_home(account int, on_day text) one
select unit_id from position_on(:on_day) where account_id = :account order by id limit 1

-- query evaluation_whose(id int) one
select account_id from evaluation where id = :id
