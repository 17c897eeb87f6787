// Sends one event of each type through @rudderstack/rudder-sdk-node, as its users do.
const RudderAnalytics = require('@rudderstack/rudder-sdk-node')

const analytics = new RudderAnalytics(process.env.WRITE_KEY, { dataPlaneUrl: process.env.HOST, flushAt: 100, gzip: true })

const userId = 'rudder-user'
analytics.identify({ userId, traits: { email: 'rudder@example.com', age: 42 } })
analytics.track({ userId, event: 'Order Completed', properties: { price: 19.99, products: [{ sku: 'a' }] } })
analytics.page({ userId, name: 'Home', properties: { path: '/' } })
analytics.screen({ userId, name: 'Welcome' })
analytics.group({ userId, groupId: 'group-1', traits: { name: 'ACME' } })
analytics.alias({ userId, previousId: 'anonymous-1' })
analytics.flush((error) => {
  if (error) console.error(error)
  process.exit(error ? 1 : 0)
})
