// An application from its first page to the rating, by all who take part in it, without a browser.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Client } from '../lib/client.mjs';
import { item } from '../lib/demo.mjs';
import { jpeg, pdf } from '../lib/files.mjs';
import { errorBeside, fieldsOf, formHtml, links, valuesOf, words } from '../lib/html.mjs';
import { act, allGood, answers, begin, done, fillIn, judge, letter, lettersOn, materialsToUpload, offered, progress, readReceipt, submitted,
	upload } from '../lib/journey.mjs';
import { startedPlace } from '../lib/place.mjs';

const FOOD = item(1), RECORD = item(30), THREE_STARS = item(6);
const COMPANY = '13900000011', OTHER = '13900000012';

let place, applicant, other, handler, checker, approver, window, stranger;
before(async () => {
	place = await startedPlace();
	const hall = (user) => new Client(place).signIn(user), desk = (user) => new Client(place).signInStaff(user);
	[applicant, other, handler, checker, approver, window, stranger] = [await hall(COMPANY), await hall(OTHER), await desk('01a'), await desk('01b'),
		await desk('01c'), await desk('window'), await desk('02a')];
});
after(() => place?.remove());

// A case of the food permit that has come as far as the review.
async function accepted() {
	const c = await submitted(applicant, FOOD);
	await allGood(handler, c.id);
	await done(handler, c.id, 'pass');
	await done(handler, c.id, 'accept');
	return c;
}

describe('filling in', () => {
	let draft;
	before(async () => { draft = await begin(applicant, FOOD); });

	test('the same start sent twice makes one draft', async () => {
		const path = `/items/${FOOD.local_code}/apply`, form = valuesOf(formHtml(await applicant.page(path), path));
		const both = await Promise.all([applicant.act(path, form), applicant.act(path, form)]);
		assert.equal(both[0], both[1]);
		await applicant.act(`${both[0]}/discard`, {});
	});

	test('circumstances chosen in the guide are not asked again, and the materials follow them', async () => {
		const renewal = item(2), guide = await applicant.page(`/items/${renewal.local_code}?kind_of_change=${encodeURIComponent('延续')}`);
		const more = renewal.materials.find((m) => m.when?.includes('延续') && !m.licence && !m.by_form).name;
		const path = links(guide).find((to) => to.includes('/apply?'));
		assert.ok(path, 'the way to the application carries the choice');
		const form = valuesOf(formHtml(await applicant.page(path), `/items/${renewal.local_code}/apply`));
		const own = await applicant.act(`/items/${renewal.local_code}/apply`, form);
		assert.match(words(await applicant.page(`${own}/materials`)), new RegExp(more));
		const fields = fieldsOf(formHtml(await applicant.page(`${own}/form`), `${own}/form`));
		assert.equal(fields.find((f) => f.name === 'kind_of_change')?.value, '延续');
		await applicant.act(`${own}/form`, { ...valuesOf(formHtml(await applicant.page(`${own}/form`), `${own}/form`)), kind_of_change: '注销' }).catch(() => {});
		assert.doesNotMatch(words(await applicant.page(`${own}/materials`)), new RegExp(more), 'other circumstances, other materials');
		await applicant.act(`${own}/discard`, {});
	});

	test('a form with errors keeps everything that was typed, and says each error beside its field', async () => {
		const typed = { ...answers(FOOD), business_area: '很大', business_items: '', business_place: '沧虹路' };
		const res = await applicant.post(`${draft}/form`, typed), html = await res.text();
		assert.equal(res.status, 422);
		assert.match(errorBeside(html, 'business_area'), /请填写整数/);
		assert.match(errorBeside(html, 'business_items'), /请填写/);
		assert.match(errorBeside(html, 'business_place'), /至少 5 个字/);
		for (const page of [html, await applicant.page(`${draft}/form`)]) {
			const fields = fieldsOf(formHtml(page, `${draft}/form`));
			for (const [name, value] of Object.entries(typed))
				assert.equal(fields.find((f) => f.name === name)?.value, value, `${name} is kept`);
		}
	});

	test('what is not a choice, too long or out of range is refused', async () => {
		const choice = FOOD.form.find((f) => f.kind === 'choice').name;
		for (const [name, value, said] of [[choice, '别的', /请选择/], ['business_area', '0', /1|小于/], ['business_area', '99999999', /之间/],
			['business_items', '字'.repeat(301), /最多 300 个字/]]) {
			const res = await applicant.post(`${draft}/form`, { ...answers(FOOD), [name]: value });
			assert.match(errorBeside(await res.text(), name), said, `${name} = ${value.slice(0, 10)}`);
		}
	});

	test('it can be gone on with on another device', async () => {
		await applicant.act(`${draft}/form`, { ...answers(FOOD), business_area: '345' });
		const phone = await new Client(place).signIn(COMPANY);
		assert.ok(links(await phone.page('/my')).includes(draft), 'the draft is on the list');
		const fields = fieldsOf(formHtml(await phone.page(`${draft}/form`), `${draft}/form`));
		assert.equal(fields.find((f) => f.name === 'business_area').value, '345');
		await phone.act(`${draft}/form`, { ...answers(FOOD), business_area: '346' });
		assert.match(await applicant.page(`${draft}/form`), /value="346"/);
	});

	test('files are added one by one, taken back and replaced', async () => {
		const [path] = await materialsToUpload(applicant, draft);
		assert.equal((await upload(applicant, path, pdf('one'), '第一份.pdf')).status, 303);
		assert.equal((await upload(applicant, path, jpeg(), '照片.jpg')).status, 303);
		let html = await applicant.page(path);
		assert.match(words(html), /已上传 2 个文件.*第一份\.pdf.*照片\.jpg/);
		const remove = /action="(\/my\/cases\/\d+\/files\/\d+\/remove)"/.exec(html.slice(html.indexOf('第一份')))[1];
		await applicant.act(remove, {}, { from: path });
		html = await applicant.page(path);
		assert.match(words(html), /已上传 1 个文件/);
		assert.doesNotMatch(html, />第一份\.pdf<\/a>/);
		await applicant.act(remove, {}, { from: path }); // pressed twice: nothing more happens
		assert.match(words(await applicant.page(path)), /已上传 1 个文件/);
	});

	test('ten files a material, not more', async () => {
		const [path] = await materialsToUpload(applicant, await begin(applicant, FOOD));
		for (let i = 0; i < 10; i++)
			assert.equal((await upload(applicant, path, pdf(`no ${i}`), `${i}.pdf`)).status, 303, `file ${i + 1}`);
		const { status, html } = await upload(applicant, path, pdf('eleven'), '11.pdf');
		assert.equal(status, 422);
		assert.match(errorBeside(html, 'file'), /最多 10 个文件/);
	});

	test('delivery: an address is asked for only when something is posted', async () => {
		const res = await applicant.post(`${draft}/delivery`, { method: 'post', recipient: '', phone: '123', address: '' }), html = await res.text();
		assert.equal(res.status, 422);
		for (const field of ['recipient', 'phone', 'address'])
			assert.notEqual(errorBeside(html, field), '', field);
		await applicant.act(`${draft}/delivery`, { method: 'window', recipient: '', phone: '123', address: '' });
		assert.equal((await applicant.post(`${draft}/delivery`, { method: 'pigeon' })).status, 422);
	});

	test('what is missing is told before submitting, with a way there', async () => {
		const empty = await begin(applicant, FOOD), check = await applicant.page(`${empty}/check`);
		assert.match(words(check), /还不能提交 申请表还没有填好 还缺 \d 份材料 还没有选领取方式/);
		const res = await applicant.post(`${empty}/submit`, { declared: '1' }, { from: `${empty}/check` });
		assert.equal(res.status, 422);
		assert.match(words(await res.text()), /申请表还有 \d+ 处没有填好/);
		assert.match(await progress(applicant, empty), /完成上面各项后可以提交/);
	});

	test('nobody but the applicant sees a draft', async () => {
		for (const desk of [handler, window])
			assert.equal((await desk.request(draft.replace('/my/', '/desk/'))).status, 404);
		assert.equal((await other.request(draft)).status, 404);
	});

	test('without the declaration it is not submitted', async () => {
		await fillIn(applicant, draft, FOOD);
		const res = await applicant.post(`${draft}/submit`, {}, { from: `${draft}/check` });
		assert.equal(res.status, 422);
		assert.match(errorBeside(await res.text(), 'declared'), /勾选/);
	});

	test('submitted twice at once it is one case with one number', async () => {
		const csrf = await applicant.csrf(`${draft}/check`);
		const send = () => applicant.post(`${draft}/submit`, { csrf, declared: '1' });
		for (const res of [...await Promise.all([send(), send(), send()]), await send()]) {
			assert.equal(res.status, 303);
			assert.equal(res.headers.get('location'), `${draft}/receipt`);
		}
		const { number } = readReceipt(await applicant.page(`${draft}/receipt`));
		assert.match(number, /^HC\d{12}[0-9A-Z]$/);
		const html = await applicant.page(draft);
		assert.equal(html.split('>提交申请<').length, 2, 'it stands once on the timeline');
		assert.match(words(html), /预审中/);
	});

	test('after that nothing can be changed', async () => {
		for (const [path, fields] of [[`${draft}/form`, answers(FOOD)], [`${draft}/delivery`, { method: 'window' }], [`${draft}/discard`, {}]])
			assert.equal((await applicant.post(path, fields, { from: '/my/account' })).status, 409, path);
	});

	test('a draft is thrown away only after asking', async () => {
		const path = await begin(applicant, FOOD);
		assert.match(words(await applicant.page(`${path}/discard`)), /草稿/);
		assert.equal(await applicant.act(`${path}/discard`, {}), '/my');
		assert.equal((await applicant.request(path)).status, 404);
	});

	test('who may not apply is told why, and what helps', async () => {
		const person = await new Client(place).signIn('13900000001');
		assert.match(words(await person.page(`/items/${FOOD.local_code}/apply`)), /只能由企业或单位申请.*企业或单位的账户登录/);
		assert.match(words(await applicant.page(`/items/${item(21).local_code}/apply`)), /只能由个人申请.*个人账户登录/);
		assert.equal((await person.post(`/items/${FOOD.local_code}/apply`, { once: '1' }, { from: '/my/account' })).status, 403);
	});
});

test('the whole way: returned, mended, passed, accepted, reviewed, granted, made, delivered, rated', async (t) => {
	const c = await submitted(applicant, FOOD), page = () => applicant.page(c.path);
	const plan = FOOD.materials.findIndex((m) => m.name.includes('布局')) + 1;
	const why = '第 2 页看不清，请重新上传';
	let licence;

	await t.test('it stands on the list of the one whose turn it is, and of nobody else', async () => {
		assert.ok((await handler.page('/desk/todo')).includes(c.number));
		assert.ok(!(await checker.page('/desk/todo')).includes(c.number));
		assert.deepEqual((await offered(handler, c.id)).sort(), ['hand-over', 'pass', 'reject', 'return', 'write']);
		assert.deepEqual(await offered(checker, c.id), []);
		assert.equal((await act(window, c.id, 'withdraw', {})).status, 422, 'the window may withdraw for the applicant, with a reason');
	});

	await t.test('returned with an opinion on one material', async () => {
		assert.equal((await act(handler, c.id, 'return')).status, 422, 'not without an opinion');
		assert.equal((await act(handler, c.id, 'pass')).status, 422, 'nor passed without looking');
		await judge(handler, c.id, plan, 'bad', why);
		await done(handler, c.id, 'return');
		const html = await page();
		assert.match(words(html), /预审退回/);
		assert.match(words(await applicant.page(`${c.path}/materials`)), new RegExp(why));
		assert.ok((await applicant.page('/my')).includes('预审退回，需要修改后重新提交'));
		assert.ok(!(await handler.page('/desk/todo')).includes(c.number), 'it is the applicant\'s turn');
	});

	await t.test('sent again only after it is mended', async () => {
		const early = await applicant.post(`${c.path}/resubmit`, { declared: '1' }, { from: `${c.path}/check` });
		assert.equal(early.status, 422);
		assert.match(words(await early.text()), /还没有按意见修改/);
		assert.equal((await upload(applicant, `${c.path}/materials/${plan}`, pdf('mended'), '改好的平面图.pdf')).status, 303);
		await applicant.act(`${c.path}/resubmit`, { declared: '1' }, { from: `${c.path}/check` });
		assert.match(words(await page()), /预审中/);
		const desk = await handler.page(`/desk/cases/${c.id}`);
		assert.match(desk, /改好的平面图\.pdf/);
	});

	await t.test('passed', async () => {
		await allGood(handler, c.id);
		await done(handler, c.id, 'pass');
		assert.match(words(await page()), /已收到材料，等待受理/);
	});

	await t.test('accepted: the limit begins to run', async () => {
		await done(handler, c.id, 'accept');
		assert.match(words(await page()), /已受理，审查中.*承诺.*最晚 \d+月\d+日/);
	});

	await t.test('three steps, each by its own role, with reasons that only officials read', async () => {
		assert.ok(!(await offered(checker, c.id)).includes('advance'), 'not the checker\'s turn yet');
		assert.equal((await act(handler, c.id, 'advance')).status, 422, 'a reason is needed');
		await done(handler, c.id, 'advance', { reason: '现场核查符合，内部意见甲' });
		assert.ok(!(await offered(handler, c.id)).includes('advance'), 'now it is the checker\'s turn');
		await done(checker, c.id, 'return-step', { reason: '核查记录缺一张照片' });
		await done(handler, c.id, 'advance', { reason: '照片已补' });
		await done(checker, c.id, 'advance', { reason: '同意' });
		const html = await page();
		for (const secret of ['内部意见甲', '缺一张照片', '照片已补'])
			assert.ok(!html.includes(secret), `the applicant does not read "${secret}"`);
		assert.match(await approver.page(`/desk/cases/${c.id}?tab=timeline`), /内部意见甲/);
	});

	await t.test('granted, made, delivered', async () => {
		await done(approver, c.id, 'grant', { reason: '符合法定条件' });
		assert.match(words(await page()), /准予许可，正在制证/);
		await done(window, c.id, 'make');
		assert.match(words(await page()), /准予，等待领取或寄送/);
		assert.equal((await act(window, c.id, 'deliver')).status, 422, 'how and to whom');
		await done(window, c.id, 'deliver', { method: 'window', recipient: '王晓岚' });
		assert.match(words(await page()), /已办结/);
		assert.deepEqual(await offered(window, c.id), [], 'nothing more can be done');
	});

	await t.test('every letter becomes a PDF, with the same words as a page', async () => {
		const letters = lettersOn(await page()), titles = Object.keys(letters).join(' ');
		for (const kind of [/预审/, /受理/, /准予/, /食品经营许可证/, /送达/])
			assert.match(titles, kind);
		for (const [title, path] of Object.entries(letters)) {
			const bytes = await letter(applicant, path);
			assert.equal(bytes.subarray(0, 5).toString(), '%PDF-', title);
			assert.match(words(await applicant.page(`${path}/text`)), /海沧区市场监督管理局/, title);
			for (const nosy of [other, stranger])
				assert.equal((await nosy.request(path)).status, 404, `${title} is not for others`);
		}
	});

	await t.test('the licence proves genuine, to anybody', async () => {
		const html = await page();
		licence = /<a href="\/licences\/\d+">[^<]*<\/a><p class="num">([^ ]+) ·/.exec(html)?.[1];
		assert.ok(licence, 'number of the licence');
		const visitor = new Client(place), found = words(await visitor.page(`/verify?number=${encodeURIComponent(licence)}`));
		assert.match(found, /食品经营许可证：有效/);
		assert.match(found, /晴川餐饮/);
		const bad = words(await visitor.page(`/verify?number=${encodeURIComponent(licence.replace(/\d/, (d) => (Number(d) + 1) % 10))}`));
		assert.match(bad, /没有找到这份证照/);
		assert.ok((await applicant.page('/my/licences')).includes(licence));
		assert.ok(!(await other.page('/my/licences')).includes(licence));
	});

	await t.test('rated once', async () => {
		assert.equal((await applicant.post(`${c.path}/rate`, {})).status, 422);
		await applicant.act(`${c.path}/rate`, { level: '1', words: '很快' });
		assert.match(words(await page()), /已经评价过/);
		assert.equal((await applicant.post(`${c.path}/rate`, { level: '5' }, { from: '/my/account' })).status, 409);
	});

	await t.test('the notice of concluded cases names it, not the person', async () => {
		assert.ok((await new Client(place).page('/notices')).includes(FOOD.name));
	});
});

describe('somebody else\'s case', () => {
	test('reads and answers exactly as one that does not exist', async () => {
		const c = await submitted(applicant, FOOD);
		for (const [client, own] of [[other, c.path], [stranger, `/desk/cases/${c.id}`]]) {
			const ends = own.startsWith('/my') ? ['', '/form', '/check', '/receipt', '/materials/1', '/rate', '/code.svg'] : ['', '?tab=letters'];
			for (const end of ends) {
				const theirs = await client.request(own + end), none = await client.request(own.replace(c.id, '999999999') + end);
				assert.equal(theirs.status, 404, own + end);
				assert.equal(words(await theirs.text()), words(await none.text()), own + end);
			}
		}
		for (const path of ['/withdraw', '/submit', '/form', '/delivery', '/discard'])
			assert.equal((await other.post(c.path + path, { reason: '改变主意', seen: '1', declared: '1' }, { from: '/my/account' })).status, 404, path);
		assert.equal((await stranger.post(`/desk/cases/${c.id}/act/pass`, { seen: '1' }, { from: '/desk/password' })).status, 404);
		assert.match(await progress(applicant, c.path), /预审中/, 'nothing has happened to it');
		assert.equal((await new Client(place).request(`/api/v1/my/cases/${c.id}`)).status, 401);
		assert.equal((await other.request(`/api/v1/my/cases/${c.id}`)).status, 404);
	});

	test('files neither', async () => {
		const c = await submitted(applicant, FOOD);
		const file = links(await handler.page(`/desk/cases/${c.id}`)).find((to) => to.startsWith('/desk/files/'));
		assert.equal((await handler.request(file)).status, 200);
		assert.equal((await stranger.request(file)).status, 404);
		const own = file.replace('/desk/', '/my/');
		assert.equal((await applicant.request(own)).status, 200);
		assert.equal((await other.request(own)).status, 404);
		const mixed = await submitted(other, item(7));
		const [, , , , fileId] = file.split('/');
		assert.equal((await other.request(`/my/files/${mixed.id}/${fileId}`)).status, 404, 'a file of another case under one\'s own');
	});
});

describe('at the same time', () => {
	test('an official whose page is old is told what has happened meanwhile', async () => {
		const c = await submitted(applicant, FOOD), path = `/desk/cases/${c.id}`;
		const seen = valuesOf(formHtml(await handler.page(path), `${path}/act/pass`));
		await allGood(handler, c.id);
		await done(handler, c.id, 'pass');
		const res = await handler.post(`${path}/act/reject`, { ...seen, 'reject-reason': '晚了一步' }, { from: path });
		assert.equal(res.status, 409);
		assert.match(words(await res.text()), /您打开页面之后.*预审通过.*您的操作没有执行/);
		assert.match(await progress(applicant, c.path), /已收到材料，等待受理/);
	});

	test('of many who decide at once, one does', async () => {
		const c = await submitted(applicant, FOOD), path = `/desk/cases/${c.id}`;
		await allGood(handler, c.id);
		const html = await handler.page(path), form = valuesOf(formHtml(html, `${path}/act/pass`));
		const send = (action) => handler.post(`${path}/act/${action}`, { ...form, [`${action}-reason`]: '同时' }, { from: path });
		const statuses = (await Promise.all(['pass', 'reject', 'pass', 'reject'].map(send))).map((r) => r.status);
		assert.deepEqual(statuses.filter((s) => s === 303).length, 1, `statuses ${statuses}`);
		assert.deepEqual(statuses.filter((s) => s === 409).length, 3, `statuses ${statuses}`);
	});
});

describe('other endings', () => {
	test('withdrawn before acceptance: at once, with a reason', async () => {
		const c = await submitted(applicant, FOOD), form = valuesOf(formHtml(await applicant.page(c.path), `${c.path}/withdraw`));
		const without = await applicant.post(`${c.path}/withdraw`, { ...form, reason: '' }, { from: c.path });
		assert.equal(without.status, 422);
		assert.match(errorBeside(await without.text(), 'reason'), /请填写/);
		await applicant.act(`${c.path}/withdraw`, { ...form, reason: '计划有变' });
		assert.match(await progress(applicant, c.path), /已撤回/);
		assert.deepEqual(await offered(handler, c.id), []);
	});

	test('withdrawn after acceptance: the agency agrees first', async () => {
		const c = await accepted(), form = valuesOf(formHtml(await applicant.page(c.path), `${c.path}/withdraw`));
		await applicant.act(`${c.path}/withdraw`, { ...form, reason: '店不开了' });
		assert.match(await progress(applicant, c.path), /已受理，审查中.*已申请撤件/);
		await done(handler, c.id, 'agree-withdrawal');
		assert.match(await progress(applicant, c.path), /已撤回/);
	});

	test('the pre-review ends it', async () => {
		const c = await submitted(applicant, FOOD);
		assert.equal((await act(handler, c.id, 'reject')).status, 422, 'a reason is needed');
		await done(handler, c.id, 'reject', { reason: '场所不在本区' });
		assert.match(await progress(applicant, c.path), /预审不通过.*场所不在本区/);
	});

	test('acceptance is refused, with the agency that is competent', async () => {
		const c = await submitted(applicant, FOOD);
		await allGood(handler, c.id);
		await done(handler, c.id, 'pass');
		const res = await act(handler, c.id, 'refuse', { reason: '不属于本机关职权', refusal_kind: 'b' });
		assert.equal(res.status, 422, 'which agency then?');
		assert.match(errorBeside(await res.text(), 'refuse-competent_agency'), /哪个机关/);
		const fields = { reason: '不属于本机关职权', refusal_kind: 'b', competent_agency: '厦门市市场监督管理局' };
		await done(handler, c.id, 'refuse', fields);
		const html = await applicant.page(c.path);
		assert.match(words(html), /不予受理/);
		const [, path] = Object.entries(lettersOn(html)).find(([title]) => title.includes('不予受理'));
		const text = words(await applicant.page(`${path}/text`));
		for (const said of ['不属于本机关职权', '厦门市市场监督管理局', '行政复议'])
			assert.ok(text.includes(said), `the letter says ${said}: ${text}`);
	});

	test('denied, with reason, basis and remedies', async () => {
		const c = await accepted();
		await done(handler, c.id, 'advance', { reason: '现场不符合' });
		await done(checker, c.id, 'advance', { reason: '同意' });
		assert.equal((await act(approver, c.id, 'deny', { reason: '场所不符合' })).status, 422, 'the law is named');
		await done(approver, c.id, 'deny', { reason: '场所与污染源的距离不够', basis: '食品安全法第三十三条' });
		const letters = Object.entries(lettersOn(await applicant.page(c.path)));
		const [, path] = letters.find(([title]) => title.includes('不予'));
		const text = words(await applicant.page(`${path}/text`));
		for (const said of ['距离不够', '食品安全法第三十三条', '行政复议', '行政诉讼'])
			assert.ok(text.includes(said), `the letter says ${said}: ${text}`);
		await done(window, c.id, 'deliver', { method: 'post', recipient: '王晓岚' });
		assert.match(await progress(applicant, c.path), /已办结/);
	});

	test('supplement: all at once in a notice, handed in, taken up again', async () => {
		const c = await submitted(applicant, FOOD), plan = FOOD.materials.findIndex((m) => m.name.includes('布局')) + 1;
		await allGood(handler, c.id);
		await done(handler, c.id, 'pass');
		await judge(handler, c.id, plan, 'bad', '缺比例尺');
		await done(handler, c.id, 'require-supplement');
		const html = await applicant.page(c.path);
		assert.match(words(html), /等您补正材料/);
		assert.match(words(await applicant.page(`${c.path}/materials`)), /缺比例尺/);
		const [, notice] = Object.entries(lettersOn(html)).find(([title]) => title.includes('补正'));
		assert.match(words(await applicant.page(`${notice}/text`)), /缺比例尺/);
		const early = await applicant.post(`${c.path}/supply`, { declared: '1' }, { from: `${c.path}/check` });
		assert.equal(early.status, 422, 'not without the material');
		assert.equal((await upload(applicant, `${c.path}/materials/${plan}`, pdf('scale'), '带比例尺.pdf')).status, 303);
		await applicant.act(`${c.path}/supply`, { declared: '1' }, { from: `${c.path}/check` });
		assert.match(await progress(applicant, c.path), /已收到材料，等待受理/);
		await done(handler, c.id, 'accept');
	});

	test('three stars: the paper is brought to a window before acceptance', async () => {
		const c = await submitted(await new Client(place).signIn('13900000015'), THREE_STARS);
		await allGood(handler, c.id);
		await done(handler, c.id, 'pass');
		const owner = await new Client(place).signIn('13900000015');
		const told = await progress(owner, c.path);
		assert.match(told, /等您到窗口交纸质材料/);
		assert.match(told, /请带到窗口的材料/);
		assert.ok((await window.page('/desk/todo')).includes(c.number), 'on the window\'s list');
		const path = `/desk/cases/${c.id}`, html = await window.page(path), form = formHtml(html, `${path}/act/receive`);
		await window.act(`${path}/act/receive`, valuesOf(form), { from: path });
		assert.match(await progress(owner, c.path), /已收到材料，等待受理/);
		const titles = Object.keys(lettersOn(await owner.page(c.path)));
		assert.ok(titles.some((title) => /凭证|收件/.test(title)), `a receipt for the papers among ${titles}`);
	});

	test('an instant item is decided on the spot, without a pre-review', async () => {
		const c = await submitted(applicant, RECORD), desk = await new Client(place).signInStaff('06a');
		assert.match(await progress(applicant, c.path), /已收到材料，等待受理/);
		await done(desk, c.id, 'decide-now');
		assert.match(await progress(applicant, c.path), /准予，等待领取或寄送/);
		await done(window, c.id, 'deliver', { method: 'electronic', recipient: '王晓岚' });
		assert.match(await progress(applicant, c.path), /已办结/);
	});
});

describe('at the window', () => {
	const path = `/desk/register/${FOOD.local_code}`;
	const whole = async () => ({ ...valuesOf(formHtml(await window.page(path), path)), ...answers(FOOD),
		'a-kind': 'company', 'a-name': '厦门新店餐饮有限公司（演示）', 'a-certificate': '91350205MA0000023D', 'a-contact': '林志明', 'a-phone': '13900000099', 'd-method': 'window' });

	test('the item is found by what people say', async () => {
		assert.ok(links(await window.page('/desk/register?q=食品')).includes(path));
	});

	test('faults are told beside the fields, and nothing typed is lost', async () => {
		const wrong = { 'a-certificate': '91350205MA0000023X', 'a-phone': '1', business_area: 'x' };
		const res = await window.post(path, { ...await whole(), ...wrong }), html = await res.text();
		assert.equal(res.status, 422);
		for (const field of ['a-certificate', 'a-phone', 'business_area'])
			assert.notEqual(errorBeside(html, field), '', field);
		assert.equal(fieldsOf(formHtml(html, path)).find((f) => f.name === 'a-name').value, '厦门新店餐饮有限公司（演示）');
	});

	test('registered once, though the form is sent twice; followed by number and code', async () => {
		const form = await whole(), first = await window.act(path, form), again = await window.act(path, form);
		assert.equal(first, again);
		const { number, code } = readReceipt(await window.page(first));
		const visitor = new Client(place);
		assert.match(words(await visitor.page(`/progress?n=${number}&c=${code}`)), /已收到材料，等待受理/);
		assert.ok((await handler.page('/desk/todo')).includes(number), 'the handler has it');
		assert.ok((await other.page('/my')).includes(number), 'it is on the list of the account with this credit code');
	});
});

describe('progress without signing in', () => {
	test('number and code together, spaces and small letters do no harm', async () => {
		const c = await submitted(applicant, FOOD), visitor = new Client(place);
		for (const [n, code] of [[c.number, c.code], [c.number.toLowerCase(), c.code], [` ${c.number.slice(0, 8)} ${c.number.slice(8)}`, ` ${c.code} `]]) {
			const html = await (await visitor.post('/progress', { n, c: code })).text();
			assert.match(words(html), /预审中/, n);
			assert.ok(!html.includes('王晓岚') && !html.includes('晴川餐饮'), 'names are masked');
		}
	});

	test('a wrong code and a wrong number get the same words; after several even the right code waits', async () => {
		const c = await submitted(applicant, FOOD), visitor = new Client(place);
		const ask = async (n, code) => {
			const res = await visitor.post('/progress', { n, c: code });
			return { status: res.status, said: errorBeside(await res.text(), 'n') };
		};
		const wrongCode = await ask(c.number, c.code === '000000' ? '111111' : '000000'), wrongNumber = await ask('HC2601010000010', c.code);
		assert.equal(wrongCode.status, 422);
		assert.match(wrongCode.said, /对不上/);
		assert.deepEqual(wrongNumber, wrongCode);
		for (let i = 0; i < 4; i++)
			await ask(c.number, '000001');
		assert.equal((await ask(c.number, c.code)).status, 429);
	});
});

test('in the end all timelines, letters and files prove right', async () => {
	await place.stop();
	const { status, stdout } = place.verify();
	assert.equal(status, 0, stdout);
});
