// 请假委托: while somebody is away a colleague acts for them, from the first day to the last, and only with their roles.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { AGED, item } from '../lib/demo.mjs';
import { brokenRules, errorBeside, fieldsOf, formHtml, words } from '../lib/html.mjs';
import { allGood, done, offered, submitted } from '../lib/journey.mjs';
import { later } from '../lib/clock.mjs';
import { startedPlace } from '../lib/place.mjs';

const DAY_MINUTES = 24 * 60;
const inDays = (n) => new Date(Date.now() + 8 * 3600e3 + n * 86400e3).toISOString().slice(0, 10); // of China
const staff = (login) => new Client(place).signInStaff(login);

let place;
before(async () => { place = await startedPlace(); });
after(() => place?.remove());

const form = async (client) => formHtml(await client.page('/desk/leave'), '/desk/leave');

// The choice of a list by the words that people see.
function choice(html, name, shown) {
	const [, list] = new RegExp(`<select[^>]*name="${name}"[^>]*>(.*?)</select>`, 's').exec(html);
	const [, value] = new RegExp(`<option value="(\\d+)"[^>]*>[^<]*${shown}`).exec(list) ?? [];
	return value;
}

async function delegate(client, to, { from = 0, until = 0, absent, reason = '' } = {}) {
	const html = await form(client), fields = { to_staff: choice(html, 'to_staff', to), from_day: inDays(from), until_day: inDays(until), reason };
	return client.post('/desk/leave', absent ? { ...fields, staff: choice(html, 'staff', absent) } : fields);
}

// Ends what the page of this person says is open.
async function endAll(client) {
	for (let at; (at = /action="(\/desk\/leave\/\d+\/end)"/.exec(await client.page('/desk/leave')));)
		await client.act(at[1], {}, { from: '/desk/leave' });
}

const department = item(AGED).organisation;
const [handler, checker, approver] = ['a', 'b', 'c'].map((letter) => department + letter);

test('a deputy does the work of the absent one, in the own name, until it is ended', async () => {
	const absent = await staff(handler), deputy = await staff(checker);
	const c = await submitted(await new Client(place).signIn('13900000003'), item(AGED));
	assert.ok(!(await offered(deputy, c.id)).includes('pass'), 'not yet');
	assert.equal((await delegate(absent, '审核', { until: 3, reason: '年休假' })).status, 303);
	const seen = words(await deputy.page('/desk/leave'));
	assert.match(seen, /您正在代 \S+ 办理/);
	assert.match(seen, /年休假/);
	assert.match(words(await deputy.page('/desk/todo')), new RegExp(c.number), 'it stands among the tasks');
	await allGood(deputy, c.id);
	await done(deputy, c.id, 'pass');
	const [, deputyName] = />([^<>（]+)（[^<>]+）<\/a>/.exec(await deputy.page('/desk/leave'));
	assert.match(words(await deputy.page(`/desk/cases/${c.id}`)), new RegExp(`预审通过.*${deputyName}`), 'the timeline names who did it');
	assert.ok((await offered(deputy, c.id)).length > 0);
	await endAll(absent);
	assert.deepEqual(await offered(deputy, c.id), [], 'over at once');
	assert.doesNotMatch(words(await deputy.page('/desk/leave')), /您正在代/);
	const audit = words(await (await staff('admin')).page('/admin/audit'));
	assert.match(audit, /请假委托/);
	assert.match(audit, /结束请假委托/);
});

test('mistakes stand beside their fields', async () => {
	const client = await staff(handler);
	for (const [field, options, said] of [
		['until_day', { from: 3, until: 2 }, /不能早于第一天/], ['until_day', { from: -3, until: -1 }, /已经过去/],
		['until_day', { from: 1, until: 181 }, /最多 180 天/],
	]) {
		const res = await delegate(client, '审核', options);
		assert.equal(res.status, 422, JSON.stringify(options));
		assert.match(errorBeside(await res.text(), field), said, JSON.stringify(options));
	}
	const nobody = await client.post('/desk/leave', { to_staff: '', from_day: inDays(0), until_day: '', reason: '年休假' });
	const html = await nobody.text();
	assert.match(errorBeside(html, 'to_staff'), /请选择/);
	assert.match(errorBeside(html, 'until_day'), /请填写/);
	const kept = fieldsOf(formHtml(html, '/desk/leave'));
	assert.equal(kept.find((f) => f.name === 'reason').value, '年休假', 'what was typed is kept');
});

test('not twice in the same days, and nobody acts for somebody who acts for another', async () => {
	const [a, b] = [await staff(handler), await staff(checker)];
	assert.equal((await delegate(a, '审核', { from: 5, until: 9 })).status, 303);
	const twice = await delegate(a, '负责人', { from: 9, until: 12 });
	assert.equal(twice.status, 422);
	assert.match(errorBeside(await twice.text(), 'from_day'), /不能重叠/);
	const chain = await delegate(b, '负责人', { from: 8, until: 8 });
	assert.equal(chain.status, 422);
	assert.match(errorBeside(await chain.text(), 'from_day'), /换一位代办人/);
	await endAll(a);
	assert.equal((await delegate(b, '负责人', { from: 8, until: 8 })).status, 303, 'free again');
	const away = await delegate(a, '审核', { from: 8, until: 8 });
	assert.match(errorBeside(await away.text(), 'to_staff'), /自己也不在/);
	await endAll(b);
});

test('a head arranges it for the people of the organisation, others only for themselves', async () => {
	const head = await staff(approver), a = await staff(handler), b = await staff(checker);
	assert.equal((await delegate(head, '审核', { absent: '预审与承办', until: 1 })).status, 303);
	assert.match(words(await head.page('/desk/leave')), /本机构人员的委托/);
	assert.match(words(await a.page('/desk/leave')), /我的委托/);
	assert.ok(!fieldsOf(await form(b)).some((f) => f.name === 'staff'), 'no choice for those who head nothing');
	const someone = choice(await form(head), 'staff', '预审与承办');
	const stranger = await staff(department === '01' ? '02c' : '01c');
	assert.ok(!(await form(stranger)).includes(someone), 'nor can the head of another organisation choose them');
	const fields = { staff: someone, to_staff: someone, from_day: inDays(3), until_day: inDays(3), reason: '' };
	for (const client of [b, stranger]) {
		const res = await client.post('/desk/leave', fields);
		assert.equal(res.status, 422, 'and a form made by hand is refused');
	}
	const [, end] = /action="(\/desk\/leave\/\d+\/end)"/.exec(await a.page('/desk/leave'));
	for (const client of [b, stranger])
		assert.equal((await client.post(end, {}, { from: '/desk/leave' })).status, 404, 'it is not theirs to end');
	await head.act(end, {}, { from: '/desk/leave' });
	assert.equal((await head.post(end, {}, { from: '/desk/leave' })).status, 404, 'ended once');
});

test('somebody of another organisation is no deputy', async () => {
	const a = await staff(handler), other = choice(await form(await staff(department === '01' ? '02c' : '01c')), 'staff', '审核');
	assert.ok(other);
	const res = await a.post('/desk/leave', { to_staff: other, from_day: inDays(0), until_day: inDays(0), reason: '' });
	assert.equal(res.status, 422);
	assert.match(errorBeside(await res.text(), 'to_staff'), /同一机构/);
});

test('administration is never delegated', async () => {
	const admin = await staff('admin');
	assert.equal((await delegate(admin, '综合窗口')).status, 303);
	assert.equal((await (await staff('window')).request('/admin/staff')).status, 403);
	await endAll(admin);
});

test('it begins and ends by itself', async () => {
	const absent = await staff(handler);
	assert.equal((await delegate(absent, '审核', { from: 1, until: 2 })).status, 303);
	const c = await submitted(await new Client(place).signIn('13900000003'), item(AGED));
	for (const [days, may] of [[0, false], [1, true], [2, true], [3, false]]) {
		await place.stop();
		await place.start({ env: later(days * DAY_MINUTES) });
		const offers = (await offered(await staff(checker), c.id)).includes('pass');
		assert.equal(offers, may, `${days} days later`);
	}
	assert.match(words(await (await staff(handler)).page('/desk/leave')), /已到期/);
});

test('the page keeps the rules of every page', async () => {
	for (const login of [handler, approver, 'admin'])
		assert.deepEqual(brokenRules(await (await staff(login)).page('/desk/leave')), [], login);
});
