// Forms of items: questions that do not apply are hidden while one types, computed answers appear. What counts is decided by
// the server, which judges the same conditions; here they arrive as trees: ["=", ["name", "kind"], "延续"].
import { all } from './common.js';

const NUMBER = /^-?(0|[1-9]\d{0,14})(\.\d{1,6})?$/;
const number = (text) => (NUMBER.test(text) ? Number(text) : null);
const days = (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) / 86400000 : null);
const words = (v) => (v === null || !Number.isFinite(v) || Math.abs(v) >= 1e15 ? '' : String(Number(v.toFixed(6))));
const holds = (v) => (Array.isArray(v) ? v.length > 0 : v !== '' && v !== '0');
const truth = (v) => (v ? '1' : '');

function sameText(a, b) {
	return number(a) !== null && number(b) !== null ? Math.abs(number(a) - number(b)) < 1e-9 : a === b;
}

function same(a, b) {
	if (Array.isArray(b) && !Array.isArray(a))
		return same(b, a);
	if (!Array.isArray(a))
		return sameText(a, b);
	return Array.isArray(b) ? a.join() === b.join() : a.some((one) => sameText(one, b)) || (!a.length && b === '');
}

function order(a, b) {
	if (number(a) !== null && number(b) !== null)
		return Math.sign(number(a) - number(b));
	return a.length === b.length && /^\d{4}-\d{2}|^\d{2}:\d{2}$/.test(a) && /^\d/.test(b) ? (a < b ? -1 : a > b ? 1 : 0) : NaN;
}

function count(form, group) {
	return all(`[data-rows="${group}"]`, form).length;
}

// A question that is hidden has no answer.
function answer(form, posted) {
	const fields = all(`[name="${CSS.escape(posted)}"]`, form).filter((f) => !f.closest('[hidden]'));
	if (!fields.length) {
		const shown = all('.asked output', form).find((o) => o.closest('.asked').dataset.row + o.closest('.asked').dataset.name === posted);
		return shown ? shown.dataset.value : null;
	}
	if (fields[0].type === 'checkbox' && (fields.length > 1 || fields[0].value !== '1'))
		return fields.filter((f) => f.checked).map((f) => f.value);
	if (fields[0].type === 'checkbox' || fields[0].type === 'radio')
		return (fields.find((f) => f.checked) || { value: '' }).value;
	return fields[0].value.trim();
}

function named(form, row, name) {
	const posted = name.replace('.', '-');
	return answer(form, row + posted) ?? answer(form, posted) ?? '';
}

function sum(form, name) {
	const [group, field] = name.split('.');
	let total = 0;
	for (let i = 0; i < count(form, group); i++)
		total += number(answer(form, `${group}-${i}-${field}`) ?? '') ?? 0;
	return total;
}

function arithmetic(op, a, b) {
	const x = number(a), y = number(b);
	if (x === null || y === null || (op === '/' && y === 0))
		return '';
	return words(op === '+' ? x + y : op === '-' ? x - y : op === '*' ? x * y : x / y);
}

// The days of a place's zone: China's.
const today = () => new Date(Date.now() + 8 * 3600000).toISOString().slice(0, 10);

export function evaluate(tree, form, row) {
	if (!Array.isArray(tree))
		return tree;
	const [op, ...args] = tree;
	const value = (i) => evaluate(args[i], form, row);
	switch (op) {
	case 'name': return named(form, row, args[0]);
	case 'today': return today();
	case 'or': return truth(holds(value(0)) || holds(value(1)));
	case 'and': return truth(holds(value(0)) && holds(value(1)));
	case 'not': return truth(!holds(value(0)));
	case '=': return truth(same(value(0), value(1)));
	case '!=': return truth(!same(value(0), value(1)));
	case 'in': return truth(args.slice(1).some((one) => same(value(0), evaluate(one, form, row))));
	case 'count': return words(count(form, args[0]));
	case 'sum': return words(sum(form, args[0]));
	case 'days': return days(value(0)) === null || days(value(1)) === null ? '' : words(days(value(1)) - days(value(0)));
	case 'empty': return truth(value(0).length === 0);
	case 'neg': return arithmetic('-', '0', value(0));
	case '<': return truth(order(value(0), value(1)) < 0);
	case '<=': return truth(order(value(0), value(1)) <= 0);
	case '>': return truth(order(value(0), value(1)) > 0);
	case '>=': return truth(order(value(0), value(1)) >= 0);
	default: return arithmetic(op, value(0), value(1));
	}
}

function refresh(form) {
	all('.asked', form).forEach((box) => {
		const row = box.dataset.row || '';
		if (box.dataset.when)
			box.hidden = !holds(evaluate(JSON.parse(box.dataset.when), form, row));
		const shown = box.querySelector(':scope > .field > [data-computed]');
		if (shown) {
			shown.dataset.value = evaluate(JSON.parse(shown.dataset.computed), form, row);
			shown.textContent = shown.dataset.value || '填好前面的内容后算出';
		}
	});
	// A heading above nothing goes with its questions.
	all('.asked', form).filter((box) => !box.dataset.when).forEach((box) => {
		const inside = all('.asked', box);
		if (inside.length)
			box.hidden = inside.every((q) => q.hidden);
	});
}

export function offerForms() {
	new Set(all('[data-when], [data-computed]').map((box) => box.closest('form'))).forEach((form) => {
		if (!form)
			return;
		['input', 'change'].forEach((what) => form.addEventListener(what, () => refresh(form)));
		refresh(form);
	});
}
