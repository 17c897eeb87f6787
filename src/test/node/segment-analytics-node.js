// Sends one event of each type through @segment/analytics-node, as its users do.
const { Analytics } = require('@segment/analytics-node')

const analytics = new Analytics({ writeKey: process.env.WRITE_KEY, host: process.env.HOST, path: '/v1/batch', flushAt: 6, maxRetries: 0 })
analytics.on('error', (error) => { console.error(error); process.exit(1) })

const userId = 'node-user'
analytics.identify({ userId, traits: { email: 'node@example.com', age: 42 } })
analytics.track({ userId, event: 'Order Completed', properties: { price: 19.99, products: [{ sku: 'a' }] } })
analytics.page({ userId, name: 'Home', properties: { path: '/' } })
analytics.screen({ userId, name: 'Welcome' })
analytics.group({ userId, groupId: 'group-1', traits: { name: 'ACME' } })
analytics.alias({ userId, previousId: 'anonymous-1' })
analytics.closeAndFlush().then(() => process.exit(0))
