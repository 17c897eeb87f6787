/** What the sandbox knows of Salesforce CRM: orgs, logins, objects, queries and writes. */
package io.sluice.sandbox.salesforce;
