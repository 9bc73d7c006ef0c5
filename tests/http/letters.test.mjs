// Letters: wordings that an agency makes its own, and prints that are recorded.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Client, plain } from '../lib/client.mjs';
import { item, FOOD } from '../lib/demo.mjs';
import { brokenRules, errorBeside, words } from '../lib/html.mjs';
import { letter, lettersOn, submitted } from '../lib/journey.mjs';
import { startedPlace } from '../lib/place.mjs';

const ONLINE_RECEIPT = '申请材料接收凭证（网上申报）';
let place, admin, applicant, stranger, handler, elsewhere;

before(async () => {
	place = await startedPlace();
	admin = await new Client(place).signInStaff('admin');
	applicant = await new Client(place).signIn('13900000011');
	stranger = await new Client(place).signIn('13900000012');
	handler = await new Client(place).signInStaff('01a');
	elsewhere = await new Client(place).signInStaff('02a');
});
after(() => place?.remove());

// The text in the box of an editing page and the newest version that the page knows of.
function box(html) {
	const [, text] = /<textarea[^>]*>\n?([^<]*)<\/textarea>/.exec(html), [, last] = /name="last" value="(\d+)"/.exec(html);
	return { body: plain(text), last };
}

async function organisation(shown) {
	const [, id] = new RegExp(`<option value="(\\d+)"[^>]*>${shown}<`).exec(await admin.page('/admin/letters'));
	return id;
}

// Posts the box of one kind's page; `change` gets the text that stands there.
async function edit(kind, agency, deed, change, last) {
	const path = `/admin/letters/${kind}?organisation=${await organisation(agency)}`, now = box(await admin.page(path));
	const res = await admin.post(path, { body: change(now.body), last: last ?? now.last, do: deed });
	return { status: res.status, type: res.headers.get('content-type'), bytes: Buffer.from(await res.arrayBuffer()), path };
}

const shown = (res) => res.bytes.toString();

// A fresh application for food business, and its receipt's address.
async function receipt() {
	const c = await submitted(applicant, item(FOOD)), list = lettersOn(await applicant.page(`${c.path}/receipt`));
	assert.ok(list[ONLINE_RECEIPT], `a receipt among ${Object.keys(list)}`);
	return list[ONLINE_RECEIPT];
}

describe('an agency words its letters', () => {
	test('every kind is listed and has a page that keeps the rules', async () => {
		const html = await admin.page('/admin/letters'), kinds = [...html.matchAll(/data-open="(\/admin\/letters\/[^"]+)"/g)].map((m) => plain(m[1]));
		assert.equal(kinds.length, 39);
		assert.deepEqual(brokenRules(html), []);
		for (const path of kinds) {
			const page = await admin.page(path);
			assert.deepEqual(brokenRules(page), [], path);
			assert.ok(box(page).body.length > 50, path);
		}
	});

	test('what is wrong is said with its line, nothing typed is lost and nothing is kept', async () => {
		const res = await edit('denial', '区市场监管局', 'save', (text) => `第一行\n{appicant}\n${text}`);
		assert.equal(res.status, 422);
		assert.match(errorBeside(shown(res), 'body'), /第 2 行：没有“appicant”/);
		assert.ok(box(shown(res)).body.startsWith('第一行\n{appicant}\n'));
		assert.equal(box(await admin.page(res.path)).last, '0');
	});

	test('a denial without remedies, reasons or basis is not kept, and the article is named', async () => {
		for (const [taken, missing, law] of [['@remedies', '{review_body}', '行政复议法第二十条'], ['@remedies', '{court}', '行政诉讼法第四十六条'],
			['{reason}', '{reason}', '第三十八条第二款'], ['依据：{basis}', '{basis}', '第三十八条第二款']]) {
			const res = await edit('denial', '区市场监管局', 'save', (text) => text.replace(taken, '')), said = words(shown(res));
			assert.equal(res.status, 422, taken);
			assert.ok(said.includes(missing) && said.includes(law), `${missing} and ${law} in: ${said.slice(0, 600)}`);
		}
	});

	test('a preview shows the sample in the agency\'s name and keeps nothing', async () => {
		const res = await edit('denial', '区市场监管局', 'preview', (text) => text.replace('您提交的材料原件', '我们的新句子：您提交的材料原件'));
		const html = shown(res), seen = words(html.slice(html.indexOf('<article'), html.indexOf('</article>')));
		assert.equal(res.status, 200);
		for (const said of ['我们的新句子', '厦门市海沧区市场监督管理局', '海市监不许〔2026〕', '王晓岚（虚构）', '向厦门市海沧区人民法院提起行政诉讼'])
			assert.ok(seen.includes(said), `${said} in: ${seen}`);
		assert.ok(!seen.includes('{'), seen);
		assert.deepEqual(brokenRules(html), []);
		assert.equal(box(await admin.page(res.path)).last, '0');
	});

	test('a preview as PDF', async () => {
		const res = await edit('hearing', '区市场监管局', 'pdf', (text) => text);
		assert.equal(res.type, 'application/pdf');
		assert.equal(res.bytes.subarray(0, 5).toString(), '%PDF-');
	});

	test('a new wording is for new letters of this agency; older ones keep theirs', async () => {
		const old = await receipt(), sentence = '本局收到材料后会打电话给您。';
		const saved = await edit('receipt_online', '区市场监管局', 'save', (text) => `${text}\n${sentence}`);
		assert.equal(saved.status, 303, shown(saved).slice(0, 500));
		const fresh = await receipt();
		assert.match(words(await applicant.page(`${fresh}/text`)), new RegExp(sentence));
		assert.doesNotMatch(words(await applicant.page(`${old}/text`)), new RegExp(sentence));
		const html = await admin.page(saved.path);
		assert.match(words(html), /第 1 版/);
		assert.match(words(await admin.page('/admin/audit')), /改文书模板.*申请材料接收凭证（网上申报）.*第 1 版/);

		const away = await edit('receipt_online', '区市场监管局', 'save', () => '');
		assert.equal(away.status, 303);
		assert.doesNotMatch(words(await applicant.page(`${await receipt()}/text`)), new RegExp(sentence));
		assert.match(words(await applicant.page(`${fresh}/text`)), new RegExp(sentence), 'the letter in between keeps its words');
		assert.equal(place.verify().status, 0);
	});

	test('two who edit at once: the second hears of it and keeps what was typed', async () => {
		const first = await edit('advice', '区市场监管局', 'save', (text) => `${text}\n第一位的话。`);
		assert.equal(first.status, 303);
		const second = await edit('advice', '区市场监管局', 'save', (text) => text.replace('第一位', '第二位'), '0');
		assert.equal(second.status, 422);
		assert.match(errorBeside(shown(second), 'body'), /刚才有人保存了新的一版/);
		assert.match(box(shown(second)).body, /第二位的话/);
		assert.match(box(await admin.page(first.path)).body, /第一位的话/);
	});

	test('a kind or an organisation that is not there', async () => {
		assert.equal((await admin.request('/admin/letters/nothing')).status, 404);
		assert.equal((await admin.request('/admin/letters/denial?organisation=99')).status, 404);
	});
});

describe('printing', () => {
	const print = async (client, path) => {
		const res = await client.post(`${path}/print`, {}, { from: `${path}/text` });
		assert.equal(res.status, 200);
		assert.equal(res.headers.get('content-type'), 'application/pdf');
		return Buffer.from(await res.arrayBuffer());
	};

	test('the first print is the kept file, later ones are other, and staff see who printed when', async () => {
		const path = await receipt(), kept = await letter(applicant, path);
		assert.ok((await print(applicant, path)).equals(kept), 'the original');
		const copy = await print(handler, path), again = await print(applicant, path);
		assert.ok(!copy.equals(kept) && !again.equals(kept) && !again.equals(copy), 'each copy says its own number');
		assert.ok((await letter(applicant, path)).equals(kept), 'the kept file stays the original');
		const seen = words(await handler.page(`${path}/text`));
		assert.match(seen, /打印记录.*第 1 次（原件）.*（申请人）.*第 2 次（副本）.*第 3 次（副本）/);
		assert.doesNotMatch(words(await applicant.page(`${path}/text`)), /打印记录/);
		assert.equal(place.verify().status, 0);
	});

	test('nobody else prints it', async () => {
		const path = await receipt();
		for (const client of [stranger, elsewhere]) {
			const res = await client.post(`${path}/print`, {}, { from: '/progress' });
			assert.equal(res.status, 404);
		}
		assert.doesNotMatch(words(await handler.page(`${path}/text`)), /打印记录/);
	});

	test('many at once: each print has its own number', async () => {
		const path = await receipt(), csrf = await applicant.csrf(`${path}/text`);
		const all = await Promise.all(Array.from({ length: 6 }, () => applicant.post(`${path}/print`, { csrf })));
		const done = all.filter((res) => res.status === 200).length;
		assert.ok(done > 0 && all.every((res) => [200, 409].includes(res.status)), all.map((res) => res.status).join());
		const seen = words(await handler.page(`${path}/text`));
		for (let no = 1; no <= done; no++)
			assert.ok(seen.includes(`第 ${no} 次`), seen);
		assert.ok(!seen.includes(`第 ${done + 1} 次`), seen);
	});
});
