// Comfort that both the hall and the desk offer; every page works without it.

export const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

// The script stands in the head, so that the look below is set before anything is drawn.
export function whenReady(work) {
	if (document.readyState === 'loading')
		document.addEventListener('DOMContentLoaded', work);
	else
		work();
}

// A browser may forbid storage; then the choice lasts for this page only.
const memory = {
	get(key) {
		try { return localStorage.getItem(key); } catch (e) { return null; }
	},
	set(key, value) {
		try { localStorage.setItem(key, value); } catch (e) { /* nothing to remember it in */ }
	},
};

const LOOKS = {
	type: { steps: ['', 'large', 'larger'], words: ['大字', '更大字', '正常字号'] },
	contrast: { steps: ['', 'high'], words: ['高对比', '正常对比'] },
};

function setLook(name, value) {
	if (value)
		document.documentElement.dataset[name] = value;
	else
		delete document.documentElement.dataset[name];
}

function lookNow(name) {
	return Math.max(0, LOOKS[name].steps.indexOf(document.documentElement.dataset[name] || ''));
}

// The words of a button are its last text node: an icon may stand before them.
function setWords(button, words) {
	const last = button.lastChild;
	if (last && last.nodeType === Node.TEXT_NODE)
		last.nodeValue = words;
	else
		button.append(words);
}

function offerLooks() {
	const buttons = all('[data-look]');
	const say = () => buttons.forEach((b) => setWords(b, LOOKS[b.dataset.look].words[lookNow(b.dataset.look)]));
	buttons.forEach((button) => {
		const name = button.dataset.look;
		const { steps } = LOOKS[name];
		button.hidden = false;
		button.addEventListener('click', () => {
			const next = steps[(lookNow(name) + 1) % steps.length];
			setLook(name, next);
			memory.set('look-' + name, next);
			say();
		});
	});
	say();
}

export function busy(form, words) {
	all('button', form).filter((b) => b.type === 'submit' && !b.disabled).forEach((b) => {
		b.dataset.before = b.innerHTML;
		b.disabled = true;
		if (words || b.dataset.busy)
			b.textContent = words || b.dataset.busy;
	});
}

export function free(form) {
	all('button[data-before]', form).forEach((b) => {
		b.innerHTML = b.dataset.before;
		b.disabled = false;
		delete b.dataset.before;
	});
}

// Disabling waits for the browser to collect the form: a disabled button would lose its name and value.
function guardSubmits() {
	document.addEventListener('submit', (event) => {
		const form = event.target;
		if (form.method !== 'post' || event.defaultPrevented)
			return;
		if (form.dataset.sent) {
			event.preventDefault();
			return;
		}
		form.dataset.sent = '1';
		const pressed = event.submitter;
		if (pressed && !pressed.dataset.busy)
			pressed.dataset.busy = '正在提交…';
		setTimeout(() => busy(form), 0);
	});
	window.addEventListener('pageshow', (event) => {
		if (event.persisted)
			all('form[data-sent]').forEach((form) => { delete form.dataset.sent; free(form); });
	});
}

// Paper cannot be opened: what is folded on the screen is printed in full.
function offerPrint() {
	window.addEventListener('beforeprint', () => all('details.more').forEach((d) => { d.open = true; }));
	all('[data-print]').forEach((button) => {
		button.hidden = false;
		button.addEventListener('click', () => window.print());
	});
}

export function start() {
	Object.keys(LOOKS).forEach((name) => {
		const kept = memory.get('look-' + name);
		if (kept !== null)
			setLook(name, LOOKS[name].steps.includes(kept) ? kept : '');
	});
	whenReady(() => {
		offerLooks();
		guardSubmits();
		offerPrint();
		const errors = document.querySelector('[data-errors]');
		if (errors)
			errors.focus();
	});
}
