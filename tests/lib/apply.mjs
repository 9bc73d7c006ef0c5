// One application from the first page to the decision, each step answered before the next: item 44 of the demonstration,
// which is applied for online and decided on the spot.
import assert from 'node:assert/strict';
import { uploadForm } from './files.mjs';

const ITEM = '350205000000326N010000';
export const APPLICANTS = ['13900000001', '13900000002', '13900000004'];
export const OFFICIAL = '32a';
const EXTRA_MATERIAL = 3;

const ANSWERS = {
	street: '海沧街道', lose_job_day: '2026-10-31', lose_reason: '合同期满', education: '本科', want_post: '厨师', want_training: '愿意',
};

// Kept by the client: it is the same in all forms of a session.
async function token(client, path) {
	client.token ??= await client.csrf(path);
	return client.token;
}

export async function newDraft(client) {
	const html = await client.page(`/items/${ITEM}/apply`);
	const csrf = await token(client, `/items/${ITEM}/apply`);
	const once = /name="once" value="(\d+)"/.exec(html)[1];
	const to = await client.act(`/items/${ITEM}/apply`, { csrf, once });
	return /\/my\/cases\/(\d+)$/.exec(to)[1];
}

export async function fill(client, id) {
	const csrf = await token(client, `/my/cases/${id}/form`);
	await client.act(`/my/cases/${id}/form`, { csrf, ...ANSWERS });
	await client.act(`/my/cases/${id}/delivery`, { csrf, method: 'window' });
}

export async function upload(client, id, bytes, name = '证明.pdf') {
	const form = uploadForm(await token(client, `/my/cases/${id}/form`), bytes, name);
	return client.post(`/my/cases/${id}/materials/${EXTRA_MATERIAL}`, form);
}

export async function submit(client, id) {
	await client.act(`/my/cases/${id}/submit`, { csrf: await token(client, `/my/cases/${id}/check`), declared: '1' });
}

export async function readyDraft(client) {
	const id = await newDraft(client);
	await fill(client, id);
	return id;
}

export async function decide(official, id) {
	await official.act(`/desk/cases/${id}/act/decide-now`, { csrf: await token(official, `/desk/cases/${id}`), seen: '1' });
}

// As the applicant's own programs see it.
export async function caseOf(client, id) {
	return JSON.parse(await client.page(`/api/v1/my/cases/${id}`));
}

// Contents of all files of a case: from the applicant's page while it is a draft, from the official's afterwards.
export async function filesOf(client, official, id, submitted) {
	const html = submitted ? await official.page(`/desk/cases/${id}`) : await client.page(`/my/cases/${id}/materials/${EXTRA_MATERIAL}`);
	const paths = [...new Set([...html.matchAll(/"(\/(?:my|desk)\/files\/\d+\/\d+)"/g)].map((m) => m[1]))];
	return Promise.all(paths.map(async (path) => {
		const res = await (submitted ? official : client).request(path);
		assert.equal(res.status, 200, `GET ${path}`);
		return Buffer.from(await res.arrayBuffer());
	}));
}
