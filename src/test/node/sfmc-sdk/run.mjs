// Uses the sandbox as a stranger would: node run.mjs http://127.0.0.1:PORT/
import assert from 'node:assert/strict';
import SDK from 'sfmc-sdk';

const sandbox = process.argv[2];
const sdk = new SDK(
  {
    client_id: 'sandbox',
    client_secret: 'sandbox',
    // The constructor wants an address of SFMC's form; the real one follows.
    auth_url: 'https://mct0l7nxfq2r988t1kxfy8sc47ma.auth.marketingcloudapis.com/',
    account_id: 1000001,
  },
  { requestAttempts: 2 },
);
sdk.auth.authObject.auth_url = sandbox;

const rows = [
  { keys: { 'Contact Key': 'u1' }, values: { 'First Name': 'Zoë', Plan: 'gold' } },
  { keys: { 'Contact Key': 'u2' }, values: { 'First Name': 'Max', Plan: 'basic' } },
];
assert.deepEqual(await sdk.rest.post('hub/v1/dataevents/key:identify/rowset', rows), rows);

const one = await sdk.rest.put('hub/v1/dataevents/key:identify/rows/Contact%20Key:u1', { values: { Plan: 'silver' } });
assert.deepEqual(one, { keys: { 'Contact Key': 'u1' }, values: { Plan: 'silver' } });

const read = await sdk.rest.getBulk('data/v1/customobjectdata/key/identify/rowset', 1);
assert.deepEqual(
  read.items.map((item) => [item.keys['contact key'], item.values['first name'], item.values.plan]),
  [['u1', 'Zoë', 'silver'], ['u2', 'Max', 'basic']],
);

const contact = await sdk.rest.post('contacts/v1/contacts', { contactKey: 'u1', attributeSets: [] });
assert.equal(contact.operationStatus, 'OK');
assert.equal(contact.isNewContactKey, true);

const fired = await sdk.rest.post('interaction/v1/events', {
  ContactKey: 'u1',
  EventDefinitionKey: 'APIEvent-cart-abandoned',
  Data: { 'Cart Id': 'c1', Value: 12.5 },
});
assert.match(fired.eventInstanceId, /^[0-9a-f-]{36}$/);

await assert.rejects(
  sdk.rest.post('hub/v1/dataevents/key:identify/rowset', [{ keys: { 'Contact Key': 'u3' }, values: { Email: 'x' } }]),
  (error) => error.response?.status === 400 && error.response.data.errorcode === 10006,
);

const campaigns = await sdk.rest.getBulk('hub/v1/campaigns');
assert.deepEqual(campaigns.items.map((campaign) => campaign.id), ['4714', '4712', '4711', '4713']);
const journeys = await sdk.rest.getBulk('interaction/v1/interactions?extras=all');
assert.equal(journeys.items.length, 2);

const described = await sdk.soap.describe('List');
const properties = described.ObjectDefinition.Properties.filter((property) => property.IsRetrievable).map(
  (property) => property.Name,
);
assert.ok(properties.includes('ListName') && !properties.includes('Client.UserID'));
const since = { leftOperand: 'ModifiedDate', operator: 'greaterThanOrEqual', rightOperand: '2026-03-01T05:30:00Z' };
const [suppression] = (await sdk.soap.retrieve('List', properties, { filter: since })).Results;
assert.equal(suppression.ListName, 'Kündigungen <2026> & Rückläufer');
assert.equal(suppression.Client.ID, 1000001);

// More than one page and more than one batch. This client believes the count, so it has to be that of all.
const tell = (path, body) => fetch(new URL(path, sandbox), { method: 'POST', body: JSON.stringify(body) });
await tell('/sandbox/source/settings', { count: 'total' });
await tell('/sandbox/source/generate', { seed: 1, campaigns: 120, lists: 5200 });
const all = await sdk.rest.getBulk('hub/v1/campaigns');
assert.equal(new Set(all.items.map((campaign) => campaign.id)).size, 120);
const lists = await sdk.soap.retrieveBulk('List', ['ID', 'ListName', 'ModifiedDate'], {});
assert.equal(lists.OverallStatus, 'MoreDataAvailable');
assert.equal(new Set(lists.Results.map((list) => list.ID)).size, 5200);
await assert.rejects(sdk.soap.retrieve('Liste', ['ID']), /^SOAPError: Unable to find a handler for object type: Liste/);

// A token that has become invalid is renewed once, and the call repeated.
await fetch(new URL('/sandbox/tokens/revoke', sandbox), { method: 'POST' });
const again = await sdk.rest.get('data/v1/customobjects?$search=identify');
assert.equal(again.items[0].key, 'identify');
await fetch(new URL('/sandbox/tokens/revoke', sandbox), { method: 'POST' });
assert.equal((await sdk.soap.describe('List')).ObjectDefinition.ObjectType, 'List');

console.log('sfmc-sdk: all well');
