// What applicants see and do on every path of a case: periods that stand still, are extended or over, hearings, departments
// that are asked, withdrawal after acceptance, licences that end.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { item } from '../lib/demo.mjs';
import { pdf } from '../lib/files.mjs';
import { brokenRules, formHtml, links, valuesOf, words } from '../lib/html.mjs';
import { done, offered, upload } from '../lib/journey.mjs';
import { startedPlace } from '../lib/place.mjs';

const PLACES = item(45), ROADS = item(39), ENERGY = item(58), PLANS = item(36), RESIDENCE = item(53);
const DISPATCH = item(42), TEACHERS = item(14), PHARMACY = item(6);

let place;
const clients = new Map();
async function hall(phone) {
	if (!clients.has(phone))
		clients.set(phone, await new Client(place).signIn(phone));
	return clients.get(phone);
}
const desk = (login) => new Client(place).signInStaff(login);
const json = async (client, path) => JSON.parse(await client.page(path));

// The case of this account that fits: with its client, its page and what the interface says.
async function caseOf(phone, name, fits = () => true) {
	const client = await hall(phone), { cases } = await json(client, '/api/v1/my/cases');
	const found = cases.find((c) => c.item === name && fits(c));
	assert.ok(found, `a case of ${name} among ${cases.map((c) => `${c.item} ${c.state} ${c.hearing}`)}`);
	const path = `/my/cases/${found.id}`, one = () => json(client, `/api/v1/my/cases/${found.id}`);
	return { client, path, id: found.id, number: found.number, one, page: async () => words(await client.page(path)) };
}
const clock = (c, kind) => c.clocks.findLast((k) => k.kind === kind);

before(async () => { place = await startedPlace(); });
after(() => place?.remove());

describe('a special procedure', () => {
	test('its page says what it is, since when, until when, who carries it out, and what is left afterwards', async () => {
		const c = await caseOf('13900000014', ENERGY.name, (x) => x.state === 'special'), one = await c.one(), text = await c.page();
		assert.match(text, /特别程序：专家评审 \d+月\d+日\(周.\)起，由.+组织，预计 \d+月\d+日\(周.\)结束；这段时间不计入办理时限，恢复后还剩 \d+ 个工作日/);
		for (const kind of ['PROMISED', 'STATUTORY']) {
			assert.deepEqual([clock(one, kind).paused, clock(one, kind).due], [true, null], `${kind} stands still`);
			assert.deepEqual(clock(one, kind).pauses.map((p) => p.to), [null]);
		}
		assert.equal(one.due, clock(one, 'SPECIAL').due, 'what runs is the procedure');
	});

	test('a withdrawal during it is asked for, then agreed by the office', async () => {
		const c = await caseOf('13900000014', ENERGY.name, (x) => x.state === 'special');
		await c.client.act(`${c.path}/withdraw`, { ...valuesOf(formHtml(await c.client.page(c.path), `${c.path}/withdraw`)), reason: '项目不做了' });
		assert.match(await c.page(), /下一步：等办理部门答复您的撤件申请.*已申请撤件/);
		assert.equal((await c.one()).withdrawal, true);
		assert.ok(!(await c.client.page(c.path)).includes(`${c.path}/withdraw`), 'it is not asked for twice');
		await done(await desk('06a'), c.id, 'agree-withdrawal');
		assert.equal((await c.one()).state, 'withdrawn');
		assert.match(await c.page(), /已撤回/);
	});

	test('of a hearing, time and place are told', async () => {
		const c = await caseOf('13900000011', PLACES.name, (x) => x.state === 'special');
		assert.match(await c.page(), /特别程序：听证.*听证时间 20\d\d-\d\d-\d\d 09:30，地点：.+会议室/);
	});
});

describe('a hearing before a refusal', () => {
	const told = () => caseOf('13900000012', PLACES.name, (x) => x.hearing === 'told');

	test('waits for the applicant: on the list, with its last day', async () => {
		const c = await told(), list = await c.client.page('/my'), one = await c.one();
		const waiting = words(list.slice(list.indexOf('等您处理</h2>'), list.indexOf('办理中</h2>')));
		assert.match(waiting, new RegExp(`${PLACES.name}.*${c.number}.*您可以要求听证。最晚`.replace(/[()]/g, '\\$&')));
		assert.equal(one.due, clock(one, 'HEARING').due);
		assert.match(await c.page(), /请决定要不要听证；期限内没有提出的，视为放弃，最晚 \d+月\d+日.*拟作出不予许可的决定：经核查/);
	});

	test('the page tells why, and both answers are asked again before they count', async () => {
		const c = await told(), page = await c.client.page(`${c.path}/hearing`);
		assert.match(words(page), /理由 经核查.*依据 《娱乐场所管理条例》.*提出期限 最晚/);
		assert.deepEqual(brokenRules(page), []);
		for (const [answer, title] of [['ask', '确认要求听证'], ['waive', '确认放弃听证']]) {
			assert.ok(links(page).includes(`${c.path}/hearing?do=${answer}`), answer);
			const sure = await c.client.page(`${c.path}/hearing?do=${answer}`);
			assert.match(words(sure), new RegExp(title));
			assert.equal(valuesOf(formHtml(sure, `${c.path}/hearing`)).do, answer);
		}
		assert.equal((await c.one()).hearing, 'told', 'looking changes nothing');
	});

	test('is nobody else\'s to answer, and only one of two answers', async () => {
		const c = await told();
		const other = await hall('13900000011');
		assert.equal((await other.request(`${c.path}/hearing`)).status, 404);
		assert.equal((await other.post(`${c.path}/hearing`, { do: 'waive', seen: '1' }, { from: '/my/account' })).status, 404);
		for (const fields of [{ do: 'perhaps', seen: '1' }, { do: 'ask' }])
			assert.equal((await c.client.post(`${c.path}/hearing`, fields, { from: `${c.path}/hearing?do=ask` })).status, 400);
		assert.equal((await c.client.post(`${c.path}/hearing`, { do: 'ask', seen: '1' }, { from: `${c.path}/hearing?do=ask` })).status, 409, 'an old page');
	});

	test('asked for, though pressed twice: once on the timeline, then the office holds it', async () => {
		const c = await told(), form = valuesOf(formHtml(await c.client.page(`${c.path}/hearing?do=ask`), `${c.path}/hearing`));
		for (let i = 0; i < 2; i++)
			assert.equal(await c.client.act(`${c.path}/hearing`, form), c.path);
		const html = await c.client.page(c.path);
		assert.equal(html.split('<b>申请人要求听证</b>').length, 2);
		assert.match(words(html), /您已要求听证 办理部门会组织听证/);
		assert.equal((await c.one()).hearing, 'asked');
		assert.equal((await c.client.request(`${c.path}/hearing`)).status, 409, 'there is nothing to answer any more');
		assert.ok((await offered(await desk('12a'), c.id)).includes('begin-special'));
	});
});

describe('a supplement during the review', () => {
	const open = () => caseOf('13900000014', PLANS.name, (x) => x.state === 'review_supplement');

	test('says what to replace, that the promised time stands still and the law\'s does not', async () => {
		const c = await open(), one = await c.one(), text = await c.page();
		assert.match(text, /等您补正材料，最晚 \d+月\d+日.*请重新上传完整、清晰的版本/);
		assert.match(text, /承诺时限停表 等您补正的时间不计入承诺时限，恢复后还剩 \d+ 个工作日；法定时限照常计算/);
		assert.deepEqual([clock(one, 'PROMISED').paused, clock(one, 'STATUTORY').paused], [true, false]);
		assert.ok((await c.client.page('/my')).includes('审查中需要补正材料'), 'it is among what waits for the applicant');
	});

	test('supplied after it was mended: the review goes on and the promised time with it', async () => {
		const c = await open(), supply = () => c.client.post(`${c.path}/supply`, { declared: '1' }, { from: `${c.path}/check` });
		assert.equal((await supply()).status, 422, 'not without the material');
		const [material] = links(await c.client.page(c.path)).filter((to) => /\/materials\/\d+$/.test(to));
		assert.equal((await upload(c.client, material, pdf('mended'), '补正.pdf')).status, 303);
		assert.match(words(await c.client.page(`${c.path}/check`)), /确认并提交补正/);
		assert.equal((await supply()).status, 303);
		assert.equal((await supply()).status, 303, 'pressed twice');
		const one = await c.one(), promised = clock(one, 'PROMISED');
		assert.equal(one.state, 'in_review');
		assert.equal(promised.paused, false);
		assert.ok(promised.due && promised.pauses[0].to, 'it ends again on a day');
		assert.equal(one.timeline.filter((m) => m.what === '收到补正材料').length, 1);
	});
});

describe('periods', () => {
	test('an extension is told with its days and its reason', async () => {
		const c = await caseOf('13900000011', DISPATCH.name, (x) => x.extension), one = await c.one();
		assert.match(await c.page(), /办理期限延长了 5 个工作日 .*行政许可法第四十二条.*理由：现场有两处要复测/);
		assert.deepEqual([clock(one, 'PROMISED').extended, clock(one, 'STATUTORY').extended], [5, 5]);
	});

	test('that an extension was only asked for stays inside', async () => {
		const c = await caseOf('13900000012', item(5).name, (x) => x.state === 'in_review');
		assert.doesNotMatch(await c.page(), /延期|延长/);
		assert.equal((await c.one()).extension, false);
	});

	test('deemed acceptance is said plainly, with the day from which time runs', async () => {
		const c = await caseOf('13900000003', TEACHERS.name, (x) => x.state === 'in_review'), one = await c.one();
		assert.match(await c.page(), /视为受理 办理部门没有在期限内答复.*第三十二条.*您不用做什么/);
		assert.equal(clock(one, 'PROMISED').start, clock(one, 'ACCEPT').start, 'from the day of receipt');
		assert.equal(one.timeline.find((m) => m.what.includes('视为受理')).by, '系统');
	});

	test('the applicant\'s own period is over: said with what can still be done, and it can', async () => {
		const c = await caseOf('13900000015', PHARMACY.name, (x) => x.term_over), over = /交件期限已过；还想办的，请尽快带纸质材料到窗口/;
		assert.match(await c.page(), over);
		assert.match(words(await c.client.page('/my')), over);
		assert.equal((await c.one()).due, null);
		const window = await desk('window'), path = `/desk/cases/${c.id}`;
		await window.act(`${path}/act/receive`, valuesOf(formHtml(await window.page(path), `${path}/act/receive`)), { from: path });
		assert.equal((await c.one()).state, 'received');
	});

	test('a lapsed and a void case end with words', async () => {
		const lapsed = await caseOf('13900000013', item(49).name, (x) => x.state === 'lapsed');
		assert.match(await lapsed.page(), /逾期未补正，已退件.*材料齐全后可以重新申请/);
		const gone = await caseOf('13900000012', item(7).name, (x) => x.state === 'void');
		assert.match(await gone.page(), /已作废.*与另一件重复登记/);
	});

	test('why a day is the day: each day that counts, for the applicant a page', async () => {
		const c = await caseOf('13900000011', DISPATCH.name, (x) => x.extension), one = await c.one();
		const path = `${c.path}/clocks/PROMISED/1`, html = await c.client.page(path), rows = html.split('<tr>').slice(2).map(words);
		assert.ok(links(await c.client.page(c.path)).includes(path), 'the case leads there');
		assert.match(rows[0], new RegExp(`^${clock(one, 'PROMISED').start}.*当日不计`));
		assert.match(rows.at(-1), new RegExp(`^${clock(one, 'PROMISED').due}.* 15 `), '10 and 5 working days');
		for (const end of ['PROMISED/2', 'NONE/1', 'PROMISED/x'])
			assert.equal((await c.client.request(`${c.path}/clocks/${end}`)).status, 404, end);
		assert.equal((await (await hall('13900000012')).request(path)).status, 404);
	});

	test('… and for everybody with number and code on the page itself, without links that ask to sign in', async () => {
		const c = await caseOf('13900000011', PLACES.name, (x) => x.state === 'special');
		const [, code] = /查询密码 <b class="num">(\d{6})/.exec(await c.client.page(`${c.path}/receipt`));
		const html = await new Client(place).page(`/progress?n=${c.number}&c=${code}`);
		assert.deepEqual(links(html).filter((to) => to.startsWith('/my/')), []);
		assert.match(words(html), /特别程序：听证.*日子是怎么数的：承诺办结.*当日不计，次日起算.*为什么是这一天：特别程序/);
		assert.deepEqual(brokenRules(html), []);
	});
});

describe('departments that are asked', () => {
	test('are named with their last day; officials and their words are not', async () => {
		const c = await caseOf('13900000014', ROADS.name, (x) => x.state === 'in_review'), text = await c.page();
		assert.match(text, /正在征求.+、.+的意见 应在 \d+月\d+日\(周.\)前答复，逾期没有答复的视为同意/);
		assert.doesNotMatch(text, /请就所附材料/, 'the question stays inside');
	});

	test('one that does not agree: the applicant reads that it is being settled', async () => {
		const c = await caseOf('13900000015', ROADS.name, (x) => x.state === 'in_review');
		assert.match(await c.page(), /有关方面有不同意见，协调后作出决定/);
		assert.doesNotMatch(JSON.stringify(await c.one()), /已核对现场/);
	});

	test('letters between offices are neither listed nor opened', async () => {
		const c = await caseOf('13900000014', ROADS.name, (x) => x.state === 'in_review'), one = await c.one();
		assert.ok(one.letters.length > 0);
		assert.deepEqual(one.letters.filter((l) => /征求|汇总/.test(l.title)), []);
		assert.doesNotMatch(await c.page(), /征求意见函|意见汇总/);
	});
});

describe('a licence that ends soon', () => {
	test('is said on the list of licences and in the guide, with the way to renew it', async () => {
		const client = await hall('13900000001'), list = await client.page('/my/licences');
		assert.match(words(list), /居住证 .*快到期了 将于 20\d\d年\d+月\d+日到期。要延续的，请在 20\d\d年\d+月\d+日前申请/);
		const guide = `/items/${RESIDENCE.local_code}`;
		assert.ok(links(list).includes(guide));
		const html = await client.page(guide);
		assert.match(words(html), /您的居住证快到期了/);
		assert.ok(html.indexOf('现在申请</a>') > 0 && links(html).includes(`${guide}/apply`));
	});

	test('concerns its holder only', async () => {
		for (const client of [new Client(place), await hall('13900000002')])
			assert.doesNotMatch(words(await client.page(`/items/${RESIDENCE.local_code}`)), /快到期了/);
		assert.doesNotMatch(words(await (await hall('13900000011')).page('/my/licences')), /快到期了/, 'licences that run for years');
	});
});

test('page, list and interface say the same of what comes next, in every state of the demonstration', async () => {
	const seen = new Set();
	for (const phone of ['01', '02', '03', '04', '11', '12', '13', '14', '15'].map((n) => `139000000${n}`)) {
		const client = await hall(phone), { cases } = await json(client, '/api/v1/my/cases');
		for (const c of cases) {
			seen.add(c.state);
			assert.ok(c.next, `${c.state} has something next`);
			const one = await json(client, `/api/v1/my/cases/${c.id}`), last = one.timeline.at(-1);
			assert.deepEqual([one.next, one.due], [c.next, c.due], `${c.number}: the list and the case`);
			if (last?.tone === 'next')
				assert.deepEqual([last.what, last.at], [c.next, c.due], `${c.number}: the timeline`);
		}
	}
	for (const state of ['draft', 'prereview', 'prereview_fix', 'prereview_failed', 'awaiting_papers', 'received', 'supplement', 'acceptance_refused',
		'in_review', 'special', 'granted', 'denied', 'ready', 'concluded', 'withdrawn', 'lapsed', 'void'])
		assert.ok(seen.has(state), `the demonstration has a case in ${state}`);
});

test('in the end all timelines, letters and files prove right', async () => {
	await place.stop();
	const { status, stdout } = place.verify();
	assert.equal(status, 0, stdout);
});
