// Comfort that both the hall and the desk offer; every page works without it.

export const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

export function whenReady(work) {
	if (document.readyState === 'loading')
		document.addEventListener('DOMContentLoaded', work);
	else
		work();
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
	whenReady(() => {
		guardSubmits();
		offerPrint();
		const errors = document.querySelector('[data-errors]');
		if (errors)
			errors.focus();
	});
}
