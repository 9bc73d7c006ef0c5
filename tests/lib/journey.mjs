// Steps of an application as people take them, page by page.
import assert from 'node:assert/strict';
import { plain } from './client.mjs';
import { pdf, uploadForm } from './files.mjs';
import { formHtml, links, valuesOf, words } from './html.mjs';

// Begins an application and returns the draft's address: /my/cases/ID.
export async function begin(client, item) {
	const path = `/items/${item.local_code}/apply`;
	return client.act(path, valuesOf(formHtml(await client.page(path), path)));
}

const TEXTS = { address: '厦门市海沧区沧虹路 95 号 101 室', phone: '13900000001', id: '350205199003070017', uscc: '91350205MA0000015J',
	email: 'demo@example.com', postcode: '361026', date: '2026-12-24', decimal: '8.5', check: '1', month: '2026-12', time: '09:30',
	tel: '0592-6000000', bank_card: '6222020000000000018', plate: '闽D12345', url: 'https://shop.example.com' };

// Answers of several parts, each posted under a name of its own.
const PARTS = {
	range: { from: '2026-12-24', to: '2026-12-31' }, certificate: { kind: '111', number: '350205199003070017' },
	place: { region: '350205001', village: '沧虹社区', detail: '沧虹路 95 号' }, signature: { agree: '1' },
};

// A right answer to one question of an item's form.
export function answer(field) {
	const most = field.max || 12;
	if (field.kind === 'choice')
		return field.choices[0].word ?? field.choices[0];
	if (field.kind === 'number' || field.kind === 'money')
		return String(Math.max(field.min ?? 0, Math.min(most, 12)));
	return TEXTS[field.kind] ?? '按实际情况填写的演示内容'.padEnd(field.min ?? 0, '甲').slice(0, Math.max(most, field.min ?? 1));
}

// All answers to an item's circumstances and form as a page posts them: one row of each group that repeats. signer: whose name
// a signature must be.
export function answers(item, signer = '王晓岚') {
	const posted = Object.fromEntries((item.circumstances ?? []).map((c) => [c.name, c.choices[0]]));
	let prefix = '';
	for (const f of item.form) {
		if (f.kind === 'group') {
			prefix = f.name ? `${f.name}-0-` : '';
			if (f.name)
				posted[`${f.name}-rows`] = '1';
			continue;
		}
		const parts = f.kind === 'signature' ? { ...PARTS.signature, name: signer } : PARTS[f.kind];
		for (const [part, value] of Object.entries(parts ?? {}))
			posted[`${prefix}${f.name}-${part}`] = value;
		if (!parts && !['note', 'file', 'computed'].includes(f.kind))
			posted[prefix + f.name] = f.kind === 'choices' ? f.choices[0] : answer(f);
	}
	return posted;
}

export async function upload(client, path, bytes = pdf(path), name = '材料.pdf') {
	const res = await client.request(path, { method: 'POST', body: uploadForm(await client.csrf(path), bytes, name) });
	return { status: res.status, html: await res.text() };
}

// Materials of a draft that wait for a file: addresses of their pages.
export async function materialsToUpload(client, draft) {
	const rows = (await client.page(`${draft}/materials`)).split('<li>').filter((row) => row.includes('待上传'));
	return rows.map((row) => links(row).find((to) => /\/materials\/\d+$/.test(to)));
}

// Everything that has to be there before submitting.
export async function fillIn(client, draft, item, delivery = { method: 'window' }) {
	await client.act(`${draft}/form`, answers(item));
	for (const path of await materialsToUpload(client, draft))
		assert.equal((await upload(client, path)).status, 303, `a file for ${path}`);
	await client.act(`${draft}/delivery`, delivery);
}

// Submits a whole draft; returns number and query code of its receipt.
export async function submit(client, draft) {
	const receipt = await client.act(`${draft}/submit`, { declared: '1' }, { from: `${draft}/check` });
	assert.equal(receipt, `${draft}/receipt`);
	return readReceipt(await client.page(receipt));
}

export function readReceipt(html) {
	const [, number] = /<p class="number[^"]*">(\w+)<\/p>/.exec(html) ?? [];
	const [, code] = /查询密码 <b class="num">(\d{6})<\/b>/.exec(html) ?? [];
	assert.ok(number && code, `number and query code on the receipt: ${words(html).slice(0, 400)}`);
	return { number, code };
}

// A submitted case of this item: { path, id, number, code }.
export async function submitted(client, item) {
	const path = await begin(client, item);
	await fillIn(client, path, item);
	return { path, id: path.split('/').at(-1), ...await submit(client, path) };
}

// Lights, words and letters as the applicant sees them.
export const progress = async (client, path) => words(await client.page(path));

// One action of an official, by the form that the case's page shows; `fields` without the action's name before them.
export async function act(desk, id, action, fields = {}) {
	const path = `/desk/cases/${id}`, form = formHtml(await desk.page(path), `${path}/act/${action}`);
	const named = Object.fromEntries(Object.entries(fields).map(([key, value]) => [`${action}-${key}`, value]));
	return desk.post(`${path}/act/${action}`, { ...valuesOf(form), ...named }, { from: path });
}

export async function done(desk, id, action, fields) {
	const res = await act(desk, id, action, fields);
	assert.equal(res.status, 303, `${action}: ${res.status} ${words(await res.text()).slice(0, 600)}`);
}

// What the desk offers for this case: words of the actions.
export async function offered(desk, id) {
	const html = await desk.page(`/desk/cases/${id}`);
	return [...html.matchAll(/action="\/desk\/cases\/\d+\/act\/([a-z-]+)"/g)].map((m) => m[1]);
}

export const allGood = (desk, id) => desk.act(`/desk/cases/${id}/materials/all-good`, {}, { from: `/desk/cases/${id}` });

// An opinion on one material, by its number in the item.
export const judge = (desk, id, no, opinion, why = '') =>
	desk.act(`/desk/cases/${id}/materials/${no}`, { opinion, words: why }, { from: `/desk/cases/${id}` });

// A letter once it has been made: asks again as its waiting page does, only sooner.
export async function letter(client, path) {
	const deadline = Date.now() + 20000;
	for (;;) {
		const res = await client.request(path), bytes = Buffer.from(await res.arrayBuffer());
		assert.equal(res.status, 200, path);
		if (res.headers.get('content-type') === 'application/pdf')
			return bytes;
		assert.ok(Number(res.headers.get('refresh')) > 0, 'the waiting page comes back by itself');
		assert.ok(Date.now() < deadline, `${path} is not made within 20 seconds: ${words(bytes.toString())}`);
		await new Promise((go) => setTimeout(go, 50));
	}
}

// Letters that the page of a case lists: title to address of the PDF.
export function lettersOn(html) {
	return Object.fromEntries([...html.matchAll(/<li>\s*<div><b>([^<]+)<\/b>.*?href="(\/letters\/\d+)\/text"/gs)].map((m) => [plain(m[1]), m[2]]));
}

// A case that has come as far as the review, by the hands of one official and, where papers are needed, of a window.
export async function inReview(applicant, handler, item, window) {
	const c = await submitted(applicant, item);
	await allGood(handler, c.id);
	await done(handler, c.id, 'pass');
	if (window)
		await done(window, c.id, 'receive');
	await done(handler, c.id, 'accept');
	return c;
}

// What the desk offers first; the rest stands behind 更多操作.
export async function likely(desk, id) {
	const html = await desk.page(`/desk/cases/${id}`), acts = html.slice(html.indexOf('id="acts"')), more = acts.indexOf('<details class="more"');
	const first = acts.slice(0, Math.min(...[more, acts.indexOf('</section>')].filter((at) => at >= 0)));
	return [...first.matchAll(/\/act\/([a-z-]+)"/g)].map((m) => m[1]);
}

// The choice of a list in a form by the words that people see.
export function choiceOf(form, name, shown) {
	const [, list] = new RegExp(`<select[^>]*name="${name}"[^>]*>(.*?)</select>`, 's').exec(form) ?? [];
	const [, value] = new RegExp(`<option value="([^"]+)"[^>]*>[^<]*${shown}`).exec(list ?? '') ?? [];
	if (value)
		return value;
	const label = new RegExp(`<input type="radio" name="${name}" value="([^"]+)"[^>]*><span>[^<]*${shown}`).exec(form);
	assert.ok(label, `${shown} can be chosen: ${words(form)}`);
	return label[1];
}
