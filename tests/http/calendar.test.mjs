// 工作日计算器 for everybody, as a page and as JSON, and the place's calendar in the hands of its administrator.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { brokenRules, errorBeside, fieldsOf, formHtml, words } from '../lib/html.mjs';
import { come } from '../lib/people.mjs';
import { startedPlace, tongban } from '../lib/place.mjs';
import { misfits } from '../lib/schema.mjs';

let place, visitor, admin;
before(async () => {
	place = await startedPlace();
	visitor = new Client(place);
	admin = await come(place, 'admin');
});
after(() => place?.remove());

const asked = (query) => `/working-days?${new URLSearchParams(query)}`;
const answer = async (query) => (await visitor.request(`/api/v1${asked(query)}`)).json();
const due = async (start, amount, unit = 'wd') => (await answer({ start, amount, unit })).due;

describe('the page', () => {
	test('asks before it answers', async () => {
		const html = await visitor.page('/working-days');
		assert.deepEqual(brokenRules(html), []);
		assert.equal(fieldsOf(formHtml(html, '/working-days')).find((f) => f.name === 'unit').value, 'wd');
		assert.doesNotMatch(words(html), /为什么是这一天/);
	});

	test('says the day and why, and keeps the question', async () => {
		const html = await visitor.page(asked({ start: '2016-09-28', amount: '5', unit: 'wd', from1: '', to1: '' })), text = words(html);
		assert.match(text, /从 2016年9月28日（周三）起 5 个工作日 2016年10月10日（周一）/);
		assert.match(text, /2016-10-01 周六 不计 放假（国庆节） .*2016-10-08 周六 3 工作日（国庆节调休上班）/);
		assert.doesNotMatch(text, /暂定/);
		const fields = Object.fromEntries(fieldsOf(formHtml(html, '/working-days')).map((f) => [f.name, f.value]));
		assert.equal(fields.start, '2016-09-28');
		assert.equal(fields.amount, '5');
	});

	test('counts pauses, and without an end of one says what is left', async () => {
		const pause = { start: '2016-10-24', amount: '20', unit: 'wd', from2: '2016-10-31' };
		assert.match(words(await visitor.page(asked({ ...pause, to2: '2016-11-07' }))), /2016年11月28日（周一）/);
		assert.match(words(await visitor.page(asked(pause))), /停表，恢复后还剩 15 个工作日/);
	});

	test('says when a day is provisional and of which year nothing is known', async () => {
		assert.match(words(await visitor.page(asked({ start: '2026-12-20', amount: '10' }))), /暂定.*没有 2027 年的放假安排/);
	});

	test('hours have their time', async () => {
		const text = words(await visitor.page(asked({ start: '2026-11-22', amount: '12', unit: 'h', time: '09:30' })));
		assert.match(text, /2026年11月22日 21:30（周日）/);
	});

	test('a long way is cut short, and says so', async () => {
		assert.match(words(await visitor.page(asked({ start: '2016-01-04', amount: '500' }))), /只列出前 400 天/);
	});

	test('every mistake stands beside its field', async () => {
		const res = await visitor.request(asked({ start: '2016-02-30', amount: 'x', unit: 'wd', from3: '2016-10-12', to3: '2016-10-10' }));
		const html = await res.text();
		assert.equal(res.status, 422);
		assert.match(errorBeside(html, 'start'), /2016-02-30/);
		assert.match(errorBeside(html, 'amount'), /整数/);
		assert.match(errorBeside(html, 'to3'), /早于暂停/);
		assert.equal(errorBeside(html, 'to1'), '');
	});

	test('is found from the foot of every page', async () => {
		assert.match(await visitor.page('/'), /href="\/working-days"/);
	});
});

describe('the interface', () => {
	test('answers as its document says', async () => {
		const api = await (await visitor.request('/api/v1/openapi.json')).json();
		const { schema } = api.paths['/api/v1/working-days'].get.responses['200'].content['application/json'];
		for (const query of [{ start: '2016-09-28', amount: '5', unit: 'wd' }, { start: '2016-10-24', amount: '20', pauses: '2016-10-31/' }, {},
			{ start: '2026-11-22T09:30', amount: '12', unit: 'h' }])
			assert.deepEqual(misfits(api, schema, await answer(query)), [], JSON.stringify(query));
	});

	test('the day, its reasons, pauses and extensions', async () => {
		const first = await answer({ start: '2016-09-28', amount: '5' });
		assert.equal(first.due, '2016-10-10');
		assert.equal(first.days.length, 13);
		assert.deepEqual(first.days.at(-1), { date: '2016-10-10', counted: 5, why: '工作日' });
		assert.equal((await answer({ start: '2016-10-24', amount: '20', pauses: '2016-10-31/2016-11-04,2016-11-03/2016-11-07' })).due, '2016-11-28');
		assert.equal((await answer({ start: '2016-10-24', amount: '5+2', unit: 'nd' })).due, '2016-11-02');
		const open = await answer({ start: '2016-10-24', amount: '20', pauses: '2016-10-31/' });
		assert.deepEqual([open.due, open.paused, open.left], [null, true, '15']);
		assert.equal((await answer({ start: '2026-12-29', amount: '4' })).provisional, true);
	});

	test('what makes no sense is a problem with its reason', async () => {
		for (const query of [{ start: '2016-02-30', amount: '5' }, { amount: 'x' }, { unit: 'weeks' }, { pauses: '2016-10-31' }, { pauses: `${'2016-10-31/,'.repeat(60)}` },
			{ start: '9999-12-31', amount: '5' }]) {
			const res = await visitor.request(`/api/v1${asked(query)}`), problem = await res.json();
			assert.equal(res.status, 400, JSON.stringify(query));
			assert.match(problem.detail, /\p{Script=Han}/u);
		}
	});
});

describe('the calendar of the place', () => {
	const take = (fields) => admin.act('/admin/calendar', fields);
	const refused = async (fields) => {
		const res = await admin.post('/admin/calendar', fields);
		assert.equal(res.status, 422);
		return res.text();
	};
	const upload = (name, content, source = 'state') => {
		const form = new FormData();
		form.set('do', 'import');
		form.set('source', source);
		form.set('file', new Blob([content]), name);
		return form;
	};

	test('shows the days of a year and who declared them', async () => {
		const html = await admin.page('/admin/calendar?year=2016'), text = words(html);
		assert.deepEqual(brokenRules(html), []);
		assert.match(text, /工作日历：2016 年.*250 个工作日/);
		assert.match(text, /2016-10-01 周六 至 2016-10-07 周五 7 放假 国庆节 2016 年的通知/);
		assert.match(text, /在办办件的到期日不会自己变/);
		assert.match(html, /href="\/admin\/recount"/);
		assert.match(words(await admin.page('/admin/calendar?year=2031')), /还没有 2031 年的放假安排/);
	});

	test('a day of the district counts at once, until it is taken away', async () => {
		assert.equal(await due('2026-11-20', 20), '2026-12-18');
		const to = await take({ do: 'add', day: '2026-11-27', name: '台风停工', kind: 'off' });
		assert.equal(to, '/admin/calendar?year=2026');
		assert.match(words(await admin.page(to)), /2026-11-27 已保存：台风停工.*2026-11-27 周五 1 放假 台风停工 本区 去掉/);
		assert.equal(await due('2026-11-20', 20), '2026-12-21');
		await take({ do: 'add', day: '2026-11-27', name: '照常上班', kind: 'work' });
		assert.equal(await due('2026-11-20', 20), '2026-12-18');
		await take({ do: 'remove', day: '2026-11-27' });
		assert.doesNotMatch(words(await admin.page('/admin/calendar?year=2026')), /照常上班/);
		assert.equal((await admin.post('/admin/calendar', { do: 'remove', day: '2026-11-27' })).status, 404);
	});

	test('a published notice takes the place of the one before, as a file or as text', async () => {
		const notice = (date) => JSON.stringify({ $schema: 'x', year: 2027, papers: [], days: [{ name: '元旦', date, isOffDay: true }] });
		assert.equal((await answer({ start: '2026-12-31', amount: '1' })).due, '2027-01-01');
		assert.equal(await take(upload('2027.json', notice('2027-01-01'))), '/admin/calendar?year=2027');
		assert.deepEqual(((a) => [a.due, a.provisional])(await answer({ start: '2026-12-31', amount: '1' })), ['2027-01-04', false]);
		await take({ do: 'import', source: 'state', text: notice('2027-01-04') });
		assert.equal(await due('2026-12-31', 1), '2027-01-01');
		const listed = tongban(place.db, 'clock', 'explain', '2026-12-31', '2', 'wd').stdout;
		assert.match(listed, /2027-01-04 周一 +放假（元旦）/, 'the command counts by the same calendar');
	});

	test('with one wrong day nothing is taken, and the page says which', async () => {
		const before = await due('2016-09-14', 2);
		const html = await refused({ do: 'import', source: 'district', text: '2016-09-14,off,台风停工,\n2016-02-30,off,台风停工,\n' });
		assert.match(errorBeside(html, 'text'), /第 2 行/);
		assert.match(html, /2016-02-30,off,台风停工/, 'what was pasted is still there');
		assert.match(errorBeside(await refused(upload('x.json', '{"year": 2016, "days": [7]}')), 'file'), /第 1 天/);
		assert.match(errorBeside(await refused(upload('x.csv', '2016-09-14,off,台风停工,\n')), 'file'), /通知年份/, 'a published day has a notice');
		assert.match(errorBeside(await refused(upload('x.csv', Buffer.from([0xff, 0, 1]))), 'file'), /\S/);
		assert.match(errorBeside(await refused({ do: 'import', source: 'state', text: '' }), 'text'), /选择文件/);
		assert.equal(await due('2016-09-14', 2), before);
	});

	test('a day without a date or a name is refused beside its field', async () => {
		const html = await refused({ do: 'add', day: '2026-02-30', name: '', kind: 'off' });
		assert.match(errorBeside(html, 'day'), /日期/);
		assert.notEqual(errorBeside(html, 'name'), '');
	});
});
