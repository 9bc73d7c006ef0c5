// The law at the desk: every action beside the straight way, by the forms that officials have, and the lists that follow.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { later } from '../lib/clock.mjs';
import { item, items } from '../lib/demo.mjs';
import { brokenRules, errorBeside, fieldsOf, formHtml, links, valuesOf, words } from '../lib/html.mjs';
import { act, allGood, choiceOf, done, inReview, judge, likely, offered, submitted } from '../lib/journey.mjs';
import { startedPlace } from '../lib/place.mjs';

const FOOD = item(1), THREE_STARS = item(6), DAY_MINUTES = 24 * 60;
const HEARING = items.find((i) => i.hearing), JOINT = items.find((i) => i.joint), PAUSING = items.find((i) => i.supplement_pauses);
const inDays = (n) => new Date(Date.now() + 8 * 3600e3 + n * 86400e3).toISOString().slice(0, 10); // of China

let place, applicant, handler, second, checker, head, window, stranger, admin;
const staff = (login) => new Client(place).signInStaff(login);
async function come() {
	applicant = await new Client(place).signIn('13900000011');
	[handler, second, checker, head, window, stranger, admin] =
		await Promise.all(['01a', '01d', '01b', '01c', 'window', '02a', 'admin'].map(staff));
}
before(async () => {
	place = await startedPlace();
	await come();
});
after(() => place?.remove());

const page = (client, c) => client.page(`/desk/cases/${c.id}`);
const said = async (client, c) => words(await page(client, c));
const form = async (client, c, action) => formHtml(await page(client, c), `/desk/cases/${c.id}/act/${action}`);
const value = (html, name) => fieldsOf(html).find((f) => f.name === name)?.value;
const review = () => inReview(applicant, handler, FOOD);

// A form that somebody makes by hand, who is not offered it.
async function forced(client, c, action, fields = {}, seen) {
	const named = Object.fromEntries(Object.entries(fields).map(([k, v]) => [`${action}-${k}`, v]));
	const [, now] = /name="seen" value="(\d+)"/.exec(await page(admin, c));
	return client.post(`/desk/cases/${c.id}/act/${action}`, { seen: seen ?? now, ...named }, { from: '/desk/leave' });
}

// Each of these alone is wrong, and is said beside the field with everything else kept.
async function refusesEach(client, c, action, right, wrong) {
	for (const [field, typed, expected] of wrong) {
		const res = await act(client, c.id, action, { ...right, [field]: typed }), html = await res.text();
		assert.equal(res.status, 422, `${action} with ${field}=${typed}`);
		assert.match(errorBeside(html, `${action}-${field}`), expected, `${action} with ${field}=${typed}`);
		const kept = formHtml(html, `/desk/cases/${c.id}/act/${action}`);
		for (const [name, text] of Object.entries(right).filter(([key]) => key !== field))
			assert.equal(value(kept, `${action}-${name}`), text, `${action}-${name} is kept while ${field} is wrong`);
	}
}

const SPECIAL = { special: 'expert-review', amount: '15', unit: 'wd', organiser: '区食品安全专家组', approver: '王局长', basis: '行政许可法第四十五条',
	reason: '工艺复杂' };

describe('special procedures', () => {
	test('every answer is asked for, beside its question', async () => {
		const c = await review();
		await refusesEach(handler, c, 'begin-special', SPECIAL, [
			['special', '', /请选择/], ['amount', '', /1 到 365/], ['amount', '很久', /1 到 365|整数/], ['unit', '', /请选择/],
			['organiser', '', /由谁组织/], ['approver', '', /批准人/], ['basis', '', /依据/], ['reason', '', /理由/],
		]);
		const all = await (await act(handler, c.id, 'begin-special', { special: '', amount: '', organiser: '', approver: '', basis: '' })).text();
		for (const field of ['special', 'amount', 'organiser', 'approver', 'basis'])
			assert.notEqual(errorBeside(all, `begin-special-${field}`), '', `all at once: ${field}`);
	});

	test('begun, the clocks stand still; ended, they go on', async () => {
		const c = await review();
		const stale = await forced(handler, c, 'begin-special', SPECIAL, '1');
		assert.equal(stale.status, 409);
		assert.match(words(await stale.text()), /您打开页面之后/);
		assert.equal((await forced(checker, c, 'begin-special', SPECIAL)).status, 403);
		await done(handler, c.id, 'begin-special', SPECIAL);
		const now = await said(handler, c);
		assert.match(now, /特别程序进行中 由区食品安全专家组组织，需要 15 个工作日/);
		assert.match(now, /承诺办结（10 个工作日） 停表/);
		assert.match(now, /现在停表，恢复后还剩 \d+ 个工作日/);
		assert.match(now, /起停表/);
		const held = words(await handler.page('/desk/held'));
		assert.match(held, new RegExp(`${c.number}.{0,80}特别程序：专家评审，.{0,20}起，预计 .{0,20}结束.{0,5}恢复后还剩`));
		assert.ok((await likely(handler, c.id)).includes('end-special'), 'the end is what comes next');
		await done(handler, c.id, 'end-special', { reason: '专家组同意' });
		assert.match(await said(handler, c), /起停表，.{0,20}恢复/);
		assert.doesNotMatch(words(await handler.page('/desk/held')), new RegExp(c.number));
	});

	test('the days of a clock, one by one', async () => {
		const c = await review(), path = links(await page(handler, c)).find((to) => /\/clocks\/PROMISED\/1$/.test(to));
		assert.ok(path, 'the page of the case leads there');
		const html = await handler.page(path);
		assert.deepEqual(brokenRules(html), []);
		assert.match(words(html), /为什么是这一天.*不计 当日不计，次日起算.* 10 工作日/);
		assert.equal((await handler.request(`/desk/cases/${c.id}/clocks/PROMISED/2`)).status, 404);
		assert.equal((await handler.request(`/desk/cases/${c.id}/clocks/NONE/1`)).status, 404);
		assert.equal((await stranger.request(path)).status, 404);
	});
});

describe('extension', () => {
	test('asked with days and reason, approved by the head with what was asked', async () => {
		const c = await review();
		await refusesEach(handler, c, 'ask-extension', { days: '5', reason: '要复测' }, [
			['days', '', /1 到 10/], ['days', '11', /1 到 10/], ['days', '0', /1 到 10|小于/], ['reason', '', /理由/],
		]);
		assert.equal((await forced(checker, c, 'ask-extension', { days: '5', reason: '要复测' })).status, 403);
		await done(handler, c.id, 'ask-extension', { days: '5', reason: '要复测' });
		assert.match(await said(handler, c), /报请延期 5 个工作日。要复测/);
		assert.ok((await likely(head, c.id)).includes('extend'), 'now it is what the head sees first');
		const html = await form(head, c, 'extend');
		assert.equal(value(html, 'extend-days'), '5');
		assert.equal(value(html, 'extend-reason'), '要复测');
		assert.equal((await forced(handler, c, 'extend', { days: '5', reason: '要复测' })).status, 403);
		await done(head, c.id, 'extend');
		assert.match(await said(handler, c), /已经延期 5 个工作日.*已延长 5 个工作日/);
		assert.ok(!(await offered(handler, c.id)).includes('ask-extension'), 'once');
	});

	test('declined: only the office reads it', async () => {
		const c = await review();
		await done(handler, c.id, 'ask-extension', { days: '3', reason: '人手不够' });
		assert.equal((await act(head, c.id, 'decline-extension')).status, 422);
		await done(head, c.id, 'decline-extension', { reason: '请抓紧' });
		assert.doesNotMatch(await said(handler, c), /报请延期 3 个工作日。/);
		assert.doesNotMatch(await applicant.page(c.path), /请抓紧|人手不够/);
		assert.ok((await offered(handler, c.id)).includes('ask-extension'), 'it may be asked again');
	});
});

describe('asking others', () => {
	const ask = async (client, c, lines, fields = {}) => {
		const html = await form(client, c, 'ask');
		const asked = lines.flatMap(([who, days], i) => [[`who-${i + 1}`, who && choiceOf(html, 'ask-who-1', who)], [`days-${i + 1}`, days]]);
		return act(client, c.id, 'ask', { rule: 'all', reason: '场地是否符合规划', ...fields, ...Object.fromEntries(asked) });
	};
	const fire = () => staff('15a');

	test('who, how long and what must be said', async () => {
		const c = await review();
		for (const [lines, fields, field, expected] of [
			[[], {}, 'ask-who-1', /至少选择一个/], [[['消防', '0']], {}, 'ask-days-1', /1 到 60/], [[['消防', '']], {}, 'ask-days-1', /1 到 60/],
			[[['消防', '50']], {}, 'ask-who-1', /不能晚于本件的最晚办结日/], [[['消防', '2'], ['消防', '3']], {}, 'ask-who-1', /选了两次/],
			[[['消防', '2']], { reason: '' }, 'ask-reason', /请写明/], [[['消防', '2']], { rule: '' }, 'ask-rule', /请选择/],
		]) {
			const res = await ask(handler, c, lines, fields), html = await res.text();
			assert.equal(res.status, 422, JSON.stringify(lines));
			const errors = words(html.slice(html.indexOf('data-errors'), html.indexOf('</ul>', html.indexOf('data-errors'))));
			assert.match(field === 'ask-who-1' || field === 'ask-days-1' ? errors : errorBeside(html, field), expected, JSON.stringify(lines));
			if (lines[0]?.[0])
				assert.match(formHtml(html, `/desk/cases/${c.id}/act/ask`), /<option value="[^"]+" selected>[^<]*消防/, 'the choice is kept');
		}
		assert.equal((await forced(checker, c, 'ask', { reason: '问', rule: 'all' })).status, 403, 'only the step\'s own role asks');
	});

	test('another department answers, and can do nothing else', async () => {
		const c = await review(), guest = await fire();
		assert.equal((await guest.request(`/desk/cases/${c.id}`)).status, 404, 'not before it is asked');
		assert.equal((await ask(handler, c, [['消防', '3']])).status, 303);
		assert.match(await said(handler, c), /征求意见 第 1 轮：等待答复 场地是否符合规划 全部同意；到期不答复继续等待/);
		assert.ok(!(await likely(handler, c.id)).includes('advance'), 'the lead waits');
		assert.match(words(await handler.page('/desk/held')), new RegExp(`${c.number}.{0,80}等.{0,12}消防.{0,12}答复，.{0,20}起，最晚`));
		assert.match(words(await guest.page('/desk/todo')), new RegExp(`${c.number}.{0,120}征求您的意见`));
		const html = await page(guest, c);
		assert.deepEqual(await offered(guest, c.id), ['answer']);
		assert.ok(!html.includes('/reveal') && !html.includes('tab=letters') && !html.includes('/receipt'), 'no numbers, letters or codes');
		assert.doesNotMatch(words(html), /\*\*\*\*/, 'not even masked');
		const from = { from: '/desk/leave' }, path = `/desk/cases/${c.id}`;
		assert.doesNotMatch(words(await guest.page(`${path}?tab=form`)), /领取方式|1[3-9]\d{9}|\d{17}[\dX]/, 'nor in the form');
		for (const [to, fields] of [['reveal', { purpose: '看看' }], ['materials/1', { opinion: 'good', words: '' }], ['materials/all-good', {}]])
			assert.equal((await guest.post(`${path}/${to}`, fields, from)).status, 403, to);
		assert.equal((await forced(guest, c, 'cancel-ask', { reason: '不问了' })).status, 403);
		assert.equal((await forced(guest, c, 'write', { reason: '我也写' })).status, 403);
		assert.equal((await stranger.request(path)).status, 404, 'and nobody who was not asked sees it');
		const empty = await act(guest, c.id, 'answer'), errors = await empty.text();
		assert.equal(empty.status, 422);
		assert.match(errorBeside(errors, 'answer-answer'), /请选择/);
		assert.match(errorBeside(errors, 'answer-reason'), /请/);
		await done(guest, c.id, 'answer', { answer: 'conditions', reason: '装修后再验一次' });
		assert.deepEqual(await offered(guest, c.id), [], 'once');
		assert.doesNotMatch(words(await guest.page('/desk/todo')), new RegExp(c.number));
		assert.match(await said(handler, c), /装修后再验一次.*有条件同意/);
		assert.ok((await likely(handler, c.id)).includes('settle'));
		assert.equal((await act(handler, c.id, 'settle')).status, 422);
		await done(handler, c.id, 'settle', { reason: '各方同意' });
		assert.ok((await likely(handler, c.id)).includes('advance'));
		assert.doesNotMatch(await applicant.page(c.path), /装修后再验一次|场地是否符合规划/);
	});

	test('a colleague is asked by name; it can be taken back', async () => {
		const c = await review(), [, name] = /<a href="\/desk\/password">([^（<]+)/.exec(await checker.page('/desk/leave'));
		assert.equal((await ask(handler, c, [[name, '2']])).status, 303);
		assert.ok((await offered(checker, c.id)).includes('answer'));
		assert.ok(!(await offered(second, c.id)).includes('answer'), 'nobody else answers');
		assert.equal((await forced(second, c, 'answer', { answer: 'agree', reason: '同意' })).status, 403);
		assert.equal((await act(handler, c.id, 'cancel-ask')).status, 422);
		await done(handler, c.id, 'cancel-ask', { reason: '问错人了' });
		assert.ok(!(await offered(checker, c.id)).includes('answer'));
		assert.match(await said(handler, c), /不再等待/);
	});

	test('a refusal: the head overcomes it, or it is asked again', async () => {
		const c = await review(), guest = await fire();
		await ask(handler, c, [['消防', '3']], { rule: 'veto' });
		await done(guest, c.id, 'answer', { answer: 'object', reason: '通道太窄' });
		assert.match(await said(handler, c), /不同意，需要协调或重新征求.*通道太窄/);
		assert.ok((await likely(handler, c.id)).includes('ask'));
		assert.equal((await forced(handler, c, 'resolve', { reason: '协调了' })).status, 403);
		await done(head, c.id, 'resolve', { reason: '现场协调一致' });
		await done(handler, c.id, 'settle', { reason: '协调后同意' });
	});

	test('a joint item proposes the departments that it names', async () => {
		const lead = await staff(`${JOINT.organisation}a`), c = await inReview(applicant, lead, JOINT);
		assert.ok((await likely(lead, c.id)).includes('ask'), 'it cannot go on without them');
		const html = await form(lead, c, 'ask'), asked = JOINT.joint.members.map((_, i) => value(html, `ask-who-${i + 1}`));
		assert.equal(asked.filter(Boolean).length, JOINT.joint.members.length);
		assert.equal(value(html, 'ask-days-1'), String(JOINT.joint.members[0].days));
		assert.equal(value(html, 'ask-silence'), JOINT.joint.silence ? '1' : '');
		await done(lead, c.id, 'ask', { reason: '请就交通和市容提出意见' });
		assert.match(await said(lead, c), /到期不答复视为同意/);
	});
});

describe('within the office', () => {
	test('back to a chosen step, and straight on from there', async () => {
		const c = await review();
		await done(handler, c.id, 'advance', { reason: '符合' });
		await done(checker, c.id, 'advance', { reason: '同意' });
		const html = await form(head, c, 'return-step');
		assert.equal((await act(head, c.id, 'return-step', { step: '3', reason: '再看看' })).status, 422, 'only to earlier ones');
		assert.equal((await act(head, c.id, 'return-step')).status, 422, 'with a reason');
		assert.equal((await forced(checker, c, 'return-step', { step: '1', reason: '再看看' })).status, 403);
		await done(head, c.id, 'return-step', { step: choiceOf(html, 'return-step-step', '承办'), straight: '1', reason: '照片不清' });
		assert.match(await said(handler, c), /退回重办 办完直接回到“批准”/);
		await done(handler, c.id, 'advance', { reason: '已补' });
		assert.ok((await likely(head, c.id)).includes('grant'), 'past the checker');
	});

	test('handed over: on that list alone, and taken back', async () => {
		const c = await review(), html = await form(handler, c, 'hand-over'), [, name] = /password">([^（<]+)/.exec(await second.page('/desk/leave'));
		assert.equal((await act(handler, c.id, 'hand-over')).status, 422, 'to whom?');
		assert.equal((await act(handler, c.id, 'hand-over', { staff: '1' })).status, 422);
		assert.equal((await forced(stranger, c, 'hand-over', { staff: '1' })).status, 404);
		await done(handler, c.id, 'hand-over', { staff: choiceOf(html, 'hand-over-staff', name), reason: '您熟悉' });
		assert.match(words(await second.page('/desk/todo')), new RegExp(`${c.number}.{0,120}转交给您`));
		assert.doesNotMatch(words(await handler.page('/desk/todo')), new RegExp(c.number));
		assert.match(await said(handler, c), new RegExp(`已转交 承办岗由 ${name} 办理`));
		await done(handler, c.id, 'hand-over', { staff: choiceOf(await form(handler, c, 'hand-over'), 'hand-over-staff', '我自己') });
		assert.match(words(await handler.page('/desk/todo')), new RegExp(c.number));
	});

	test('whoever stands in for another sees for whom, also what was handed to them', async () => {
		const c = await review(), [, name] = /password">([^（<]+)/.exec(await second.page('/desk/leave'));
		await done(handler, c.id, 'hand-over', { staff: choiceOf(await form(handler, c, 'hand-over'), 'hand-over-staff', name) });
		const deputy = choiceOf(await second.page('/desk/leave'), 'to_staff', '审核');
		await second.act('/desk/leave', { to_staff: deputy, from_day: inDays(0), until_day: inDays(0), reason: '' });
		assert.match(words(await checker.page('/desk/todo')), new RegExp(`${c.number}.{0,120}代 ${name}`));
		const [end] = /\/desk\/leave\/\d+\/end/.exec(await second.page('/desk/leave'));
		await second.act(end, {}, { from: '/desk/leave' });
		assert.doesNotMatch(words(await checker.page('/desk/todo')), new RegExp(c.number));
	});

	test('a letter by hand', async () => {
		const c = await review(), html = await form(handler, c, 'write');
		const right = { letter: choiceOf(html, 'write-letter', '陈述申辩'), reason: '请于期限内提出', basis: '行政许可法第七条', until_day: inDays(5) };
		await refusesEach(handler, c, 'write', right, [['letter', '', /请选择/], ['reason', '', /内容/], ['until_day', '明天', /日期/]]);
		assert.equal((await forced(checker, c, 'write', right)).status, 403);
		await done(handler, c.id, 'write', right);
		assert.match(words(await handler.page(`/desk/cases/${c.id}?tab=letters`)), /陈述申辩告知书/);
	});

	test('void, only by the administrator and with a reason the applicant reads', async () => {
		const c = await review();
		assert.equal((await forced(handler, c, 'void', { reason: '重复' })).status, 403);
		assert.equal((await act(admin, c.id, 'void')).status, 422);
		await done(admin, c.id, 'void', { reason: '重复登记' });
		assert.match(words(await applicant.page(c.path)), /已作废.*重复登记/);
		assert.deepEqual(await offered(admin, c.id), []);
	});

	test('a second notice is flagged', async () => {
		const c = await submitted(applicant, FOOD), plan = FOOD.materials.findIndex((m) => !m.by_form && !m.licence) + 1;
		await allGood(handler, c.id);
		await done(handler, c.id, 'pass');
		for (const round of [1, 2]) {
			await judge(handler, c.id, plan, 'bad', `第 ${round} 次发现的问题`);
			await done(handler, c.id, 'require-supplement');
			const text = await said(handler, c);
			assert.equal(/第 2 次补正 一次性告知之后再次要求补正，会被电子监察记录/.test(text), round === 2);
			if (round === 1)
				await done(window, c.id, 'supply', {});
		}
	});
});

describe('hearings', () => {
	const law = '行政许可法第四十七条';
	let culture, approver;
	async function decided() {
		const c = await inReview(applicant, culture, HEARING, window);
		await done(culture, c.id, 'advance', { reason: '场所不符合' });
		await done(await staff(`${HEARING.organisation}b`), c.id, 'advance', { reason: '同意' });
		return c;
	}
	before(async () => {
		culture = await staff(`${HEARING.organisation}a`);
		approver = await staff(`${HEARING.organisation}c`);
	});

	test('no refusal before the applicant has been told', async () => {
		const c = await decided(), first = await likely(approver, c.id);
		assert.ok(first.includes('tell-hearing') && !first.includes('deny'));
		assert.match(await said(approver, c), /不予许可前要告知听证/);
		await refusesEach(approver, c, 'tell-hearing', { reason: '距学校太近', basis: law }, [['reason', '', /理由/], ['basis', '', /依据/]]);
		assert.equal((await forced(window, c, 'tell-hearing', { reason: '距学校太近', basis: law })).status, 403);
		await done(approver, c.id, 'tell-hearing', { reason: '距学校太近', basis: law });
		assert.match(await said(approver, c), /已告知听证权利/);
		assert.ok(!(await offered(approver, c.id)).includes('deny'));
		await done(window, c.id, 'waive-hearing');
		assert.ok((await likely(approver, c.id)).includes('deny'));
	});

	test('a hearing has a day, an hour and a place, and is announced in time', async () => {
		const c = await decided();
		await done(approver, c.id, 'tell-hearing', { reason: '距学校太近', basis: law });
		await done(window, c.id, 'ask-hearing');
		assert.match(await said(culture, c), /申请人要求听证/);
		const right = { ...SPECIAL, special: 'hearing', hearing_at: inDays(20), hearing_time: '09:30', place: '区政府三楼会议室' };
		await refusesEach(culture, c, 'begin-special', right, [
			['hearing_at', '', /日期/], ['hearing_at', inDays(2), /提前 7 个工作日/], ['hearing_time', '', /时间/], ['hearing_time', '25:00', /时间/],
			['place', '', /地点/],
		]);
		await done(culture, c.id, 'begin-special', right);
		assert.match(await said(culture, c), new RegExp(`听证 ${inDays(20)} 09:30，区政府三楼会议室`));
		await done(culture, c.id, 'end-special', { reason: '已举行' });
		assert.match(await said(approver, c), /已经听证/);
		assert.ok((await likely(approver, c.id)).includes('deny'));
	});
});

describe('the people of an organisation', () => {
	const queue = async (name, role) => {
		const rows = (await head.page('/desk/team')).split('<tr').filter((row) => row.includes(`/${role}/`) && row.includes(`>${name}<`));
		assert.equal(rows.length, 1, `${name}, ${role}`);
		return links(rows[0])[0];
	};
	const boxes = (html) => [...html.matchAll(/name="case" value="((\d+)\.\d+)"/g)].map(([, mark, id]) => ({ mark, id }));

	test('only heads see it, each their own', async () => {
		assert.equal((await handler.request('/desk/team')).status, 403);
		const path = await queue('大家共有', 'handle');
		assert.equal((await (await staff('02c')).request(path)).status, 404);
		for (const to of ['/desk/team', path])
			assert.deepEqual(brokenRules(await head.page(to)), [], to);
	});

	test('many are handed over at once; one that has moved on stays, and it is said why', async () => {
		const cases = [await review(), await review(), await review()], path = await queue('大家共有', 'handle'), html = await head.page(path);
		const marks = cases.map((c) => boxes(html).find((b) => b.id === c.id)?.mark);
		assert.ok(marks.every(Boolean), 'all of them stand there');
		const [, name] = /password">([^（<]+)/.exec(await second.page('/desk/leave')), to = choiceOf(html, 'to', name);
		const fields = (...all) => new URLSearchParams([...all, ['reason', '均衡一下']]);
		const send = async (body) => {
			body.set('csrf', await head.csrf(path));
			return head.request(path, { method: 'POST', body });
		};
		const none = await (await send(fields(['to', '']))).text();
		assert.match(words(none), /请至少选一件/);
		assert.match(errorBeside(none, 'to'), /请选择/);
		await done(handler, cases[2].id, 'advance', { reason: '符合' });
		const shown = await send(fields(['to', to], ...marks.map((mark) => ['case', mark]))), text = words(await shown.text());
		assert.match(text, new RegExp(`已转交 2 件，没有转交 1 件 ${cases[2].number}：您打开页面之后`));
		const theirs = await head.page(await queue(name, 'handle'));
		assert.deepEqual(cases.map((c) => boxes(theirs).some((b) => b.id === c.id)), [true, true, false]);
		const back = boxes(theirs).find((b) => b.id === cases[0].id), own = await queue(name, 'handle');
		const [, mine] = /password">([^（<]+)/.exec(await handler.page('/desk/leave'));
		const res = await head.post(own, { case: back.mark, to: choiceOf(theirs, 'to', mine), reason: '' }, { from: own });
		assert.equal(res.status, 303, 'all done: back to the list');
		assert.match(words(await handler.page('/desk/todo')), new RegExp(`${cases[0].number}.{0,120}转交给您`));
	});
});

describe('when time has passed', () => {
	const eventually = async (look, what) => {
		const until = Date.now() + 20000;
		while (!(await look())) {
			assert.ok(Date.now() < until, what);
			await new Promise((go) => setTimeout(go, 50));
		}
	};

	test('applicants and departments that are late press, and are dealt with', async () => {
		const lead = await staff(`${PAUSING.organisation}a`), papers = await submitted(applicant, THREE_STARS);
		const [more, asked] = [await inReview(applicant, lead, PAUSING), await review()];
		const other = await submitted(applicant, THREE_STARS), three = await staff(`${THREE_STARS.organisation}a`);
		for (const c of [papers, other]) {
			await allGood(three, c.id);
			await done(three, c.id, 'pass');
		}
		assert.equal((await act(lead, more.id, 'require-review-supplement')).status, 422, 'what is missing?');
		await judge(lead, more.id, 1, 'bad', '图纸不清');
		assert.ok((await likely(lead, more.id)).includes('require-review-supplement'));
		await done(lead, more.id, 'require-review-supplement');
		assert.match(await said(lead, more), /承诺办结.{0,30}停表/);
		await done(handler, asked.id, 'ask', { 'who-1': choiceOf(await form(handler, asked, 'ask'), 'ask-who-1', '消防'), 'days-1': '1', rule: 'all',
			reason: '请答复' });
		await place.stop();
		await place.start({ env: later(60 * DAY_MINUTES) });
		await come();
		const [later1, later3] = [await staff(`${PAUSING.organisation}a`), await staff(`${THREE_STARS.organisation}a`)];
		const late = async (client, c) => (await said(client, c)).includes('申请人的期限已过');
		await eventually(async () => await late(later1, more) && await late(later3, papers) && await late(later3, other), 'the periods of the applicants end');
		const pressing = async (client, lamp) => words(await client.page(`/desk/pressing?lamp=${lamp}`));
		assert.match(await pressing(later1, 'applicant'), new RegExp(more.number));
		assert.match(await pressing(handler, 'asked'), new RegExp(`${asked.number}.{0,100}等.{0,12}消防.{0,12}答复`));
		assert.match(await pressing(handler, 'stop'), new RegExp(asked.number), 'and its own limit is over, too');
		assert.match(await pressing(handler, ''), /另有 \d+ 件在等有关方面逾期未答的意见/);
		assert.doesNotMatch(await pressing(handler, 'soon'), new RegExp(asked.number));
		assert.match(await said(handler, asked), /逾期未答复/);

		assert.deepEqual((await likely(later3, papers.id)).sort(), ['lapse', 'remind']);
		assert.equal((await forced(await staff(`${THREE_STARS.organisation}b`), papers, 'remind')).status, 403);
		await done(later3, papers.id, 'remind');
		assert.doesNotMatch(await said(later3, papers), /申请人的期限已过/);
		await done(later3, other.id, 'lapse');
		assert.match(words(await applicant.page(other.path)), /逾期未补正，已退件/);
		assert.equal((await act(later1, more.id, 'continue')).status, 422);
		await done(later1, more.id, 'continue', { reason: '不再等了' });
		assert.match(await said(later1, more), /审查中：承办/);
	});
});
