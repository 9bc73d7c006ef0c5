// The world outside a place: a mail server and a gateway of short messages, small and on free ports.
import assert from 'node:assert/strict';
import { createServer as createHttp } from 'node:http';
import { createServer as createTcp } from 'node:net';

const PATIENCE_MS = 20000;

// What came, in order; next() waits for the next one that nobody has taken yet.
class Arrivals {
	constructor() {
		this.all = [];
		this.taken = 0;
		this.waiting = [];
	}

	push(one) {
		this.all.push(one);
		this.waiting.splice(0).forEach((wake) => wake());
	}

	async next(what) {
		const deadline = AbortSignal.timeout(PATIENCE_MS);
		while (this.all.length <= this.taken)
			await new Promise((wake, give) => {
				this.waiting.push(wake);
				deadline.addEventListener('abort', () => give(new assert.AssertionError({ message: `no ${what} within ${PATIENCE_MS} ms` })));
			});
		return this.all[this.taken++];
	}
}

const listening = (server) => new Promise((done) => server.listen(0, '127.0.0.1', () => done(server.address().port)));

// Encoded words of a header (RFC 2047) as people read them.
const decoded = (value) => value.replace(/\?=\s+=\?/g, '?==?')
	.replace(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, word) => Buffer.from(word, 'base64').toString());

// { headers: lower-case names, text } of a message whose body is base64.
function readMail({ from, to, data }) {
	const [, head, body] = /^(.*?)\r\n\r\n(.*)$/s.exec(data);
	const lines = head.replace(/\r\n[ \t]+/g, (fold) => fold.slice(2)).split('\r\n');
	const headers = Object.fromEntries(lines.map((line) => /^([^:]+): *(.*)$/s.exec(line)).map(([, name, value]) => [name.toLowerCase(), decoded(value)]));
	return { from, to, headers, data, text: Buffer.from(body, 'base64').toString() };
}

// SMTP (RFC 5321) as far as a sender needs it. refuse: codes and words for the next recipients; login: offers AUTH without
// encryption, and notes what is said to it.
export class MailServer {
	constructor() {
		this.arrivals = new Arrivals();
		this.refuse = [];
		this.said = [];
		this.login = false;
		this.sockets = new Set();
	}

	async start() {
		this.server = createTcp((socket) => this.talk(socket));
		this.url = `smtp://127.0.0.1:${await listening(this.server)}`;
		return this;
	}

	talk(socket) {
		let rest = '', mail;
		this.sockets.add(socket);
		socket.on('close', () => this.sockets.delete(socket)).on('error', () => {});
		socket.setEncoding('latin1');
		socket.write('220 test ready\r\n');
		socket.on('data', (bytes) => {
			rest += bytes;
			for (let end; (end = rest.indexOf(mail?.open ? '\r\n.\r\n' : '\r\n')) >= 0;) {
				const line = rest.slice(0, end);
				rest = rest.slice(end + (mail?.open ? 5 : 2));
				if (mail?.open) {
					this.arrivals.push(readMail({ ...mail, data: line.replace(/^\.\./gm, '.') }));
					mail = undefined;
					socket.write('250 taken\r\n');
				} else {
					mail = this.answer(socket, line, mail);
				}
			}
		});
	}

	answer(socket, line, mail) {
		const [, verb, rest] = /^(\w+) ?(.*)$/.exec(line), address = /<(.*)>/.exec(rest)?.[1];
		this.said.push(line);
		switch (verb.toUpperCase()) {
		case 'EHLO':
			socket.write(this.login ? '250-test\r\n250 AUTH PLAIN LOGIN\r\n' : '250 test\r\n');
			return mail;
		case 'MAIL':
			socket.write('250 ok\r\n');
			return { from: address, to: [] };
		case 'RCPT': {
			const refusal = this.refuse.shift();
			socket.write(refusal ? `${refusal}\r\n` : '250 ok\r\n');
			return refusal ? mail : { ...mail, to: [...mail.to, address] };
		}
		case 'DATA':
			socket.write('354 go on\r\n');
			return { ...mail, open: true };
		case 'QUIT':
			socket.end('221 bye\r\n');
			return undefined;
		default:
			socket.write('502 not here\r\n');
			return mail;
		}
	}

	next() {
		return this.arrivals.next('mail');
	}

	stop() {
		this.sockets.forEach((socket) => socket.destroy());
		return new Promise((done) => this.server.close(done));
	}
}

// Takes short messages over HTTP. answers: { status, headers, body } for the next requests; without one 200.
export class Gateway {
	constructor() {
		this.arrivals = new Arrivals();
		this.answers = [];
	}

	async start() {
		this.server = createHttp((req, res) => {
			let body = '';
			req.setEncoding('utf8').on('data', (part) => { body += part; }).on('end', () => {
				const { status = 200, headers = {}, body: answer = '{}' } = this.answers.shift() ?? {};
				res.writeHead(status, headers).end(answer);
				this.arrivals.push({ method: req.method, path: req.url, headers: req.headers, body });
			});
		});
		this.url = `http://127.0.0.1:${await listening(this.server)}`;
		return this;
	}

	next() {
		return this.arrivals.next('short message');
	}

	stop() {
		this.server.closeAllConnections();
		return new Promise((done) => this.server.close(done));
	}
}
