package io.sluice;

import io.sluice.delivery.Action;
import io.sluice.salesforce.SalesforceActions;
import io.sluice.sfmc.SfmcActions;
import java.util.List;
import java.util.stream.Stream;

/** Every action, as the application has them, where nobody asks anything. */
public final class ShippedActions {
    public static final List<Action> ALL = Stream.of(SfmcActions.ALL, SalesforceActions.ALL)
            .flatMap(List::stream)
            .toList();

    private ShippedActions() {}
}
