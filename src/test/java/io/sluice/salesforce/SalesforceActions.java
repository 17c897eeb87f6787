package io.sluice.salesforce;

import io.sluice.delivery.Action;
import java.util.List;

/** The actions for Salesforce CRM, which nobody asks anything. */
public final class SalesforceActions {
    public static final List<Action> ALL = List.of(new SalesforceUpsertRecords());

    private SalesforceActions() {}
}
