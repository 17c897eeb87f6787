// Uses the sandbox as a stranger would: node run.mjs http://127.0.0.1:PORT
import assert from 'node:assert/strict';
import jsforce from 'jsforce';

const sandbox = process.argv[2];
const version = '60.0';

// SOAP login, then OAuth with password, then client credentials.
const conn = new jsforce.Connection({ loginUrl: sandbox, version });
const user = await conn.login('sandbox@example.com', 'sandboxtoken');
assert.match(user.organizationId, /^00D\w{15}$/);
assert.equal(conn.instanceUrl, sandbox);
await assert.rejects(
  new jsforce.Connection({ loginUrl: sandbox, version }).login('sandbox@example.com', 'sandbox'),
  /INVALID_LOGIN/,
);

const app = { loginUrl: sandbox, clientId: 'sandbox', clientSecret: 'sandbox' };
const byPassword = new jsforce.Connection({ oauth2: app, version });
assert.match((await byPassword.login('sandbox@example.com', 'sandboxtoken')).id, /^005\w{15}$/);

const byApp = new jsforce.Connection({ instanceUrl: sandbox, oauth2: app, version });
await byApp.authorize({ grant_type: 'client_credentials' });
assert.equal((await byApp.limits()).DailyApiRequests.Max, 15000);

const described = await conn.sobject('Lead').describe();
const email = described.fields.find((field) => field.name === 'Email');
assert.equal(email.length, 80);
assert.equal(email.idLookup, true);

const leads = Array.from({ length: 250 }, (_, i) => ({
  LastName: `O'Neil ${i}`,
  Company: 'Initech',
  Email: `user${i}@example.com`,
  External_Id__c: `e${i}`,
}));
const created = await conn.sobject('Lead').create(leads, { allowRecursive: true });
assert.equal(created.length, 250);
assert.ok(created.every((result) => result.success));

conn.limitInfo = {};
const found = await conn.query("SELECT Id, LastName FROM Lead WHERE LastName = 'O\\'Neil 7' OR Email = 'USER9@example.com'");
assert.deepEqual(found.records.map((record) => record.LastName), ["O'Neil 7", "O'Neil 9"]);
assert.ok(conn.limitInfo.apiUsage.used > 0);

const all = [];
await conn.query('SELECT Id FROM Lead', { autoFetch: true, maxFetch: 1000 })
  .on('record', (record) => all.push(record.Id))
  .run();
assert.equal(all.length, 250);

const updated = await conn.sobject('Lead').update([
  { Id: created[0].id, Title: 'VP' },
  { Id: created[1].id, Foo: 'x' },
]);
assert.equal(updated[0].success, true);
assert.equal(updated[1].success, false);
assert.match(updated[1].errors[0].message, /No such column 'Foo'/);

const upserted = await conn.sobject('Lead').upsert(
  [
    { External_Id__c: 'e0', Title: 'CEO' },
    { External_Id__c: 'new', LastName: 'x', Company: 'c' },
  ],
  'External_Id__c',
);
assert.deepEqual(upserted.map((result) => result.created), [false, true]);

const one = await conn.sobject('Lead').retrieve(created[0].id);
assert.equal(one.Title, 'CEO');
assert.equal((await conn.sobject('Lead').upsert({ External_Id__c: 'e1', Title: 'VP' }, 'External_Id__c')).success, true);

const deleted = await conn.sobject('Lead').destroy(created.slice(0, 3).map((result) => result.id));
assert.ok(deleted.every((result) => result.success));
assert.equal((await conn.query('SELECT COUNT() FROM Lead')).totalSize, 248);

await assert.rejects(conn.query('SELECT Foo FROM Lead'), (error) => error.errorCode === 'INVALID_FIELD');

await byApp.logout();

// A session that is over is renewed by the client's own means.
await fetch(new URL('/sandbox/salesforce/main/sessions/expire', sandbox), { method: 'POST' });
assert.equal((await conn.query('SELECT COUNT() FROM Lead')).totalSize, 248);

await conn.logout();

console.log('jsforce: all well');
