// What can be said of a page without a browser: its tags, links, fields, and the rules that every page keeps.
import { spawn } from 'node:child_process';
import { plain } from './client.mjs';

const TAG = /<([a-z][a-z0-9]*)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*\/?>/gi;
const ATTRIBUTE = /([^\s=]+)(?:="([^"]*)")?/g;

// Every opening tag: { tag: 'input', name: …, value: … }, attributes in plain text.
export function tags(html) {
	return [...html.matchAll(TAG)].map(([, tag, rest]) => ({
		...Object.fromEntries([...rest.matchAll(ATTRIBUTE)].map(([, key, value]) => [key, plain(value ?? '')])),
		tag: tag.toLowerCase(),
	}));
}

// Words as people read them: tags gone, white space single.
export const words = (html) => plain(html.replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ').trim();

// Where a page leads in this place, pictures, styles and scripts included; without what stands behind #.
export function links(html) {
	const all = tags(html).map((t) => t.href ?? t.src ?? '').filter((to) => /^\/(?!\/)/.test(to));
	return [...new Set(all.map((to) => to.replace(/#.*/, '')))];
}

// The words of the error that stands beside a field, '' when there is none.
export function errorBeside(html, field) {
	const at = html.indexOf(` name="${field}"`);
	const begin = Math.max(html.lastIndexOf('<div class="field', at), html.lastIndexOf('<fieldset class="field', at));
	const error = /<p class="error"[^>]*>(.*?)<\/p>/s.exec(html.slice(begin, at));
	return at < 0 || !error ? '' : words(error[1]).replace(/^错误：\s*/, '');
}

// The form that posts to `action`, as its HTML.
export function formHtml(html, action) {
	const begin = html.lastIndexOf('<form', html.indexOf(` action="${action}"`));
	if (begin < 0)
		throw new Error(`no form posts to ${action} on this page: ${words(html).slice(0, 300)}`);
	return html.slice(begin, html.indexOf('</form>', begin));
}

// Fields of a form as people would see them: one entry a name, with the words of its choices.
export function fieldsOf(form) {
	const fields = new Map();
	for (const t of tags(form)) {
		if (!t.name || !['input', 'textarea', 'select'].includes(t.tag))
			continue;
		const f = fields.get(t.name) ?? { name: t.name, kind: t.type ?? t.tag, value: '', choices: [] };
		if (t.type === 'radio')
			f.choices.push(t.value);
		if (t.type === 'radio' || t.type === 'checkbox' ? 'checked' in t : t.value)
			f.value = t.value;
		fields.set(t.name, f);
	}
	for (const [, name, inside] of form.matchAll(/<textarea[^>]*? name="([^"]*)"[^>]*>([^<]*)<\/textarea>/g))
		fields.get(name).value = plain(inside).replace(/^\n/, ''); // a first line break does not count
	for (const [, name, inside] of form.matchAll(/<select[^>]*? name="([^"]*)"[^>]*>(.*?)<\/select>/gs)) {
		const options = tags(inside).filter((t) => t.tag === 'option');
		fields.get(name).choices = options.map((t) => t.value).filter(Boolean);
		fields.get(name).value = options.find((t) => 'selected' in t)?.value ?? '';
	}
	return [...fields.values()];
}

// What the form would send when nothing is changed.
export const valuesOf = (form) => Object.fromEntries(fieldsOf(form).filter((f) => f.value || f.kind === 'hidden').map((f) => [f.name, f.value]));

// House rules that checkers of HTML do not know: one h1, unique ids, a label for every field, nothing inline.
export function brokenRules(html) {
	const all = tags(html), broken = [];
	const ids = all.map((t) => t.id).filter((id) => id !== undefined);
	const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
	if (twice.length)
		broken.push(`ids used twice: ${[...new Set(twice)].join(' ')}`);
	const headings = all.filter((t) => t.tag === 'h1').length;
	if (headings !== 1)
		broken.push(`${headings} h1`);
	for (const t of all) {
		const inline = Object.keys(t).find((key) => key === 'style' || /^on/i.test(key));
		if (inline)
			broken.push(`${inline}= on <${t.tag}>`);
		if (t.tag === 'style' || (t.tag === 'script' && !t.src))
			broken.push(`inline <${t.tag}>`);
	}
	return [...broken, ...unlabelled(html, all), ...dangling(all, new Set(ids))];
}

function unlabelled(html, all) {
	const wrapped = new Set([...html.matchAll(/<label\b[^>]*>(.*?)<\/label>/gs)].flatMap(([, inside]) => tags(inside)).map((t) => JSON.stringify(t)));
	const named = new Set(all.filter((t) => t.tag === 'label' && t.for).map((t) => t.for));
	return all.filter((t) => ['input', 'select', 'textarea'].includes(t.tag) && t.type !== 'hidden')
		.filter((t) => !named.has(t.id) && !t['aria-label'] && !t['aria-labelledby'] && !wrapped.has(JSON.stringify(t)))
		.map((t) => `no label for ${JSON.stringify(t)}`);
}

function dangling(all, ids) {
	return all.flatMap((t) => ['for', 'aria-labelledby', 'aria-describedby', 'aria-controls']
		.flatMap((key) => (t[key] ?? '').split(/\s+/).filter(Boolean).filter((id) => !ids.has(id))
			.map((id) => `${key} of <${t.tag}> names ${id}, which is not on the page`)));
}

// What tidy 5.6 does not know of today's HTML: these attributes, and the <div> around a <dt> with its <dd>.
const NOT_WRONG = [/proprietary attribute "(aria-current|inputmode)"/];
const withoutGroups = (html) => html.replace(/<div[^>]*><dt/g, '<dt').replaceAll('</dd></div>', '</dd>');

// HTML errors and warnings by Debian's tidy; null when it is not installed.
export function tidy(html) {
	return new Promise((done, failed) => {
		const child = spawn('tidy', ['-q', '-e', '--drop-empty-elements', 'no'], { stdio: ['pipe', 'ignore', 'pipe'] });
		let said = '';
		child.on('error', (e) => (e.code === 'ENOENT' ? done(null) : failed(e)));
		child.stderr.on('data', (d) => { said += d; });
		child.on('close', () => done(said.split('\n').filter((line) => line && !NOT_WRONG.some((known) => known.test(line)))));
		child.stdin.on('error', () => {});
		child.stdin.end(withoutGroups(html));
	});
}
