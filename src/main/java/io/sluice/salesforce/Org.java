package io.sluice.salesforce;

/**
 * What the door knows of one account as it goes.
 *
 * @param sessions how it gets in
 * @param budget how many calls are left
 * @param calls what its calls are made with
 */
record Org(SalesforceAccount account, Sessions sessions, DailyBudget budget, OrgSession calls) {}
