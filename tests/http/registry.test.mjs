// The registry over HTTP: an item on its way from a department's draft to a new version, and everything that may come in between.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Client, plain } from '../lib/client.mjs';
import { FOOD, item } from '../lib/demo.mjs';
import { pdf } from '../lib/files.mjs';
import { brokenRules, errorBeside, formHtml, links, tags, tidy, words } from '../lib/html.mjs';
import { startedPlace } from '../lib/place.mjs';

let place, drafter, colleague, neighbour, reform, hall;
before(async () => {
	place = await startedPlace();
	drafter = await new Client(place).signInStaff('01a');
	colleague = await new Client(place).signInStaff('admin');
	neighbour = await new Client(place).signInStaff('02a');
	reform = await new Client(place).signInStaff('reform');
	hall = new Client(place);
});
after(() => place?.remove());

const shown = (name, client = drafter) => client.page(`/admin/items?org=0&q=${encodeURIComponent(name)}`);

// The item's id in the registry, by the link that begins or opens its adjustment.
async function subjectOf(name, client = drafter) {
	const row = (await shown(name, client)).split('<tr>').find((html) => html.includes(`>${name}<`));
	return /subject=(\d+)/.exec(row)[1];
}

// What a form would send as it stands, repeated names and all.
function pairsOf(form) {
	const pairs = new URLSearchParams();
	for (const t of tags(form))
		if (t.tag === 'input' && t.name && t.type !== 'file' && (!['checkbox', 'radio'].includes(t.type) || 'checked' in t))
			pairs.append(t.name, t.value ?? '');
	for (const [, name, inside] of form.matchAll(/<textarea[^>]*? name="([^"]*)"[^>]*>([^<]*)<\/textarea>/g))
		pairs.set(name, plain(inside).replace(/^\n/, ''));
	for (const [, name, inside] of form.matchAll(/<select[^>]*? name="([^"]*)"[^>]*>(.*?)<\/select>/gs))
		pairs.set(name, tags(inside).find((t) => t.tag === 'option' && 'selected' in t)?.value ?? '');
	return pairs;
}

// Opens a page of the editor and posts its form (the one that posts to `action`) with these changes; null takes a field out, a
// file goes as multipart.
async function edit(client, path, changes, { files = {}, before: between, action = path } = {}) {
	const pairs = pairsOf(formHtml(await client.page(path), action));
	for (const [name, value] of Object.entries(changes))
		if (value === null)
			pairs.delete(name);
		else
			pairs.set(name, value);
	await between?.();
	if (!Object.keys(files).length)
		return client.post(action, pairs);
	const form = new FormData();
	for (const [name, value] of pairs)
		form.append(name, value);
	for (const [name, [bytes, called]] of Object.entries(files))
		form.append(name, new Blob([bytes]), called);
	return client.post(path, form);
}

async function saved(client, path, changes, options) {
	const res = await edit(client, path, changes, options), html = await res.text();
	assert.equal(res.status, 303, `${path}: ${words(html).slice(0, 1200)}`);
	return res.headers.get('location');
}

// A new adjustment of this item; its page.
async function begun(client, id, change = 'change', reason = 'elements') {
	const at = `/admin/adjustments/new?kind=item&subject=${id}`;
	return client.act('/admin/adjustments/new', { kind: 'item', subject: id, change, reason, reason_words: '试验' }, { from: at });
}

async function move(client, page, action, fields = {}) {
	const res = await client.post(`${page}/act/${action}`, fields, { from: page }), html = await res.text();
	assert.equal(res.status, 303, `${action}: ${words(html).replace(/.*收起列表/, '').slice(0, 800)}`);
}
const stateOf = async (client, page) => words(/<div class="strip">.*?<\/div>\s*<span class="tag[^"]*">(.*?)<\/span>/s.exec(await client.page(page))[1]);

// The page of the group with this name.
async function group(client, page, name) {
	const link = [...(await client.page(page)).matchAll(/<a href="([^"]+\/groups\/\d+)">([^<]+)<\/a>/g)].find((m) => plain(m[2]) === name);
	assert.ok(link, `a group ${name} on ${page}`);
	return link[1];
}

describe('from a draft to a new version', () => {
	const food = item(FOOD), days = food.promised.amount + 1;
	let page, limits;

	test('the draft begins with what is in force', async () => {
		page = await begun(drafter, await subjectOf(food.name));
		limits = await group(drafter, page, '时限');
		const form = pairsOf(formHtml(await drafter.page(limits), limits));
		assert.equal(form.get('promised.amount'), String(food.promised.amount));
		assert.equal(form.get('statutory.unit'), food.statutory.unit);
		assert.match(words(await drafter.page(page)), /和现行版本没有差别/);
	});

	test('every group has a page that keeps the rules, and saving it unchanged changes nothing', async () => {
		const groups = [...new Set([...(await drafter.page(page)).matchAll(/href="([^"]+\/groups\/\d+)"/g)].map((m) => m[1]))];
		assert.ok(groups.length > 12, `${groups.length} groups`);
		for (const path of groups) {
			const html = await drafter.page(path);
			assert.deepEqual(brokenRules(html), [], path);
			if (html.includes(`action="${path}"`))
				await saved(drafter, path, {});
		}
		assert.match(words(await drafter.page(page)), /和现行版本没有差别/);
	});

	test('what is wrong is said at its field, nothing typed is lost, and the page says where it must be mended', async () => {
		const res = await edit(drafter, limits, { 'promised.amount': '七', acceptance_days: '6', prereview_days: '' });
		const html = await res.text();
		assert.equal(res.status, 422);
		assert.match(errorBeside(html, 'promised.amount'), /整数/);
		assert.match(errorBeside(html, 'acceptance_days'), /0 到 5/);
		assert.equal(pairsOf(formHtml(html, limits)).get('promised.amount'), '七');
		assert.deepEqual(brokenRules(html), []);
		const draft = await drafter.page(page);
		assert.match(words(draft), /处要改好才能提交/);
		assert.ok(draft.includes(`href="${limits}#acceptance_days"`), 'a link to the field');
		const stopped = await drafter.post(`${page}/act/submit`, {}, { from: page });
		assert.equal(stopped.status, 422);
		assert.match(words(await stopped.text()), /还不能提交/);
	});

	test('a change is shown in words, and the department hands it in', async () => {
		await saved(drafter, limits, { 'promised.amount': String(days), acceptance_days: String(food.acceptance_days ?? '') });
		assert.match(words(await drafter.page(page)), new RegExp(`承诺办结时限由 ${food.promised.amount} 个工作日改为 ${days} 个工作日`));
		await move(drafter, page, 'submit');
		assert.equal(await stateOf(drafter, page), '待审核');
		assert.match(words(await reform.page('/desk/notices')), /食品经营许可（新办）”的变更：请审核/);
		const locked = await drafter.page(limits);
		assert.ok(!locked.includes('<form class="form grid'), 'submitted: to read only');
		assert.match(words(locked), new RegExp(`${days} 个工作日`));
	});

	test('the department cannot approve it, others cannot see it', async () => {
		assert.equal((await drafter.post(`${page}/act/approve`, {}, { from: page })).status, 403);
		for (const path of [page, limits, `${page}/files/${'0'.repeat(64)}`])
			assert.equal((await neighbour.request(path)).status, 404, path);
		assert.equal((await neighbour.post(`${page}/act/drop`, {}, { from: '/admin/adjustments' })).status, 404);
	});

	test('the reform office returns it with words, and hears of it again', async () => {
		const empty = await reform.post(`${page}/act/return`, { words: ' ' }, { from: page });
		assert.equal(empty.status, 422);
		assert.match(errorBeside(await empty.text(), 'words'), /原因/);
		await move(reform, page, 'return', { words: '请说明为什么延长' });
		assert.equal(await stateOf(drafter, page), '已退回');
		assert.match(words(await drafter.page(page)), /退回 请说明为什么延长/);
		await drafter.act(`${page}/reason`, { reason: 'elements', reason_words: '现场核查要多一天' }, { from: page });
		await move(drafter, page, 'submit');
	});

	test('a day that is over is refused; approved from today on it is in force at once', async () => {
		const past = await reform.post(`${page}/act/approve`, { from_day: '2020-01-01' }, { from: page });
		assert.equal(past.status, 422);
		assert.match(errorBeside(await past.text(), 'from_day'), /从今天起/);
		const today = /name="from_day"[^>]* value="([^"]+)"/.exec(await reform.page(page))[1];
		await move(reform, page, 'approve', { from_day: today });
		assert.equal(await stateOf(drafter, page), '已生效');
		assert.match(words(await hall.page(`/items/${food.local_code}`)), new RegExp(`${days} 个工作日`));
	});

	test('everybody can read what has changed and since when', async () => {
		const path = `/items/${food.local_code}/versions`, html = await hall.page(path);
		assert.deepEqual(brokenRules(html), []);
		assert.match(words(html), /第 2 版 现行.*要素变更：现场核查要多一天.*承诺办结时限由/);
		assert.ok(!html.includes('/admin/'), 'nothing of the desk');
		const compared = words(await hall.page(`${path}?from=1&to=2`));
		assert.match(compared, new RegExp(`承诺办结时限 ${food.promised.amount} 个工作日 ${days} 个工作日`));
		assert.equal((await hall.request(`${path}?from=1&to=99`)).status, 200);
		assert.equal((await hall.request('/items/nothing/versions')).status, 404);
	});

	test('the audit knows each step', async () => {
		const text = words(await colleague.page('/admin/audit'));
		for (const step of ['开始', '修改草稿', '提交审改办审核', '批准', '退回修改'])
			assert.match(text, new RegExp(`动态调整：${step}`), step);
	});
});

describe('rows', () => {
	let page, materials;
	const names = async () => [...(await drafter.page(materials)).matchAll(/<th scope="row"><a [^>]*>([^<]*)<\/a>/g)].map((m) => plain(m[1]));
	const change = (act, row, action = `${page}/rows/materials`, path = materials) => edit(drafter, path, { do: act, row: String(row) }, { action });

	before(async () => {
		page = await begun(drafter, await subjectOf(item(2).name));
		materials = await group(drafter, page, '申请材料');
	});

	test('one is added on a page of its own', async () => {
		const fresh = `${page}/rows/materials/new`, was = await names();
		assert.deepEqual(brokenRules(await drafter.page(fresh)), []);
		const res = await edit(drafter, fresh, { name: '', type: '3', necessity: '1', medium: '2', source: '10' });
		const html = await res.text();
		assert.equal(res.status, 422);
		assert.match(errorBeside(html, 'name'), /请填写/);
		assert.deepEqual(brokenRules(html), []);
		// It was kept without its name, under a number: pressing again does not add another.
		const at = /action="([^"]+\/rows\/materials\/\d+)"/.exec(html)[1], pairs = pairsOf(formHtml(html, at));
		pairs.set('name', '经营场所照片');
		assert.equal((await drafter.post(at, pairs)).status, 303);
		assert.deepEqual(await names(), [...was, '经营场所照片']);
	});

	test('moved, copied and removed', async () => {
		const was = await names(), last = was.length;
		const after = async (act, row) => {
			const res = await change(act, row);
			assert.equal(res.status, 303, words(await res.text()).slice(0, 300));
			return names();
		};
		assert.deepEqual((await after('up', last)).slice(-2), [was[last - 1], was[last - 2]]);
		assert.deepEqual(await after('down', last - 1), was);
		assert.deepEqual(await after('copy', last), [...was, was[last - 1]]);
		assert.deepEqual(await after('remove', last + 1), was);
		assert.match(words(await drafter.page(page)), /经营场所照片/);
		assert.equal((await change('remove', 99)).status, 409);
		assert.equal((await drafter.request(`${page}/rows/materials/99`)).status, 404);
		assert.equal((await drafter.request(`${page}/rows/name/1`)).status, 404);
	});

	test('rows within a record', async () => {
		const fresh = `${page}/rows/joint.members/new`;
		await saved(drafter, fresh, { organisation: '02', days: '5' });
		const steps = await group(drafter, page, '审查流程');
		assert.match(words(await drafter.page(steps)), /联办部门（1）/);
		assert.equal(pairsOf(formHtml(await drafter.page(`${page}/rows/joint.members/1`), `${page}/rows/joint.members/1`)).get('days'), '5');
		assert.equal((await change('remove', 1, `${page}/rows/joint.members`, steps)).status, 303);
		assert.doesNotMatch(words(await drafter.page(page)), /联合审查/);
	});

	test('files are what they say they are, and can be read by those who review', async () => {
		const row = `${page}/rows/materials/1`;
		const wrong = await edit(drafter, row, {}, { files: { blank: [Buffer.from('MZ\x90 not a document at all'), '申请书.pdf'] } });
		assert.equal(wrong.status, 422);
		assert.match(errorBeside(await wrong.text(), 'blank'), /申请书\.pdf」的内容不是/);
		const empty = await edit(drafter, row, {}, { files: { blank: [Buffer.alloc(0), '空.pdf'] } });
		assert.match(errorBeside(await empty.text(), 'blank'), /空文件/);
		const bytes = pdf('申请书');
		await saved(drafter, row, {}, { files: { blank: [bytes, '申请书.pdf'] } });
		const [, path] = new RegExp(`href="(${page}/files/[0-9a-f]{64})"`).exec(await drafter.page(row));
		for (const client of [drafter, reform]) {
			const res = await client.request(path);
			assert.equal(res.status, 200);
			assert.equal(res.headers.get('content-type'), 'application/pdf');
			assert.ok(Buffer.from(await res.arrayBuffer()).equals(bytes));
		}
		assert.equal((await neighbour.request(path)).status, 404);
		await saved(drafter, row, { 'blank.drop': '1' });
		assert.equal((await drafter.request(path)).status, 404, 'the draft names it no longer');
	});
});

describe('two people at one draft', () => {
	test('the second is told who saved, keeps what was typed, and saves with a second press', async () => {
		const page = await begun(drafter, await subjectOf(item(4).name)), rights = await group(drafter, page, '咨询、监督与救济');
		const path = rights, first = '0592-11110000', second = '0592-22220000';
		const late = await edit(colleague, path, { consult_phone: second }, { before: () => saved(drafter, path, { complain_phone: first }) });
		const html = await late.text();
		assert.equal(late.status, 422);
		assert.match(words(html), /没有保存 .*保存了这份草稿。您填写的内容还在下面/);
		const pairs = pairsOf(formHtml(html, path));
		assert.equal(pairs.get('consult_phone'), second);
		assert.equal(pairsOf(formHtml(await drafter.page(path), path)).get('consult_phone') === second, false, 'not kept yet');
		assert.equal((await colleague.post(path, pairs)).status, 303);
		assert.equal(pairsOf(formHtml(await drafter.page(path), path)).get('consult_phone'), second);
		assert.equal((await drafter.post(path, { edition: 'x' }, { from: path })).status, 400);
		await move(drafter, page, 'drop');
		assert.equal(await stateOf(drafter, page), '已放弃');
	});
});

describe('beginning', () => {
	test('an item has one open adjustment: the link leads to it', async () => {
		const id = await subjectOf(item(3).name), page = await begun(drafter, id);
		const res = await drafter.request(`/admin/adjustments/new?kind=item&subject=${id}&key=materials.0.name`);
		assert.equal(res.headers.get('location'), `${page}/rows/materials/1#name`);
		assert.match(words(await shown(item(3).name)), /调整中/);
		await move(drafter, page, 'drop');
	});

	test('departments begin their own only, templates and journeys are the reform office\'s', async () => {
		const id = await subjectOf(item(3).name);
		assert.equal((await neighbour.request(`/admin/adjustments/new?kind=item&subject=${id}`)).status, 403);
		const post = (client, fields) => client.post('/admin/adjustments/new', { reason: 'elements', ...fields }, { from: '/admin/adjustments/new?kind=site' });
		assert.equal((await post(neighbour, { kind: 'item', subject: id, change: 'change' })).status, 403);
		assert.equal((await post(drafter, { kind: 'journey' })).status, 403);
		assert.equal((await post(drafter, { kind: 'nothing' })).status, 404);
		assert.equal((await post(drafter, { kind: 'item', subject: '77' })).status, 404);
		const empty = await post(drafter, { kind: 'item', subject: id, change: '', reason: '' });
		assert.equal(empty.status, 422);
		assert.match(errorBeside(await empty.text(), 'change'), /请选择/);
	});

	test('suspending and resuming: the guide, the list and the log follow', async () => {
		const name = item(13).name, code = item(13).local_code, admin = colleague, id = await subjectOf(name, reform);
		let page = await begun(reform, id, 'suspend', 'law');
		assert.ok(!(await reform.page(page)).includes('/groups/'), 'nothing to edit');
		await move(admin, page, 'submit');
		await move(reform, page, 'approve');
		assert.match(words(await hall.page(`/items/${code}`)), /暂停/);
		assert.match(words(await reform.page(`/admin/items?org=0&state=suspended`)), new RegExp(name.slice(0, 6)));
		page = await begun(reform, id, 'resume', 'law');
		await move(admin, page, 'submit');
		await move(reform, page, 'approve');
		assert.doesNotMatch(words(await hall.page(`/items/${code}`)), /暂停办理/);
		const history = words(await reform.page(`/admin/records/item/${code}`));
		assert.match(history, /历次调整 恢复：法律法规立改废 已生效 暂停：法律法规立改废 已生效/);
	});

	test('a new record of another kind, from nothing to the list', async () => {
		const [, organisation] = /<option value="(\d+)"[^>]*>厦门市海沧区市场监督管理局</.exec(await drafter.page('/admin/adjustments/new?kind=site'));
		const page = await drafter.act('/admin/adjustments/new', { kind: 'site', organisation, reason: 'new', reason_words: '' },
			{ from: '/admin/adjustments/new?kind=site' });
		assert.match(words(await drafter.page(page)), /未命名.*处要改好才能提交/);
		await saved(drafter, `${page}/groups/1`, { name: '试验用便民网站', code: 'try-site', url: 'https://try.example/' });
		const use = await group(drafter, page, [...(await drafter.page(page)).matchAll(/\/groups\/2">([^<]+)</g)][0][1]);
		await saved(drafter, use, { actions: '查进度\r\n\r\n 预约 ' });
		await move(drafter, page, 'submit');
		assert.doesNotMatch(words(await drafter.page('/admin/records/site?q=试验用')), /试验用便民网站/);
		await move(reform, page, 'approve');
		assert.match(words(await drafter.page('/admin/records/site?q=TRY-SITE')), /试验用便民网站/);
		assert.match(words(await drafter.page('/admin/records/site/try-site')), /版本记录.*第 1 版 现行/);
	});
});

test('lists: what waits for each, by state, and nothing of others', async () => {
	const page = await begun(drafter, await subjectOf(item(5).name));
	assert.ok(links(await drafter.page('/admin/adjustments')).includes(page), 'mine');
	assert.ok(!links(await reform.page('/admin/adjustments')).includes(page), 'not yet for review');
	assert.ok(!links(await neighbour.page('/admin/adjustments?state=draft')).includes(page), 'not of other departments');
	await move(drafter, page, 'submit').catch(() => {});
	for (const path of ['/admin/adjustments', '/admin/adjustments?state=in_force&kind=item', '/admin/adjustments?state=x&kind=y&after=z',
		'/admin/records/site', '/admin/records/power', page, '/admin/items', '/admin/adjustments/new?kind=item'])
		for (const client of [drafter, reform])
			assert.deepEqual(brokenRules(await client.page(path)), [], path);
	assert.equal((await drafter.request('/admin/records/nothing')).status, 404);
	assert.equal((await drafter.request('/admin/records/item')).headers.get('location'), '/admin/items');
});

test('valid HTML', async () => {
	const page = await begun(drafter, await subjectOf(item(6).name)), pages = new Map();
	for (const path of ['/admin/adjustments', page, `${page}/groups/1`, `${page}/groups/5`, `${page}/rows/materials/new`, '/admin/records/site',
		'/admin/adjustments/new?kind=item', '/admin/items'])
		pages.set(path, await drafter.page(path));
	pages.set('versions', await hall.page(`/items/${item(FOOD).local_code}/versions?from=1&to=2`));
	for (const [path, html] of pages)
		assert.deepEqual(await tidy(html), [], path);
});

describe('a secret item', () => {
	const other = item(10), guide = `/items/${other.local_code}`;
	// Draft, review and publication in one go; `work` edits the draft.
	async function published(work) {
		const page = await begun(reform, await subjectOf(other.name, reform));
		await work(page);
		await move(reform, page, 'submit');
		await move(reform, page, 'approve');
	}

	test('is there for those who keep the catalogue and for nobody else', async () => {
		await published(async (page) => {
			const modes = await group(reform, page, '申请方式');
			for (let at = other.modes.length; at > 0; at--)
				if (other.modes[at - 1].kind !== 'counter')
					assert.equal((await edit(reform, modes, { do: 'remove', row: String(at) }, { action: `${page}/rows/modes` })).status, 303);
			await saved(reform, modes, { presence: 'in01', online_depth: null, channels: null, visits_reason: '到窗口核验身份' });
			await saved(reform, await group(reform, page, '基本信息'), { secret: '1' });
		});
		for (const path of [guide, `${guide}/versions`, `${guide}?version=1`, `${guide}/apply`]) {
			assert.equal((await hall.request(path)).status === 200, false, path);
			if (!path.endsWith('/apply'))
				assert.equal((await reform.request(path)).status, 200, `${path} for the reform office`);
		}
		assert.ok(!(await hall.page(`/items?q=${encodeURIComponent(other.name)}`)).includes(guide), 'not found');
		assert.match(words(await reform.page(`/admin/items?q=${encodeURIComponent(other.name)}`)), new RegExp(`${other.name} 涉密`));
	});

	test('open again, its secret versions stay hidden', async () => {
		await published(async (page) => saved(reform, await group(reform, page, '基本信息'), { secret: null }));
		assert.equal((await hall.request(guide)).status, 200);
		const seen = words(await hall.page(`${guide}/versions`));
		assert.match(seen, /第 3 版 现行/);
		assert.doesNotMatch(seen, /第 [12] 版/);
		assert.match(words(await reform.page(`/admin/records/item/${other.local_code}`)), /第 3 版 现行.*第 2 版.*第 1 版/);
	});
});
