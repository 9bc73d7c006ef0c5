// Says the size of a chosen file, and sends a form with its progress in view. Without it, the form goes as usual.
import { all, busy, free } from './common.js';

const MEGA = 1024 * 1024;

function sizeWords(bytes) {
	if (bytes >= MEGA)
		return `${(bytes / MEGA).toFixed(1)} MB`;
	return `${Math.max(1, Math.round(bytes / 1024))} KB`;
}

function describe(input) {
	const say = input.closest('.field').querySelector('[data-say]');
	const files = Array.from(input.files);
	const limit = Number(input.dataset.maxBytes);
	const large = files.find((f) => f.size > limit);
	const list = files.map((f) => `${f.name}（${sizeWords(f.size)}）`).join('、');
	if (!say)
		return;
	say.classList.toggle('error', Boolean(large));
	if (large)
		say.textContent = `「${large.name}」有 ${sizeWords(large.size)}，超过了 ${sizeWords(limit)}，`
			+ '请压缩后再选。';
	else
		say.textContent = list ? `已选 ${list}` : '';
}

// The answer is the page that the browser would have shown: after a redirect we go there, otherwise we draw it in place.
function show(request) {
	if (request.status < 400 && request.responseURL && request.responseURL !== location.href) {
		location.assign(request.responseURL);
		return;
	}
	document.open();
	document.write(request.responseText);
	document.close();
}

function send(event) {
	const form = event.target;
	const bar = form.querySelector('progress');
	const say = form.querySelector('[data-say]');
	if (event.defaultPrevented || !bar || !('submitter' in event))
		return;
	event.preventDefault();
	const data = new FormData(form);
	if (event.submitter && event.submitter.name)
		data.append(event.submitter.name, event.submitter.value);
	const request = new XMLHttpRequest();
	request.open('POST', form.action);
	request.upload.addEventListener('progress', (p) => {
		if (!p.lengthComputable)
			return;
		bar.value = 100 * p.loaded / p.total;
		if (say && p.loaded === p.total)
			say.textContent = '已传完，正在检查文件…';
	});
	request.addEventListener('load', () => show(request));
	request.addEventListener('error', () => {
		free(form);
		bar.hidden = true;
		if (say) {
			say.classList.add('error');
			say.textContent = '网络断开，文件没有传上来。请再点一次「上传」。';
		}
	});
	bar.hidden = false;
	bar.value = 0;
	busy(form);
	request.send(data);
}

export function offerUploads() {
	all('input[type=file][data-max-bytes]').forEach((input) => input.addEventListener('change', () => describe(input)));
	all('form[data-upload]').forEach((form) => form.addEventListener('submit', send));
}
