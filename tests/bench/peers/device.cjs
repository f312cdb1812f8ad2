// One device of the peer: PouchDB 9 on an SQLite file. Usage: node device.cjs COMMAND DATABASE [URL] [OPTIONS as JSON].
// Prints one JSON object: seconds, bytes both ways on its sockets, rows.
'use strict';
const net = require('net');
const sockets = [];
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  sockets.push(this);
  return connect.apply(this, args);
};
const wire = () => sockets.reduce((sum, s) => sum + s.bytesRead + s.bytesWritten, 0);

const PouchDB = require('pouchdb');
PouchDB.plugin(require('pouchdb-adapter-node-websql'));

const [, , command, path, url, text] = process.argv;
const options = JSON.parse(text || '{}');
const batches = { batch_size: 1000, batches_limit: 5 };

function remote() {
  return new PouchDB(url, { skip_setup: true });
}

async function pull(db) {
  const filter = options.scope ? { filter: 'okrskar/scope', query_params: { scope: options.scope } } : {};
  const report = await db.replicate.from(remote(), { ...batches, ...filter });
  return { written: report.docs_written, read: report.docs_read };
}

async function pages(db, visit) {
  let startkey;
  for (;;) {
    const page = await db.allDocs({ include_docs: true, limit: 1000, startkey, skip: startkey ? 1 : 0 });
    if (!page.rows.length) return;
    if (await visit(page.rows.map((row) => row.doc))) return;
    startkey = page.rows[page.rows.length - 1].id;
  }
}

const commands = {
  pull,
  async push(db) {
    const report = await db.replicate.to(remote(), batches);
    return { written: report.docs_written };
  },
  async round(db) {
    const sent = await db.replicate.to(remote(), batches);
    const got = await db.replicate.from(remote(), batches);
    return { written: sent.docs_written + got.docs_written };
  },
  async edit(db) {
    let left = options.count;
    await pages(db, async (docs) => {
      docs = docs.filter((doc) => !doc._id.startsWith('_design/'));
      for (const doc of docs.slice(0, left)) await db.put({ ...doc, title: doc.title + options.mark });
      left -= Math.min(left, docs.length);
      return left === 0;
    });
    return { edited: options.count - left };
  },
  async count(db) {
    let rows = 0;
    await pages(db, (docs) => {
      rows += docs.filter((doc) => !doc._id.startsWith('_design/')).length;
      return false;
    });
    return { rows };
  },
};

(async () => {
  const db = new PouchDB(path, { adapter: 'websql' });
  await db.info();
  const warm = options.warm ? await commands[command](db) : null;
  const before = wire();
  const started = process.hrtime.bigint();
  const report = await commands[command](db);
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  process.stdout.write(JSON.stringify({ seconds, bytes: wire() - before, warm, ...report }) + '\n');
  process.exit(0);
})().catch((error) => {
  process.stderr.write(String(error && error.stack ? error.stack : error) + '\n');
  process.exit(1);
});
